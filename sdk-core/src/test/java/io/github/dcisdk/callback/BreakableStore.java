package io.github.dcisdk.callback;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A store whose writes can break off, before they happen or before anybody learns that they did, and that offers a notebook. */
final class BreakableStore implements DciStore {
    private final DciStore store;
    private final AtomicInteger writesUntilBreak = new AtomicInteger(Integer.MAX_VALUE);
    private final AtomicInteger readsUntilAction = new AtomicInteger(Integer.MAX_VALUE);
    private volatile Runnable action = () -> {};
    private volatile boolean stored;
    private volatile boolean broken;

    BreakableStore(DciStore store) {
        this.store = store;
    }

    /** Stands for the application's tables: what is written is there after the commit only, as over a connection. */
    static final class Notebook {
        private final List<String> pending = new ArrayList<>();
        private final List<String> lines;

        private Notebook(List<String> lines) {
            this.lines = lines;
        }

        void write(String line) {
            pending.add(line);
        }

        private void commit() {
            lines.addAll(pending);
        }
    }

    final List<String> notebook = new ArrayList<>();

    /**
     * The program dies at a write: nothing works afterwards.
     *
     * @param write which one, from 1
     * @param andStores whether what was to be written is there all the same
     */
    void dieAt(int write, boolean andStores) {
        broken = false;
        stored = andStores;
        writesUntilBreak.set(write);
    }

    /** Before one of the next questions for states, from 1, something happens. */
    void atRead(int read, Runnable happens) {
        action = happens;
        readsUntilAction.set(read);
    }

    private void read() {
        requireAlive();
        if (readsUntilAction.decrementAndGet() == 0) {
            action.run();
        }
    }

    boolean hasDied() {
        return broken;
    }

    private <T> T write(Supplier<T> write) {
        requireAlive();
        boolean dies = writesUntilBreak.decrementAndGet() == 0;
        if (dies && !stored) {
            broken = true;
        }
        requireAlive();
        T result = write.get();
        if (dies) {
            broken = true;
        }
        requireAlive();
        return result;
    }

    private void requireAlive() {
        if (broken) {
            throw new StoreException("the program has died", null);
        }
    }

    @Override
    public Receipt receive(InboxMessage message, List<NewTask> tasks) {
        return write(() -> store.receive(message, tasks));
    }

    @Override
    public Optional<Delivery> find(DeliveryKey key) {
        requireAlive();
        return store.find(key);
    }

    @Override
    public List<ClaimedTask> claim(TaskClaim claim) {
        requireAlive();
        return store.claim(claim);
    }

    @Override
    public boolean renew(ClaimedTask task, Instant until) {
        requireAlive();
        return store.renew(task, until);
    }

    @Override
    public StoreTransaction begin() {
        requireAlive();
        return new Transaction(store.begin(), new Notebook(notebook));
    }

    @Override
    public Optional<StateRecord> state(StateKey key) {
        read();
        return store.state(key);
    }

    @Override
    public List<StateRecord> states(StateQuery query) {
        read();
        return store.states(query);
    }

    @Override
    public List<StoredTask> tasks(TaskQuery query) {
        requireAlive();
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

    private final class Transaction implements StoreTransaction {
        private final StoreTransaction transaction;
        private final Notebook pages;

        Transaction(StoreTransaction transaction, Notebook pages) {
            this.transaction = transaction;
            this.pages = pages;
        }

        @Override
        public String add(NewTask task) {
            return transaction.add(task);
        }

        @Override
        public void complete(ClaimedTask task) {
            transaction.complete(task);
        }

        @Override
        public void retry(ClaimedTask task, Instant dueAt, String reason, boolean countsAttempt) {
            transaction.retry(task, dueAt, reason, countsAttempt);
        }

        @Override
        public void park(ClaimedTask task, String reason, boolean blocksLane) {
            transaction.park(task, reason, blocksLane);
        }

        @Override
        public void put(StateRecord state) {
            transaction.put(state);
        }

        @Override
        public void delete(StateKey key) {
            transaction.delete(key);
        }

        @Override
        public <T> Optional<T> unwrap(Class<T> type) {
            return type.isInstance(pages) ? Optional.of(type.cast(pages)) : transaction.unwrap(type);
        }

        @Override
        public void commit() {
            boolean unused = write(() -> {
                transaction.commit();
                pages.commit();
                return true;
            });
        }

        @Override
        public void close() {
            transaction.close();
        }
    }
}
