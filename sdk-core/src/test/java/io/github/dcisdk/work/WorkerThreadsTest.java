package io.github.dcisdk.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dcisdk.store.InMemoryStore;
import io.github.dcisdk.store.NewTask;
import io.github.dcisdk.store.StoreTransaction;
import io.github.dcisdk.store.TaskQuery;
import io.github.dcisdk.store.TaskState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads do what is due without being asked, and end in order. */
@Timeout(60)
@SuppressWarnings("try") // Some resources only have to be open.
class WorkerThreadsTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final BackOff BACK_OFF = new BackOff(Duration.ofMillis(1), Duration.ofMillis(1), 9);

    private final StepStore store = new StepStore(InMemoryStore.create(Clock.systemUTC()));

    private void add(int count) {
        try (StoreTransaction transaction = store.begin()) {
            for (int i = 0; i < count; i++) {
                transaction.add(NewTask.of("queue-1", "peer-" + i, "t", Instant.now()));
            }
            transaction.commit();
        }
    }

    private Worker worker(Duration lease, TaskHandler handler) {
        return new Worker(
                store, Clock.systemUTC(), lease, () -> 0.5, List.of(TaskQueue.of("queue-1", handler, BACK_OFF)));
    }

    private int ready() {
        return store.tasks(new TaskQuery(TaskState.READY, null, null, null, 1_000))
                .size();
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void tasksAreDoneAtTheSameTimeByAllThreads() throws Exception {
        add(8);
        CyclicBarrier allAtOnce = new CyclicBarrier(4);
        CountDownLatch done = new CountDownLatch(8);
        Set<String> names = ConcurrentHashMap.newKeySet();
        Worker worker = worker(LONG, (task, transaction) -> {
            names.add(Thread.currentThread().getName() + Thread.currentThread().isDaemon());
            try {
                allAtOnce.await(30, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            done.countDown();
            return TaskResult.done();
        });
        try (WorkerThreads threads = WorkerThreads.start(worker, 4, LONG)) {
            await(done);
            assertThat(threads).hasToString("WorkerThreads[4, Worker[[queue-1]]]");
        }
        assertThat(names).containsExactly("dci-workertrue");
        assertThat(ready()).isZero();
    }

    @Test
    void aThreadThatBecomesFreeTakesTheNextWithoutWaiting() throws Exception {
        add(20);
        CountDownLatch done = new CountDownLatch(20);
        try (WorkerThreads threads = WorkerThreads.start(
                worker(LONG, (task, transaction) -> {
                    done.countDown();
                    return TaskResult.done();
                }),
                1,
                LONG)) {
            await(done);
        }
    }

    @Test
    void whoeverStoresATaskCanWakeThem() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        try (WorkerThreads threads = WorkerThreads.start(
                worker(LONG, (task, transaction) -> {
                    done.countDown();
                    return TaskResult.done();
                }),
                1,
                LONG)) {
            add(1);
            threads.wake();
            await(done);
        }
    }

    @Test
    void aTaskThatSomebodyElseStoredIsNoticedWithinTheInterval() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        try (WorkerThreads threads = WorkerThreads.start(
                worker(LONG, (task, transaction) -> {
                    done.countDown();
                    return TaskResult.done();
                }),
                1,
                SHORT)) {
            add(1);
            await(done);
        }
    }

    @Test
    void closingWaitsForWhatWasBegunAndBeginsNothingMore() throws Exception {
        add(5);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger handled = new AtomicInteger();
        WorkerThreads threads = WorkerThreads.start(
                worker(LONG, (task, transaction) -> {
                    handled.incrementAndGet();
                    begun.countDown();
                    try {
                        goOn.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return TaskResult.done();
                }),
                1,
                SHORT);
        await(begun);
        Thread closer = new Thread(threads::close);
        closer.start();
        closer.join(100);
        assertThat(closer.isAlive()).isTrue();
        goOn.countDown();
        closer.join();

        assertThat(handled).hasValue(1);
        assertThat(ready()).isEqualTo(4);
        threads.close();
    }

    @Test
    void whatDoesNotEndInTimeIsInterruptedAndDoneLater() throws Exception {
        add(1);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        WorkerThreads threads = WorkerThreads.start(
                worker(LONG, (task, transaction) -> {
                    begun.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                    }
                    return TaskResult.failed("interrupted");
                }),
                1,
                SHORT);
        await(begun);
        threads.close(Duration.ofMillis(50));

        await(interrupted);
        assertThat(ready()).isEqualTo(1);
    }

    @Test
    void leasesAreRenewedWhileATaskRuns() throws Exception {
        add(1);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger handled = new AtomicInteger();
        TaskHandler handler = (task, transaction) -> {
            handled.incrementAndGet();
            begun.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return TaskResult.done();
        };
        Duration lease = Duration.ofMillis(600);
        try (WorkerThreads first = WorkerThreads.start(worker(lease, handler), 2, SHORT);
                WorkerThreads second = WorkerThreads.start(worker(lease, handler), 2, SHORT)) {
            await(begun);
            long renewals = 0;
            while (renewals < 6) { // Twice as long as a lease.
                Thread.onSpinWait();
                renewals = store.steps.stream().filter("renew"::equals).count();
            }
            assertThat(handled).hasValue(1);
            goOn.countDown();
        }
        assertThat(ready()).isZero();
    }

    @Test
    void aStoreThatIsAwayForAWhileStopsNobody() throws Exception {
        AtomicBoolean away = new AtomicBoolean(true);
        CountDownLatch failed = new CountDownLatch(3);
        store.failBefore(step -> {
            if (away.get() && (step.startsWith("claim") || step.equals("renew"))) {
                failed.countDown();
                return true;
            }
            return false;
        });
        CountDownLatch done = new CountDownLatch(1);
        try (WorkerThreads threads = WorkerThreads.start(
                worker(Duration.ofMillis(60), (task, transaction) -> {
                    done.countDown();
                    return TaskResult.done();
                }),
                1,
                SHORT)) {
            add(1);
            await(failed);
            away.set(false);
            await(done);
        }
    }

    @Test
    void threadsAndIntervalsThatMakeNoSenseAreRefused() {
        Worker worker = worker(LONG, (task, transaction) -> TaskResult.done());
        assertThatThrownBy(() -> WorkerThreads.start(worker, 0, SHORT)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> WorkerThreads.start(worker, 1, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
