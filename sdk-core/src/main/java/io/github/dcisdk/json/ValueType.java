package io.github.dcisdk.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * How one kind of value is read from and written to JSON; {@link ValueTypes} has them all. Reading is tolerant and says so: whatever form a value has,
 * it is taken if its meaning is plain, kept if it is not, and reported either way. Generated models are made of these.
 *
 * @param <T> the Java type of the value
 */
public abstract class ValueType<T> {
    ValueType() {}

    /** Whether a value that begins with this token has the form that the standard declares. */
    abstract boolean isDeclaredForm(JsonToken token);

    /** Reads a value in its declared form and leaves the parser at its last token. */
    abstract Bound<T> readDeclaredForm(JsonParser in, Reading reading) throws IOException;

    /** Makes the best of a value in another form, and reports what is wrong with it. */
    abstract Bound<T> convert(JsonValue received, Reading reading, String pointer);

    abstract void write(JsonGenerator out, T value) throws IOException;

    /** The value for a log line; only called for members that the specification marks as loggable. */
    abstract String describe(T value);

    /** Reads the value at which the parser stands, in whatever form it is. */
    final Bound<T> read(JsonParser in, Reading reading) throws IOException {
        if (isDeclaredForm(in.currentToken())) {
            return readDeclaredForm(in, reading);
        }
        String pointer = reading.pointer(in);
        return convert(JsonValue.read(in), reading, pointer);
    }

    /** Reads a value that is in memory already, in whatever form it is. */
    final Bound<T> read(JsonValue received, Reading reading, String pointer) {
        byte[] json = Json.bytes(received::write);
        try (JsonParser in = JsonLimits.factory().createParser(json)) {
            return isDeclaredForm(in.nextToken())
                    ? readDeclaredForm(in, reading.at(pointer))
                    : convert(received, reading, pointer);
        } catch (IOException e) {
            throw new IllegalStateException("a JSON value in memory could not be read", e);
        }
    }

    /** The end of all attempts: the value is kept as received and the typed view is empty. */
    static <T> Bound<T> absent(JsonValue received, Reading reading, String pointer, Rule rule) {
        reading.report(pointer, rule);
        return new Bound<>(null, received);
    }

    /** Whether a value is one of the forms in which senders write "nothing". */
    static boolean isEmpty(JsonValue received) {
        return received instanceof JsonValue.JsonNull
                || (received instanceof JsonValue.JsonString string
                        && string.value().isBlank())
                || (received instanceof JsonValue.JsonObject object
                        && object.members().isEmpty())
                || (received instanceof JsonValue.JsonArray array
                        && array.items().isEmpty());
    }

    /**
     * A list of one where a single value belongs is that value; of several, nobody can say which is meant.
     */
    final Bound<T> convertList(JsonValue.JsonArray received, Reading reading, String pointer) {
        if (received.items().size() != 1) {
            return absent(received, reading, pointer, Rule.SEVERAL_FOR_SINGLE);
        }
        reading.report(pointer, Rule.LIST_FOR_SINGLE);
        Bound<T> only = read(received.items().get(0), reading, pointer + "/0");
        return new Bound<>(only.value(), received);
    }

    /**
     * What reading a value gave.
     *
     * @param value the typed view; null when there is none
     * @param asReceived what was received, when writing the typed view would not give the same JSON; else null
     */
    record Bound<T>(@Nullable T value, @Nullable JsonValue asReceived) {
        static <T> Bound<T> exact(T value) {
            return new Bound<>(value, null);
        }
    }
}
