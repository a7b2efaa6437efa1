package io.github.dcisdk.message;

import io.github.dcisdk.error.LogText;
import java.util.Arrays;
import java.util.Objects;

/**
 * An attribute of a record by which records are searched and sorted. The registry modules name the usual ones as
 * constants; any other is made as easily. Immutable.
 *
 * @param <V> the Java type of the values that the attribute is compared with: {@link String}, {@link Number}, {@link
 *     Boolean}, {@link java.time.LocalDate}, {@link java.time.OffsetDateTime}, {@link java.time.Instant}, a code list, or
 *     {@link Object} for any of them
 * @param name the path into the record on the wire, with dots between the members, for example {@code birth_date}, {@code
 *     name.surname}; a list in the path stands for each of its elements
 * @param valueType the class of the values
 */
public record Attribute<V>(String name, Class<V> valueType) {
    /**
     * Names an attribute.
     *
     * @param name the path into the record on the wire
     * @param valueType the class of the values
     * @throws IllegalArgumentException if the name is no path: a part is blank or begins with {@code $}, which marks an
     *     operator
     */
    public Attribute {
        Objects.requireNonNull(valueType, "valueType");
        if (!isPath(name)) {
            throw new IllegalArgumentException("an attribute is named by its members with dots between them, such as"
                    + " name.surname; not by \"" + LogText.safe(name) + "\"");
        }
    }

    /**
     * Whether a text can name an attribute.
     *
     * @param name the text
     * @return true if no part between dots is blank or begins with {@code $}
     */
    public static boolean isPath(String name) {
        return Arrays.stream(name.split("\\.", -1)).noneMatch(part -> part.isBlank() || part.startsWith("$"));
    }

    static Attribute<Object> free(String name) {
        return new Attribute<>(name, Object.class);
    }

    @Override
    public String toString() {
        return "Attribute[" + LogText.safe(name) + "]";
    }
}
