package io.github.dcisdk.transport;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How often a request is tried and how long the waits are. Which failures are worth another attempt is not a matter of
 * policy: {@link HttpTransport} says so. Immutable.
 *
 * <p>The wait after the first attempt is about {@link #firstWait()}, and doubles with each further one. Of each wait one
 * half is fixed and the other random, so that many clients do not come back at the same moment. A peer that names a wait
 * ({@code Retry-After}, RFC 9110 section 10.2.3) is never asked earlier.
 */
public final class RetryPolicy {
    // Stands before DEFAULT, whose constructor reads it.
    private static final Duration LONGEST = Duration.ofDays(1);

    /** Three attempts, waits from 500 ms up to 30 s. */
    public static final RetryPolicy DEFAULT = new RetryPolicy(3, Duration.ofMillis(500), Duration.ofSeconds(30));

    private final int maxAttempts;
    private final Duration firstWait;
    private final Duration maxWait;

    private RetryPolicy(int maxAttempts, Duration firstWait, Duration maxWait) {
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("maxAttempts: at least 1, the first attempt included");
        }
        if (firstWait.isNegative() || maxWait.compareTo(firstWait) < 0 || maxWait.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("waits: 0 <= firstWait <= maxWait <= one day");
        }
        this.maxAttempts = maxAttempts;
        this.firstWait = firstWait;
        this.maxWait = maxWait;
    }

    /**
     * One attempt only.
     *
     * @return the policy
     */
    public static RetryPolicy none() {
        return DEFAULT.withMaxAttempts(1);
    }

    /**
     * Sets how often a request is tried at most.
     *
     * @param value the number of attempts, the first included; at least 1
     * @return a copy of this policy
     * @throws IllegalArgumentException if the value is below 1
     */
    public RetryPolicy withMaxAttempts(int value) {
        return new RetryPolicy(value, firstWait, maxWait);
    }

    /**
     * Sets the waits.
     *
     * @param first the wait after the first attempt; 0 for none
     * @param max the longest wait; also the longest that a peer may ask for, see {@link #maxWait()}
     * @return a copy of this policy
     * @throws IllegalArgumentException unless 0 &lt;= first &lt;= max &lt;= one day
     */
    public RetryPolicy withWaits(Duration first, Duration max) {
        return new RetryPolicy(maxAttempts, first, max);
    }

    /**
     * How often a request is tried at most.
     *
     * @return the number of attempts, the first included
     */
    public int maxAttempts() {
        return maxAttempts;
    }

    /**
     * About how long the wait after the first attempt is.
     *
     * @return the wait
     */
    public Duration firstWait() {
        return firstWait;
    }

    /**
     * The longest wait. A peer that asks for a longer one is not asked again: coming back earlier would only be refused
     * again, so the caller gets the answer and decides.
     *
     * @return the limit
     */
    public Duration maxWait() {
        return maxWait;
    }

    /**
     * The wait after a failed attempt.
     *
     * @param attempt which attempt failed, from 1
     * @param retryAfter the wait that the peer asked for, or null
     * @param random for the random half
     * @return the wait; empty when there is to be no further attempt
     */
    Optional<Duration> waitAfter(int attempt, @Nullable Duration retryAfter, RandomGenerator random) {
        if (attempt >= maxAttempts || (retryAfter != null && retryAfter.compareTo(maxWait) > 0)) {
            return Optional.empty();
        }
        // In floating point, because the doubled wait may be beyond any long before it is limited.
        long full = (long) Math.min(Math.scalb((double) firstWait.toNanos(), attempt - 1), (double) maxWait.toNanos());
        Duration backOff = Duration.ofNanos(full - (full < 2 ? 0 : random.nextLong(full / 2)));
        return Optional.of(retryAfter != null && retryAfter.compareTo(backOff) > 0 ? retryAfter : backOff);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RetryPolicy that
                && maxAttempts == that.maxAttempts
                && firstWait.equals(that.firstWait)
                && maxWait.equals(that.maxWait);
    }

    @Override
    public int hashCode() {
        return Objects.hash(maxAttempts, firstWait, maxWait);
    }

    @Override
    public String toString() {
        return "RetryPolicy[" + maxAttempts + " attempts, waits from " + firstWait + " to " + maxWait + "]";
    }
}
