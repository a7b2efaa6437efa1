package io.github.dcisdk.store;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;

/**
 * Which tasks somebody takes.
 *
 * @param queue the queue
 * @param exceptPeers the peers whose tasks are left alone
 * @param max how many at most
 * @param now the time at which tasks are due and leases have ended
 * @param leaseUntil when the lease ends
 */
public record TaskClaim(String queue, Set<String> exceptPeers, int max, Instant now, Instant leaseUntil) {
    /**
     * Checks the parts.
     *
     * @param queue the queue
     * @param exceptPeers the peers whose tasks are left alone; copied
     * @param max how many at most
     * @param now the time at which tasks are due
     * @param leaseUntil when the lease ends
     * @throws IllegalArgumentException if {@code max} is less than 1, or the lease ends before it begins
     */
    public TaskClaim {
        Objects.requireNonNull(queue, "queue");
        exceptPeers = Set.copyOf(exceptPeers);
        if (max < 1) {
            throw new IllegalArgumentException("max: at least 1");
        }
        if (!leaseUntil.isAfter(now)) {
            throw new IllegalArgumentException("leaseUntil: after now");
        }
    }
}
