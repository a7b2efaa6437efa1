package io.github.dcisdk.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns JSON values into plain Java values and back. */
final class PlainValues {
    private PlainValues() {}

    static JsonValue read(@Nullable Object plain, int depth) {
        if (depth > JsonLimits.MAX_DEPTH) {
            throw new IllegalArgumentException("nested more than " + JsonLimits.MAX_DEPTH + " deep, or in a circle");
        } else if (plain == null) {
            return JsonValue.JsonNull.NULL;
        } else if (plain instanceof JsonValue value) {
            return value;
        } else if (plain instanceof CharSequence text) {
            return new JsonValue.JsonString(text.toString());
        } else if (plain instanceof Boolean truth) {
            return new JsonValue.JsonBoolean(truth);
        } else if (plain instanceof Number number) {
            return JsonValue.JsonNumber.parse(number.toString())
                    .orElseThrow(
                            () -> new IllegalArgumentException("JSON has no form for NaN, an infinite number or one"
                                    + " of more than " + JsonLimits.MAX_NUMBER_LENGTH + " digits"));
        } else if (plain instanceof Map<?, ?> map) {
            Map<String, JsonValue> members = new LinkedHashMap<>();
            map.forEach((name, value) -> members.put(name(name), read(value, depth + 1)));
            return new JsonValue.JsonObject(members);
        } else if (plain instanceof Collection<?> collection) {
            List<JsonValue> items = new ArrayList<>(collection.size());
            for (Object item : collection) {
                items.add(read(item, depth + 1));
            }
            return new JsonValue.JsonArray(items);
        }
        throw new IllegalArgumentException(
                "JSON has no form for " + plain.getClass().getName());
    }

    private static String name(@Nullable Object name) {
        if (name instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("the keys of a map have to be strings to be names in JSON");
    }

    static @Nullable Object write(JsonValue value) {
        if (value instanceof JsonValue.JsonObject object) {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            object.members().forEach((name, member) -> members.put(name, write(member)));
            return Collections.unmodifiableMap(members);
        } else if (value instanceof JsonValue.JsonArray array) {
            List<@Nullable Object> items = new ArrayList<>(array.items().size());
            array.items().forEach(item -> items.add(write(item)));
            return Collections.unmodifiableList(items);
        } else if (value instanceof JsonValue.JsonString string) {
            return string.value();
        } else if (value instanceof JsonValue.JsonBoolean truth) {
            return truth.value();
        } else if (value instanceof JsonValue.JsonNumber number) {
            return number(number);
        }
        return null;
    }

    private static Object number(JsonValue.JsonNumber number) {
        if (number.isInteger()) {
            return new BigInteger(number.literal());
        }
        return number.toBigDecimal().<Object>map(BigDecimal.class::cast).orElse(number.literal());
    }
}
