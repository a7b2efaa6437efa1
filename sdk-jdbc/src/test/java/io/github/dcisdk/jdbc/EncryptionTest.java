package io.github.dcisdk.jdbc;

import static io.github.dcisdk.jdbc.TestDatabase.KEY;
import static io.github.dcisdk.jdbc.TestDatabase.claim;
import static io.github.dcisdk.jdbc.TestDatabase.execute;
import static io.github.dcisdk.jdbc.TestDatabase.json;
import static io.github.dcisdk.jdbc.TestDatabase.message;
import static io.github.dcisdk.jdbc.TestDatabase.query;
import static io.github.dcisdk.jdbc.TestDatabase.state;
import static io.github.dcisdk.jdbc.TestDatabase.task;
import static io.github.dcisdk.jdbc.TestDatabase.text;
import static io.github.dcisdk.jdbc.TestDatabase.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.github.dcisdk.store.ClaimedTask;
import io.github.dcisdk.store.StateKey;
import io.github.dcisdk.store.StoredTask;
import io.github.dcisdk.store.TaskClaim;
import io.github.dcisdk.store.TaskQuery;
import io.github.dcisdk.store.TaskState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who sees the database sees no content, and who changes it cannot make the store take one content for another. */
class EncryptionTest {
    @TempDir
    Path folder;

    private HikariDataSource source;

    @BeforeEach
    void open() {
        source = TestDatabase.H2.open(folder);
    }

    @AfterEach
    void close() {
        source.close();
    }

    private JdbcStore store(ContentKey key, ContentKey... others) {
        return JdbcStore.builder(source)
                .encryptContents(ContentKeys.of(key, others))
                .install()
                .build();
    }

    private static void fill(JdbcStore store) {
        store.receive(message("message-1", "Almaz"), List.of(task("a").withContent(json("\"Almaz\""))));
        write(store, transaction -> {
            transaction.add(task("b").withContent(json("\"Almaz\"")));
            transaction.put(state("s-1", "\"Almaz\""));
        });
    }

    private static StateKey key(String id) {
        return state(id, "{}").key();
    }

