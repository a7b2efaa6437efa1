package io.github.dcisdk.jdbc;

import io.github.dcisdk.store.ClaimedTask;
import io.github.dcisdk.store.InboxEntry;
import io.github.dcisdk.store.NewTask;
import io.github.dcisdk.store.TaskClaim;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives out tasks. Rows that others have locked are left out, so claimers do not wait for each other. */
final class Claims {
    private static final Logger LOG = LoggerFactory.getLogger(Claims.class);
    private static final Duration UNREADABLE_PAUSE = Duration.ofMinutes(1);

    private final Contents contents;
    private final Deliveries deliveries;

    Claims(Contents contents, Deliveries deliveries) {
        this.contents = contents;
        this.deliveries = deliveries;
    }

    private record Row(
            long seq,
            NewTask task,
            int lease,
            int attempts,
            Instant createdAt,
            @Nullable String delivery,
            Contents.Sealed content) {}

    List<ClaimedTask> claim(Session session, TaskClaim claim) throws SQLException {
        List<Row> rows = free(session, claim);
        List<@Nullable Object[]> leases = new ArrayList<>();
        Set<String> digests = new HashSet<>();
        for (Row row : rows) {
            leases.add(new Object[] {row.lease(), claim.leaseUntil(), claim.leaseUntil(), row.attempts(), row.seq()});
            if (row.delivery() != null) {
                digests.add(row.delivery());
            }
        }
        session.updateAll(
                "UPDATE dci_task SET lease = ?, lease_until = ?, available_at = ?, attempts = ? WHERE seq = ?", leases);
        Map<String, Deliveries.StoredMessage> messages = deliveries.messages(session, digests);
        List<ClaimedTask> claimed = new ArrayList<>();
        for (Row row : rows) {
            try {
                claimed.add(claimed(row, messages));
            } catch (UnreadableContentException e) {
                setAside(session, row, e, claim.now());
            }
        }
        return claimed;
    }

    private static List<Row> free(Session session, TaskClaim claim) throws SQLException {
        List<@Nullable Object> parameters = new ArrayList<>(List.of(Texts.digest(claim.queue()), claim.now()));
        String exceptPeers = "";
        if (!claim.exceptPeers().isEmpty()) {
            exceptPeers = " AND peer_digest NOT IN "
                    + Session.marks(claim.exceptPeers().size());
            claim.exceptPeers().forEach(peer -> parameters.add(Texts.digest(peer)));
        }
        parameters.add(claim.max());
        return session.query(
                "SELECT seq, queue, peer_id, transaction_id, lane, due_at, lease, attempts, created_at, delivery, content"
                        + " FROM dci_task WHERE claim_queue = ? AND available_at <= ?" + exceptPeers
                        + " ORDER BY claim_queue, available_at, seq LIMIT ? FOR UPDATE SKIP LOCKED",
                Claims::row,
                parameters.toArray());
    }

    private static Row row(ResultSet row) throws SQLException {
        NewTask task = NewTask.of(
                Texts.read(row, "queue"),
                Texts.read(row, "peer_id"),
                Texts.read(row, "transaction_id"),
                Session.instant(row, "due_at"));
        String lane = Texts.readNullable(row, "lane");
        return new Row(
                row.getLong("seq"),
                lane == null ? task : task.inLane(lane),
                row.getInt("lease") + 1,
                row.getInt("attempts") + 1,
                Session.instant(row, "created_at"),
                row.getString("delivery"),
                Contents.Sealed.read(row, "content"));
    }

    private ClaimedTask claimed(Row row, Map<String, Deliveries.StoredMessage> messages) {
        Deliveries.StoredMessage stored = row.delivery() == null ? null : messages.get(row.delivery());
        InboxEntry message = stored == null ? null : stored.open();
        NewTask task = row.task().withContent(contents.open(row.content(), Tasks.place(row.seq(), row.task())));
        return new ClaimedTask(
                String.valueOf(row.seq()), String.valueOf(row.lease()), task, row.attempts(), row.createdAt(), message);
    }

    /** What cannot be read must not stop what can: it waits for its key, or for an operator. Its lane waits with it. */
    private static void setAside(Session session, Row row, UnreadableContentException e, Instant now)
            throws SQLException {
        LOG.error("task {} cannot be done: {}", row.seq(), e.getMessage());
        if (e.unknownKeyId().isPresent()) {
            Instant again = now.plus(UNREADABLE_PAUSE);
            session.update(
                    "UPDATE dci_task SET lease_until = NULL, available_at = ?, due_at = ?, attempts = attempts - 1,"
                            + " reason = 'content key unknown' WHERE seq = ?",
                    again,
                    again,
                    row.seq());
        } else {
            session.update(
                    "UPDATE dci_task SET state = 'PARKED', lease_until = NULL, reason = 'content unreadable',"
                            + " blocks_lane = TRUE, claim_queue = NULL, head_lane = NULL WHERE seq = ?",
                    row.seq());
        }
    }
}
