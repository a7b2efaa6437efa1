package io.github.dcisdk.client;

import java.util.OptionalLong;

/**
 * Where a page stands in its search.
 *
 * @param pageNumber counted from 1
 * @param received how many records this page and the pages asked before it brought
 * @param skipped how many records stand before the first page that was asked for
 * @param totalCount how many the registry says there are
 * @param isEmpty whether this page has no records
 */
record PagePosition(int pageNumber, long received, long skipped, OptionalLong totalCount, boolean isEmpty) {

    boolean hasNext() {
        return totalCount.isPresent() ? skipped + received < totalCount.getAsLong() : !isEmpty;
    }

    @Override
    public String toString() {
        return "page " + pageNumber + ", " + received + " received"
                + (totalCount.isPresent() ? " of " + totalCount.getAsLong() : "");
    }
}
