package io.github.dcisdk.inbound;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of a server, all of them daemons. A connection takes one as soon as it sends something and keeps it until it
 * is answered, so there are more threads than requests that are worked on: callers that send slowly, or never finish, must
 * not keep the others out. When all are taken, and once the server is ending, a few further threads only turn requests
 * away; when even their queue is full, the server drops the connection.
 */
final class ServerThreads implements Executor {
    private static final int TURNING_AWAY = 4;
    private static final int WAITING_TO_BE_TURNED_AWAY = 1_024;
    private static final long IDLE_SECONDS = 30;
    private static final AtomicInteger SERVERS = new AtomicInteger();

    private final ThreadPoolExecutor serving;
    private final ThreadPoolExecutor turningAway;

    ServerThreads(int connections) {
        String name = "dci-http-" + SERVERS.incrementAndGet() + "-";
        serving = new ThreadPoolExecutor(
                0,
                connections,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                named(name, (work, threadName) -> new Thread(work, threadName)));
        turningAway = new ThreadPoolExecutor(
                TURNING_AWAY,
                TURNING_AWAY,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(WAITING_TO_BE_TURNED_AWAY),
                named(name + "full-", TurningAway::new));
        turningAway.allowCoreThreadTimeOut(true);
    }

    private interface Maker {
        Thread make(Runnable work, String name);
    }

    private static final class TurningAway extends Thread {
        TurningAway(Runnable work, String name) {
            super(work, name);
        }
    }

    private static ThreadFactory named(String prefix, Maker maker) {
        AtomicInteger number = new AtomicInteger();
        return work -> {
            Thread thread = maker.make(work, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public void execute(Runnable connection) {
        try {
            serving.execute(connection);
        } catch (RejectedExecutionException full) {
            turningAway.execute(connection);
        }
    }

    /** Whether the current thread is one of those that only turn requests away. */
    static boolean isTurningAway() {
        return Thread.currentThread() instanceof TurningAway;
    }

    /** Turns everything away from now on, and waits until those under way are answered, but not longer than a time. */
    void drain(Duration atMost) {
        serving.shutdown();
        try {
            serving.awaitTermination(TimeUnit.MILLISECONDS.convert(atMost), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void end() {
        serving.shutdownNow();
        turningAway.shutdownNow();
    }
}
