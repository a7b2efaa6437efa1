package io.github.dcisdk.json;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Base of the generated code lists. A code list of the standard is open: a code that it does not hold stays readable as
 * its text and is written back unchanged. Equal when class and text are equal. {@link #toString()} hides a code that is
 * not in the list, because it may be free text about a person.
 */
public abstract class Code {
    private final String code;
    private final @Nullable String label;

    /**
     * A code.
     *
     * @param code its text on the wire
     * @param label its meaning in English; null for a code that is not in the list
     */
    protected Code(String code, @Nullable String label) {
        this.code = code;
        this.label = label;
    }

    /**
     * The code as it stands on the wire.
     *
     * @return the text
     */
    @JsonValue
    public final String code() {
        return code;
    }

    /**
     * What the code means.
     *
     * @return the meaning in English, if the code is in the standard's list
     */
    public final Optional<String> label() {
        return Optional.ofNullable(label);
    }

    /**
     * Whether the code is in the standard's list.
     *
     * @return true if it is
     */
    public final boolean isListed() {
        return label != null;
    }

    // Codes of two lists are never equal, and every list is a final class of its own.
    @SuppressWarnings("EqualsGetClass")
    @Override
    public final boolean equals(Object other) {
        return other != null && other.getClass() == getClass() && ((Code) other).code.equals(code);
    }

    @Override
    public final int hashCode() {
        return code.hashCode();
    }

    @Override
    public final String toString() {
        return isListed() ? code : "unlisted code";
    }
}
