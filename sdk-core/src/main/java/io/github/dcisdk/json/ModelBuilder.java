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
    private final Map<String, Received> received = new LinkedHashMap<>();

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
     * @throws IllegalArgumentException if the standard defines a member of that name, or if it is another name under
     *     which such a member is read: the member has a method of its own
     */
    public final B additionalProperty(String name, JsonValue value) {
        Objects.requireNonNull(name, "name");
        modelType().memberFor(name).ifPresent(member -> {
            throw new IllegalArgumentException(
                    name + " is read as " + member + " of " + modelType().name() + "; set it with its own method");
        });
        return keepAdditional(name, value);
    }

    final B keepAdditional(String name, JsonValue value) {
        additionalProperties.put(name, Objects.requireNonNull(value, "value"));
        return self();
    }

    final void keepReceived(String member, Received form) {
        received.put(member, form);
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

    final Map<String, Received> received() {
        return received.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(received));
    }
}
