package io.github.dcisdk.simulation;

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
import java.util.function.Supplier;

/**
 * One process's way to the store that it shares with its replicas and successors. Each write can be the last thing that the
 * process does, before it is written or after; or it fails, as if the database were away.
 */
final class Disk implements DciStore {
    private final DciStore shared;
    private final Fate fate;
    private boolean dead;

    /** What happens at a write. */
    interface Fate {
        /** Decides for the next write of a process. */
        WriteFate next();
    }

    enum WriteFate {
        WRITTEN,
        CRASH_BEFORE,
        CRASH_AFTER,
        FAILS,
        FAILS_AFTER
    }

    Disk(DciStore shared, Fate fate) {
        this.shared = shared;
        this.fate = fate;
    }

    boolean isDead() {
        return dead;
    }

    /** Ends the process from outside. */
    void kill() {
        dead = true;
    }

    private void alive() {
        if (dead) {
            throw new Crash("the process is dead");
        }
    }

    private <T> T write(Supplier<T> write) {
        alive();
        WriteFate next = fate.next();
        if (next == WriteFate.CRASH_BEFORE) {
            dead = true;
            throw new Crash("before a write");
        } else if (next == WriteFate.FAILS) {
            throw new StoreException("the database is away", null);
        }
        T result = write.get();
        if (next == WriteFate.CRASH_AFTER) {
            dead = true;
            throw new Crash("after a write");
        } else if (next == WriteFate.FAILS_AFTER) {
            throw new StoreException("the connection broke after the commit", null);
        }
        return result;
    }

    private <T> T read(Supplier<T> read) {
        alive();
        return read.get();
    }

    @Override
    public Receipt receive(InboxMessage message, List<NewTask> tasks) {
        return write(() -> shared.receive(message, tasks));
    }

    @Override
    public Optional<Delivery> find(DeliveryKey key) {
        return read(() -> shared.find(key));
    }

    @Override
    public List<ClaimedTask> claim(TaskClaim claim) {
        return write(() -> shared.claim(claim));
    }

    @Override
    public boolean renew(ClaimedTask task, Instant until) {
        return write(() -> shared.renew(task, until));
    }

    @Override
    public Optional<StateRecord> state(StateKey key) {
        return read(() -> shared.state(key));
    }

    @Override
    public List<StateRecord> states(StateQuery query) {
        return read(() -> shared.states(query));
    }

    @Override
    public List<StoredTask> tasks(TaskQuery query) {
        return read(() -> shared.tasks(query));
    }

    @Override
    public boolean replay(String taskId, Instant dueAt) {
        return write(() -> shared.replay(taskId, dueAt));
    }

    @Override
    public boolean discard(String taskId) {
        return write(() -> shared.discard(taskId));
    }

    @Override
    public Purged purge(Instant now) {
        return write(() -> shared.purge(now));
    }

    @Override
    public StoreTransaction begin() {
        alive();
        return new CrashingTransaction(shared.begin());
    }

    private final class CrashingTransaction implements StoreTransaction {
        private final StoreTransaction transaction;

        CrashingTransaction(StoreTransaction transaction) {
            this.transaction = transaction;
        }

        @Override
        public String add(NewTask task) {
            alive();
            return transaction.add(task);
        }

        @Override
        public void complete(ClaimedTask task) {
            alive();
            transaction.complete(task);
        }

        @Override
        public void retry(ClaimedTask task, Instant dueAt, String reason, boolean countsAttempt) {
            alive();
            transaction.retry(task, dueAt, reason, countsAttempt);
        }

        @Override
        public void park(ClaimedTask task, String reason, boolean blocksLane) {
            alive();
            transaction.park(task, reason, blocksLane);
        }

        @Override
        public void put(StateRecord state) {
            alive();
            transaction.put(state);
        }

        @Override
        public void delete(StateKey key) {
            alive();
            transaction.delete(key);
        }

        @Override
        public <T> Optional<T> unwrap(Class<T> type) {
            alive();
            return transaction.unwrap(type);
        }

        @Override
        public void commit() {
            write(() -> {
                transaction.commit();
                return true;
            });
        }

        @Override
        public void close() {
            transaction.close();
        }
    }
}
