package io.github.dcisdk.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.dcisdk.error.LogText;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.LongFunction;

/** The value types without members of their own. */
final class ScalarValueTypes {
    /** Beyond this, a decimal would print as megabytes of zeros. */
    private static final int MAX_SCALE = 1_000;

    private static final int LONG_DIGITS = 19;

    private ScalarValueTypes() {}

    static final class Text extends ValueType<String> {
        @Override
        boolean isDeclaredForm(JsonToken token) {
            return token == JsonToken.VALUE_STRING;
        }

        @Override
        Bound<String> readDeclaredForm(JsonParser in, Reading reading) throws IOException {
            return Bound.exact(in.getText());
        }

        @Override
        Bound<String> convert(JsonValue received, Reading reading, String pointer) {
            if (received instanceof JsonValue.JsonNumber number) {
                reading.report(pointer, Rule.NUMBER_FOR_TEXT);
                return new Bound<>(number.literal(), received);
            } else if (isEmpty(received)) {
                return absent(received, reading, pointer, Rule.EMPTY_FOR_ABSENT);
            } else if (received instanceof JsonValue.JsonArray array) {
                return convertList(array, reading, pointer);
            }
            return absent(received, reading, pointer, Rule.WRONG_TYPE);
        }

        @Override
        void write(JsonGenerator out, String value) throws IOException {
            out.writeString(value);
        }

        @Override
        String describe(String value) {
            return LogText.safe(value);
        }
    }

    static final class Whole<T extends Number> extends ValueType<T> {
        private final long min;
        private final long max;
        private final LongFunction<T> narrow;

        Whole(long min, long max, LongFunction<T> narrow) {
            this.min = min;
            this.max = max;
            this.narrow = narrow;
        }

        @Override
        boolean isDeclaredForm(JsonToken token) {
            return token == JsonToken.VALUE_NUMBER_INT;
        }

        @Override
        Bound<T> readDeclaredForm(JsonParser in, Reading reading) throws IOException {
            String literal = in.getText();
            Optional<Long> value = whole(literal);
            JsonValue received = new JsonValue.JsonNumber(literal);
            if (value.isEmpty()) {
                return absent(received, reading, reading.pointer(in), Rule.WRONG_TYPE);
            }
            // "-0" is the one integer literal that no Java integer writes back.
            return new Bound<>(narrow.apply(value.get()), literal.equals("-0") ? received : null);
        }

        @Override
        Bound<T> convert(JsonValue received, Reading reading, String pointer) {
            if (isEmpty(received)) {
                return absent(received, reading, pointer, Rule.EMPTY_FOR_ABSENT);
            } else if (received instanceof JsonValue.JsonArray array) {
                return convertList(array, reading, pointer);
            }
            String text = received instanceof JsonValue.JsonNumber number
                    ? number.literal()
                    : received.asString().map(String::strip).orElse("");
            Optional<Long> value = whole(text);
            if (value.isEmpty()) {
                return absent(received, reading, pointer, Rule.WRONG_TYPE);
            }
            reading.report(
                    pointer, received instanceof JsonValue.JsonNumber ? Rule.INTEGER_FORM : Rule.TEXT_FOR_NUMBER);
            return new Bound<>(narrow.apply(value.get()), received);
        }

        private Optional<Long> whole(String text) {
            return decimal(text)
                    .filter(number -> number.signum() == 0
                            || (number.precision() - number.scale() <= LONG_DIGITS
                                    && number.stripTrailingZeros().scale() <= 0))
                    .map(BigDecimal::toBigInteger)
                    .filter(number -> number.bitLength() < Long.SIZE)
                    .map(Number::longValue)
                    .filter(number -> number >= min && number <= max);
        }

        @Override
        void write(JsonGenerator out, T value) throws IOException {
            out.writeNumber(value.longValue());
        }

        @Override
        String describe(T value) {
            return value.toString();
        }
    }

    static final class Decimal extends ValueType<BigDecimal> {
        @Override
        boolean isDeclaredForm(JsonToken token) {
            return token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT;
        }

        @Override
        Bound<BigDecimal> readDeclaredForm(JsonParser in, Reading reading) throws IOException {
            String literal = in.getText();
            JsonValue received = new JsonValue.JsonNumber(literal);
            Optional<BigDecimal> value = decimal(literal);
            if (value.isEmpty()) {
                return absent(received, reading, reading.pointer(in), Rule.WRONG_TYPE);
            }
            return new Bound<>(value.get(), value.get().toString().equals(literal) ? null : received);
        }

