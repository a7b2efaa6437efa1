package io.github.dcisdk.jdbc;

import io.github.dcisdk.security.CiphertextMemory;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table of ciphertexts: one statement inserts a row, renews it for its sender, or leaves it to another sender. */
final class Ciphertexts implements CiphertextMemory {
    private final Database database;
    private final Clock clock;
    private final Duration time;

    Ciphertexts(Database database, Clock clock, Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("ciphertexts are remembered for a positive time");
        }
        this.database = database;
        this.clock = clock;
        this.time = time;
    }

    @Override
    public Verdict remember(String senderId, String fingerprint) {
        Instant now = clock.instant();
        int remembered = database.run(
                "remembering a ciphertext",
                session -> session.update(
                        session.dialect().rememberCiphertext(),
                        Texts.digest(fingerprint),
                        Texts.digest(senderId),
                        now.plus(time),
                        now));
        return remembered == 1 ? Verdict.ADMITTED : Verdict.OTHER_SENDER;
    }

    /** Forgets some of those whose time is over, and says how many. */
    static int forget(Session session, Instant now, int limit) throws SQLException {
        List<@Nullable Object[]> old = session.query(
                "SELECT fingerprint FROM dci_ciphertext WHERE expires_at < ? ORDER BY expires_at LIMIT ?"
                        + " FOR UPDATE SKIP LOCKED",
                row -> new @Nullable Object[] {row.getString("fingerprint")},
                now,
                limit);
        session.updateAll("DELETE FROM dci_ciphertext WHERE fingerprint = ?", old);
        return old.size();
    }
}
