package io.github.dcisdk.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Base of the builders of generated messages and records. Not thread-safe; {@link #build()} may be called repeatedly.
 *
 * @param <T> what is built
 * @param <B> the builder itself
 */
public abstract class ModelBuilder<T extends DciObject, B extends ModelBuilder<T, B>> {
    private final Map<String, JsonValue> additionalProperties = new LinkedHashMap<>();
    private final Map<String, JsonValue> received = new LinkedHashMap<>();

    /** Starts empty. */
    protected ModelBuilder() {}

    /**
     * Starts with what an object kept beside its typed members.
     *
     * @param object the object to rebuild
     */
    protected ModelBuilder(DciObject object) {
        additionalProperties.putAll(object.additionalProperties());
        received.putAll(object.received());
    }

    /**
     * Builds the object.
     *
     * @return an immutable object
     */
    public abstract T build();

    /**
     * This builder under its own type.
     *
     * @return this
     */
    protected abstract B self();

    /**
     * The description of what is built.
     *
     * @return the description
     */
    protected abstract ModelType<T> modelType();

    /**
     * Adds a member that the standard does not define, such as a country's extension.
     *
     * @param name its name on the wire
     * @param value its value
     * @return this
     * @throws IllegalArgumentException if the standard defines a member of that name: it has a method of its own
     */
    public final B additionalProperty(String name, JsonValue value) {
        if (modelType().hasMember(name)) {
            throw new IllegalArgumentException(
                    name + " is a member of " + modelType().name() + "; set it with its own method");
        }
        return keepAdditional(name, value);
    }

    final B keepAdditional(String name, JsonValue value) {
        additionalProperties.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
        return self();
    }

    final void keepReceived(String member, JsonValue value) {
        received.put(member, value);
    }

    /**
     * Forgets the form in which a member was received, because the application sets it.
     *
     * @param member the member's name on the wire
     */
    protected final void replace(String member) {
        received.remove(member);
    }

    final Map<String, JsonValue> additionalProperties() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(additionalProperties));
    }

    final Map<String, JsonValue> received() {
        return received.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(received));
    }
}