        @Override
        Bound<BigDecimal> convert(JsonValue received, Reading reading, String pointer) {
            if (isEmpty(received)) {
                return absent(received, reading, pointer, Rule.EMPTY_FOR_ABSENT);
            } else if (received instanceof JsonValue.JsonArray array) {
                return convertList(array, reading, pointer);
            }
            Optional<BigDecimal> value = received.asString().map(String::strip).flatMap(ScalarValueTypes::decimal);
            if (value.isEmpty()) {
                return absent(received, reading, pointer, Rule.WRONG_TYPE);
            }
            reading.report(pointer, Rule.TEXT_FOR_NUMBER);
            return new Bound<>(value.get(), received);
        }

        @Override
        void write(JsonGenerator out, BigDecimal value) throws IOException {
            out.writeNumber(value.toString());
        }

        @Override
        String describe(BigDecimal value) {
            return value.toString();
        }
    }

    static final class Truth extends ValueType<Boolean> {
        @Override
        boolean isDeclaredForm(JsonToken token) {
            return token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE;
        }

        @Override
        Bound<Boolean> readDeclaredForm(JsonParser in, Reading reading) {
            return Bound.exact(in.currentToken() == JsonToken.VALUE_TRUE);
        }

        @Override
        Bound<Boolean> convert(JsonValue received, Reading reading, String pointer) {
            if (isEmpty(received)) {
                return absent(received, reading, pointer, Rule.EMPTY_FOR_ABSENT);
            } else if (received instanceof JsonValue.JsonArray array) {
                return convertList(array, reading, pointer);
            }
            String text = received.asString().orElse("");
            if (!text.equals("true") && !text.equals("false")) {
                return absent(received, reading, pointer, Rule.WRONG_TYPE);
            }
            reading.report(pointer, Rule.TEXT_FOR_BOOLEAN);
            return new Bound<>(text.equals("true"), received);
        }

        @Override
        void write(JsonGenerator out, Boolean value) throws IOException {
            out.writeBoolean(value);
        }

        @Override
        String describe(Boolean value) {
            return value.toString();
        }
    }

    static final class Any extends ValueType<JsonValue> {
        @Override
        boolean isDeclaredForm(JsonToken token) {
            return true;
        }

        @Override
        Bound<JsonValue> readDeclaredForm(JsonParser in, Reading reading) throws IOException {
            return Bound.exact(JsonValue.read(in));
        }

        @Override
        Bound<JsonValue> convert(JsonValue received, Reading reading, String pointer) {
            return Bound.exact(received);
        }

        @Override
        void write(JsonGenerator out, JsonValue value) throws IOException {
            value.write(out);
        }

        @Override
        String describe(JsonValue value) {
            return value.toString();
        }
    }

    static final class FreeObject extends ValueType<JsonValue.JsonObject> {
        @Override
        boolean isDeclaredForm(JsonToken token) {
            return token == JsonToken.START_OBJECT;
        }

        @Override
        Bound<JsonValue.JsonObject> readDeclaredForm(JsonParser in, Reading reading) throws IOException {
            return new Bound<>((JsonValue.JsonObject) JsonValue.read(in), null);
        }

        @Override
        Bound<JsonValue.JsonObject> convert(JsonValue received, Reading reading, String pointer) {
            if (isEmpty(received)) {
                return absent(received, reading, pointer, Rule.EMPTY_FOR_ABSENT);
            } else if (received instanceof JsonValue.JsonArray array) {
                return convertList(array, reading, pointer);
            }
            return absent(received, reading, pointer, Rule.WRONG_TYPE);
        }

        @Override
        void write(JsonGenerator out, JsonValue.JsonObject value) throws IOException {
            value.write(out);
        }

        @Override
        String describe(JsonValue.JsonObject value) {
            return value.toString();
        }
    }

    private static Optional<BigDecimal> decimal(String text) {
        try {
            return Optional.of(new JsonValue.JsonNumber(text))
                    .flatMap(JsonValue.JsonNumber::toBigDecimal)
                    .filter(number -> Math.abs((long) number.scale()) <= MAX_SCALE);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
