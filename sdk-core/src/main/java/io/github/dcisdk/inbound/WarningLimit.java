package io.github.dcisdk.inbound;

import java.time.Clock;

/**
 * Lets ten warnings a minute through. Whoever can reach the server can cause as many as they like, and must not be able to
 * fill the log. Thread-safe.
 */
final class WarningLimit {
    private static final int PER_MINUTE = 10;
    private static final long MINUTE = 60_000;

    private final Clock clock;
    private long minute = Long.MIN_VALUE;
    private int given;

    WarningLimit(Clock clock) {
        this.clock = clock;
    }

    synchronized boolean allows() {
        long now = Math.floorDiv(clock.millis(), MINUTE);
        if (now != minute) {
            minute = now;
            given = 0;
        }
        if (given == PER_MINUTE) {
            return false;
        }
        given++;
        return true;
    }
}
