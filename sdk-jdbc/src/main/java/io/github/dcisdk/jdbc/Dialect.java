package io.github.dcisdk.jdbc;

import java.sql.SQLException;
import java.util.List;

/** What differs between databases, as data. {@code dci_} stands for the prefix of the tables. */
enum Dialect {
    POSTGRESQL(
            "PostgreSQL",
            12,
            0,
            "postgresql",
            "SELECT nextval('dci_task_seq')",
            " ON CONFLICT DO NOTHING",
            "INSERT INTO dci_lane AS l (digest, changes) VALUES (?, 1)"
                    + " ON CONFLICT (digest) DO UPDATE SET changes = l.changes + 1",
            "INSERT INTO dci_ciphertext AS c (fingerprint, sender_digest, expires_at) VALUES (?, ?, ?)"
                    + " ON CONFLICT (fingerprint) DO UPDATE"
                    + " SET sender_digest = excluded.sender_digest, expires_at = excluded.expires_at"
                    + " WHERE c.sender_digest = excluded.sender_digest OR c.expires_at < ?",
            // Serialization failure, deadlock, lock not available.
            "40001 40P01 55P03"),
    H2(
            "H2",
            2,
            2,
            "h2",
            "SELECT NEXT VALUE FOR dci_task_seq",
            "",
            "MERGE INTO dci_lane l USING (SELECT CAST(? AS VARCHAR(43)) AS digest) n ON l.digest = n.digest"
                    + " WHEN MATCHED THEN UPDATE SET changes = l.changes + 1"
                    + " WHEN NOT MATCHED THEN INSERT (digest, changes) VALUES (n.digest, 1)",
            "MERGE INTO dci_ciphertext c USING (SELECT CAST(? AS VARCHAR(43)) AS fingerprint,"
                    + " CAST(? AS VARCHAR(43)) AS sender_digest, CAST(? AS TIMESTAMP WITH TIME ZONE) AS expires_at) n"
                    + " ON c.fingerprint = n.fingerprint"
                    + " WHEN MATCHED AND (c.sender_digest = n.sender_digest OR c.expires_at < ?) THEN UPDATE"
                    + " SET sender_digest = n.sender_digest, expires_at = n.expires_at"
                    + " WHEN NOT MATCHED THEN INSERT (fingerprint, sender_digest, expires_at)"
                    + " VALUES (n.fingerprint, n.sender_digest, n.expires_at)",
            // Deadlock, concurrent update, lock timeout; a MERGE that is not alone can meet a unique key.
            "40001 90131 HYT00 23505");

    private final String product;
    private final int majorVersion;
    private final int minorVersion;
    private final String folder;
    private final String nextTask;
    private final String unlessThere;
    private final String lockLane;
    private final String rememberCiphertext;
    private final String transientStates;

    Dialect(
            String product,
            int majorVersion,
            int minorVersion,
            String folder,
            String nextTask,
            String unlessThere,
            String lockLane,
            String rememberCiphertext,
            String transientStates) {
        this.product = product;
        this.majorVersion = majorVersion;
        this.minorVersion = minorVersion;
        this.folder = folder;
        this.nextTask = nextTask;
        this.unlessThere = unlessThere;
        this.lockLane = lockLane;
        this.rememberCiphertext = rememberCiphertext;
        this.transientStates = transientStates;
    }

    /** The dialect of a database. */
    static Dialect of(String product, int major, int minor) {
        for (Dialect dialect : values()) {
            if (dialect.product.equals(product)) {
                boolean isNewEnough = major > dialect.majorVersion
                        || (major == dialect.majorVersion && minor >= dialect.minorVersion);
                if (!isNewEnough) {
                    throw new IllegalStateException(product + " " + major + "." + minor + " is too old for the store: "
                            + dialect.majorVersion + "." + dialect.minorVersion + " or later");
                }
                return dialect;
            }
        }
        throw new IllegalStateException("the store works with PostgreSQL and H2, not with " + product);
    }

    /** The folder of the migrations, beside this class. */
    String folder() {
        return folder;
    }

    String nextTask() {
        return nextTask;
    }

    /** What an INSERT ends with that does nothing if the row is there; without it, the database refuses that statement. */
    String unlessThere() {
        return unlessThere;
    }

    /** Locks a lane until the transaction ends, whether it is there or not. */
    String lockLane() {
        return lockLane;
    }

    /** Parameters: fingerprint, sender, until when, and the time now. */
    String rememberCiphertext() {
        return rememberCiphertext;
    }

    /** Whether the database gave up for others' sake, so that the same transaction can succeed. */
    boolean isTransient(SQLException e) {
        return List.of(transientStates.split(" ")).contains(Failures.state(e));
    }
}
