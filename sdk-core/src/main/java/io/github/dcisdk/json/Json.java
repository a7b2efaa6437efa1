package io.github.dcisdk.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.error.ErrorCode;
import io.github.dcisdk.error.MalformedMessageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the models. All methods are thread-safe.
 *
 * <p>Reading assumes text that the slicer has looked through, which is where ambiguity is found; what is read here is the
 * typed view of it.
 */
public final class Json {
    private Json() {}

    /**
     * Reads one object.
     *
     * @param <T> its class
     * @param json the JSON text
     * @param type the description of its class
     * @param pointer where the text stands in the whole body, as a JSON pointer; empty if it is the whole
     * @param findings receives every deviation from the standard; of harmless ones, the first {@link
     *     JsonLimits#MAX_HARMLESS_FINDINGS}
     * @return the object
     * @throws MalformedMessageException if the text is not one JSON text in UTF-8, beyond {@link JsonLimits}, or not an
     *     object
     */
    public static <T extends DciObject> T read(
            JsonSlice json, ModelType<T> type, String pointer, Consumer<Finding> findings) {
        if (parse(json, pointer) instanceof JsonValue.JsonObject object) {
            return read(object, type, pointer, findings);
        }
        throw notAnObject(pointer);
    }

    /**
     * Reads one object that is in memory.
     *
     * @param <T> its class
     * @param json the object as JSON
     * @param type the description of its class
     * @param pointer where the object stands in the whole body, as a JSON pointer; empty if it is the whole
     * @param findings receives every deviation from the standard; of harmless ones, the first {@link
     *     JsonLimits#MAX_HARMLESS_FINDINGS}
     * @return the object
     * @throws MalformedMessageException if more places break rules than {@link JsonLimits#MAX_FINDINGS}
     */
    public static <T extends DciObject> T read(
            JsonValue.JsonObject json, ModelType<T> type, String pointer, Consumer<Finding> findings) {
        return Objects.requireNonNull(
                type.read(json, Reading.top(pointer, findings)).value(), "an object always binds");
    }

    private static MalformedMessageException notAnObject(String pointer) {
        return new MalformedMessageException(
                ErrorCode.NOT_UNDERSTOOD,
                Rule.WRONG_TYPE.id(),
                pointer,
                "an object is expected at " + (pointer.isEmpty() ? "the top" : pointer),
                CallContext.none(),
                null);
    }

    /**
     * Reads any JSON value.
     *
     * @param json the JSON text
     * @return the value
     * @throws MalformedMessageException if the text is not one JSON text in UTF-8, or beyond {@link JsonLimits}
     */
    public static JsonValue parse(byte[] json) {
        return parse(JsonSlice.of(json));
    }

    /**
     * Reads any JSON value.
     *
     * @param json the JSON text
     * @return the value
     * @throws MalformedMessageException if the text is not one JSON text in UTF-8, or beyond {@link JsonLimits}
     */
    public static JsonValue parse(JsonSlice json) {
        return parse(json, "");
    }

    private static JsonValue parse(JsonSlice json, String pointer) {
        if (!Utf8.isClean(json)) {
            throw malformed(Rule.ENCODING, "the JSON text is not UTF-8 without byte order mark", pointer);
        }
        try (JsonParser in = JsonLimits.factory().createParser(json.array(), json.offset(), json.length())) {
            if (in.nextToken() == null) {
                throw malformed(Rule.SYNTAX, "the JSON text is empty", pointer);
            }
            JsonValue value = JsonValue.read(in);
            if (in.nextToken() != null) {
                throw malformed(Rule.TRAILING_CONTENT, "something follows the JSON text", pointer);
            }
            return value;
        } catch (IOException | IllegalStateException e) {
            throw malformed(e, pointer);
        }
    }

    /**
     * Writes an object as compact JSON in UTF-8.
     *
     * @param object the object
     * @return the text
     */
    public static byte[] write(DciObject object) {
        return bytes(out -> object.modelType().writeObject(out, object));
    }

    /**
     * An object as a JSON value.
     *
     * @param object the object
     * @return what {@link #write} would write
     */
    public static JsonValue.JsonObject toJson(DciObject object) {
        return (JsonValue.JsonObject) parse(write(object));
    }

    static Map<String, @Nullable Object> toMap(DciObject object) {
        @SuppressWarnings("unchecked") // An object's JSON is an object, and JsonValue gives its members string keys.
        Map<String, @Nullable Object> map = (Map<String, @Nullable Object>)
                Objects.requireNonNull(parse(write(object)).toPlain());
        return map;
    }

    /** The parser's own message quotes the text, which may be personal: only the place is repeated. */
    static MalformedMessageException malformed(Exception cause, String pointer) {
        String place = cause instanceof JsonProcessingException e && e.getLocation() != null
                ? " at byte " + e.getLocation().getByteOffset()
                : "";
        // The parser throws IllegalStateException when names are made to collide in its symbol table.
        boolean limit = cause instanceof StreamConstraintsException || cause instanceof IllegalStateException;
        return limit
                ? malformed(Rule.LIMIT, "the JSON text is beyond a limit on nesting, names or numbers" + place, pointer)
                : malformed(Rule.SYNTAX, "the JSON text is not well-formed" + place, pointer);
    }

    static MalformedMessageException malformed(Rule rule, String detail, String pointer) {
        return new MalformedMessageException(ErrorCode.MALFORMED, rule.id(), pointer, detail, CallContext.none(), null);
    }

    static String text(Writing content) {
        return new String(bytes(content), StandardCharsets.UTF_8);
    }

    static byte[] bytes(Writing content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1_024);
        try (JsonGenerator out = JsonLimits.factory().createGenerator(bytes)) {
            content.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    /** Something that can be written as JSON. */
    @FunctionalInterface
    interface Writing {
        void writeTo(JsonGenerator out) throws IOException;
    }
}
