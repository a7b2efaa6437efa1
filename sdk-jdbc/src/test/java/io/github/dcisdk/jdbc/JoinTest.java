package io.github.dcisdk.jdbc;

import static io.github.dcisdk.jdbc.TestDatabase.claim;
import static io.github.dcisdk.jdbc.TestDatabase.execute;
import static io.github.dcisdk.jdbc.TestDatabase.query;
import static io.github.dcisdk.jdbc.TestDatabase.state;
import static io.github.dcisdk.jdbc.TestDatabase.task;
import static io.github.dcisdk.jdbc.TestDatabase.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.github.dcisdk.store.ClaimedTask;
import io.github.dcisdk.store.StoreConflictException;
import io.github.dcisdk.store.StoreTransaction;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the application writes and what the store writes become true together, or not at all. */
class JoinTest {
    @TempDir
    Path folder;

    private HikariDataSource source;
    private JdbcStore store;

    private void open(TestDatabase database) {
        source = database.open(folder);
        store = TestDatabase.store(source);
        execute(source, "CREATE TABLE allowance (person VARCHAR(20) PRIMARY KEY)");
    }

    @AfterEach
    void close() {
        source.close();
    }

    private Connection begin() throws SQLException {
        Connection connection = source.getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    private static void insert(Connection connection, String person) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO allowance (person) VALUES ('" + person + "')");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> allowances() {
        return query(source, "SELECT person FROM allowance ORDER BY person");
    }

    private void join(Connection connection, String name) {
        try (StoreTransaction joined = store.join(connection)) {
            joined.add(task(name).inLane("lane-1"));
            joined.put(state(name, "{}"));
            assertThat(joined.unwrap(Connection.class)).contains(connection);
            assertThat(joined.unwrap(String.class)).isEqualTo(Optional.empty());
            joined.commit();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsJoinedIsStoredWhenTheApplicationCommits(TestDatabase database) throws SQLException {
        open(database);
        try (Connection connection = begin()) {
            insert(connection, "p-1");
            join(connection, "a");
            assertThat(claim(store, 9)).as("not committed yet").isEmpty();
            assertThat(connection.isClosed()).isFalse();
            connection.commit();
        }
        assertThat(claim(store, 9)).hasSize(1);
        assertThat(store.state(state("a", "{}").key())).isPresent();
        assertThat(allowances()).containsExactly("p-1");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsJoinedIsUndoneWhenTheApplicationRollsBack(TestDatabase database) throws SQLException {
        open(database);
        try (Connection connection = begin()) {
            join(connection, "a");
            insert(connection, "p-1");
            connection.rollback();
        }
        assertThat(claim(store, 9)).isEmpty();
        assertThat(store.state(state("a", "{}").key())).isEmpty();
        assertThat(allowances()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aConflictWritesNothingAndLeavesTheApplicationsTransactionAlive(TestDatabase database) throws SQLException {
        open(database);
        write(store, transaction -> transaction.put(state("a", "{}")));
        try (Connection connection = begin()) {
            insert(connection, "p-1");
            assertThatThrownBy(() -> join(connection, "a")).isInstanceOf(StoreConflictException.class);
            try (StoreTransaction abandoned = store.join(connection)) {
                abandoned.add(task("b"));
            }
            connection.commit();
        }
        assertThat(claim(store, 9)).isEmpty();
        assertThat(allowances()).containsExactly("p-1");
    }

    @ParameterizedTest
    @EnumSource
    void aHandlersEffectsAndTheEndOfItsTaskAreOne(TestDatabase database) {
        open(database);
        write(store, transaction -> transaction.add(task("a")));
        ClaimedTask claimed = claim(store, 9).get(0);
        try (StoreTransaction transaction = store.begin()) {
            insert(transaction.unwrap(Connection.class).orElseThrow(), "p-1");
            transaction.complete(claimed);
        }
        assertThat(allowances()).as("not committed").isEmpty();

        write(store, transaction -> {
            insert(transaction.unwrap(Connection.class).orElseThrow(), "p-1");
            transaction.add(task("b"));
            transaction.complete(claimed);
        });
        assertThat(allowances()).containsExactly("p-1");

        assertThatThrownBy(() -> write(store, transaction -> {
                    insert(transaction.unwrap(Connection.class).orElseThrow(), "p-2");
                    transaction.complete(claimed);
                }))
                .as("the second time it is not done again")
                .isInstanceOf(StoreConflictException.class);
        assertThat(allowances()).containsExactly("p-1");
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionThatCommitsByItselfOrSeesAnOldStateIsRefused(TestDatabase database) throws SQLException {
        open(database);
        try (Connection connection = source.getConnection()) {
            assertThatThrownBy(() -> store.join(connection))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("setAutoCommit(false)");
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            assertThatThrownBy(() -> store.join(connection))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("READ COMMITTED");
        }
    }
}
