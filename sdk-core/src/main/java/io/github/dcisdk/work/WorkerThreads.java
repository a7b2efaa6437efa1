package io.github.dcisdk.work;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
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
    private final Semaphore bell = new Semaphore(0);
    private volatile boolean closed;

    private WorkerThreads(Worker worker, int threads, Duration pollInterval) {
        this.worker = worker;
        this.pollInterval = pollInterval;
        this.count = threads;
        this.free = new Semaphore(threads);
        this.threads = Executors.newFixedThreadPool(threads, task -> daemon(task, "dci-worker"));
        this.claimer = daemon(this::claim, "dci-worker-claims");
        this.keeper = daemon(this::keep, "dci-worker-leases");
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
        while (!closed) {
            try {
                if (!claimOnce()) {
                    sleep(pollInterval);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("tasks could not be claimed, which is tried again: {}", e.toString());
                try {
                    sleep(pollInterval);
                } catch (InterruptedException interrupted) {
                    return;
                }
            }
        }
    }

    private boolean claimOnce() throws InterruptedException {
        free.acquire();
        int permits = 1 + free.drainPermits();
        int used = 0;
        try {
            List<Worker.Claimed> claimed = worker.claim(permits);
            for (Worker.Claimed task : claimed) {
                threads.execute(() -> runOne(task));
                used++;
            }
            return used > 0;
        } finally {
            free.release(permits - used);
        }
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
        long rounds = Math.max(1, PURGE_INTERVAL.toMillis() / leaseRound().toMillis());
        for (long round = 1; !closed; round++) {
            try {
                TimeUnit.MILLISECONDS.sleep(leaseRound().toMillis());
                worker.renewLeases();
                if (round % rounds == 0) {
                    LOG.info(
                            "forgot what is old: {}",
                            worker.store().purge(worker.clock().instant()));
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("leases could not be renewed, which is tried again: {}", e.toString());
            }
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
     * Claims nothing more and waits for what was begun, for a while at most; then interrupts it. Closing twice does nothing.
     *
     * @param patience how long to wait
     */
    public void close(Duration patience) {
        closed = true;
        claimer.interrupt();
        try {
            claimer.join(patience.toMillis() + 1);
            threads.shutdown();
            if (!threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                List<Runnable> unused = threads.shutdownNow(); // None: each has had its thread.
            }
        } catch (InterruptedException e) {
            List<Runnable> unused = threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
        keeper.interrupt();
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
