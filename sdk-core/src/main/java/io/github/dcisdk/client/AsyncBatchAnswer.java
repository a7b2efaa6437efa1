package io.github.dcisdk.client;

import io.github.dcisdk.json.DciObject;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * What became of searches that were sent in one message and answered later. Every search has an outcome. Immutable; {@link
 * #toString()} shows counts only.
 */
public final class AsyncBatchAnswer {
    private final BatchOutcomes outcomes;

    AsyncBatchAnswer(List<BatchOutcomes.Entry> entries) {
        this.outcomes = new BatchOutcomes(entries);
    }

    /**
     * What became of a search.
     *
     * @param <T> the class of its records
     * @param item the search, as it was given to the batch
     * @return its outcome
     * @throws NoSuchElementException if the search was not in the batch
     */
    public <T extends DciObject> Outcome<AsyncSearchResult<T>> outcome(SearchItem<T> item) {
        @SuppressWarnings("unchecked") // The entry was made for this very search.
        Outcome<AsyncSearchResult<T>> outcome = (Outcome<AsyncSearchResult<T>>) outcomes.of(item);
        return outcome;
    }

    /**
     * The searches that were not answered.
     *
     * @return in the order in which they were asked; empty when all were answered
     */
    public List<SearchItem<?>> failed() {
        return outcomes.failed();
    }

    @Override
    public String toString() {
        return "AsyncBatchAnswer[" + outcomes + "]";
    }
}
