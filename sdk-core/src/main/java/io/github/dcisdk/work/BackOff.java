package io.github.dcisdk.work;

import java.time.Duration;
import java.util.Objects;

/**
 * How long a task that failed waits: exponentially longer, with jitter, so that what failed together is not tried again
 * together.
 *
 * @param first the wait after the first attempt, before jitter
 * @param longest the longest wait, before jitter
 * @param attempts how often a task is tried before it is parked
 */
public record BackOff(Duration first, Duration longest, int attempts) {
    private static final int MAX_DOUBLINGS = 30;
    private static final double JITTER = 0.2;

    /**
     * Checks the parts.
     *
     * @param first the wait after the first attempt
     * @param longest the longest wait
     * @param attempts how often a task is tried
     * @throws IllegalArgumentException if there is less than one attempt, or a wait is not positive
     */
    public BackOff {
        Objects.requireNonNull(first, "first");
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("first: more than nothing, and not more than longest");
        }
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts: at least 1");
        }
    }

    /**
     * The wait after an attempt.
     *
     * @param attempt which one, counted from 1
     * @param random a number from 0 to 1, which decides the jitter of 20 % up or down
     * @return the wait
     */
    Duration after(int attempt, double random) {
        int doublings = Math.min(Math.max(attempt - 1, 0), MAX_DOUBLINGS);
        // As floating point, which does not overflow.
        double millis =
                Math.min((double) longest.toMillis(), Math.scalb((double) Math.max(1, first.toMillis()), doublings));
        return Duration.ofMillis(Math.max(1, Math.round(millis * (1 - JITTER + 2 * JITTER * random))));
    }
}
