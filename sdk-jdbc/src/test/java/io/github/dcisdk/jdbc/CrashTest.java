package io.github.dcisdk.jdbc;

import static io.github.dcisdk.jdbc.TestDatabase.claim;
import static io.github.dcisdk.jdbc.TestDatabase.message;
import static io.github.dcisdk.jdbc.TestDatabase.state;
import static io.github.dcisdk.jdbc.TestDatabase.task;
import static io.github.dcisdk.jdbc.TestDatabase.write;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.dcisdk.store.ClaimedTask;
import io.github.dcisdk.store.NewTask;
import io.github.dcisdk.store.Receipt;
import io.github.dcisdk.store.StoreException;
import io.github.dcisdk.store.StoredTask;
import io.github.dcisdk.store.TaskClaim;
import io.github.dcisdk.store.TaskQuery;
import io.github.dcisdk.store.TaskState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** After a crash at any moment all of a step is there or nothing, and what was committed is there. */
@Timeout(120)
class CrashTest {
    private static final int MOST_STATEMENTS = 40;
    private static final NewTask EFFECT = NewTask.of("effects", TestDatabase.PEER, "effect", TestDatabase.NOW);

    @TempDir
    Path folder;

    /** Breaks the connection before the first statement, then before the second, and so on until nothing breaks. */
    @ParameterizedTest
    @EnumSource
    void aConnectionThatBreaksAnywhereLeavesAllOfAStepOrNothing(TestDatabase database) {
        try (HikariDataSource source = database.open(folder)) {
            JdbcStore store = TestDatabase.store(source);
            WatchedSource.Breaks breaking = new WatchedSource.Breaks();
            JdbcStore broken = JdbcStore.builder(WatchedSource.of(source, breaking))
                    .encryptContents(ContentKeys.of(TestDatabase.KEY))
                    .build();
            int failures = 0;
            boolean done = false;
            for (int at = 1; !done && at < MOST_STATEMENTS; at++) {
                int round = at;
                breaking.at(round);
                done = receiveAndComplete(store, broken, breaking, round);
                failures += done ? 0 : 1;
            }
            assertThat(done).isTrue();
            assertThat(failures).as("steps at which the connection broke").isGreaterThan(5);
        }
    }

    /** Says whether nothing broke. */
    private static boolean receiveAndComplete(
            JdbcStore store, JdbcStore broken, WatchedSource.Breaks breaking, int round) {
        boolean worked = true;
        String id = "message-" + round;
        try {
            broken.receive(message(id, "Almaz"), List.of(task(id).inLane(id), task(id).inLane(id)));
        } catch (StoreException e) {
            worked = false;
            assertNoContent(e);
            breaking.never();
            boolean wasStored = store.find(message(id, "").delivery().key()).isPresent();
            Receipt again = store.receive(message(id, "Almaz"), List.of(task(id).inLane(id), task(id).inLane(id)));
            assertThat(again).isInstanceOf(wasStored ? Receipt.Known.class : Receipt.Stored.class);
        }
        breaking.at(round);
        for (int i = 0; i < 2; i++) {
            ClaimedTask claimed = claim(store, 9).get(0);
            String effect = id + "-" + i;
            try {
                write(broken, transaction -> {
                    transaction.complete(claimed);
                    transaction.put(state(effect, "{\"name\":\"Almaz\"}"));
                    transaction.add(EFFECT.inLane(effect));
                });
            } catch (StoreException e) {
                worked = false;
                assertNoContent(e);
                breaking.never();
                if (store.state(state(effect, "{}").key()).isEmpty()) {
                    write(store, transaction -> {
                        transaction.complete(claimed);
                        transaction.put(state(effect, "{}"));
                        transaction.add(EFFECT.inLane(effect));
                    });
                }
            }
            List<ClaimedTask> effects = store.claim(
                    new TaskClaim("effects", Set.of(), 9, TestDatabase.NOW, TestDatabase.NOW.plusSeconds(1)));
            assertThat(effects).hasSize(1);
            write(store, transaction -> transaction.complete(effects.get(0)));
            breaking.at(round);
        }
        breaking.never();
        return worked;
    }

    private static void assertNoContent(StoreException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            assertThat(cause.toString()).doesNotContain("Almaz");
        }
    }

    /** Writes states to an embedded store and says after each commit that it is stored. */
    public static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) {
            try (JdbcStore store =
                    JdbcStore.embedded(Path.of(arguments[0])).storeInClear().build()) {
                for (int i = 0; ; i++) {
                    String id = arguments[1] + "-" + i;
                    write(store, transaction -> {
                        transaction.put(state(id, "{}"));
                        transaction.add(task(id).inLane("lane-1"));
                    });
                    System.out.println(id);
                    System.out.flush();
                }
            }
        }
    }

    private static Process writer(Path folder, String name) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        folder.toString(),
                        name)
                .redirectError(ProcessBuilder.Redirect.PIPE)
                .start();
    }

    /** What another program says that wants to use a folder. */
    static void inAnotherProgram(Path folder) throws IOException {
        Process other = writer(folder, "other");
        try (BufferedReader errors =
                new BufferedReader(new InputStreamReader(other.getErrorStream(), StandardCharsets.UTF_8))) {
            throw new IllegalStateException(errors.lines().collect(Collectors.joining("\n")));
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void whatAProgramThatIsKilledHadCommittedIsThere() throws Exception {
        SplittableRandom random = new SplittableRandom(20261124);
        List<String> committed = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            Process writer = writer(folder, "round-" + round);
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
                int commits = 20 + random.nextInt(100);
                for (int i = 0; i < commits; i++) {
                    committed.add(lines.readLine());
                }
                writer.toHandle().destroyForcibly(); // Unlike the process, that leaves the stream open.
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    committed.add(line);
                }
            } finally {
                writer.destroyForcibly().waitFor();
            }
        }
        assertThat(committed).doesNotContainNull().hasSizeGreaterThan(60);

        try (JdbcStore store = JdbcStore.embedded(folder).storeInClear().build()) {
            for (String id : committed) {
                assertThat(store.state(state(id, "{}").key())).as(id).isPresent();
            }
            List<String> inOrder = store.tasks(new TaskQuery(TaskState.READY, null, null, null, 100_000)).stream()
                    .map(StoredTask::transactionId)
                    .toList();
            assertThat(inOrder).containsSubsequence(committed);
        }
    }
}
