package io.github.dcisdk.jdbc;

import static io.github.dcisdk.jdbc.TestDatabase.execute;
import static io.github.dcisdk.jdbc.TestDatabase.query;
import static io.github.dcisdk.jdbc.TestDatabase.state;
import static io.github.dcisdk.jdbc.TestDatabase.task;
import static io.github.dcisdk.jdbc.TestDatabase.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.dcisdk.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A store is built on a database that keeps what it says, with tables of the right version, or not at all. */
class SetUpTest {
    @TempDir
    Path folder;

    private final List<HikariDataSource> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(HikariDataSource::close);
    }

    private HikariDataSource open(TestDatabase database) {
        HikariDataSource source = database.open(folder);
        opened.add(source);
        return source;
    }

    private HikariDataSource h2(String settings) {
        HikariDataSource source = TestDatabase.h2("jdbc:h2:file:" + folder.resolve("db") + settings);
        opened.add(source);
        return source;
    }

    private static JdbcStoreBuilder clear(HikariDataSource source) {
        return JdbcStore.builder(source).storeInClear();
    }

    @Test
    void nobodyStoresInClearByAccident() {
        HikariDataSource source = h2(";WRITE_DELAY=0");
        assertThatThrownBy(() -> JdbcStore.builder(source).install().build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("encryptContents(keys) or storeInClear()");
        assertThatThrownBy(() -> clear(source)
                        .encryptContents(ContentKeys.of(TestDatabase.KEY))
                        .build())
                .isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ";WRITE_DELAY=500", ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE"})
    void h2ThatWritesLaterIsRefused(String settings) {
        assertThatThrownBy(() -> clear(h2(settings)).install().build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("add ;WRITE_DELAY=0 to its address");
        assertThat(clear(opened.get(0)).install().allowVolatile().build()).isNotNull();
    }

    @Test
    void h2WhoseSettingWasChangedLaterIsRefused() {
        HikariDataSource source = h2(";WRITE_DELAY=0");
        clear(source).install().build();
        execute(source, "SET WRITE_DELAY 100");

        assertThatThrownBy(() -> clear(source).build()).hasMessageContaining("WRITE_DELAY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:h2:mem:a", "jdbc:h2:memFS:/b", "jdbc:h2:nioMemFS:/c", "jdbc:h2:split:nioMemLZF:/d"})
    void h2InMemoryIsRefused(String address) {
        HikariDataSource source = TestDatabase.h2(address + ";WRITE_DELAY=0;DB_CLOSE_DELAY=-1");
        opened.add(source);

        assertThatThrownBy(() -> clear(source).install().build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("in memory");
        write(clear(source).allowVolatile().install().build(), transaction -> transaction.add(task("a")));
    }

    @Test
    void h2InAModeThatChangesMeaningsIsRefused() {
        assertThatThrownBy(() -> clear(h2(";WRITE_DELAY=0;MODE=Oracle")).build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("MODE=Oracle");
    }

    @Test
    void h2ThatIsUsedLikePostgreSqlWorks() {
        JdbcStore store = clear(h2(";WRITE_DELAY=0;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE"))
                .install()
                .build();
        write(store, transaction -> {
            transaction.add(task("a").inLane("lane-1"));
            transaction.put(state("s-1", "{}"));
        });
        assertThat(TestDatabase.claim(store, 9)).hasSize(1);
        assertThat(store.ciphertexts(Duration.ofHours(2)).remember("a", "b")).isNotNull();
    }

    @Test
    void postgreSqlThatDoesNotWaitForItsDiskIsRefused() {
        HikariDataSource source = open(TestDatabase.POSTGRESQL);
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setConnectionInitSql("SET synchronous_commit = off");
        HikariDataSource careless = new HikariDataSource(config);
        opened.add(0, careless);

        assertThatThrownBy(() -> clear(careless).install().build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("PostgreSQL has synchronous_commit=off");
        assertThat(clear(careless).install().allowVolatile().build()).isNotNull();
    }

    @Test
    void postgreSqlThatNeverWritesToItsDiskIsRefused() {
        assertThatThrownBy(() -> clear(careless(Postgres.careless())).install().build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("PostgreSQL has fsync=off");
    }

    private HikariDataSource careless(DataSource server) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(server);
        HikariDataSource source = new HikariDataSource(config);
        opened.add(source);
        return source;
    }

    @Test
    void otherAndOldDatabasesAreRefused() {
        assertThatThrownBy(() -> Dialect.of("MariaDB", 11, 4)).hasMessageContaining("not with MariaDB");
        assertThatThrownBy(() -> Dialect.of("PostgreSQL", 11, 22)).hasMessageContaining("too old");
        assertThatThrownBy(() -> Dialect.of("H2", 2, 1)).hasMessageContaining("too old");
        assertThat(Dialect.of("PostgreSQL", 18, 0)).isEqualTo(Dialect.POSTGRESQL);
        assertThat(Dialect.of("H2", 3, 0)).isEqualTo(Dialect.H2);
    }

    @Test
    void aDatabaseThatIsAwayIsAnErrorOfTheStore() {
        JdbcDataSource away = new JdbcDataSource();
        away.setURL("jdbc:h2:file:" + folder.resolve("none") + ";IFEXISTS=TRUE");

        assertThatThrownBy(() -> JdbcStore.builder(away).storeInClear().build())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("SQLSTATE 90146");
    }

    @ParameterizedTest
    @EnumSource
    void tablesThatAreMissingAreNamedWithWhatToDo(TestDatabase database) {
        assertThatThrownBy(() -> clear(open(database)).build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("call install() once")
                .hasMessageContaining(
                        "classpath:io/github/dcisdk/jdbc/" + database.name().toLowerCase());
    }

    @ParameterizedTest
    @EnumSource
    void tablesOfAnotherVersionAreRefused(TestDatabase database) {
        HikariDataSource source = open(database);
        clear(source).install().build();
        execute(source, "INSERT INTO dci_schema (version) VALUES (99)");
        assertThatThrownBy(() -> clear(source).install().build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("have version 99");
    }

    @ParameterizedTest
    @EnumSource
    void installingTwiceKeepsWhatIsThere(TestDatabase database) {
        HikariDataSource source = open(database);
        write(clear(source).install().build(), transaction -> transaction.add(task("a")));

        assertThat(TestDatabase.claim(clear(source).install().build(), 9)).hasSize(1);
        assertThat(query(source, "SELECT version FROM dci_schema")).containsExactly("1");
    }

    @ParameterizedTest
    @EnumSource
    void fourReplicasThatStartAtOnceInstallOnce(TestDatabase database) throws Exception {
        HikariDataSource source = open(database);
        ExecutorService replicas = Executors.newFixedThreadPool(4);
        try {
            Callable<JdbcStore> replica = () -> clear(source).install().build();
            for (Future<JdbcStore> store : replicas.invokeAll(List.of(replica, replica, replica, replica))) {
                store.get();
            }
        } finally {
            replicas.shutdownNow();
        }
        assertThat(query(source, "SELECT version FROM dci_schema")).containsExactly("1");
    }

    @Test
    void anInstallationThatWasInterruptedIsFinished() {
        HikariDataSource source = h2(";WRITE_DELAY=0");
        clear(source).install().build();
        execute(source, "DELETE FROM dci_schema", "DROP TABLE dci_ciphertext", "DROP TABLE dci_state");

        write(clear(source).install().build(), transaction -> transaction.put(state("s-1", "{}")));
    }

    @ParameterizedTest
    @EnumSource
    void twoStoresWithTwoPrefixesShareADatabase(TestDatabase database) {
        HikariDataSource source = open(database);
        JdbcStore one = clear(source).install().build();
        JdbcStore two = clear(source).tablePrefix("civil_").install().build();
        write(one, transaction -> transaction.add(task("a").inLane("lane-1")));

        assertThat(TestDatabase.claim(two, 9)).isEmpty();
        assertThat(TestDatabase.claim(one, 9)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Dci_", "1_", "a b", "a;", "a\"", "dci_; drop table x --", "abcdefghijabcdefghijabcdefghijx"
            })
    void aPrefixIsPartOfANameAndNothingElse(String prefix) {
        assertThatThrownBy(() -> clear(h2("")).tablePrefix(prefix)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "h2"})
    void migrationsAreNamedAsFlywayWantsThemAndNumberedWithoutGap(String database)
            throws IOException, URISyntaxException {
        Path migrations = Path.of(JdbcStore.class.getResource(database).toURI());
        Pattern name = Pattern.compile("V([0-9]+)__[a-z0-9_]+\\.sql");
        List<Integer> versions = new ArrayList<>();
        try (Stream<Path> files = Files.list(migrations)) {
            for (Path file : files.sorted().toList()) {
                Matcher matcher = name.matcher(file.getFileName().toString());
                assertThat(matcher.matches()).as(file.toString()).isTrue();
                versions.add(Integer.valueOf(matcher.group(1)));
                assertThat(Files.readString(file, StandardCharsets.UTF_8))
                        .as("Flyway would look for a placeholder")
                        .doesNotContain("${");
            }
        }
        assertThat(versions).containsExactly(1);
    }

    @ParameterizedTest
    @EnumSource
    void aMigrationThatWasRunByOthersIsAsGood(TestDatabase database) throws IOException {
        HikariDataSource source = open(database);
        String folderName = database.name().toLowerCase();
        try (InputStream in = JdbcStore.class.getResourceAsStream(folderName + "/V1__dci_store.sql")) {
            execute(source, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        write(clear(source).build(), transaction -> transaction.add(task("a").inLane("lane-1")));
    }

    @ParameterizedTest
    @EnumSource
    void connectionsAreGivenBackAsTheyCame(TestDatabase database) throws Exception {
        HikariDataSource source = open(database);
        clear(source).install().build();
        WatchedSource.Returns returns = new WatchedSource.Returns(Connection.TRANSACTION_REPEATABLE_READ);
        JdbcStore store = JdbcStore.builder(WatchedSource.of(source, returns))
                .storeInClear()
                .build();

        write(store, transaction -> transaction.put(state("s-1", "{}")));
        assertThatThrownBy(() -> write(store, transaction -> transaction.put(state("s-1", "{}"))))
                .isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> write(store, transaction -> {
                    transaction.unwrap(Connection.class);
                    throw new IllegalArgumentException("in the middle");
                }))
                .hasMessage("in the middle");
        store.state(state("s-1", "{}").key());

        assertThat(returns.states)
                .hasSizeGreaterThan(4)
                .containsOnly("auto-commit true, isolation 4, read-only " + (database == TestDatabase.POSTGRESQL));
    }
}
