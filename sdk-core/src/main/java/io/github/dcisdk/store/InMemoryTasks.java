package io.github.dcisdk.store;

import io.github.dcisdk.json.JsonSlice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The tasks of {@link InMemoryStore}, which calls it under its lock. */
final class InMemoryTasks {
    private static final int ENTRY_OVERHEAD = 1_024;
    private static final Comparator<Row> LONGEST_DUE =
            Comparator.<Row, Instant>comparing(row -> row.availableAt).thenComparing(row -> row.sequence);

    private final NavigableMap<Long, Row> rows = new TreeMap<>();
    private final Map<Lane, NavigableSet<Row>> lanes = new HashMap<>();
    /** Of each queue what can be claimed now or later: tasks without lane, and the oldest of each lane. */
    private final Map<String, NavigableSet<Row>> claimable = new HashMap<>();

    private long lastSequence;
    private long bytes;

    private record Lane(String queue, String name) {}

    private static final class Row {
        final long sequence;
        final NewTask task;
        final Instant createdAt;
        final @Nullable DeliveryKey message;
        final @Nullable Lane lane;
        TaskState state = TaskState.READY;
        Instant dueAt;
        Instant availableAt;

        @Nullable
        Instant leaseUntil;

        int attempts;
        int leases;

        @Nullable
        String reason;

        boolean blocksLane;

        Row(long sequence, NewTask task, Instant createdAt, @Nullable DeliveryKey message) {
            this.sequence = sequence;
            this.task = task;
            this.createdAt = createdAt;
            this.message = message;
            this.lane = task.lane().map(name -> new Lane(task.queue(), name)).orElse(null);
            this.dueAt = task.dueAt();
            this.availableAt = dueAt;
        }

        String id() {
            return String.valueOf(sequence);
        }

        boolean isLeased(Instant now) {
            return leaseUntil != null && leaseUntil.isAfter(now);
        }
    }

    int size() {
        return rows.size();
    }

    long bytes() {
        return bytes;
    }

    static long room(NewTask task) {
        return ENTRY_OVERHEAD
                + task.content().length()
                + Character.BYTES
                        * (task.peerId().length()
                                + (long) task.transactionId().length()
                                + task.lane().map(String::length).orElse(0));
    }

    /** An id that no other task has or will have. */
    String nextId() {
        return String.valueOf(++lastSequence);
    }

    void add(String id, NewTask task, Instant now, @Nullable DeliveryKey message) {
        NewTask copy = task.withContent(JsonSlice.of(task.content().toByteArray()));
        Row row = new Row(Long.parseLong(id), copy, now, message);
        rows.put(row.sequence, row);
        bytes += room(copy);
        enter(row);
    }

    List<ClaimedTask> claim(TaskClaim claim, Function<DeliveryKey, Optional<InboxEntry>> messages) {
        List<Row> taken = new ArrayList<>();
        for (Row row : claimable.getOrDefault(claim.queue(), new TreeSet<>(LONGEST_DUE))) {
            if (taken.size() == claim.max() || row.availableAt.isAfter(claim.now())) {
                break;
            }
            if (!claim.exceptPeers().contains(row.task.peerId()) && !isLaneBusy(row, claim.now())) {
                taken.add(row);
            }
        }
        List<ClaimedTask> claimed = new ArrayList<>();
        for (Row row : taken) {
            row.attempts++;
            row.leases++;
            lease(row, claim.leaseUntil());
            InboxEntry message =
                    row.message == null ? null : messages.apply(row.message).orElse(null);
            claimed.add(new ClaimedTask(
                    row.id(), String.valueOf(row.leases), row.task, row.attempts, row.createdAt, message));
        }
        return claimed;
    }

    /** A task that was replayed can be older than one of its lane that is being done. */
    private boolean isLaneBusy(Row row, Instant now) {
        NavigableSet<Row> lane = row.lane == null ? null : lanes.get(row.lane);
        return lane != null && lane.stream().anyMatch(other -> other != row && other.isLeased(now));
    }

    private void lease(Row row, Instant until) {
        leave(row);
        row.leaseUntil = until;
        row.availableAt = until;
        enter(row);
    }

    boolean renew(ClaimedTask task, Instant until) {
        Row row = rows.get(Long.parseLong(task.id()));
        if (row == null || !isClaimedBy(row, task)) {
            return false;
        }
        lease(row, until);
        return true;
    }

