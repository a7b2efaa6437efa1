package io.github.dcisdk.work;

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
import io.github.dcisdk.store.StoreException;
import io.github.dcisdk.store.StoreTransaction;
import io.github.dcisdk.store.StoredTask;
import io.github.dcisdk.store.TaskClaim;
import io.github.dcisdk.store.TaskQuery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** A store that notes its steps, and fails before or after those that a test names. */
final class StepStore implements DciStore {
    final List<String> steps = new CopyOnWriteArrayList<>();
    private final DciStore store;
    private volatile Predicate<String> failsBefore = step -> false;
    private volatile Predicate<String> failsAfter = step -> false;

    StepStore(DciStore store) {
        this.store = store;
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

    private void before(String step) {
        steps.add(step);
        if (failsBefore.test(step)) {
            throw new StoreException("the database is away before " + step, null);
        }
    }

    private <T> T after(String step, T result) {
        if (failsAfter.test(step)) {
            throw new StoreException("the database is away after " + step, null);
        }
        return result;
    }

    @Override
    public List<ClaimedTask> claim(TaskClaim claim) {
        before("claim " + claim.queue());
        return after("claim " + claim.queue(), store.claim(claim));
    }

    @Override
    public boolean renew(ClaimedTask task, Instant until) {
        before("renew");
        return after("renew", store.renew(task, until));
    }

    @Override
    public StoreTransaction begin() {
        before("begin");
        return new Steps(store.begin());
    }

    @Override
    public Receipt receive(InboxMessage message, List<NewTask> tasks) {
        return store.receive(message, tasks);
    }

    @Override
    public Optional<Delivery> find(DeliveryKey key) {
        return store.find(key);
    }

    @Override
    public Optional<StateRecord> state(StateKey key) {
        return store.state(key);
    }

    @Override
    public List<StateRecord> states(StateQuery query) {
        return store.states(query);
    }

    @Override
    public List<StoredTask> tasks(TaskQuery query) {
        return store.tasks(query);
    }

    @Override
    public boolean replay(String taskId, Instant dueAt) {
        return store.replay(taskId, dueAt);
    }

    @Override
    public boolean discard(String taskId) {
        return store.discard(taskId);
    }

    @Override
    public Purged purge(Instant now) {
        before("purge");
        return store.purge(now);
    }

    private final class Steps implements StoreTransaction {
        private final StoreTransaction transaction;

        Steps(StoreTransaction transaction) {
            this.transaction = transaction;
        }

        @Override
        public String add(NewTask task) {
            before("add");
            return transaction.add(task);
        }

        @Override
        public void complete(ClaimedTask task) {
            before("complete");
            transaction.complete(task);
        }

        @Override
        public void retry(ClaimedTask task, Instant dueAt, String reason, boolean countsAttempt) {
            before("retry");
            transaction.retry(task, dueAt, reason, countsAttempt);
        }

        @Override
        public void park(ClaimedTask task, String reason, boolean blocksLane) {
            before("park");
            transaction.park(task, reason, blocksLane);
        }

        @Override
        public void put(StateRecord state) {
            before("put");
            transaction.put(state);
        }

        @Override
        public void delete(StateKey key) {
            transaction.delete(key);
        }

        @Override
        public <T> Optional<T> unwrap(Class<T> type) {
            return transaction.unwrap(type);
        }

        @Override
        public void commit() {
            before("commit");
            transaction.commit();
            after("commit", true);
        }

        @Override
        public void close() {
            transaction.close();
            before("close");
        }
    }
}
