package io.github.dcisdk.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Any JSON value (RFC 8259), kept without loss: members in their order, numbers as they were written. Immutable. {@link
 * Object#toString()} of every value hides its content; {@link #toJson()} shows it.
 */
public sealed interface JsonValue {

    /**
     * An object.
     *
     * @param members its members in order; copied
     */
    record JsonObject(Map<String, JsonValue> members) implements JsonValue {
        /**
         * Creates an object.
         *
         * @param members its members in order; copied
         */
        public JsonObject {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
            members.forEach((name, value) -> {
                Objects.requireNonNull(name, "the name of a member");
                Objects.requireNonNull(value, "the value of a member; JSON's null is JsonNull");
            });
        }

        /**
         * Looks a member up.
         *
         * @param name its name
         * @return its value, if the object has it
         */
        public Optional<JsonValue> get(String name) {
            return Optional.ofNullable(members.get(name));
        }

        @Override
        public String toString() {
            return "JsonObject[" + members.size() + " members]";
        }
    }

    /**
     * An array.
     *
     * @param items its items; copied
     */
    record JsonArray(List<JsonValue> items) implements JsonValue {
        /**
         * Creates an array.
         *
         * @param items its items; copied
         */
        public JsonArray {
            items = List.copyOf(items);
        }

        @Override
        public String toString() {
            return "JsonArray[" + items.size() + " items]";
        }
    }

    /**
     * A string.
     *
     * @param value its characters
     */
    record JsonString(String value) implements JsonValue {
        /**
         * Creates a string.
         *
         * @param value its characters
         */
        public JsonString {
            Objects.requireNonNull(value, "value");
        }

        @Override
        public String toString() {
            return "JsonString[" + value.length() + " characters]";
        }
    }

    /**
     * A number. Two numbers are equal when they are written alike.
     *
     * @param literal the number as it is written, for example {@code 1.50} or {@code 1E5}
     */
    record JsonNumber(String literal) implements JsonValue {
        /** Sign, point, exponent and its sign: what a number can hold beside digits. */
        private static final int MOST_MARKS = 4;

        /**
         * Creates a number.
         *
         * @param literal the number as JSON writes it
         * @throws IllegalArgumentException if the literal is not a JSON number or has more digits than {@link
         *     JsonLimits#MAX_NUMBER_LENGTH}
         */
        public JsonNumber {
            if (!isNumber(literal)) {
                throw new IllegalArgumentException("not a JSON number (RFC 8259 section 6) of at most "
                        + JsonLimits.MAX_NUMBER_LENGTH + " digits");
            }
        }

        static Optional<JsonNumber> parse(String text) {
            return isNumber(text) ? Optional.of(new JsonNumber(text)) : Optional.empty();
        }

        private static boolean isNumber(String text) {
            int length = text.length();
            if (length == 0 || length > JsonLimits.MAX_NUMBER_LENGTH + MOST_MARKS) {
                return false;
            }
            int at = text.charAt(0) == '-' ? 1 : 0;
            int integer = digits(text, at);
            if (integer == at || (text.charAt(at) == '0' && integer > at + 1)) {
                return false;
            }
            int marks = at;
            at = integer;
            if (at < length && text.charAt(at) == '.') {
                marks++;
                int fraction = digits(text, at + 1);
                if (fraction == at + 1) {
                    return false;
                }
                at = fraction;
            }
            if (at < length && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
                marks++;
                at++;
                if (at < length && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
                    marks++;
                    at++;
                }
                int exponent = digits(text, at);
                if (exponent == at) {
                    return false;
                }
                at = exponent;
            }
            return at == length && length - marks <= JsonLimits.MAX_NUMBER_LENGTH;
        }

        private static int digits(String text, int from) {
            int at = from;
            while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                at++;
            }
            return at;
        }

        /** Whether the number is written without fraction and exponent. */
        boolean isInteger() {
            return literal.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
        }

        /**
         * The value.
         *
         * @return the number, unless its exponent is beyond what {@link BigDecimal} holds
         */
        public Optional<BigDecimal> toBigDecimal() {
            try {
                return Optional.of(new BigDecimal(literal));
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }

        @Override
        public String toString() {
            return "JsonNumber[redacted]";
        }
    }

    /**
     * A truth value.
     *
     * @param value the truth value
     */
    record JsonBoolean(boolean value) implements JsonValue {
        @Override
        public String toString() {
            return "JsonBoolean[redacted]";
        }
    }

    /** JSON's {@code null}. */
    enum JsonNull implements JsonValue {
        /** The only one. */
        NULL
    }

    /**
     * A string value.
     *
     * @param value its characters
     * @return the value
     */
    static JsonValue of(String value) {
        return new JsonString(value);
    }

    /**
     * An integer value.
     *
     * @param value the number
     * @return the value
     */
    static JsonValue of(long value) {
        return new JsonNumber(Long.toString(value));
    }

    /**
     * A truth value.
     *
     * @param value the truth value
     * @return the value
     */
    static JsonValue of(boolean value) {
        return new JsonBoolean(value);
    }

    /**
     * Turns plain Java values into JSON, as other JSON libraries hand them over.
     *
     * @param plain null, {@link CharSequence}, {@link Boolean}, {@link Number} (finite), {@link Map} with string keys,
     *     {@link Collection}, or {@link JsonValue}, nested at will
     * @return the value
     * @throws IllegalArgumentException if something else is among them, NaN, an infinite number, or nesting beyond {@link
     *     JsonLimits#MAX_DEPTH}
     */
    static JsonValue ofPlain(@Nullable Object plain) {
        return PlainValues.read(plain, 0);
    }

    /**
     * Turns the value into plain Java values: {@link Map}, {@link List}, {@link String}, {@link Boolean}, {@link
     * java.math.BigInteger} or {@link BigDecimal}, null. A number keeps its value, but not the way it was written; one
     * whose exponent is beyond {@link BigDecimal} becomes a {@link String} of its literal.
     *
     * @return the plain value
     */
    default @Nullable Object toPlain() {
        return PlainValues.write(this);
    }

    /**
     * The value as compact JSON text, numbers as they were written.
     *
     * @return the text
     */
    default String toJson() {
        return Json.text(this::write);
    }

    /**
     * The characters, when this is a string.
     *
     * @return the characters, empty for any other kind of value
     */
    default Optional<String> asString() {
        return this instanceof JsonString string ? Optional.of(string.value()) : Optional.empty();
    }

    /**
     * The object, when this is one.
     *
     * @return the object, empty for any other kind of value
     */
    default Optional<JsonObject> asObject() {
        return this instanceof JsonObject object ? Optional.of(object) : Optional.empty();
    }

    /**
     * Writes the value.
     *
     * @param out where to
     * @throws IOException if the target fails
     */
    default void write(JsonGenerator out) throws IOException {
        if (this instanceof JsonObject object) {
            out.writeStartObject();
            for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
                JsonText.writeName(out, member.getKey());
                member.getValue().write(out);
            }
            out.writeEndObject();
        } else if (this instanceof JsonArray array) {
            out.writeStartArray();
            for (JsonValue item : array.items()) {
                item.write(out);
            }
            out.writeEndArray();
        } else if (this instanceof JsonString string) {
            JsonText.writeString(out, string.value());
        } else if (this instanceof JsonNumber number) {
            out.writeNumber(number.literal());
        } else if (this instanceof JsonBoolean truth) {
            out.writeBoolean(truth.value());
        } else {
            out.writeNull();
        }
    }

    /**
     * Reads the value at which a parser stands and leaves the parser at its last token.
     *
     * @param in a parser at the first token of a value
     * @return the value; of members that stand twice in an object, the last
     * @throws IOException if the source fails or is not JSON
     */
    static JsonValue read(JsonParser in) throws IOException {
        JsonToken token = in.currentToken();
        switch (token) {
            case START_OBJECT -> {
                Map<String, JsonValue> members = new LinkedHashMap<>();
                while (in.nextToken() != JsonToken.END_OBJECT) {
                    String name = in.currentName();
                    in.nextToken();
                    members.put(name, read(in));
                }
                return new JsonObject(members);
            }
            case START_ARRAY -> {
                List<JsonValue> items = new ArrayList<>();
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    items.add(read(in));
                }
                return new JsonArray(items);
            }
            case VALUE_STRING -> {
                return new JsonString(in.getText());
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                return new JsonNumber(in.getText());
            }
            case VALUE_TRUE, VALUE_FALSE -> {
                return new JsonBoolean(token == JsonToken.VALUE_TRUE);
            }
            case VALUE_NULL -> {
                return JsonNull.NULL;
            }
            default -> throw new IllegalStateException("the parser does not stand at a value");
        }
    }
}
