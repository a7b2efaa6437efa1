package io.github.dcisdk.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value that senders put into another object, <code>{"person": {...}}</code>. Only an object that holds nothing else
 * beside JSON-LD's {@code @} keys is taken off, because what stands beside the value would not be seen.
 */
final class UnwrappingValueType<T> extends ValueType<T> {
    private final ValueType<T> type;
    private final List<String> keys;

    UnwrappingValueType(ValueType<T> type, List<String> keys) {
        this.type = type;
        this.keys = keys;
    }

    @Override
    Bound<T> read(JsonValue received, Reading at) {
        if (received instanceof JsonValue.JsonArray) {
            return readOther(received, at);
        }
        Map.@Nullable Entry<String, JsonValue> wrapped =
                received instanceof JsonValue.JsonObject object ? wrapped(object) : null;
        if (wrapped == null) {
            return type.read(received, at);
        }
        at.report(Rule.WRAPPED);
        return new Bound<>(
                type.read(wrapped.getValue(), at.member(wrapped.getKey())).value(), received);
    }

    private Map.@Nullable Entry<String, JsonValue> wrapped(JsonValue.JsonObject object) {
        Map.@Nullable Entry<String, JsonValue> found = null;
        for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
            boolean wrapper =
                    keys.contains(ModelType.bare(member.getKey())) && member.getValue() instanceof JsonValue.JsonObject;
            if (wrapper && found == null) {
                found = member;
            } else if (!member.getKey().startsWith("@")) {
                return null;
            }
        }
        return found;
    }

    @Override
    ValueType<?> single() {
        return type.single();
    }

    @Override
    void write(JsonGenerator out, T value) throws IOException {
        type.write(out, value);
    }

    @Override
    String describe(T value) {
        return type.describe(value);
    }
}
