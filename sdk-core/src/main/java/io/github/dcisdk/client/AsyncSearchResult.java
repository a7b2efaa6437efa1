package io.github.dcisdk.client;

import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.Finding;
import java.util.List;

/**
 * All that a search found which was answered later, its pages joined. Immutable; {@link #toString()} shows counts only.
 *
 * @param <T> the class of the records
 */
public final class AsyncSearchResult<T extends DciObject> {
    private final String transactionId;
    private final List<AnswerPage<T>> pages;

    AsyncSearchResult(String transactionId, List<AnswerPage<T>> pages) {
        this.transactionId = transactionId;
        this.pages = List.copyOf(pages);
    }

    /**
     * The records of all pages.
     *
     * @return in the order of the pages; without records when nothing was found
     */
    public List<T> records() {
        return pages.stream().flatMap(page -> page.records().stream()).toList();
    }

    /**
     * The pages.
     *
     * @return in the order of their numbers; none when the peer leaves out what finds nothing
     */
    public List<AnswerPage<T>> pages() {
        return pages;
    }

    /**
     * Where the answer deviates from the standard.
     *
     * @return the deviations of all pages
     */
    public List<Finding> findings() {
        return pages.stream().flatMap(page -> page.findings().stream()).toList();
    }

    /**
     * The transaction that was answered.
     *
     * @return its {@code transaction_id}
     */
    public String transactionId() {
        return transactionId;
    }

    @Override
    public String toString() {
        return "AsyncSearchResult[" + pages.size() + " pages, transaction_id=" + transactionId + "]";
    }
}
