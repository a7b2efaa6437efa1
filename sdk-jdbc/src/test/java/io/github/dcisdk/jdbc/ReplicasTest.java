package io.github.dcisdk.jdbc;

import static io.github.dcisdk.jdbc.TestDatabase.claim;
import static io.github.dcisdk.jdbc.TestDatabase.execute;
import static io.github.dcisdk.jdbc.TestDatabase.query;
import static io.github.dcisdk.jdbc.TestDatabase.task;
import static io.github.dcisdk.jdbc.TestDatabase.write;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.dcisdk.security.CiphertextMemory;
import io.github.dcisdk.security.CiphertextMemory.Verdict;
import io.github.dcisdk.store.ClaimedTask;
import io.github.dcisdk.store.Purged;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several programs share one database, and a full one stays fast. */
@Timeout(120)
class ReplicasTest {
    private static final int LANES = 40;
    private static final int PER_LANE = 50;

    @TempDir
    Path folder;

    private final List<HikariDataSource> opened = new ArrayList<>();

    private HikariDataSource open(TestDatabase database) {
        HikariDataSource source = database.open(folder);
        opened.add(source);
        return source;
    }

    @AfterEach
    void close() {
        opened.forEach(HikariDataSource::close);
    }

    @Test
    void threeReplicasWithEightThreadsEachKeepEachLaneInOrderAndDoEachTaskOnce() throws Exception {
        HikariDataSource source = open(TestDatabase.POSTGRESQL);
        List<JdbcStore> replicas =
                IntStream.range(0, 3).mapToObj(i -> TestDatabase.store(source)).toList();
        write(replicas.get(0), transaction -> {
            for (int i = 0; i < PER_LANE; i++) {
                for (int lane = 0; lane < LANES; lane++) {
                    transaction.add(task("t-" + i).inLane("lane-" + lane));
                }
            }
        });
        Map<String, List<String>> done = new ConcurrentHashMap<>();
        AtomicInteger left = new AtomicInteger(LANES * PER_LANE);

        ExecutorService threads = Executors.newFixedThreadPool(24);
        try {
            List<Callable<Boolean>> workers = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                JdbcStore store = replicas.get(i % 3);
                workers.add(() -> {
                    while (left.get() > 0) {
                        for (ClaimedTask task : claim(store, 4)) {
                            done.computeIfAbsent(
                                            task.task().lane().orElseThrow(),
                                            lane -> Collections.synchronizedList(new ArrayList<>()))
                                    .add(task.task().transactionId());
                            write(store, transaction -> transaction.complete(task));
                            left.decrementAndGet();
                        }
                    }
                    return true;
                });
            }
            for (Future<Boolean> worker : threads.invokeAll(workers)) {
                assertThat(worker.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }

        List<String> inOrder =
                IntStream.range(0, PER_LANE).mapToObj(i -> "t-" + i).toList();
        assertThat(done).hasSize(LANES);
        assertThat(done.values()).allSatisfy(names -> assertThat(names).isEqualTo(inOrder));
        assertThat(query(source, "SELECT COUNT(*) FROM dci_task")).containsExactly("0");
        assertThat(query(source, "SELECT COUNT(*) FROM dci_lane")).containsExactly("0");
    }

    /** A hundred thousand tasks that are due, all but a thousand of them behind one that is parked. */
    private void fill(HikariDataSource source, TestDatabase database) {
        String series = database == TestDatabase.POSTGRESQL
                ? "generate_series(1, 99000) AS s(x)"
                : "SYSTEM_RANGE(1, 99000) AS s";
        execute(
                source,
                "INSERT INTO dci_task (seq, queue, queue_digest, peer_id, peer_digest, transaction_id, lane, lane_digest,"
                        + " state, reason, blocks_lane, created_at, due_at, available_at, lease, attempts, active_lane, content)"
                        + " SELECT 1000000 + s.x, t.queue, t.queue_digest, t.peer_id, t.peer_digest, 'blocked', t.lane,"
                        + " t.lane_digest, 'READY', NULL, FALSE, t.created_at, t.due_at, t.due_at, 0, 0, t.lane_digest,"
                        + " t.content FROM dci_task t, " + series + " WHERE t.transaction_id = 'head'");
        if (database == TestDatabase.POSTGRESQL) {
            execute(source, "ANALYZE");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLongBlockedLaneCostsClaimsNothing(TestDatabase database) {
        HikariDataSource source = open(database);
        JdbcStore store = TestDatabase.store(source);
        write(store, transaction -> transaction.add(task("head").inLane("lane-1")));
        ClaimedTask head = claim(store, 1).get(0);
        write(store, transaction -> transaction.park(head, "no-route", true));
        fill(source, database);
        write(store, transaction -> IntStream.range(0, 1_000).forEach(i -> transaction.add(task("free-" + i))));

        long begin = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            List<ClaimedTask> claimed = claim(store, 10);
            assertThat(claimed).hasSize(10);
            write(store, transaction -> claimed.forEach(transaction::complete));
        }
        assertThat(claim(store, 10)).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .as("a thousand tasks; ten thousand times as long if each claim looked at the lane")
                .isLessThan(Duration.ofSeconds(30));
        assertThat(store.replay(head.id(), TestDatabase.NOW)).isTrue();
        assertThat(claim(store, 10)).singleElement().matches(task -> task.id().equals(head.id()));
        assertThat(plan(source, database)).allMatch(line -> !line.contains("Seq Scan") && !line.contains("tableScan"));
    }

    /** What the database does for the statements that workers repeat, as it says itself. */
    private static List<String> plan(HikariDataSource source, TestDatabase database) {
        List<String> statements = List.of(
                "SELECT seq FROM dci_task WHERE claim_queue = 'q' AND available_at <= CURRENT_TIMESTAMP"
                        + " ORDER BY claim_queue, available_at, seq LIMIT 10",
                "SELECT seq FROM dci_task WHERE active_lane = 'l' ORDER BY active_lane, seq LIMIT 1",
                "SELECT MAX(lease_until) FROM dci_task WHERE active_lane = 'l' AND lease_until > CURRENT_TIMESTAMP",
                "UPDATE dci_task SET lease = 1 WHERE head_lane = 'l'");
        List<String> plans = new ArrayList<>();
        for (String statement : statements) {
            List<String> plan = query(source, "EXPLAIN " + statement);
            assertThat(String.join("\n", plan)).contains(database == TestDatabase.POSTGRESQL ? "Index" : "DCI_TASK");
            plans.addAll(plan);
        }
        return plans;
    }

    @ParameterizedTest
    @EnumSource
    void whatIsOldIsForgottenInSteps(TestDatabase database) {
        HikariDataSource source = open(database);
        JdbcStore store = JdbcStore.builder(source)
                .storeInClear()
                .clock(Clock.fixed(TestDatabase.NOW, ZoneOffset.UTC))
                .install()
                .build();
        for (int i = 0; i < 30; i++) {
            store.receive(TestDatabase.message("message-" + i, "x"), List.of());
        }
        write(store, transaction -> IntStream.range(0, 1_100)
                .forEach(i -> transaction.put(
                        TestDatabase.state("s-" + i, "{}").with(true, TestDatabase.NOW.plusSeconds(1)))));
        CiphertextMemory ciphertexts = store.ciphertexts(Duration.ofHours(1));
        ciphertexts.remember("a", "f");

        assertThat(store.purge(TestDatabase.NOW)).isEqualTo(new Purged(0, 0, 0, 0));
        assertThat(store.purge(TestDatabase.NOW.plus(Duration.ofDays(31)))).isEqualTo(new Purged(30, 0, 0, 1_100));
        for (String table : List.of("delivery", "item", "state", "ciphertext", "lane")) {
            assertThat(query(source, "SELECT COUNT(*) FROM dci_" + table)).containsExactly("0");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCiphertextBelongsToItsFirstSenderInAllReplicas(TestDatabase database) throws Exception {
        HikariDataSource source = open(database);
        JdbcStore first = TestDatabase.store(source);
        CiphertextMemory one = first.ciphertexts(Duration.ofHours(2));
        CiphertextMemory two = TestDatabase.store(source).ciphertexts(Duration.ofHours(2));

        assertThat(one.remember("a", "f-1")).isEqualTo(Verdict.ADMITTED);
        assertThat(two.remember("a", "f-1")).isEqualTo(Verdict.ADMITTED);
        assertThat(two.remember("A", "f-1")).isEqualTo(Verdict.OTHER_SENDER);
        assertThat(two.remember("b", "f-\0")).isEqualTo(Verdict.ADMITTED);

        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Verdict>> senders = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String sender = "sender-" + i;
                senders.add(() -> (sender.hashCode() % 2 == 0 ? one : two).remember(sender, "f-2"));
            }
            List<Verdict> verdicts = new ArrayList<>();
            for (Future<Verdict> verdict : threads.invokeAll(senders)) {
                verdicts.add(verdict.get());
            }
            assertThat(verdicts).containsOnlyOnce(Verdict.ADMITTED);
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCiphertextIsFreeAgainWhenItsTimeIsOver(TestDatabase database) {
        HikariDataSource source = open(database);
        Instant[] now = {TestDatabase.NOW};
        Clock clock = new MovedClock(() -> now[0]);
        CiphertextMemory memory = JdbcStore.builder(source)
                .storeInClear()
                .clock(clock)
                .install()
                .build()
                .ciphertexts(Duration.ofHours(2));
        memory.remember("a", "f");
        now[0] = now[0].plus(Duration.ofHours(1));
        memory.remember("a", "f");
        now[0] = now[0].plus(Duration.ofHours(2));
        assertThat(memory.remember("b", "f")).isEqualTo(Verdict.OTHER_SENDER);
        now[0] = now[0].plusMillis(1);
        assertThat(memory.remember("b", "f")).isEqualTo(Verdict.ADMITTED);
        assertThat(memory.remember("a", "f")).isEqualTo(Verdict.OTHER_SENDER);
    }
}
