package io.github.dcisdk.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one kind of value is read from and written to JSON; {@link ValueTypes} has them all. Reading is tolerant and says
 * so: whatever form a value has, it is taken if its meaning is plain, kept if it is not, and reported either way.
 * Generated models are made of these. Immutable, thread-safe.
 *
 * @param <T> the Java type of the value
 */
public abstract class ValueType<T> {
    ValueType() {}

    /** Reads a value, in whatever form it is, and reports at its place what is wrong with it. */
    abstract Bound<T> read(JsonValue received, Reading at);

    abstract void write(JsonGenerator out, T value) throws IOException;

    /** The value for a log line; only called for members that the specification marks as loggable. */
    abstract String describe(T value);

    /** The type of one value: of an item for a list, of what is inside for a type around another. */
    ValueType<?> single() {
        return this;
    }

    /** The same type for values that senders put into another object. */
    ValueType<T> unwrapping(List<String> keys) {
        return new UnwrappingValueType<>(this, keys);
    }

    /**
     * Makes the best of a value that is not in the declared form. A list of one where a single value belongs is that
     * value; of several, nobody can say which is meant.
     */
    final Bound<T> readOther(JsonValue received, Reading at) {
        if (isEmpty(received)) {
            return absent(received, at, Rule.EMPTY_FOR_ABSENT);
        } else if (!(received instanceof JsonValue.JsonArray array)) {
            return absent(received, at, Rule.WRONG_TYPE);
        } else if (array.items().size() > 1) {
            return absent(received, at, Rule.SEVERAL_FOR_SINGLE);
        } else {
            at.report(Rule.LIST_FOR_SINGLE);
            return new Bound<>(read(array.items().get(0), at.item(0)).value(), received);
        }
    }

    /** The end of all attempts: the value is kept as received and the typed view is empty. */
    static <T> Bound<T> absent(JsonValue received, Reading at, Rule rule) {
        at.report(rule);
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
