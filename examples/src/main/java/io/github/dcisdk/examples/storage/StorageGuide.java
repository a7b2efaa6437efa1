package io.github.dcisdk.examples.storage;

import io.github.dcisdk.client.Dci;
import io.github.dcisdk.jdbc.ContentKey;
import io.github.dcisdk.jdbc.ContentKeys;
import io.github.dcisdk.jdbc.JdbcStore;
import io.github.dcisdk.security.CiphertextMemory;
import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.store.ClaimedTask;
import io.github.dcisdk.store.DciStore;
import io.github.dcisdk.store.InMemoryStore;
import io.github.dcisdk.store.NewTask;
import io.github.dcisdk.store.Purged;
import io.github.dcisdk.store.StoreTransaction;
import io.github.dcisdk.store.StoredTask;
import io.github.dcisdk.store.TaskQuery;
import io.github.dcisdk.work.TaskResult;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import javax.sql.DataSource;

/** Snippets of {@code docs/storage.md}. */
final class StorageGuide {
    private StorageGuide() {}

    static DciStore inMemory() {
        // snippet: in-memory
        DciStore store = InMemoryStore.create(Clock.systemUTC());
        // end: in-memory
        return store;
    }

    static JdbcStore embedded(Path folder, byte[] secret) {
        // snippet: embedded
        JdbcStore store = JdbcStore.embedded(folder) // close it when the program ends
                .encryptContents(ContentKeys.of(ContentKey.of("2026-11", secret)))
                .build();
        // end: embedded
        return store;
    }

    static JdbcStore inDatabase(DataSource dataSource, byte[] secret) {
        // snippet: database
        JdbcStore store = JdbcStore.builder(dataSource)
                .encryptContents(ContentKeys.of(ContentKey.of("2026-11", secret)))
                .install() // or run the migrations yourself
                .build();
        // end: database
        return store;
    }

    static ContentKeys rotated(byte[] secret, byte[] earlierSecret) {
        // snippet: keys
        ContentKeys keys = ContentKeys.of(
                ContentKey.of("2027-05", secret), // written with
                ContentKey.of("2026-11", earlierSecret)); // read with
        // end: keys
        return keys;
    }

    static void join(JdbcStore store, DataSource dataSource, NewTask task) throws SQLException {
        // snippet: join
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            stopAllowance(connection, "person-1");
            try (StoreTransaction joined = store.join(connection)) {
                joined.add(task);
                joined.commit(); // writes; what is written becomes true with the next line
            }
            connection.commit();
        }
        // end: join
    }

    static TaskResult handle(ClaimedTask task, StoreTransaction transaction) throws SQLException {
        // snippet: effects
        Connection connection = transaction.unwrap(Connection.class).orElseThrow();
        stopAllowance(connection, task.task().transactionId());
        return TaskResult.done(); // the worker commits the effect and the end of the task in one step
        // end: effects
    }

    private static void stopAllowance(Connection connection, String person) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("DELETE FROM allowance WHERE person = ?")) {
            statement.setString(1, person);
            statement.executeUpdate();
        }
    }

    static Dci sharedMemory(JdbcStore store, SigningKey key) {
        // snippet: ciphertexts
        Dci dci = Dci.builder()
                .identity("crvs.example.gov", key)
                .ciphertextMemory(store.ciphertexts(CiphertextMemory.USUAL_TIME))
                .build();
        // end: ciphertexts
        return dci;
    }

    static void operate(DciStore store, String repaired) {
        // snippet: operators
        for (StoredTask task : store.tasks(TaskQuery.parked().ofPeer(repaired))) {
            store.replay(task.id(), Instant.now()); // or store.discard(task.id())
        }
        // end: operators
    }

    static Purged purge(DciStore store) {
        // snippet: purge
        Purged forgotten = store.purge(Instant.now());
        // end: purge
        return forgotten;
    }
}
