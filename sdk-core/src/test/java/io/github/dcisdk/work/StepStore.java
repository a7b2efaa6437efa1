package io.github.dcisdk.work;

import io.github.dcisdk.contract.ForwardingStore;
import io.github.dcisdk.store.DciStore;
import io.github.dcisdk.store.StoreException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A store that notes the steps of a worker, and fails before or after those that a test names. */
final class StepStore extends ForwardingStore {
    /** What a test itself asks of the store, and what a handler reads. */
    private static final Set<String> NOT_NOTED =
            Set.of("receive", "find", "state", "states", "tasks", "replay", "discard", "delete", "unwrap");

    final List<String> steps = new CopyOnWriteArrayList<>();
    private volatile Predicate<String> failsBefore = step -> false;
    private volatile Predicate<String> failsAfter = step -> false;

    StepStore(DciStore store) {
        super(store);
    }

    void failBefore(Predicate<String> step) {
        failsBefore = step;
    }

    void failAfter(Predicate<String> step) {
        failsAfter = step;
    }

    void work() {
        failBefore(step -> false);
        failAfter(step -> false);
    }

    @Override
    protected <T> T step(String step, Supplier<T> work) {
        if (NOT_NOTED.contains(step)) {
            return work.get();
        }
        steps.add(step);
        if (failsBefore.test(step) && !step.equals("close")) {
            throw new StoreException("the database is away before " + step, null);
        }
        T result = work.get();
        if (failsAfter.test(step) || (failsBefore.test(step) && step.equals("close"))) {
            // A transaction that cannot be closed is closed all the same.
            throw new StoreException("the database is away after " + step, null);
        }
        return result;
    }
}
