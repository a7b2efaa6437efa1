package io.github.dcisdk.json;

import com.fasterxml.jackson.core.JsonGenerator;
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
        Bound<String> read(JsonValue received, Reading at) {
            if (received instanceof JsonValue.JsonString string) {
                return Bound.exact(string.value());
            } else if (received instanceof JsonValue.JsonNumber number) {
                at.report(Rule.NUMBER_FOR_TEXT);
                return new Bound<>(number.literal(), received);
            }
            return readOther(received, at);
        }

        @Override
        void write(JsonGenerator out, String value) throws IOException {
            JsonText.writeString(out, value);
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
        Bound<T> read(JsonValue received, Reading at) {
            Optional<Long> value = decimal(received).flatMap(this::whole);
            if (value.isEmpty()) {
                return readOther(received, at);
            }
            if (received instanceof JsonValue.JsonString) {
                at.report(Rule.TEXT_FOR_NUMBER);
            } else if (received instanceof JsonValue.JsonNumber number && !number.isInteger()) {
                at.report(Rule.INTEGER_FORM);
            }
            boolean exact = received.equals(JsonValue.of(value.get()));
            return new Bound<>(narrow.apply(value.get()), exact ? null : received);
        }

        private Optional<Long> whole(BigDecimal decimal) {
            return Optional.of(decimal)
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
        Bound<BigDecimal> read(JsonValue received, Reading at) {
            Optional<BigDecimal> value = decimal(received);
            if (value.isEmpty()) {
                return readOther(received, at);
            }
            if (received instanceof JsonValue.JsonString) {
                at.report(Rule.TEXT_FOR_NUMBER);
            }
            boolean exact = received instanceof JsonValue.JsonNumber number
                    && number.literal().equals(value.get().toString());
            return new Bound<>(value.get(), exact ? null : received);
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
        Bound<Boolean> read(JsonValue received, Reading at) {
            if (received instanceof JsonValue.JsonBoolean truth) {
                return Bound.exact(truth.value());
            }
            String text = received.asString().orElse("");
            if (text.equals("true") || text.equals("false")) {
                at.report(Rule.TEXT_FOR_BOOLEAN);
                return new Bound<>(text.equals("true"), received);
            }
            return readOther(received, at);
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
        Bound<JsonValue> read(JsonValue received, Reading at) {
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
        Bound<JsonValue.JsonObject> read(JsonValue received, Reading at) {
            return received instanceof JsonValue.JsonObject object ? Bound.exact(object) : readOther(received, at);
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

    /** The value of a number, or of text that is written as JSON writes numbers. */
    private static Optional<BigDecimal> decimal(JsonValue received) {
        return number(received)
                .flatMap(JsonValue.JsonNumber::toBigDecimal)
                .filter(number -> Math.abs((long) number.scale()) <= MAX_SCALE);
    }

    private static Optional<JsonValue.JsonNumber> number(JsonValue received) {
        return received instanceof JsonValue.JsonNumber number
                ? Optional.of(number)
                : received.asString().map(String::strip).flatMap(JsonValue.JsonNumber::parse);
    }
}
