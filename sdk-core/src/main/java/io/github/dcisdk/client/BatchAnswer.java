package io.github.dcisdk.client;

import io.github.dcisdk.error.LogText;
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
    private final Map<String, Entry> entries;

    BatchAnswer(List<Entry> entries) {
        Map<String, Entry> byReferenceId = new LinkedHashMap<>();
        entries.forEach(entry -> byReferenceId.put(entry.item().referenceId(), entry));
        this.entries = byReferenceId;
    }

    /** A search and what became of it: records of the class that the search asks for. */
    record Entry(SearchItem<?> item, Outcome<? extends SearchPage<?>> outcome) {}

    /**
     * What became of a search.
     *
     * @param <T> the class of its records
     * @param item the search, as it was given to the batch
     * @return its outcome; the page can ask for the pages after it
     * @throws NoSuchElementException if the search was not in the batch
     */
    public <T extends DciObject> Outcome<SearchPage<T>> outcome(SearchItem<T> item) {
        Entry entry = entries.get(item.referenceId());
        if (entry == null || !entry.item().equals(item)) {
            throw new NoSuchElementException("no such search was in the batch: " + LogText.safe(item.referenceId()));
        }
        @SuppressWarnings("unchecked") // The entry was made for this very search.
        Outcome<SearchPage<T>> outcome = (Outcome<SearchPage<T>>) entry.outcome();
        return outcome;
    }

    /**
     * What became of all searches, in the order in which they were asked.
     *
     * @return the outcomes by {@code reference_id}; unmodifiable
     */
    public Map<String, Outcome<? extends SearchPage<?>>> outcomes() {
        Map<String, Outcome<? extends SearchPage<?>>> outcomes = new LinkedHashMap<>();
        entries.forEach((referenceId, entry) -> outcomes.put(referenceId, entry.outcome()));
        return Collections.unmodifiableMap(outcomes);
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
        return "BatchAnswer[" + entries.size() + " searches, " + failed().size() + " not answered]";
    }
}
