package io.github.dcisdk.client;

import java.util.OptionalLong;

/**
 * Where a page stands in its search.
 *
 * @param pageNumber counted from 1
 * @param size how many records the page has
 * @param received how many records this page and the pages asked before it brought
 * @param skipped how many records stand before the first page that was asked for; empty when the registry's page size is
 *     not known, so that nobody can say
 * @param totalCount how many the registry says there are, on this page or else on an earlier one
 */
record PagePosition(int pageNumber, int size, long received, OptionalLong skipped, OptionalLong totalCount) {

    /**
     * The position of the first page that is asked for.
     *
     * @param pageNumber counted from 1
     * @param size how many records it has
     * @param pageSize the size of pages: as the answer names it, else as it was asked for
     * @param totalCount what the registry counts
     */
    static PagePosition first(int pageNumber, int size, int pageSize, OptionalLong totalCount) {
        long skipped = (long) (pageNumber - 1) * pageSize;
        // A registry may make its pages smaller than asked for and not say so. Then fewer records stand before, and to
        // count with too many would end the search too early, as if nothing were missing.
        boolean known =
                pageNumber == 1 || size == pageSize || size == 0 || totalCount.equals(OptionalLong.of(skipped + size));
        return new PagePosition(
                pageNumber, size, size, known ? OptionalLong.of(skipped) : OptionalLong.empty(), totalCount);
    }

    /** The position of the page after this one. */
    PagePosition next(int nextSize, OptionalLong nextTotal) {
        // An empty page counts nothing: a registry that breaks off would else turn a short walk into a whole one.
        boolean earlierCounts = nextTotal.isEmpty() || (nextSize == 0 && totalCount.isPresent());
        return new PagePosition(
                pageNumber + 1, nextSize, received + nextSize, skipped, earlierCounts ? totalCount : nextTotal);
    }

    /** Without a total that can be right, only an empty page is the end. */
    boolean hasNext() {
        boolean counted = isTotalUsable() && !isTotalTooSmall();
        return counted ? reached() < totalCount.getAsLong() : size > 0;
    }

    /** Whether the registry counts fewer records than it has sent. */
    boolean isTotalTooSmall() {
        return isTotalUsable() && size > 0 && totalCount.getAsLong() < reached();
    }

    private boolean isTotalUsable() {
        return totalCount.isPresent() && skipped.isPresent();
    }

    private long reached() {
        return skipped.orElse(0) + received;
    }

    @Override
    public String toString() {
        return "page " + pageNumber + ", " + received + " received"
                + (totalCount.isPresent() ? " of " + totalCount.getAsLong() : "");
    }
}
