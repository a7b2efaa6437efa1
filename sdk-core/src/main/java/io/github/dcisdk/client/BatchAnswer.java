package io.github.dcisdk.client;

import io.github.dcisdk.json.DciObject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * What became of the searches of a batch. Every search has an outcome: one that the registry rejected, left out or answered
 * twice does not spoil the others. When a whole message was refused or could not be sent, that is the outcome of each of
 * its searches. Immutable; {@link #toString()} shows counts only.
 */
public final class BatchAnswer {
    private final BatchOutcomes outcomes;

    BatchAnswer(List<BatchOutcomes.Entry> entries) {
        this.outcomes = new BatchOutcomes(entries);
    }

    /**
     * What became of a search.
     *
     * @param <T> the class of its records
     * @param item the search, as it was given to the batch
     * @return its outcome; the page can ask for the pages after it
     * @throws NoSuchElementException if the search was not in the batch
     */
    public <T extends DciObject> Outcome<SearchPage<T>> outcome(SearchItem<T> item) {
        @SuppressWarnings("unchecked") // The entry was made for this very search.
        Outcome<SearchPage<T>> outcome = (Outcome<SearchPage<T>>) outcomes.of(item);
        return outcome;
    }

    /**
     * What became of all searches, in the order in which they were asked.
     *
     * @return the outcomes by {@code reference_id}; unmodifiable
     */
    public Map<String, Outcome<? extends SearchPage<?>>> outcomes() {
        Map<String, Outcome<? extends SearchPage<?>>> byReferenceId = new LinkedHashMap<>();
        for (BatchOutcomes.Entry entry : outcomes.all()) {
            byReferenceId.put(entry.item().referenceId(), outcome(entry.item()));
        }
        return Collections.unmodifiableMap(byReferenceId);
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
        return "BatchAnswer[" + outcomes + "]";
    }
}
