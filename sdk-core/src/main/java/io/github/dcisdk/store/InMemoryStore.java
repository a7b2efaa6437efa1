package io.github.dcisdk.store;

import io.github.dcisdk.json.JsonSlice;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A store that is lost when the program ends: for tests, and where the sender keeps what was not answered. It holds so many
 * entries and so many bytes, and refuses more until the oldest are past {@link DciStore#RETENTION}. Thread-safe.
 */
public final class InMemoryStore implements DciStore {
    /** How many entries {@link #create(Clock)} holds at most. */
    public static final int USUAL_ENTRIES = 100_000;
    /** How many bytes {@link #create(Clock)} holds at most: 256 MiB. */
    public static final long USUAL_BYTES = 256L * 1024 * 1024;

    private static final int STATE_OVERHEAD = 512;

    private final Clock clock;
    private final int maxEntries;
    private final long maxBytes;
    private final InMemoryDeliveries deliveries = new InMemoryDeliveries();
    private final InMemoryTasks tasks = new InMemoryTasks();
    private final Map<StateKey, StateRecord> states = new HashMap<>();
    private long stateBytes;
    private long lastSequence;

    private InMemoryStore(Clock clock, int maxEntries, long maxBytes) {
        this.clock = Objects.requireNonNull(clock, "clock");
        this.maxEntries = maxEntries;
        this.maxBytes = maxBytes;
    }

    /**
     * A store of the usual size.
     *
     * @param clock the time by which entries grow old
     * @return an empty store
     */
    public static InMemoryStore create(Clock clock) {
        return create(clock, USUAL_ENTRIES, USUAL_BYTES);
    }

    /**
     * A store of a size.
     *
     * @param clock the time by which entries grow old
     * @param maxEntries how many deliveries, tasks and states it holds at most
     * @param maxBytes how many bytes it holds at most, with what is needed to manage them, by estimate
     * @return an empty store
     * @throws IllegalArgumentException if a limit is less than 1
     */
    public static InMemoryStore create(Clock clock, int maxEntries, long maxBytes) {
        if (maxEntries < 1 || maxBytes < 1) {
            throw new IllegalArgumentException("maxEntries and maxBytes: at least 1");
        }
        return new InMemoryStore(clock, maxEntries, maxBytes);
    }

    @Override
    public synchronized Receipt receive(InboxMessage message, List<NewTask> newTasks) {
        forgetOld();
        Delivery delivery = message.delivery();
        Optional<Delivery> known = deliveries.find(delivery.key());
        if (known.isPresent()) {
            return known.get().contentDigest().equals(delivery.contentDigest())
                    ? new Receipt.Known(known.get().acknowledgement())
                    : new Receipt.OtherContent();
        }
        long room = InMemoryDeliveries.room(message)
                + newTasks.stream().mapToLong(InMemoryTasks::room).sum();
        if (!hasRoom(1 + newTasks.size(), room)) {
            return new Receipt.Full();
        }
        Receipt.Stored stored = deliveries.add(message, newTasks.size());
        newTasks.forEach(task -> tasks.add(tasks.nextId(), task, clock.instant(), delivery.key()));
        return stored;
    }

    private boolean hasRoom(int entries, long bytes) {
        return entries <= maxEntries - deliveries.size() - tasks.size() - states.size()
                && bytes <= maxBytes - deliveries.bytes() - tasks.bytes() - stateBytes;
    }

    private void forgetOld() {
        deliveries.forget(clock.instant().minus(RETENTION));
    }

    @Override
    public synchronized Optional<Delivery> find(DeliveryKey key) {
        forgetOld();
        return deliveries.find(key);
    }

    /**
     * The messages that are still to be worked on.
     *
     * @return a copy, oldest first
     */
    public synchronized List<InboxEntry> messages() {
        forgetOld();
        return deliveries.messages();
    }

    @Override
    public synchronized List<ClaimedTask> claim(TaskClaim claim) {
        return tasks.claim(claim, deliveries::message);
    }

    @Override
    public synchronized boolean renew(ClaimedTask task, Instant until) {
        return tasks.renew(task, until);
    }

    @Override
    public StoreTransaction begin() {
        return new Transaction();
    }

    @Override
    public synchronized Optional<StateRecord> state(StateKey key) {
        return Optional.ofNullable(states.get(key));
    }

    @Override
    public synchronized List<StateRecord> states(StateQuery query) {
        return states.values().stream()
                .filter(state -> state.key().type() == query.type())
                .filter(state -> query.peerId() == null
                        || query.peerId().equals(state.key().peerId()))
                .filter(state -> query.group() == null || query.group().equals(state.group()))
                .filter(state -> state.open() || !query.openOnly())
                .filter(state -> state.sequence() > query.afterSequence())
                .sorted(Comparator.comparingLong(StateRecord::sequence))
                .limit(query.limit())
                .toList();
    }

    @Override
    public synchronized List<StoredTask> tasks(TaskQuery query) {
        return tasks.list(query);
    }

    @Override
    public synchronized boolean replay(String taskId, Instant dueAt) {
        boolean parked = tasks.isParked(taskId);
        if (parked) {
            tasks.replay(taskId, dueAt);
        }
        return parked;
    }

    @Override
    public synchronized boolean discard(String taskId) {
        boolean parked = tasks.isParked(taskId);
        if (parked) {
            end(taskId);
        }
        return parked;
    }

    private boolean end(String taskId) {
        DeliveryKey message = tasks.remove(taskId);
        return message != null && deliveries.taskEnded(message);
    }

    @Override
    public synchronized Purged purge(Instant now) {
        List<String> parked = tasks.parkedBefore(now.minus(CONTENT_RETENTION));
        int contents = 0;
        for (String id : parked) {
            contents += end(id) ? 1 : 0;
        }
        List<StateKey> expired = states.values().stream()
                .filter(state -> state.expiresAt().isBefore(now))
                .map(StateRecord::key)
                .toList();
        expired.forEach(this::remove);
        return new Purged(deliveries.forget(now.minus(RETENTION)), contents, parked.size(), expired.size());
    }

    private void remove(StateKey key) {
        StateRecord removed = states.remove(key);
        stateBytes -= removed == null ? 0 : room(removed);
    }

    private static long room(StateRecord state) {
        return STATE_OVERHEAD
                + state.content().length()
                + Character.BYTES
                        * (state.key().peerId().length()
                                + (long) state.key().id().length()
                                + state.group().length());
    }

    private void store(StateRecord state) {
        StateRecord before = states.get(state.key());
        remove(state.key());
        StateRecord stored = new StateRecord(
                state.key(),
                state.group(),
                state.open(),
                state.expiresAt(),
                state.version() + 1,
                before == null ? ++lastSequence : before.sequence(),
                JsonSlice.of(state.content().toByteArray()));
        states.put(stored.key(), stored);
        stateBytes += room(stored);
    }

    /** Counts only. */
    @Override
    public synchronized String toString() {
        return "InMemoryStore[" + deliveries.size() + " deliveries, " + tasks.size() + " tasks, " + states.size()
                + " states, " + (deliveries.bytes() + tasks.bytes() + stateBytes) + " bytes]";
    }

    /** Collects what is to be done, and does all of it or nothing at the end. */
    private final class Transaction implements StoreTransaction {
        private final List<Runnable> checks = new ArrayList<>();
        private final List<Runnable> changes = new ArrayList<>();
        private final Set<StateKey> put = new HashSet<>();
        private int entries;
        private long bytes;
        private boolean ended;

        @Override
        public String add(NewTask task) {
            String id;
            synchronized (InMemoryStore.this) {
                id = tasks.nextId();
            }
            entries++;
            bytes += InMemoryTasks.room(task);
            change(() -> tasks.add(id, task, clock.instant(), null));
            return id;
        }

        @Override
        public void complete(ClaimedTask task) {
            checks.add(() -> tasks.requireClaimed(task));
            change(() -> end(task.id()));
        }

        @Override
        public void retry(ClaimedTask task, Instant dueAt, String reason, boolean countsAttempt) {
            checks.add(() -> tasks.requireClaimed(task));
            change(() -> tasks.retry(task, dueAt, reason, countsAttempt));
        }

        @Override
        public void park(ClaimedTask task, String reason, boolean blocksLane) {
            checks.add(() -> tasks.requireClaimed(task));
            change(() -> tasks.park(task, reason, blocksLane));
        }

        @Override
        public void put(StateRecord state) {
            if (!put.add(state.key())) {
                throw new IllegalStateException("the state is put twice in one transaction: " + state.key());
            }
            if (state.version() == 0) {
                entries++; // What is there already may always change, so that a full store can become emptier.
                bytes += room(state);
            }
            checks.add(() -> requireVersion(state));
            change(() -> store(state));
        }

        private void requireVersion(StateRecord state) {
            StateRecord stored = states.get(state.key());
            if ((stored == null ? 0 : stored.version()) != state.version()) {
                throw new StoreConflictException("another version is stored: " + state.key());
            }
        }

        @Override
        public void delete(StateKey key) {
            change(() -> remove(key));
        }

        private void change(Runnable change) {
            if (ended) {
                throw new IllegalStateException("the transaction has ended");
            }
            changes.add(change);
        }

        @Override
        public <T> Optional<T> unwrap(Class<T> type) {
            return Optional.empty();
        }

        @Override
        public void commit() {
            if (ended) {
                throw new IllegalStateException("the transaction has ended");
            }
            ended = true;
            synchronized (InMemoryStore.this) {
                forgetOld();
                checks.forEach(Runnable::run);
                if (entries > 0 && !hasRoom(entries, bytes)) {
                    throw new StoreFullException("no room for " + entries + " entries of " + bytes + " bytes");
                }
                changes.forEach(Runnable::run);
            }
        }

        @Override
        public void close() {
            ended = true;
        }
    }
}
