package io.github.dcisdk.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which fault is for which request. Thread-safe. */
final class FaultPlan {
    private final List<Entry> entries = new ArrayList<>();

    /**
     * A fault that waits for its requests.
     *
     * @param left for how many; null for every one
     */
    private record Entry(Fault fault, @Nullable Integer left) {}

    synchronized void add(Fault fault, @Nullable Integer times) {
        entries.add(new Entry(fault, times));
    }

    /** The fault for a request: of those that are for it, the one that was planned first. */
    synchronized Optional<Fault> take(ReceivedRequest request) {
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (entry.fault().isFor(request)) {
                if (entry.left() != null && entry.left() == 1) {
                    entries.remove(i);
                } else if (entry.left() != null) {
                    entries.set(i, new Entry(entry.fault(), entry.left() - 1));
                }
                return Optional.of(entry.fault());
            }
        }
        return Optional.empty();
    }

    synchronized void clear() {
        entries.clear();
    }
}
