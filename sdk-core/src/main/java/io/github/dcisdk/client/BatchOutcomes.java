package io.github.dcisdk.client;

import io.github.dcisdk.error.LogText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** What became of each search of a batch, in the order in which they were asked. Immutable. */
final class BatchOutcomes {
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    BatchOutcomes(List<Entry> entries) {
        entries.forEach(entry -> this.entries.put(entry.item().referenceId(), entry));
    }

    /** A search and what became of it: records of the class that the search asks for. */
    record Entry(SearchItem<?> item, Outcome<?> outcome) {}

    Outcome<?> of(SearchItem<?> item) {
        Entry entry = entries.get(item.referenceId());
        if (entry == null || !entry.item().equals(item)) {
            throw new NoSuchElementException("no such search was in the batch: " + LogText.safe(item.referenceId()));
        }
        return entry.outcome();
    }

    List<Entry> all() {
        return List.copyOf(entries.values());
    }

    List<SearchItem<?>> failed() {
        return entries.values().stream()
                .filter(entry -> entry.outcome() instanceof Outcome.Failed<?>)
                .<SearchItem<?>>map(Entry::item)
                .toList();
    }

    @Override
    public String toString() {
        return entries.size() + " searches, " + failed().size() + " not answered";
    }
}