    void requireClaimed(ClaimedTask task) {
        Row row = rows.get(Long.parseLong(task.id()));
        if (row == null || !isClaimedBy(row, task)) {
            throw new StoreConflictException("the lease of task " + task.id() + " ended");
        }
    }

    private static boolean isClaimedBy(Row row, ClaimedTask task) {
        return row.leaseUntil != null && task.lease().equals(String.valueOf(row.leases));
    }

    /** The message that a task was stored with, which has a task less now. */
    @Nullable
    DeliveryKey remove(String id) {
        Row row = rows.remove(Long.parseLong(id));
        if (row == null) {
            return null;
        }
        leave(row);
        bytes -= room(row.task);
        return row.message;
    }

    void retry(ClaimedTask task, Instant dueAt, String reason, boolean countsAttempt) {
        change(task.id(), row -> {
            row.dueAt = dueAt;
            row.availableAt = dueAt;
            row.leaseUntil = null;
            row.reason = reason;
            row.attempts -= countsAttempt ? 0 : 1;
        });
    }

    void park(ClaimedTask task, String reason, boolean blocksLane) {
        change(task.id(), row -> {
            row.state = TaskState.PARKED;
            row.leaseUntil = null;
            row.reason = reason;
            row.blocksLane = blocksLane;
        });
    }

    boolean isParked(String id) {
        return row(id).filter(row -> row.state == TaskState.PARKED).isPresent();
    }

    void replay(String id, Instant dueAt) {
        change(id, row -> {
            row.state = TaskState.READY;
            row.dueAt = dueAt;
            row.availableAt = dueAt;
            row.attempts = 0;
        });
    }

    /** Ids come from operators, too, who may write anything. */
    private Optional<Row> row(String id) {
        return id.matches("[0-9]{1,18}") ? Optional.ofNullable(rows.get(Long.parseLong(id))) : Optional.empty();
    }

    private void change(String id, Consumer<Row> change) {
        row(id).ifPresent(row -> {
            leave(row);
            change.accept(row);
            enter(row);
        });
    }

    List<StoredTask> list(TaskQuery query) {
        long after = query.after() == null
                ? 0
                : row(query.after()).map(row -> row.sequence).orElseGet(() -> number(query.after()));
        return rows.tailMap(after, false).values().stream()
                .filter(row -> row.state == query.state())
                .filter(row -> query.queue() == null || query.queue().equals(row.task.queue()))
                .filter(row -> query.peerId() == null || query.peerId().equals(row.task.peerId()))
                .limit(query.limit())
                .map(InMemoryTasks::stored)
                .toList();
    }

    /** The task after which a list goes on may be gone since. */
    private static long number(@Nullable String id) {
        return id != null && id.matches("[0-9]{1,18}") ? Long.parseLong(id) : Long.MAX_VALUE;
    }

    private static StoredTask stored(Row row) {
        return new StoredTask(
                row.id(),
                row.state,
                row.task.queue(),
                row.task.peerId(),
                row.task.transactionId(),
                row.attempts,
                row.createdAt,
                row.dueAt,
                row.reason,
                row.blocksLane);
    }

    /** The parked tasks that were stored before a moment. */
    List<String> parkedBefore(Instant moment) {
        return rows.values().stream()
                .filter(row -> row.state == TaskState.PARKED && row.createdAt.isBefore(moment))
                .map(Row::id)
                .toList();
    }

    private void enter(Row row) {
        boolean counts = row.state == TaskState.READY || row.blocksLane;
        if (row.lane == null) {
            if (row.state == TaskState.READY) {
                queue(row).add(row);
            }
        } else if (counts) {
            NavigableSet<Row> lane = lanes.computeIfAbsent(
                    row.lane, added -> new TreeSet<>(Comparator.<Row>comparingLong(it -> it.sequence)));
            if (!lane.isEmpty()) {
                queue(row).remove(lane.first());
            }
            lane.add(row);
            showFirst(lane);
        }
    }

    private void leave(Row row) {
        queue(row).remove(row);
        NavigableSet<Row> lane = row.lane == null ? null : lanes.get(row.lane);
        if (lane != null) {
            lane.remove(row);
            if (lane.isEmpty()) {
                lanes.remove(row.lane);
            } else {
                showFirst(lane);
            }
        }
    }

    private void showFirst(NavigableSet<Row> lane) {
        Row first = lane.first();
        if (first.state == TaskState.READY) {
            queue(first).add(first);
        }
    }

    private NavigableSet<Row> queue(Row row) {
        return claimable.computeIfAbsent(row.task.queue(), added -> new TreeSet<>(LONGEST_DUE));
    }
}
