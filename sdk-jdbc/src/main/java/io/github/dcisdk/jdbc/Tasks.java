package io.github.dcisdk.jdbc;

import io.github.dcisdk.store.ClaimedTask;
import io.github.dcisdk.store.NewTask;
import io.github.dcisdk.store.StoreConflictException;
import io.github.dcisdk.store.StoredTask;
import io.github.dcisdk.store.TaskQuery;
import io.github.dcisdk.store.TaskState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The table of tasks. Whoever changes tasks of a lane has locked it, and refreshes it afterwards. */
final class Tasks {
    private static final String CLAIMED = " WHERE seq = ? AND lease = ? AND lease_until IS NOT NULL";

    private final Contents contents;

    Tasks(Contents contents) {
        this.contents = contents;
    }

    /** A task that is to be stored, with its place in lists and lanes. */
    record Added(
            long seq,
            NewTask task,
            Instant createdAt,
            @Nullable String delivery) {}

    /** Where a parked task belongs. */
    record Parked(@Nullable String lane, @Nullable String delivery) {}

    static @Nullable String lane(NewTask task) {
        return task.lane().map(lane -> Texts.digest(task.queue(), lane)).orElse(null);
    }

    static SortedSet<String> lanes(Collection<NewTask> tasks) {
        SortedSet<String> lanes = new TreeSet<>();
        for (NewTask task : tasks) {
            String lane = lane(task);
            if (lane != null) {
                lanes.add(lane);
            }
        }
        return lanes;
    }

    static SortedSet<String> laneOf(@Nullable String lane) {
        return lane == null ? Collections.emptySortedSet() : new TreeSet<>(List.of(lane));
    }

    /** A place behind all tasks that are stored. */
    long next(Session session) throws SQLException {
        return session.queryOne(session.dialect().nextTask(), row -> row.getLong(1))
                .orElseThrow();
    }

    static String place(long seq, NewTask task) {
        return Contents.place(
                "dci_task.content",
                String.valueOf(seq),
                task.queue(),
                task.peerId(),
                task.transactionId(),
                task.lane().orElse(null));
    }

