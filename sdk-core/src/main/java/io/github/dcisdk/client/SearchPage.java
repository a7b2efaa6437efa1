package io.github.dcisdk.client;

import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.JsonValue.JsonObject;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * One page of what a search found. Immutable; {@link #toString()} shows counts and identifiers only.
 *
 * @param <T> the class of the records
 */
public final class SearchPage<T extends DciObject> {
    private final List<T> records;
    private final List<JsonObject> asReceived;
    private final PagePosition position;
    private final Answer<?> answer;
    private final Function<SearchPage<T>, SearchPage<T>> next;

    SearchPage(
            List<T> records,
            List<JsonObject> asReceived,
            PagePosition position,
            Answer<?> answer,
            Function<SearchPage<T>, SearchPage<T>> next) {
        this.records = List.copyOf(records);
        this.asReceived = asReceived;
        this.position = position;
        this.answer = answer;
        this.next = next;
    }

    /**
     * The records of this page.
     *
     * @return an unmodifiable list, without records when nothing was found
     */
    public List<T> records() {
        return records;
    }

    /**
     * The number of this page.
     *
     * @return counted from 1
     */
    public int pageNumber() {
        return position.pageNumber();
    }

    /**
     * How many records the whole search found.
     *
     * @return the registry's count; empty when it gave none
     */
    public OptionalLong totalCount() {
        return position.totalCount();
    }

    /**
     * Whether more records are to be asked for: some are missing to the registry's total, or, when it gave none, this
     * page had records.
     *
     * @return true if {@link #nextPage()} asks for more
     */
    public boolean hasNextPage() {
        return position.hasNext();
    }

    /**
     * Asks for the page after this one.
     *
     * @return the next page
     * @throws NoSuchElementException if {@link #hasNextPage()} is false
     * @throws io.github.dcisdk.error.PagesInconsistentException if the registry ends before the total it named, repeats
     *     this page, or answers with another page
     */
    public SearchPage<T> nextPage() {
        if (!hasNextPage()) {
            throw new NoSuchElementException("page " + pageNumber() + " is the last one");
        }
        return next.apply(this);
    }

    /**
     * The identifiers of the exchange that brought the page.
     *
     * @return message id, transaction id, correlation id and peer
     */
    public CallContext context() {
        return answer.context();
    }

    /**
     * Where the answer deviates from the standard.
     *
     * @return the deviations, without values
     */
    public List<Finding> findings() {
        return answer.findings();
    }

    /**
     * The body of the answer, for diagnosis.
     *
     * @return the bytes as received; may hold personal data
     */
    public JsonSlice body() {
        return answer.body();
    }

    /** Two pages with the same records are one page sent twice. */
    boolean repeats(List<JsonObject> later) {
        return !later.isEmpty() && later.equals(asReceived);
    }

    PagePosition position() {
        return position;
    }

    @Override
    public String toString() {
        return "SearchPage[" + position + ", " + records.size() + " records, " + answer.context() + "]";
    }
}
