package io.github.dcisdk.work;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a {@link Worker} in threads of its own: daemons, so that a program that has nothing else to do ends. Nothing is lost
 * then; what was begun is done again by the next program, when its lease is over. Thread-safe.
 */
public final class WorkerThreads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerThreads.class);
    private static final Duration PURGE_INTERVAL = Duration.ofHours(1);

    private final Worker worker;
    private final Duration pollInterval;
    private final Semaphore free;
    private final int count;
    private final ExecutorService threads;
    private final Thread claimer;
    private final Thread keeper;
    private final Thread purger;
    private final Semaphore bell = new Semaphore(0);
    private final CountDownLatch closing = new CountDownLatch(1);
    /** Until then, leases are renewed for what was begun. */
    private final CountDownLatch closed = new CountDownLatch(1);

    private WorkerThreads(Worker worker, int threads, Duration pollInterval) {
        this.worker = worker;
        this.pollInterval = pollInterval;
        this.count = threads;
        this.free = new Semaphore(threads);
        this.threads = Executors.newFixedThreadPool(threads, task -> daemon(task, "dci-worker"));
        this.claimer = daemon(this::claim, "dci-worker-claims");
        this.keeper = daemon(this::keep, "dci-worker-leases");
        this.purger = daemon(this::purge, "dci-worker-purge");
    }

    /**
     * Starts threads.
     *
     * @param worker what they run
     * @param threads how many tasks are done at the same time
     * @param pollInterval how long a task that somebody else stored can wait at most before it is noticed, if there is a
     *     thread for it
     * @return the threads, to be closed by the caller
     * @throws IllegalArgumentException if there are no threads, or the interval is not positive
     */
    public static WorkerThreads start(Worker worker, int threads, Duration pollInterval) {
        if (threads < 1 || pollInterval.isNegative() || pollInterval.isZero()) {
            throw new IllegalArgumentException("threads: at least 1; pollInterval: more than nothing");
        }
        WorkerThreads started = new WorkerThreads(Objects.requireNonNull(worker, "worker"), threads, pollInterval);
        started.claimer.start();
        started.keeper.start();
        started.purger.start();
        return started;
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Says that there is something to do now, so that nobody waits for the poll interval. */
    public void wake() {
        bell.release();
    }

    private void claim() {
        try {
            while (closing.getCount() > 0) {
                if (!claimOnce()) {
                    sleep(pollInterval);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("interrupted while waiting for tasks");
        }
    }

    /** Says whether there may be more to claim. */
    private boolean claimOnce() {
        // A thread that becomes free rings; nobody has to interrupt this one, which could be within a database driver.
        if (!free.tryAcquire()) {
            return false;
        }
        int permits = 1 + free.drainPermits();
        int used = 0;
        try {
            for (Worker.Claimed task : worker.claim(permits)) {
                threads.execute(() -> runOne(task));
                used++;
            }
        } catch (Throwable e) {
            // Of whatever kind: a program that acknowledges and does nothing any more would be worse.
            LOG.warn("tasks could not be claimed, which is tried again: {}", e.toString());
        } finally {
            free.release(permits - used);
        }
        return used > 0;
    }

    private void runOne(Worker.Claimed task) {
        try {
            worker.run(task);
        } finally {
            free.release();
            wake(); // The next of its lane, or of its peer.
        }
    }

    private void keep() {
        repeat(leaseRound(), "leases could not be renewed", worker::renewLeases);
    }

    /** Beside the renewal of leases, because there can be much to forget. */
    private void purge() {
        repeat(
                PURGE_INTERVAL,
                "what is old could not be forgotten",
                () -> LOG.info(
                        "forgot what is old: {}",
                        worker.store().purge(worker.clock().instant())));
    }

    private void repeat(Duration interval, String failure, Runnable work) {
        try {
            while (!closed.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    work.run();
                } catch (Throwable e) {
                    LOG.warn("{}, which is tried again: {}", failure, e.toString());
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("interrupted while waiting");
        }
    }

    private Duration leaseRound() {
        return worker.lease().dividedBy(3);
    }

    private void sleep(Duration duration) throws InterruptedException {
        boolean rung = bell.tryAcquire(Math.max(1, duration.toMillis()), TimeUnit.MILLISECONDS);
        LOG.trace("woken: {}", rung);
        bell.drainPermits(); // However often it rang, one look is enough.
    }

    /**
     * Claims nothing more and waits for what was begun, for a while at most; then interrupts it. What is not done then is done
     * again when its lease is over. Closing twice does nothing.
     *
     * @param patience how long to wait
     */
    public void close(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        closing.countDown();
        wake();
        try {
            claimer.join(Math.max(1, patience.toMillis()));
            threads.shutdown();
            if (!threads.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                List<Runnable> unused = threads.shutdownNow(); // None: each has had its thread.
            }
        } catch (InterruptedException e) {
            List<Runnable> unused = threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
        closed.countDown();
    }

    /** Closes with ten seconds of patience. */
    @Override
    public void close() {
        close(Duration.ofSeconds(10));
    }

    @Override
    public String toString() {
        return "WorkerThreads[" + count + ", " + worker + "]";
    }
}