    private boolean filesHold(String text) throws IOException {
        byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String all = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                if (all.contains(new String(wanted, StandardCharsets.ISO_8859_1))) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void nothingOfAContentIsInTheFiles() throws IOException {
        fill(store(KEY));
        source.close();

        assertThat(filesHold("Almaz")).isFalse();
        assertThat(filesHold("civil.example.org"))
                .as("identifiers are in clear")
                .isTrue();
    }

    @Test
    void inClearEverythingIsInTheFiles() throws IOException {
        fill(JdbcStore.builder(source).storeInClear().install().build());
        source.close();

        assertThat(filesHold("Almaz")).isTrue();
    }

    @Test
    void oneContentLooksDifferentEachTime() {
        write(store(KEY), transaction -> {
            transaction.add(task("a").withContent(json("\"Almaz\"")));
            transaction.add(task("b").withContent(json("\"Almaz\"")));
        });
        assertThat(query(source, "SELECT RAWTOHEX(content) FROM dci_task")).doesNotHaveDuplicates();
    }

    @Test
    void keysAreChangedWithoutLosingWhatWasWrittenBefore() {
        ContentKey next = ContentKey.generate("key-2");
        fill(store(KEY));
        JdbcStore rotated = store(next, KEY);
        write(rotated, transaction -> transaction.put(state("s-2", "\"new\"")));

        assertThat(text(rotated.state(key("s-1")).orElseThrow().content())).isEqualTo("\"Almaz\"");
        assertThat(text(store(KEY, next).state(key("s-2")).orElseThrow().content()))
                .isEqualTo("\"new\"");
        assertThat(claim(rotated, 9)).hasSize(2);
    }

    @Test
    void aStateWhoseKeyIsUnknownIsATypedErrorThatNamesTheKey() {
        fill(store(KEY));

        assertThatThrownBy(() -> store(ContentKey.generate("key-2")).state(key("s-1")))
                .isInstanceOfSatisfying(UnreadableContentException.class, e -> assertThat(e.unknownKeyId())
                        .contains("key-1"));
    }

    @Test
    void anotherKeyOfTheSameNameReadsNothing() {
        fill(store(KEY));

        assertThatThrownBy(() -> store(ContentKey.generate("key-1")).state(key("s-1")))
                .isInstanceOfSatisfying(UnreadableContentException.class, e -> assertThat(e.unknownKeyId())
                        .isEmpty());
    }

    @Test
    void aTaskWhoseKeyIsUnknownWaitsForItAndHoldsNobodyUp() {
        JdbcStore old = store(KEY);
        write(old, transaction -> transaction.add(task("old")));
        JdbcStore other = store(ContentKey.generate("key-2"));
        write(other, transaction -> transaction.add(task("new")));

        assertThat(claim(other, 9))
                .extracting(task -> task.task().transactionId())
                .containsExactly("new");
        StoredTask waiting =
                other.tasks(new TaskQuery(TaskState.READY, null, null, null, 1)).get(0);
        assertThat(waiting.reason()).isEqualTo("content key unknown");
        assertThat(waiting.attempts()).isZero();
        Instant later = Instant.now().plusSeconds(120);
        List<ClaimedTask> found =
                old.claim(new TaskClaim("queue-1", Set.of(), 9, later, later.plus(Duration.ofHours(1))));
        assertThat(found).singleElement().matches(task -> task.attempt() == 1);
    }

    @Test
    void rowsThatAreExchangedAreRefused() {
        JdbcStore store = store(KEY);
        write(store, transaction -> {
            transaction.put(state("s-1", "\"one\""));
            transaction.put(state("s-2", "\"two\""));
            transaction.add(task("a").withContent(json("\"of a\"")));
            transaction.add(task("b").withContent(json("\"of b\"")).inLane("lane-1"));
            transaction.add(task("c").inLane("lane-1"));
        });
        execute(
                source,
                "UPDATE dci_state SET content = (SELECT content FROM dci_state WHERE state_id = 's-2') WHERE state_id = 's-1'",
                "UPDATE dci_task SET content = (SELECT content FROM dci_task WHERE transaction_id = 'a')"
                        + " WHERE transaction_id = 'b'");

        assertThatThrownBy(() -> store.state(key("s-1"))).isInstanceOf(UnreadableContentException.class);
        assertThat(store.state(key("s-2"))).isPresent();
        assertThat(claim(store, 9))
                .extracting(task -> task.task().transactionId())
                .containsExactly("a");
        assertThat(store.tasks(TaskQuery.parked())).singleElement().satisfies(task -> {
            assertThat(task.transactionId()).isEqualTo("b");
            assertThat(task.reason()).isEqualTo("content unreadable");
        });
        assertThat(store.discard(store.tasks(TaskQuery.parked()).get(0).id())).isTrue();
        assertThat(claim(store, 9))
                .extracting(task -> task.task().transactionId())
                .containsExactly("c");
    }

    @Test
    void aTaskCannotBeSentToAnotherPeer() {
        JdbcStore store = store(KEY);
        fill(store);
        execute(source, "UPDATE dci_task SET peer_id = 'evil.example.org' WHERE transaction_id = 'b'");

        assertThat(claim(store, 9))
                .extracting(task -> task.task().transactionId())
                .containsExactly("a");
        assertThat(store.tasks(TaskQuery.parked())).hasSize(1);
    }

    @Test
    void headerAndMessageCannotBeExchanged() {
        JdbcStore store = store(KEY);
        fill(store);
        execute(source, "UPDATE dci_delivery SET message_content = header_content");

        assertThat(claim(store, 9))
                .extracting(task -> task.task().transactionId())
                .containsExactly("b");
        assertThat(store.tasks(TaskQuery.parked()).get(0).reason()).isEqualTo("content unreadable");
    }

    @Test
    void anEncryptingStoreTakesNothingInClearUnlessItIsTold() {
        fill(JdbcStore.builder(source).storeInClear().install().build());
        JdbcStore strict = store(KEY);
        assertThatThrownBy(() -> strict.state(key("s-1")))
                .isInstanceOf(UnreadableContentException.class)
                .hasMessageContaining("in clear");

        JdbcStore moving = JdbcStore.builder(source)
                .encryptContents(ContentKeys.of(KEY))
                .readClearContents()
                .build();
        assertThat(text(moving.state(key("s-1")).orElseThrow().content())).isEqualTo("\"Almaz\"");
    }

    @Test
    void aStoreInClearSaysWhichKeyItLacks() {
        fill(store(KEY));

        assertThatThrownBy(
                        () -> JdbcStore.builder(source).storeInClear().build().state(key("s-1")))
                .isInstanceOfSatisfying(UnreadableContentException.class, e -> assertThat(e.unknownKeyId())
                        .contains("key-1"));
    }

    @Test
    void whatNoStoreWroteIsRefused() {
        JdbcStore store = store(KEY);
        write(store, transaction -> transaction.put(state("s-1", "{}")));
        for (String hex :
                List.of("", "01", "0105", "02aa", "01ff6b65792d31", "01056b65792d31000000000000000000000000")) {
            execute(source, "UPDATE dci_state SET content = CAST(X'" + hex + "' AS BINARY LARGE OBJECT)");
            assertThatThrownBy(() -> store.state(key("s-1"))).isInstanceOf(UnreadableContentException.class);
        }
    }

    @Test
    void keysHaveTheRightLengthAndAreNotShown() {
        assertThat(KEY).hasToString("ContentKey[key-1]");
        assertThat(ContentKeys.of(KEY).toString()).contains("key-1").doesNotContain("SecretKeySpec");
        assertThatThrownBy(() -> ContentKey.of("key-1", new byte[16])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ContentKey.of("key 1", new byte[32])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ContentKeys.of(KEY, ContentKey.generate("key-1")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(ContentKey.of("key-9", KEY.key()).id()).isEqualTo("key-9");
        assertThat(store(KEY)).hasToString("JdbcStore[H2, contents encrypted]");
    }
}
