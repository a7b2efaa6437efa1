package io.github.dcisdk.client;

import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.error.RawAnswer;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.Finding;
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
    private final PagePosition position;
    private final CallContext context;
    private final List<Finding> findings;
    private final RawAnswer rawAnswer;
    private final Function<SearchPage<T>, SearchPage<T>> next;

    SearchPage(
            List<T> records,
            PagePosition position,
            CallContext context,
            List<Finding> findings,
            RawAnswer rawAnswer,
            Function<SearchPage<T>, SearchPage<T>> next) {
        this.records = List.copyOf(records);
        this.position = position;
        this.context = context;
        this.findings = List.copyOf(findings);
        this.rawAnswer = rawAnswer;
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
     * How many records the whole search found, as the registry counts them.
     *
     * @return the count on this page, or else on a page before it; empty when there was none
     */
    public OptionalLong totalCount() {
        return position.totalCount();
    }

    /**
     * Whether more is to be asked for. While the registry names a total that can be right, this is so until all records of
     * the total have come. Otherwise only an empty page is the end: when it names no total or less than it has sent, and
     * when the first page that was asked for is not page 1 and the registry cut its pages to another size without saying so,
     * because then nobody knows how many records stand before that page.
     *
     * @return true if {@link #nextPage()} is to be called
     */
    public boolean hasNextPage() {
        return position.hasNext();
    }

    /**
     * Asks for the page after this one.
     *
     * @return the next page
     * @throws NoSuchElementException if {@link #hasNextPage()} is false
     * @throws io.github.dcisdk.error.PagesInconsistentException if this page is empty although the registry named a larger
     *     total, or if the registry repeats an earlier page or answers with another page
     * @throws io.github.dcisdk.error.DciException the errors of {@link RegistryClient#search}; {@code recordsReceived()} says
     *     how many records this page and those before it brought
     */
    public SearchPage<T> nextPage() {
        if (!hasNextPage()) {
            throw new NoSuchElementException(
                    "page " + pageNumber() + " is the last one; call nextPage() only while hasNextPage() is true");
        }
        return next.apply(this);
    }

    /**
     * The identifiers of the exchange that brought the page.
     *
     * @return message id, transaction id, correlation id and peer
     */
    public CallContext context() {
        return context;
    }

    /**
     * Where the answer deviates from the standard.
     *
     * @return the deviations, without values; unmodifiable
     */
    public List<Finding> findings() {
        return findings;
    }

    /**
     * What came over the wire, for diagnosis. The page keeps it in memory; beside the records made of it, it is small.
     *
     * @return the answer; its body may hold personal data
     */
    public RawAnswer rawAnswer() {
        return rawAnswer;
    }

    PagePosition position() {
        return position;
    }

    @Override
    public String toString() {
        return "SearchPage[" + position + ", " + records.size() + " records, " + context + "]";
    }
}
