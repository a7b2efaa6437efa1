package io.github.dcisdk.contract;

import io.github.dcisdk.store.ClaimedTask;
import io.github.dcisdk.store.DciStore;
import io.github.dcisdk.store.Delivery;
import io.github.dcisdk.store.DeliveryKey;
import io.github.dcisdk.store.InboxMessage;
import io.github.dcisdk.store.NewTask;
import io.github.dcisdk.store.Purged;
import io.github.dcisdk.store.Receipt;
import io.github.dcisdk.store.StateKey;
import io.github.dcisdk.store.StateQuery;
import io.github.dcisdk.store.StateRecord;
import io.github.dcisdk.store.StoreTransaction;
import io.github.dcisdk.store.StoredTask;
import io.github.dcisdk.store.TaskClaim;
import io.github.dcisdk.store.TaskQuery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A store that hands everything on to another one, and lets a test step in before and after each step. */
public abstract class ForwardingStore implements DciStore {
    private final DciStore store;

    protected ForwardingStore(DciStore store) {
        this.store = store;
    }

    /**
     * Does a step.
     *
     * @param step the name of the method of the store or of its transaction; of a claim, with the queue
     * @param work the step itself
     */
    protected abstract <T> T step(String step, Supplier<T> work);

    private void step(String step, Runnable work) {
        Boolean unused = step(step, () -> {
            work.run();
            return true;
        });
    }

    /** What a transaction is handed out as. */
    protected StoreTransaction wrapped(StoreTransaction begun) {
        return new ForwardingTransaction(begun);
    }

    @Override
    public final Receipt receive(InboxMessage message, List<NewTask> tasks) {
        return step("receive", () -> store.receive(message, tasks));
    }

    @Override
    public final Optional<Delivery> find(DeliveryKey key) {
        return step("find", () -> store.find(key));
    }

    @Override
    public final List<ClaimedTask> claim(TaskClaim claim) {
        return step("claim " + claim.queue(), () -> store.claim(claim));
    }

    @Override
    public final boolean renew(ClaimedTask task, Instant until) {
        return step("renew", () -> store.renew(task, until));
    }

    @Override
    public final StoreTransaction begin() {
        return wrapped(step("begin", store::begin));
    }

    @Override
    public final Optional<StateRecord> state(StateKey key) {
        return step("state", () -> store.state(key));
    }

    @Override
    public final List<StateRecord> states(StateQuery query) {
        return step("states", () -> store.states(query));
    }

    @Override
    public final List<StoredTask> tasks(TaskQuery query) {
        return step("tasks", () -> store.tasks(query));
    }

    @Override
    public final boolean replay(String taskId, Instant dueAt) {
        return step("replay", () -> store.replay(taskId, dueAt));
    }

    @Override
    public final boolean discard(String taskId) {
        return step("discard", () -> store.discard(taskId));
    }

    @Override
    public final Purged purge(Instant now) {
        return step("purge", () -> store.purge(now));
    }

    /** A transaction of the store, whose steps are the store's. */
    protected class ForwardingTransaction implements StoreTransaction {
        private final StoreTransaction transaction;

        protected ForwardingTransaction(StoreTransaction transaction) {
            this.transaction = transaction;
        }

        @Override
        public final String add(NewTask task) {
            return step("add", () -> transaction.add(task));
        }

        @Override
        public final void complete(ClaimedTask task) {
            step("complete", () -> transaction.complete(task));
        }

        @Override
        public final void retry(ClaimedTask task, Instant dueAt, String reason, boolean countsAttempt) {
            step("retry", () -> transaction.retry(task, dueAt, reason, countsAttempt));
        }

        @Override
        public final void park(ClaimedTask task, String reason, boolean blocksLane) {
            step("park", () -> transaction.park(task, reason, blocksLane));
        }

        @Override
        public final void put(StateRecord state) {
            step("put", () -> transaction.put(state));
        }

        @Override
        public final void delete(StateKey key) {
            step("delete", () -> transaction.delete(key));
        }

        @Override
        public <T> Optional<T> unwrap(Class<T> type) {
            return step("unwrap", () -> transaction.unwrap(type));
        }

        @Override
        public final void commit() {
            step("commit", () -> {
                transaction.commit();
                committed();
            });
        }

        /** What takes effect together with the transaction. */
        protected void committed() {}

        @Override
        public final void close() {
            step("close", transaction::close);
        }
    }
}
