package io.github.dcisdk.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dcisdk.client.CapturedLog;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.store.ClaimedTask;
import io.github.dcisdk.store.InMemoryStore;
import io.github.dcisdk.store.NewTask;
import io.github.dcisdk.store.StateKey;
import io.github.dcisdk.store.StateRecord;
import io.github.dcisdk.store.StateType;
import io.github.dcisdk.store.StoreConflictException;
import io.github.dcisdk.store.StoreException;
import io.github.dcisdk.store.StoreTransaction;
import io.github.dcisdk.store.StoredTask;
import io.github.dcisdk.store.TaskClaim;
import io.github.dcisdk.store.TaskQuery;
import io.github.dcisdk.store.TaskState;
import io.github.dcisdk.store.TestTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A worker does each task at least once, its writes once, and leaves what fails for later or for an operator. */
@Timeout(60)
@SuppressWarnings("try") // Some resources only have to be open.
@ResourceLock(Resources.SYSTEM_ERR)
class WorkerTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final String PEER = "civil.example.org";
    private static final BackOff BACK_OFF = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(10), 3);
    private static final StateKey EFFECTS = new StateKey(StateType.TRANSACTION, PEER, "effects");

    private final TestTime time = new TestTime(NOW);
    private final StepStore store = new StepStore(InMemoryStore.create(time));
    private final List<String> handled = new ArrayList<>();

    private Worker worker(TaskQueue... queues) {
        return new Worker(store, time, LEASE, () -> 0.5, List.of(queues));
    }

    private TaskQueue queue(TaskHandler handler) {
        return TaskQueue.of("queue-1", handler, BACK_OFF);
    }

    private TaskHandler noting(TaskHandler handler) {
        return (task, transaction) -> {
            handled.add(task.task().transactionId());
            return handler.handle(task, transaction);
        };
    }

    private TaskHandler done() {
        return noting((task, transaction) -> TaskResult.done());
    }

    private static NewTask task(String name) {
        return NewTask.of("queue-1", PEER, name, NOW);
    }

    private String add(NewTask... tasks) {
        String last = "";
        try (StoreTransaction transaction = store.begin()) {
            for (NewTask task : tasks) {
                last = transaction.add(task);
            }
            transaction.commit();
        }
        store.steps.clear();
        return last;
    }

    private void later(Duration duration) {
        time.set(time.instant().plus(duration));
    }

    private List<StoredTask> ready() {
        return store.tasks(new TaskQuery(TaskState.READY, null, null, null, 100));
    }

    private List<StoredTask> parked() {
        return store.tasks(TaskQuery.parked());
    }

    /** Counts in a state what a handler did, so that every effect is seen. */
    private void countEffect(StoreTransaction transaction) {
        JsonSlice content = JsonSlice.of(new byte[] {'1'});
        StateRecord before = store.state(EFFECTS)
                .orElseGet(() -> StateRecord.create(EFFECTS, "", NOW.plus(Duration.ofDays(1)), content));
        transaction.put(before.withContent(content));
    }

    private long effects() {
        return store.state(EFFECTS).map(StateRecord::version).orElse(0L);
    }

    @Test
    void whatIsDueIsDoneAndWhatThatAddsToo() {
        add(task("first"), task("second"), NewTask.of("queue-1", PEER, "later", NOW.plusSeconds(1)));
        Worker worker = worker(queue(noting((task, transaction) -> {
            if (task.task().transactionId().equals("first")) {
                transaction.add(task("added"));
            }
            return TaskResult.done();
        })));

        assertThat(worker.runDue()).isEqualTo(3);
        assertThat(handled).containsExactly("first", "second", "added");
        assertThat(worker.runDue()).isZero();
        later(Duration.ofSeconds(1));
        assertThat(worker.runDue()).isEqualTo(1);
        assertThat(ready()).isEmpty();
    }

    @Test
    void aQueueThatTheWorkerDoesNotHaveIsLeftToOthers() {
        add(NewTask.of("queue-2", PEER, "other", NOW));

        assertThat(worker(queue(done())).runDue()).isZero();
        assertThat(ready()).hasSize(1);
    }

    @Test
    void queuesTakeTurnsSoThatALongOneHoldsNobodyUp() {
        for (int i = 0; i < 3; i++) {
            add(task("a"), NewTask.of("queue-2", PEER, "b", NOW));
        }
        worker(queue(done()), TaskQueue.of("queue-2", done(), BACK_OFF)).runDue();

        assertThat(handled).containsExactly("a", "b", "a", "b", "a", "b");
    }

    @Test
    void twoQueuesHaveTwoNames() {
        assertThatThrownBy(() -> worker(queue(done()), queue(done()))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void writesHappenOnceAndOnlyIfTheTaskIsDone() {
        add(task("a"));
        Worker worker = worker(queue((task, transaction) -> {
            countEffect(transaction);
            return task.attempt() < 3 ? TaskResult.failed("not yet") : TaskResult.done();
        }));
        for (int i = 0; i < 3; i++) {
            worker.runDue();
            later(Duration.ofSeconds(20));
        }

        assertThat(effects()).isEqualTo(1);
        assertThat(ready()).isEmpty();
    }

    @Test
    void aTaskThatFailsWaitsLongerEachTimeAndIsParkedInTheEnd() {
        String id = add(task("a"));
        Worker worker = worker(queue(noting((task, transaction) -> TaskResult.failed("HTTP 503"))));

        worker.runDue();
        assertThat(ready().get(0).dueAt()).isEqualTo(NOW.plusSeconds(1));
        assertThat(ready().get(0).reason()).isEqualTo("HTTP 503");
        later(Duration.ofMillis(999));
        assertThat(worker.runDue()).isZero();
        later(Duration.ofMillis(1));
        worker.runDue();
        assertThat(ready().get(0).dueAt()).isEqualTo(time.instant().plusSeconds(2));
        later(Duration.ofSeconds(2));
        worker.runDue();

        assertThat(handled).hasSize(3);
        assertThat(parked()).singleElement().satisfies(task -> {
            assertThat(task.id()).isEqualTo(id);
            assertThat(task.attempts()).isEqualTo(3);
            assertThat(task.reason()).isEqualTo("HTTP 503");
            assertThat(task.blocksLane()).isFalse();
        });
        assertThat(store.replay(id, time.instant())).isTrue();
        worker.runDue();
        assertThat(handled).hasSize(4);
        assertThat(ready()).hasSize(1);
    }

    @Test
    void aTaskWaitsAtLeastAsLongAsItsHandlerSays() {
        add(task("long"), task("short"));
        worker(queue((task, transaction) -> new TaskResult.Failed(
                        "HTTP 429",
                        task.task().transactionId().equals("long") ? NOW.plusSeconds(90) : NOW.plusMillis(1),
                        false)))
                .runDue();

        assertThat(ready()).extracting(StoredTask::dueAt).containsExactly(NOW.plusSeconds(90), NOW.plusSeconds(1));
    }

    @Test
    void aTaskThatIsNotToBeDoneYetLosesNoAttempt() {
        add(task("a"));
        Worker worker = worker(queue(noting((task, transaction) -> {
            countEffect(transaction);
            return TaskResult.postponed(time.instant());
        })));
        for (int i = 0; i < 20; i++) {
            assertThat(worker.runDue()).as("it comes later, not at once").isEqualTo(1);
            later(Duration.ofSeconds(1));
        }

        assertThat(ready().get(0).attempts()).isZero();
        assertThat(effects()).isZero();
    }

    @Test
    void whatIsGivenUpIsParkedAtOnceAndBlocksItsLaneIfTheQueueSaysSo() {
        add(task("a").inLane("lane-1"), task("b").inLane("lane-1"));
        TaskQueue queue = queue(noting((task, transaction) -> TaskResult.givenUp("no-route")));

        worker(queue.blockingLanes()).runDue();
        assertThat(handled).containsExactly("a");
        assertThat(parked()).singleElement().matches(StoredTask::blocksLane);

        store.discard(parked().get(0).id());
        worker(queue).runDue();
        assertThat(handled).containsExactly("a", "b");
        assertThat(parked()).singleElement().matches(task -> !task.blocksLane());
    }

    @Test
    void aTaskThatEndsEachProgramThatTriesItIsPutAside() {
        add(task("a"));
        for (int program = 0; program < BACK_OFF.attempts(); program++) {
            Instant now = time.instant();
            assertThat(store.claim(new TaskClaim("queue-1", Set.of(), 1, now, now.plus(LEASE))))
                    .hasSize(1);
            later(LEASE);
        }

        worker(queue(done())).runDue();

        assertThat(handled).isEmpty();
        assertThat(parked()).singleElement().satisfies(task -> assertThat(task.reason())
                .isEqualTo("no attempt came to an end"));
    }

    @Test
    void whateverAHandlerThrowsIsAFailureAndItsTextIsNotShown() {
        add(task("exception"), task("error"));
        Worker worker = worker(queue((task, transaction) -> {
            transaction.add(task("effect"));
            if (task.task().transactionId().equals("error")) {
                throw new StackOverflowError("Almaz");
            }
            throw new IllegalStateException("Almaz");
        }));
        try (CapturedLog log = new CapturedLog()) {
            assertThat(worker.runDue()).isEqualTo(2);

            assertThat(log.text()).contains("attempt 1 failed").doesNotContain("Almaz");
        }
        assertThat(ready())
                .extracting(StoredTask::reason)
                .containsExactly("java.lang.IllegalStateException", "java.lang.StackOverflowError");
    }

    @Test
    void aConflictOfStatesIsTriedAgainSoonAndCountsNoAttempt() {
        add(task("a"));
        Worker worker = worker(queue(noting((task, transaction) -> {
            countEffect(transaction);
            if (handled.size() == 1) {
                try (StoreTransaction faster = store.begin()) {
                    countEffect(faster);
                    faster.commit();
                }
            }
            return TaskResult.done();
        })));

        worker.runDue();
        assertThat(effects()).isEqualTo(1);
        assertThat(ready().get(0).attempts()).isZero();
        later(Duration.ofSeconds(1));
        worker.runDue();

        assertThat(handled).hasSize(2);
        assertThat(effects()).isEqualTo(2);
        assertThat(ready()).isEmpty();
    }

    @Test
    void whoeverLosesHisLeaseStoresNothing() {
        add(task("a"));
        Worker slow = worker(queue((task, transaction) -> {
            countEffect(transaction);
            later(LEASE);
            worker(queue(done())).runDue();
            return TaskResult.done();
        }));

        slow.runDue();

        assertThat(handled).containsExactly("a");
        assertThat(effects()).isZero();
        assertThat(ready()).isEmpty();
        assertThat(parked()).isEmpty();
    }

    @Test
    void aTransactionBeginsWhenSomethingIsWrittenNotWhileAHandlerWaits() {
        add(task("a"));
        worker(queue((task, transaction) -> {
                    assertThat(store.steps).doesNotContain("begin");
                    assertThat(transaction.unwrap(String.class)).isEmpty();
                    assertThat(store.steps).containsOnlyOnce("begin");
                    return TaskResult.done();
                }))
                .runDue();

        assertThat(store.steps)
                .containsExactly("claim queue-1", "begin", "complete", "commit", "close", "claim queue-1");
    }

    @Test
    void aTransactionThatNobodyWroteInIsNotBegun() {
        try (LazyTransaction transaction = new LazyTransaction(store)) {
            assertThat(store.steps).isEmpty();
        }
        assertThat(store.steps).isEmpty();
    }

    @Test
    void everyWriteOfAHandlerGoesThrough() {
        add(task("a"));
        List<Optional<ClaimedTask>> claimed = new ArrayList<>();
        try (LazyTransaction transaction = new LazyTransaction(store)) {
            for (String name : List.of("retried", "parked")) {
                add(task(name));
            }
            List<ClaimedTask> all = store.claim(new TaskClaim("queue-1", Set.of(), 9, NOW, NOW.plus(LEASE)));
            transaction.complete(all.get(0));
            transaction.retry(all.get(1), NOW.plusSeconds(9), "later", true);
            transaction.park(all.get(2), "no-route", false);
            transaction.put(StateRecord.create(EFFECTS, "", NOW.plusSeconds(1), JsonSlice.of(new byte[] {'1'})));
            transaction.delete(EFFECTS);
            transaction.commit();
        }
        assertThat(claimed).isEmpty();
        assertThat(ready()).extracting(StoredTask::transactionId).containsExactly("retried");
        assertThat(parked()).extracting(StoredTask::transactionId).containsExactly("parked");
        assertThat(store.state(EFFECTS)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"begin", "complete", "put", "commit", "close"})
    void aStoreThatFailsAtAnyStepLosesNothingAndDoublesNothing(String step) {
        add(task("a"));
        Worker worker = worker(queue(noting((task, transaction) -> {
            countEffect(transaction);
            return TaskResult.done();
        })));
        store.failBefore(step::equals);
        worker.runDue();

        store.work();
        for (int i = 0; i < 3; i++) {
            later(LEASE);
            worker.runDue();
        }
        assertThat(effects()).isEqualTo(1);
        assertThat(ready()).isEmpty();
        assertThat(parked()).isEmpty();
    }

    @Test
    void aCommitThatSucceededAlthoughItThrewIsNotRepeated() {
        add(task("a"));
        Worker worker = worker(queue(noting((task, transaction) -> {
            countEffect(transaction);
            return TaskResult.done();
        })));
        store.failAfter("commit"::equals);
        worker.runDue();

        store.work();
        later(LEASE);
        worker.runDue();
        assertThat(handled).hasSize(1);
        assertThat(effects()).isEqualTo(1);
        assertThat(ready()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"retry", "park"})
    void whenAFailureCannotBeWrittenDownTheLeaseBringsTheTaskBack(String step) {
        add(task("a"));
        Worker worker = worker(queue(noting((task, transaction) ->
                step.equals("park") ? TaskResult.givenUp("no-route") : TaskResult.failed("HTTP 503"))));
        store.failBefore(step::equals);
        worker.runDue();
        assertThat(handled).hasSize(1);

        store.work();
        later(LEASE);
        worker.runDue();
        assertThat(handled).hasSize(2);
    }

    @Test
    void aStoreThatCannotBeClaimedFromIsNoSecret() {
        store.failBefore("claim queue-1"::equals);
        assertThatThrownBy(worker(queue(done()))::runDue).isInstanceOf(StoreException.class);
    }

    @Test
    void whatWasClaimedIsDoneAlthoughAnotherQueueCannotBeClaimedFrom() {
        add(task("a"));
        Worker worker = worker(queue(done()), TaskQueue.of("queue-2", done(), BACK_OFF));
        store.failBefore("claim queue-2"::equals);

        List<Worker.Claimed> claimed = worker.claim(5);
        assertThat(claimed).hasSize(1);
        claimed.forEach(worker::run);

        assertThat(handled).containsExactly("a");
        assertThat(ready()).isEmpty();
    }

    @Test
    void leasesOfRunningTasksAreRenewedAndOfEndedOnesNot() {
        add(task("a"));
        Worker other = worker(queue(done()));
        Worker[] self = new Worker[1];
        self[0] = worker(queue((task, transaction) -> {
            for (int i = 0; i < 5; i++) {
                later(Duration.ofSeconds(40));
                self[0].renewLeases();
                assertThat(other.runDue()).isZero();
            }
            return TaskResult.done();
        }));

        assertThat(self[0].runDue()).isEqualTo(1);
        store.steps.clear();
        self[0].renewLeases();
        assertThat(store.steps).isEmpty();
        assertThat(handled).isEmpty();
        assertThat(ready()).isEmpty();
    }

    @Test
    void ofAPeerNoMoreTasksRunAtATimeThanTheQueueAllows() {
        for (int i = 0; i < 5; i++) {
            add(task("a"));
        }
        add(NewTask.of("queue-1", "other.example.org", "b", NOW));
        Worker worker = worker(queue(done()).perPeer(2));

        List<Worker.Claimed> claimed = worker.claim(10);
        assertThat(claimed).extracting(it -> it.task().task().transactionId()).containsExactly("a", "a", "b");
        assertThat(worker.claim(10)).isEmpty();
        worker.run(claimed.get(0));
        assertThat(worker.claim(10)).hasSize(1);
        assertThat(ready()).allSatisfy(task -> assertThat(task.attempts()).isLessThan(2));
    }

    @Test
    void aPeerThatFailsInARowIsLeftAloneForAWhileAndThenTriedWithOneTask() {
        for (int i = 0; i < 6; i++) {
            add(task("a"));
        }
        add(NewTask.of("queue-1", "other.example.org", "b", NOW.plusSeconds(1)));
        boolean[] works = {false};
        Worker worker = worker(queue(noting(
                        (task, transaction) -> works[0] || !task.task().peerId().equals(PEER)
                                ? TaskResult.done()
                                : new TaskResult.Failed("refused", null, true)))
                .pausingPeers(2, Duration.ofSeconds(30)));
        try (CapturedLog log = new CapturedLog()) {
            later(Duration.ofSeconds(1));
            worker.runDue();
            assertThat(handled).containsExactly("a", "a", "b");
            assertThat(log.text()).contains("fails again and again", "PT30S");
        }

        later(Duration.ofMillis(29_999));
        assertThat(worker.runDue()).isZero();
        later(Duration.ofMillis(1));
        assertThat(worker.claim(9)).as("one tells whether it works again").hasSize(1);
        later(LEASE); // That one was abandoned.
        Worker next = worker(queue(done()));
        assertThat(next.runDue()).isEqualTo(6);
    }

    @Test
    void aPeerThatWorksAgainGetsAllOfItsTasks() {
        for (int i = 0; i < 6; i++) {
            add(task("a"));
        }
        boolean[] works = {false};
        Worker worker = worker(queue(noting((task, transaction) ->
                        works[0] ? TaskResult.done() : new TaskResult.Failed("refused", null, true)))
                .pausingPeers(2, Duration.ofSeconds(30)));
        worker.runDue();
        assertThat(handled).hasSize(2);

        later(Duration.ofSeconds(30));
        worker.runDue();
        assertThat(handled).as("the one that was tried failed").hasSize(3);
        later(Duration.ofSeconds(30));
        works[0] = true;
        assertThat(worker.runDue()).isEqualTo(6);
        assertThat(ready()).isEmpty();
    }

    @Test
    void faultsOfOurOwnDoNotPauseAPeer() {
        for (int i = 0; i < 9; i++) {
            add(task("a"));
        }
        worker(queue(noting((task, transaction) -> TaskResult.failed("ours"))).pausingPeers(1, Duration.ofSeconds(30)))
                .runDue();

        assertThat(handled).hasSize(9);
    }

    @Test
    void waitsGrowExponentiallyWithJitterUpToTheLongest() {
        BackOff backOff = new BackOff(Duration.ofSeconds(10), Duration.ofHours(1), 20);

        assertThat(backOff.after(1, 0)).isEqualTo(Duration.ofSeconds(8));
        assertThat(backOff.after(1, 1)).isEqualTo(Duration.ofSeconds(12));
        assertThat(backOff.after(4, 0.5)).isEqualTo(Duration.ofSeconds(80));
        assertThat(backOff.after(10, 0.5)).isEqualTo(Duration.ofHours(1));
        assertThat(backOff.after(Integer.MAX_VALUE, 0.5)).isEqualTo(Duration.ofHours(1));
        BackOff longest = new BackOff(Duration.ofDays(300), Duration.ofDays(30_000), 100);
        assertThat(longest.after(99, 0.5)).isEqualTo(Duration.ofDays(30_000));
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new BackOff(Duration.ZERO, Duration.ofSeconds(1), 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BackOff(Duration.ofSeconds(2), Duration.ofSeconds(1), 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(1), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> queue(done()).perPeer(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> queue(done()).pausingPeers(0, LEASE)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aConflictIsNoFailureOfTheStore() {
        assertThat(new StoreConflictException("t")).isInstanceOf(StoreException.class);
        assertThat(worker(queue(done()))).hasToString("Worker[[queue-1]]");
    }
}
