package io.github.dcisdk.jdbc;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Keeps of each lane the first task claimable, and no other. Whoever changes a lane locks it first, in the order of the
 * digests, so that two transactions with several lanes cannot wait for each other. Claims change no lane: they take locks of
 * rows that are free, and the first of a lane stays the first.
 */
final class Lanes {
    private static final String FIRST =
            "SELECT t.seq, t.state, t.queue_digest, t.due_at, t.lease_until, t.available_at,"
                    + " t.lease, t.head_lane, (SELECT MAX(o.lease_until) FROM dci_task o"
                    + " WHERE o.active_lane = ? AND o.lease_until > ? AND o.seq <> t.seq) AS busy_until"
                    + " FROM dci_task t WHERE t.active_lane = ? ORDER BY t.active_lane, t.seq LIMIT 1";

    /** The first task of a lane. */
    private record First(
            long seq,
            boolean isReady,
            String queue,
            Instant dueAt,
            @Nullable Instant leaseUntil,
            Instant availableAt,
            int lease,
            boolean isClaimable,
            @Nullable Instant busyUntil) {
        /** A younger one of the lane can be at work when this one was replayed or stored late. */
        Instant rightlyAvailableAt() {
            Instant own = leaseUntil == null ? dueAt : leaseUntil;
            return busyUntil != null && busyUntil.isAfter(own) ? busyUntil : own;
        }
    }

    void lock(Session session, SortedSet<String> lanes) throws SQLException {
        for (String lane : lanes) {
            session.update(session.dialect().lockLane(), lane);
        }
    }

    /** Sets right which task of a locked lane can be claimed, after any change. */
    void refresh(Session session, SortedSet<String> lanes) throws SQLException {
        for (String lane : lanes) {
            boolean isRight = false;
            while (!isRight) {
                isRight = refresh(session, lane);
            }
        }
    }

    /** Says false if the first task was claimed in between. */
    private boolean refresh(Session session, String lane) throws SQLException {
        Optional<First> found = first(session, lane);
        if (found.isPresent() && !found.get().isClaimable()) {
            int former = session.update(
                    "UPDATE dci_task SET head_lane = NULL, claim_queue = NULL WHERE head_lane = ?", lane);
            if (former > 0) {
                found = first(session, lane); // Now the lease that the former one may have is seen.
            }
        }
        if (found.isEmpty()) {
            session.update("DELETE FROM dci_lane WHERE digest = ?", lane);
            return true;
        }
        First first = found.get();
        Instant availableAt = first.rightlyAvailableAt();
        boolean isRight =
                !first.isReady() || (first.isClaimable() && first.availableAt().equals(availableAt));
        return isRight
                || session.update(
                                "UPDATE dci_task SET head_lane = ?, claim_queue = ?, available_at = ?"
                                        + " WHERE seq = ? AND lease = ?",
                                lane,
                                first.queue(),
                                availableAt,
                                first.seq(),
                                first.lease())
                        == 1;
    }

    private static Optional<First> first(Session session, String lane) throws SQLException {
        return session.queryOne(
                FIRST,
                row -> new First(
                        row.getLong("seq"),
                        row.getString("state").equals("READY"),
                        row.getString("queue_digest"),
                        Session.instant(row, "due_at"),
                        Session.nullableInstant(row, "lease_until"),
                        Session.instant(row, "available_at"),
                        row.getInt("lease"),
                        row.getString("head_lane") != null,
                        Session.nullableInstant(row, "busy_until")),
                lane,
                Instant.EPOCH,
                lane);
    }
}
