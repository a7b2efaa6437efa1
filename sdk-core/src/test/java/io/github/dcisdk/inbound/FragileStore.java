package io.github.dcisdk.inbound;

import io.github.dcisdk.store.ClaimedTask;
import io.github.dcisdk.store.DciStore;
import io.github.dcisdk.store.Delivery;
import io.github.dcisdk.store.DeliveryKey;
import io.github.dcisdk.store.InMemoryStore;
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

/** A store that fails where a test wants it to, as one does whose database is away. */
final class FragileStore implements DciStore {
    enum Failure {
        NONE,
        LOOKING_UP,
        BEFORE_STORING,
        AFTER_STORING
    }

    private final InMemoryStore store;
    private volatile Failure failure = Failure.NONE;

    FragileStore(InMemoryStore store) {
        this.store = store;
    }

    void fail(Failure value) {
        this.failure = value;
    }

    @Override
    public Receipt receive(InboxMessage message, List<NewTask> tasks) {
        failAt(Failure.BEFORE_STORING);
        Receipt receipt = store.receive(message, tasks);
        failAt(Failure.AFTER_STORING);
        return receipt;
    }

    @Override
    public Optional<Delivery> find(DeliveryKey key) {
        failAt(Failure.LOOKING_UP);
        return store.find(key);
    }

    @Override
    public List<ClaimedTask> claim(TaskClaim claim) {
        return store.claim(claim);
    }

    @Override
    public boolean renew(ClaimedTask task, Instant until) {
        return store.renew(task, until);
    }

    @Override
    public StoreTransaction begin() {
        return store.begin();
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
        return store.purge(now);
    }

    private void failAt(Failure moment) {
        if (failure == moment) {
            throw new IllegalStateException("the database is away; it held Almaz");
        }
    }
}
