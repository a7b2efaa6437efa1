package io.github.dcisdk.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.dcisdk.json.ValueType.Bound;
import java.io.IOException;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One member of a generated class.
 *
 * @param name its name on the wire
 * @param type how its value is read and written
 * @param traits what else the schema says about it
 * @param getter reads it from an object; gives null when it is absent
 * @param setter hands it to a builder
 */
record Member<T extends DciObject, B extends ModelBuilder<T, B>, V>(
        String name, ValueType<V> type, MemberTraits traits, ModelType.Getter<T, V> getter, BiConsumer<B, V> setter) {

    boolean isRequired() {
        return traits.isRequired();
    }

    @Nullable
    V get(T object) {
        return getter.get(object);
    }

    /** What is there but cannot be read is missing too: {@code null}, {@code {}} and the like are harmless alone. */
    boolean isMissing(T object) {
        return get(object) == null;
    }

    // Declaration ties the builder's type to the member's, and only builders of the same ModelType come here.
    @SuppressWarnings("unchecked")
    void read(ModelBuilder<T, ?> builder, String key, JsonValue value, Reading at) {
        boolean alias = !key.equals(name);
        if (alias) {
            at.report(Rule.ALIAS);
        }
        Bound<V> bound = type.read(value, at);
        if (bound.value() != null) {
            setter.accept((B) builder, bound.value());
        }
        if (alias || bound.asReceived() != null) {
            builder.keepReceived(name, new Received(key, value));
        }
    }

    void write(JsonGenerator out, T object) throws IOException {
        Received received = object.received().get(name);
        V value = received == null ? get(object) : null;
        if (received != null) {
            JsonText.writeName(out, received.key());
            received.value().write(out);
        } else if (value != null) {
            JsonText.writeName(out, name);
            type.write(out, value);
        }
    }

    void describe(T object, List<String> parts) {
        V value = get(object);
        if (value != null && traits.isLoggable()) {
            parts.add(name + "=" + type.describe(value));
        } else if (value instanceof List<?> list) {
            parts.add(name + "(" + list.size() + ")");
        } else if (value != null) {
            parts.add(name);
        }
    }
}
