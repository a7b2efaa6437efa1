package io.github.dcisdk.transaction;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A set of page numbers, which is small however many there are as long as they come roughly in order. Immutable. */
final class PageNumbers {
    static final PageNumbers NONE = new PageNumbers(new TreeMap<>());

    /** First and last of each run. */
    private final NavigableMap<Integer, Integer> runs;

    private PageNumbers(NavigableMap<Integer, Integer> runs) {
        this.runs = runs;
    }

    /** Reads what {@link #toString()} wrote, such as {@code 1-7,9}. */
    static PageNumbers parse(String text) {
        NavigableMap<Integer, Integer> runs = new TreeMap<>();
        if (!text.isEmpty()) {
            for (String run : text.split(",", -1)) {
                String[] ends = run.split("-", 2);
                runs.put(Integer.valueOf(ends[0]), Integer.valueOf(ends[ends.length - 1]));
            }
        }
        return new PageNumbers(runs);
    }

    boolean contains(int page) {
        Map.Entry<Integer, Integer> run = runs.floorEntry(page);
        return run != null && page <= run.getValue();
    }

    int count() {
        return runs.entrySet().stream()
                .mapToInt(run -> run.getValue() - run.getKey() + 1)
                .sum();
    }

    PageNumbers with(int page) {
        if (contains(page)) {
            return this;
        }
        NavigableMap<Integer, Integer> changed = new TreeMap<>(runs);
        int first = page;
        int last = page;
        Map.Entry<Integer, Integer> before = changed.floorEntry(page);
        if (before != null && before.getValue() == page - 1) {
            first = before.getKey();
        }
        Integer after = changed.remove(page + 1);
        if (after != null) {
            last = after;
        }
        changed.put(first, last);
        return new PageNumbers(changed);
    }

    /** The smallest number that is not in the set. */
    int firstFree() {
        Map.Entry<Integer, Integer> run = runs.floorEntry(1);
        return run == null ? 1 : run.getValue() + 1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PageNumbers that && runs.equals(that.runs);
    }

    @Override
    public int hashCode() {
        return runs.hashCode();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        runs.forEach((first, last) ->
                text.append(text.isEmpty() ? "" : ",").append(first).append(first.equals(last) ? "" : "-" + last));
        return text.toString();
    }
}
