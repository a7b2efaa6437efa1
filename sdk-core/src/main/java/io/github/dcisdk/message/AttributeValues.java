package io.github.dcisdk.message;

import io.github.dcisdk.json.Code;
import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.JsonValue.JsonArray;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Collection;

/** From the Java values that an attribute is compared with to what stands on the wire. */
final class AttributeValues {
    private AttributeValues() {}

    static JsonValue toJson(Object value) {
        if (value instanceof Code code) {
            return JsonValue.of(code.code());
        } else if (value instanceof LocalDate date) {
            return JsonValue.of(DciDateTime.of(date).text());
        } else if (value instanceof OffsetDateTime dateTime) {
            return JsonValue.of(DciDateTime.of(dateTime).text());
        } else if (value instanceof ZonedDateTime dateTime) {
            return toJson(dateTime.toOffsetDateTime());
        } else if (value instanceof Instant instant) {
            return JsonValue.of(DciDateTime.of(instant).text());
        } else if (value instanceof DciDateTime dateTime) {
            return JsonValue.of(dateTime.text());
        } else if (value instanceof LocalDateTime) {
            throw new IllegalArgumentException(
                    "a time without an offset is not compared with; say which it has with atOffset(..)");
        } else if (isScalar(value)) {
            return JsonValue.ofPlain(value);
        }
        throw new IllegalArgumentException(
                "an attribute is compared with text, a number, a truth value, a date, a point"
                        + " in time or a code; not with " + value.getClass().getName()
                        + (value instanceof Collection<?> ? "; a list of values goes with in(..)" : ""));
    }

    static JsonArray toJson(Collection<?> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("in(..) needs a value; with none, no record can match");
        }
        return new JsonArray(values.stream().map(AttributeValues::toJson).toList());
    }

    private static boolean isScalar(Object value) {
        return value instanceof CharSequence
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof JsonValue.JsonString
                || value instanceof JsonValue.JsonNumber
                || value instanceof JsonValue.JsonBoolean;
    }
}
