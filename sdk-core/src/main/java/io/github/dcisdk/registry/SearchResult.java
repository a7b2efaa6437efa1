package io.github.dcisdk.registry;

import io.github.dcisdk.json.DciObject;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a search found: all of it, or one page of it. Immutable; {@link #toString()} shows counts only.
 *
 * @param <T> the class of the records
 */
public final class SearchResult<T extends DciObject> {
    private final List<T> records;
    private final OptionalLong totalCount;

    private SearchResult(List<T> records, OptionalLong totalCount) {
        this.records = List.copyOf(records);
        this.totalCount = totalCount;
    }

    /**
     * All records that match, in an order that is the same each time. The page that was asked for is cut out of them.
     *
     * @param <T> the class of the records
     * @param matches all of them; copied
     * @return the result
     */
    public static <T extends DciObject> SearchResult<T> all(List<T> matches) {
        return new SearchResult<>(matches, OptionalLong.empty());
    }

    /**
     * The page that was asked for, cut out by the registry itself.
     *
     * @param <T> the class of the records
     * @param page the records from {@link SearchContext#offset()} on, {@link SearchContext#pageSize()} at most; copied
     * @param totalCount how many match altogether
     * @return the result
     * @throws IllegalArgumentException if the total is less than the records of the page
     */
    public static <T extends DciObject> SearchResult<T> page(List<T> page, long totalCount) {
        if (totalCount < page.size()) {
            throw new IllegalArgumentException("total " + totalCount + " is less than the page's " + page.size());
        }
        return new SearchResult<>(page, OptionalLong.of(totalCount));
    }

    /**
     * What was found, for handlers that stand around another one.
     *
     * @return all that match, or the page that the registry cut out itself; unmodifiable
     */
    public List<T> records() {
        return records;
    }

    /**
     * How many records match altogether.
     *
     * @return the count
     */
    public long totalCount() {
        return totalCount.orElse(records.size());
    }

    /** Whether all that match are here, so that every page can be cut out of them. */
    boolean isWhole() {
        return totalCount.isEmpty();
    }

    List<T> page(SearchContext context) {
        if (totalCount.isPresent()) {
            if (records.size() > context.pageSize()) {
                throw new IllegalStateException("the search handler gave a page of " + records.size() + " records, "
                        + context.pageSize() + " were asked for");
            }
            return records;
        }
        int from = (int) Math.min(context.offset(), records.size());
        return records.subList(from, (int) Math.min((long) from + context.pageSize(), records.size()));
    }

    @Override
    public String toString() {
        return "SearchResult[" + records.size() + " records of " + totalCount() + "]";
    }
}
