package io.github.dcisdk.client;

import io.github.dcisdk.error.LogText;
import io.github.dcisdk.json.DciObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * What became of searches that were sent in one message and answered later. Every search has an outcome. Immutable; {@link
 * #toString()} shows counts only.
 */
public final class AsyncBatchAnswer {
    private final Map<String, Entry> entries;

    AsyncBatchAnswer(List<Entry> entries) {
        Map<String, Entry> byReferenceId = new LinkedHashMap<>();
        entries.forEach(entry -> byReferenceId.put(entry.item().referenceId(), entry));
        this.entries = byReferenceId;
    }

    /** A search and what became of it: records of the class that the search asks for. */
    record Entry(SearchItem<?> item, Outcome<? extends AsyncSearchResult<?>> outcome) {}

    /**
     * What became of a search.
     *
     * @param <T> the class of its records
     * @param item the search, as it was given to the batch
     * @return its outcome
     * @throws NoSuchElementException if the search was not in the batch
     */
    public <T extends DciObject> Outcome<AsyncSearchResult<T>> outcome(SearchItem<T> item) {
        Entry entry = entries.get(item.referenceId());
        if (entry == null || !entry.item().equals(item)) {
            throw new NoSuchElementException("no such search was in the batch: " + LogText.safe(item.referenceId()));
        }
        @SuppressWarnings("unchecked") // The entry was made for this very search.
        Outcome<AsyncSearchResult<T>> outcome = (Outcome<AsyncSearchResult<T>>) entry.outcome();
        return outcome;
    }

    /**
     * The searches that were not answered.
     *
     * @return in the order in which they were asked; empty when all were answered
     */
    public List<SearchItem<?>> failed() {
        return entries.values().stream()
                .filter(entry -> entry.outcome() instanceof Outcome.Failed<?>)
                .<SearchItem<?>>map(Entry::item)
                .toList();
    }

    @Override
    public String toString() {
        return "AsyncBatchAnswer[" + entries.size() + " searches, " + failed().size() + " not answered]";
    }
}
