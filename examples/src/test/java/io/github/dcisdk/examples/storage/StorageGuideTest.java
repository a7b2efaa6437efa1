package io.github.dcisdk.examples.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dcisdk.jdbc.ContentKey;
import io.github.dcisdk.jdbc.ContentKeys;
import io.github.dcisdk.jdbc.JdbcStore;
import io.github.dcisdk.store.ClaimedTask;
import io.github.dcisdk.store.DciStore;
import io.github.dcisdk.store.NewTask;
import io.github.dcisdk.store.StoreTransaction;
import io.github.dcisdk.store.TaskClaim;
import io.github.dcisdk.store.TaskQuery;
import io.github.dcisdk.work.TaskResult;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/storage.md shows does what the page says. */
class StorageGuideTest {
    private static final byte[] SECRET = new byte[32];

    @TempDir
    Path folder;

    private static List<ClaimedTask> claim(DciStore store) {
        Instant now = Instant.now();
        return store.claim(new TaskClaim("queue-1", Set.of(), 9, now, now.plusSeconds(60)));
    }

    private static NewTask task(String name) {
        return NewTask.of("queue-1", "civil.example.org", name, Instant.EPOCH);
    }

    private JdbcDataSource application() throws SQLException {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:file:" + folder.resolve("application") + ";WRITE_DELAY=0;DB_CLOSE_DELAY=-1");
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE allowance (person VARCHAR(20))");
            statement.execute("INSERT INTO allowance VALUES ('person-1'), ('person-2')");
        }
        return source;
    }

    private static int allowances(JdbcDataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM allowance")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Test
    void everyStoreTakesTasks() throws SQLException {
        try (JdbcStore embedded = StorageGuide.embedded(folder.resolve("store"), SECRET)) {
            for (DciStore store :
                    List.of(StorageGuide.inMemory(), embedded, StorageGuide.inDatabase(application(), SECRET))) {
                try (StoreTransaction transaction = store.begin()) {
                    transaction.add(task("a"));
                    transaction.commit();
                }
                assertThat(claim(store)).hasSize(1);
                assertThat(StorageGuide.purge(store).tasks()).isZero();
            }
        }
    }

    @Test
    void effectsOfTheApplicationAreStoredWithTasks() throws SQLException {
        JdbcDataSource source = application();
        JdbcStore store = StorageGuide.inDatabase(source, SECRET);

        StorageGuide.join(store, source, task("person-2"));
        assertThat(allowances(source)).isEqualTo(1);
        ClaimedTask claimed = claim(store).get(0);
        try (StoreTransaction transaction = store.begin()) {
            assertThat(StorageGuide.handle(claimed, transaction)).isEqualTo(TaskResult.done());
            transaction.complete(claimed);
            transaction.commit();
        }
        assertThat(allowances(source)).isZero();
    }

    @Test
    void parkedTasksAreReplayed() {
        DciStore store = StorageGuide.inMemory();
        try (StoreTransaction transaction = store.begin()) {
            transaction.add(task("a"));
            transaction.commit();
        }
        ClaimedTask claimed = claim(store).get(0);
        try (StoreTransaction transaction = store.begin()) {
            transaction.park(claimed, "no-route", true);
            transaction.commit();
        }
        StorageGuide.operate(store, "civil.example.org");

        assertThat(store.tasks(TaskQuery.parked())).isEmpty();
        assertThat(claim(store)).hasSize(1);
    }

    @Test
    void keysAreFoundByTheirIds() {
        ContentKeys keys = StorageGuide.rotated(SECRET, new byte[32]);
        assertThat(keys.current().id()).isEqualTo("2027-05");
        assertThat(keys.find("2026-11")).map(ContentKey::id).contains("2026-11");
    }
}
