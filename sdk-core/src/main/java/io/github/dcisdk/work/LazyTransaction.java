package io.github.dcisdk.work;

import io.github.dcisdk.store.ClaimedTask;
import io.github.dcisdk.store.DciStore;
import io.github.dcisdk.store.NewTask;
import io.github.dcisdk.store.StateKey;
import io.github.dcisdk.store.StateRecord;
import io.github.dcisdk.store.StoreTransaction;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Begins a transaction when something is written, so that a handler that waits for others holds no connection. */
final class LazyTransaction implements StoreTransaction {
    private final DciStore store;
    private @Nullable StoreTransaction begun;

    LazyTransaction(DciStore store) {
        this.store = store;
    }

    private StoreTransaction begun() {
        if (begun == null) {
            begun = store.begin();
        }
        return begun;
    }

    @Override
    public String add(NewTask task) {
        return begun().add(task);
    }

    @Override
    public void complete(ClaimedTask task) {
        begun().complete(task);
    }

    @Override
    public void retry(ClaimedTask task, Instant dueAt, String reason, boolean countsAttempt) {
        begun().retry(task, dueAt, reason, countsAttempt);
    }

    @Override
    public void park(ClaimedTask task, String reason, boolean blocksLane) {
        begun().park(task, reason, blocksLane);
    }

    @Override
    public void put(StateRecord state) {
        begun().put(state);
    }

    @Override
    public void delete(StateKey key) {
        begun().delete(key);
    }

    @Override
    public <T> Optional<T> unwrap(Class<T> type) {
        return begun().unwrap(type);
    }

    @Override
    public void commit() {
        begun().commit();
    }

    @Override
    public void close() {
        if (begun != null) {
            begun.close();
        }
    }
}
