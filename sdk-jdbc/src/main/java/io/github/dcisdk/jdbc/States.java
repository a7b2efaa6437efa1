package io.github.dcisdk.jdbc;

import io.github.dcisdk.store.StateKey;
import io.github.dcisdk.store.StateQuery;
import io.github.dcisdk.store.StateRecord;
import io.github.dcisdk.store.StateType;
import io.github.dcisdk.store.StoreConflictException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table of states. */
final class States {
    private final Contents contents;

    States(Contents contents) {
        this.contents = contents;
    }

    private static String place(StateKey key, String group) {
        return Contents.place("dci_state.content", key.digest(), group);
    }

    void put(Session session, StateRecord state) throws SQLException {
        StateKey key = state.key();
        byte[] content = contents.seal(state.content(), place(key, state.group()));
        String openType = state.open() ? key.type().name() : null;
        boolean stored = state.version() == 0
                ? session.insertUnlessThere(
                        "INSERT INTO dci_state (digest, state_type, open_type, peer_id, peer_digest, state_id, group_name,"
                                + " group_digest, expires_at, version, content) VALUES " + Session.marks(11),
                        key.digest(),
                        key.type().name(),
                        openType,
                        Texts.encode(key.peerId()),
                        Texts.digest(key.peerId()),
                        Texts.encode(key.id()),
                        Texts.encode(state.group()),
                        Texts.digest(state.group()),
                        state.expiresAt(),
                        1L,
                        content)
                : session.update(
                                "UPDATE dci_state SET open_type = ?, group_name = ?, group_digest = ?, expires_at = ?,"
                                        + " version = version + 1, content = ? WHERE digest = ? AND version = ?",
                                openType,
                                Texts.encode(state.group()),
                                Texts.digest(state.group()),
                                state.expiresAt(),
                                content,
                                key.digest(),
                                state.version())
                        == 1;
        if (!stored) {
            throw new StoreConflictException("another version is stored: " + key);
        }
    }

    void delete(Session session, StateKey key) throws SQLException {
        session.update("DELETE FROM dci_state WHERE digest = ?", key.digest());
    }

    Optional<StateRecord> find(Session session, StateKey key) throws SQLException {
        return session.queryOne("SELECT * FROM dci_state WHERE digest = ?", this::read, key.digest());
    }

    List<StateRecord> list(Session session, StateQuery query) throws SQLException {
        String type = query.openOnly() ? "open_type" : "state_type";
        StringBuilder sql = new StringBuilder("SELECT * FROM dci_state WHERE " + type + " = ? AND seq > ?");
        List<@Nullable Object> parameters = new ArrayList<>(List.of(query.type().name(), query.afterSequence()));
        String order = type;
        if (query.peerId() != null) {
            sql.append(" AND peer_digest = ?");
            parameters.add(Texts.digest(query.peerId()));
        }
        if (query.group() != null) {
            sql.append(" AND group_digest = ?");
            parameters.add(Texts.digest(query.group()));
        }
        if (!query.openOnly() && query.group() != null) {
            order += ", group_digest";
        } else if (!query.openOnly() && query.peerId() != null) {
            order += ", peer_digest";
        }
        // The order names the columns of an index, all but the last of which are one value.
        sql.append(" ORDER BY ").append(order).append(", seq LIMIT ?");
        parameters.add(query.limit());
        return session.query(sql.toString(), this::read, parameters.toArray());
    }

    private StateRecord read(ResultSet row) throws SQLException {
        StateKey key = new StateKey(
                StateType.valueOf(row.getString("state_type")),
                Texts.read(row, "peer_id"),
                Texts.read(row, "state_id"));
        String group = Texts.read(row, "group_name");
        return new StateRecord(
                key,
                group,
                row.getString("open_type") != null,
                Session.instant(row, "expires_at"),
                row.getLong("version"),
                row.getLong("seq"),
                contents.open(Contents.Sealed.read(row, "content"), place(key, group)));
    }

    /** Forgets some of what has expired, and says how many. */
    int forget(Session session, Instant now, int limit) throws SQLException {
        List<@Nullable Object[]> expired = session.query(
                "SELECT digest FROM dci_state WHERE expires_at < ? ORDER BY expires_at LIMIT ? FOR UPDATE SKIP LOCKED",
                row -> new @Nullable Object[] {row.getString("digest")},
                now,
                limit);
        session.updateAll("DELETE FROM dci_state WHERE digest = ?", expired);
        return expired.size();
    }
}
