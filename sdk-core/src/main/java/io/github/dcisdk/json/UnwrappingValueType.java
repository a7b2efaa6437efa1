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
        String key = received instanceof JsonValue.JsonObject object ? wrapper(object) : null;
        JsonValue inner = key == null
                ? null
                : received.asObject().flatMap(object -> object.get(key)).orElse(null);
        if (key == null || !(inner instanceof JsonValue.JsonObject)) {
            return type.read(received, at);
        }
        at.report(Rule.WRAPPED);
        return new Bound<>(type.read(inner, at.member(key)).value(), received);
    }

    private @Nullable String wrapper(JsonValue.JsonObject object) {
        String found = null;
        for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
            String key = member.getKey();
            if (found == null && keys.contains(ModelType.bare(key))) {
                found = key;
            } else if (!key.startsWith("@")) {
                return null;
            }
        }
        return found;
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
