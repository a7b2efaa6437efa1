package io.github.dcisdk.message;

import io.github.dcisdk.error.LogText;
import java.util.Objects;

/**
 * One attribute to sort by; a list of them stands in {@code search_criteria.sort}, the first counting most. Immutable.
 *
 * @param attributeName the attribute, as a path into the record with dots
 * @param sortOrder the direction
 */
public record Sort(String attributeName, SortOrder sortOrder) {
    /**
     * Sorts by an attribute.
     *
     * @param attributeName the attribute
     * @param sortOrder the direction
     * @throws IllegalArgumentException if the name is no path, or the standard does not list the direction
     */
    public Sort {
        Objects.requireNonNull(sortOrder, "sortOrder");
        attributeName = Attribute.free(attributeName).name();
        if (!sortOrder.isListed()) {
            throw new IllegalArgumentException("records are sorted asc or desc");
        }
    }

    /**
     * Sorts from the least value to the greatest.
     *
     * @param attributeName the attribute, as a path into the record with dots
     * @return the order
     * @throws IllegalArgumentException if the name is no path
     */
    public static Sort asc(String attributeName) {
        return new Sort(attributeName, SortOrder.ASC);
    }

    /**
     * Sorts from the least value to the greatest.
     *
     * @param attribute the attribute
     * @return the order
     */
    public static Sort asc(Attribute<?> attribute) {
        return asc(attribute.name());
    }

    /**
     * Sorts from the greatest value to the least.
     *
     * @param attributeName the attribute, as a path into the record with dots
     * @return the order
     * @throws IllegalArgumentException if the name is no path
     */
    public static Sort desc(String attributeName) {
        return new Sort(attributeName, SortOrder.DESC);
    }

    /**
     * Sorts from the greatest value to the least.
     *
     * @param attribute the attribute
     * @return the order
     */
    public static Sort desc(Attribute<?> attribute) {
        return desc(attribute.name());
    }

    /**
     * The order as it stands on the wire.
     *
     * @return an entry of {@code search_criteria.sort}
     */
    public SearchSort toSearchSort() {
        return SearchSort.builder()
                .attributeName(attributeName)
                .sortOrder(sortOrder)
                .build();
    }

    @Override
    public String toString() {
        return "Sort[" + LogText.safe(attributeName) + " " + sortOrder + "]";
    }
}
