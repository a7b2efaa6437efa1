package io.github.dcisdk.json;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Base of every generated message and record. Immutable. What the standard does not define is kept and written back;
 * what was received in an unusual form is written back in that form until the application rebuilds the object with that
 * member set.
 *
 * <p>Two objects are equal when their typed members and their additional properties are. {@link #toString()} names the
 * members that are there and shows only values that the specification marks as free of personal data.
 */
public abstract class DciObject {
    private final Map<String, io.github.dcisdk.json.JsonValue> additionalProperties;
    private final Map<String, Received> received;

    /**
     * Takes over what the builder kept.
     *
     * @param builder the builder of this object
     */
    protected DciObject(ModelBuilder<?, ?> builder) {
        this.additionalProperties = builder.additionalProperties();
        this.received = builder.received();
    }

    /**
     * The description of this object's class.
     *
     * @return the one description of the class, shared by all its objects
     */
    public abstract ModelType<?> modelType();

    /**
     * Members that the standard does not define for this object, in the order in which they were read or set.
     *
     * @return an unmodifiable map
     */
    public final Map<String, io.github.dcisdk.json.JsonValue> additionalProperties() {
        return additionalProperties;
    }

    /**
     * What was received for a member, when it was not in the form that the standard declares.
     *
     * @param member the name of the member on the wire, for example {@code birth_date}
     * @return the value as received; empty when it was in the declared form, absent, or set by the application
     */
    public final Optional<io.github.dcisdk.json.JsonValue> asReceived(String member) {
        return Optional.ofNullable(received.get(member)).map(Received::value);
    }

    final Map<String, Received> received() {
        return received;
    }

    /**
     * The object as plain maps, lists, strings, numbers and truth values, so that any JSON library can write it.
     *
     * @return an unmodifiable map
     */
    @JsonValue
    public final Map<String, @Nullable Object> toMap() {
        return Json.toMap(this);
    }

    @Override
    public final boolean equals(Object other) {
        return this == other || (other instanceof DciObject that && modelType().equal(this, that));
    }

    @Override
    public final int hashCode() {
        return modelType().hash(this);
    }

    @Override
    public final String toString() {
        return modelType().describeObject(this);
    }
}
