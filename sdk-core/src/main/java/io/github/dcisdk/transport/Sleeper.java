package io.github.dcisdk.transport;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits between two attempts. A test gives one that only records. Implementations are thread-safe. */
@FunctionalInterface
public interface Sleeper {
    /**
     * Lets the calling thread wait. When the thread is interrupted, before or during the wait, the method returns at once
     * and leaves the thread's interrupt flag set.
     *
     * @param duration how long, not negative
     */
    void sleep(Duration duration);

    /**
     * Really waits.
     *
     * @return the sleeper for production
     */
    static Sleeper system() {
        return duration -> {
            try {
                TimeUnit.NANOSECONDS.sleep(duration.toNanos());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }
}
