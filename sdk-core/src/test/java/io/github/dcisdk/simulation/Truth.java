package io.github.dcisdk.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What really happened, seen from outside. */
final class Truth {
    private final List<String> published = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private final Map<String, Set<String>> records = new LinkedHashMap<>();
    private final Map<String, List<String>> endings = new LinkedHashMap<>();
    private final Map<String, String> contentByKey = new LinkedHashMap<>();
    private int runs;

    /** A publication returned: whatever happens next, the event may not be lost. */
    void published(String number) {
        published.add(number);
    }

    /** A handler began to work on something. It may die before it ends. */
    void handling(String idempotencyKey, String content) {
        runs++;
        String before = contentByKey.putIfAbsent(idempotencyKey, content);
        if (before != null && !before.equals(content)) {
            throw new AssertionError("one idempotency key stands for " + before + " and for " + content);
        }
    }

    void event(String number) {
        events.add(number);
    }

    void page(String transactionId, List<String> numbers) {
        records.computeIfAbsent(transactionId, added -> new LinkedHashSet<>()).addAll(numbers);
    }

    void ended(String transactionId, String how) {
        endings.computeIfAbsent(transactionId, added -> new ArrayList<>()).add(how);
    }

    List<String> published() {
        return published;
    }

    /** The events in the order in which each came first. */
    List<String> events() {
        return List.copyOf(new LinkedHashSet<>(events));
    }

    Set<String> records(String transactionId) {
        return records.getOrDefault(transactionId, Set.of());
    }

    List<String> endings(String transactionId) {
        return endings.getOrDefault(transactionId, List.of());
    }

    /** How many different things handlers were given, by their keys. */
    long keysOf(String content) {
        return contentByKey.values().stream().filter(content::equals).count();
    }

    int runs() {
        return runs;
    }
}