    void insert(Session session, List<Added> added) throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Added one : added) {
            NewTask task = one.task();
            String queue = Texts.digest(task.queue());
            String lane = lane(task);
            rows.add(new @Nullable Object[] {
                one.seq(),
                Texts.encode(task.queue()),
                queue,
                Texts.encode(task.peerId()),
                Texts.digest(task.peerId()),
                Texts.encode(task.transactionId()),
                task.lane().map(Texts::encode).orElse(null),
                lane,
                one.createdAt(),
                task.dueAt(),
                task.dueAt(),
                lane == null ? queue : null,
                lane,
                one.delivery(),
                contents.seal(task.content(), place(one.seq(), task))
            });
        }
        session.updateAll(
                "INSERT INTO dci_task (seq, queue, queue_digest, peer_id, peer_digest, transaction_id, lane, lane_digest,"
                        + " created_at, due_at, available_at, claim_queue, active_lane, delivery, content,"
                        + " state, blocks_lane, lease, attempts)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'READY', FALSE, 0, 0)",
                rows);
    }

    boolean renew(Session session, ClaimedTask task, Instant until, boolean isLaneLocked) throws SQLException {
        String where = isLaneLocked ? CLAIMED : CLAIMED + " AND (active_lane IS NULL OR head_lane IS NOT NULL)";
        return session.update(
                        "UPDATE dci_task SET lease_until = ?, available_at = ?" + where,
                        until,
                        until,
                        number(task.id()),
                        number(task.lease()))
                == 1;
    }

    void complete(Session session, ClaimedTask task) throws SQLException {
        requireOne(session.update("DELETE FROM dci_task" + CLAIMED, number(task.id()), number(task.lease())), task);
    }

    void retry(Session session, ClaimedTask task, Instant dueAt, String reason, boolean countsAttempt)
            throws SQLException {
        int changed = session.update(
                "UPDATE dci_task SET lease_until = NULL, due_at = ?, available_at = ?, reason = ?,"
                        + " attempts = attempts - ?" + CLAIMED,
                dueAt,
                dueAt,
                Texts.encode(reason),
                countsAttempt ? 0 : 1,
                number(task.id()),
                number(task.lease()));
        requireOne(changed, task);
    }

    void park(Session session, ClaimedTask task, String reason, boolean blocksLane) throws SQLException {
        int changed = session.update(
                "UPDATE dci_task SET state = 'PARKED', lease_until = NULL, reason = ?, blocks_lane = ?,"
                        + " claim_queue = NULL, head_lane = NULL, active_lane = ?" + CLAIMED,
                Texts.encode(reason),
                blocksLane,
                blocksLane ? lane(task.task()) : null,
                number(task.id()),
                number(task.lease()));
        requireOne(changed, task);
    }

    private static void requireOne(int changed, ClaimedTask task) {
        if (changed != 1) {
            throw new StoreConflictException("the lease of task " + task.id() + " ended");
        }
    }

    Optional<Parked> parked(Session session, long seq) throws SQLException {
        return session.queryOne(
                "SELECT lane_digest, delivery FROM dci_task WHERE seq = ? AND state = 'PARKED'",
                row -> new Parked(row.getString("lane_digest"), row.getString("delivery")),
                seq);
    }

    boolean replay(Session session, long seq, Instant dueAt) throws SQLException {
        return session.update(
                        "UPDATE dci_task SET state = 'READY', due_at = ?, available_at = ?, attempts = 0,"
                                + " claim_queue = CASE WHEN lane_digest IS NULL THEN queue_digest END,"
                                + " active_lane = lane_digest WHERE seq = ? AND state = 'PARKED'",
                        dueAt,
                        dueAt,
                        seq)
                == 1;
    }

    boolean discard(Session session, long seq) throws SQLException {
        return session.update("DELETE FROM dci_task WHERE seq = ? AND state = 'PARKED'", seq) == 1;
    }

    List<Long> parkedBefore(Session session, Instant moment, int limit) throws SQLException {
        return session.query(
                "SELECT seq FROM dci_task WHERE state = 'PARKED' AND created_at < ? ORDER BY state, seq LIMIT ?",
                row -> row.getLong("seq"),
                moment,
                limit);
    }

    List<StoredTask> list(Session session, TaskQuery query) throws SQLException {
        String after = query.after();
        StringBuilder sql = new StringBuilder("SELECT seq, state, queue, peer_id, transaction_id, attempts, created_at,"
                + " due_at, reason, blocks_lane FROM dci_task WHERE state = ? AND seq > ?");
        List<@Nullable Object> parameters = new ArrayList<>();
        parameters.add(query.state().name());
        parameters.add(after == null ? 0L : isNumber(after) ? number(after) : Long.MAX_VALUE);
        if (query.queue() != null) {
            sql.append(" AND queue_digest = ?");
            parameters.add(Texts.digest(query.queue()));
        }
        if (query.peerId() != null) {
            sql.append(" AND peer_digest = ?");
            parameters.add(Texts.digest(query.peerId()));
        }
        parameters.add(query.limit());
        return session.query(
                sql.append(" ORDER BY state, seq LIMIT ?").toString(), Tasks::stored, parameters.toArray());
    }

    private static StoredTask stored(ResultSet row) throws SQLException {
        return new StoredTask(
                String.valueOf(row.getLong("seq")),
                TaskState.valueOf(row.getString("state")),
                Texts.read(row, "queue"),
                Texts.read(row, "peer_id"),
                Texts.read(row, "transaction_id"),
                row.getInt("attempts"),
                Session.instant(row, "created_at"),
                Session.instant(row, "due_at"),
                Texts.readNullable(row, "reason"),
                row.getBoolean("blocks_lane"));
    }

    static boolean isNumber(String id) {
        return id.matches("[0-9]{1,18}");
    }

    /** Ids come from operators, too, who may write anything; no task has the number -1. */
    static long number(String id) {
        return isNumber(id) ? Long.parseLong(id) : -1;
    }
}
