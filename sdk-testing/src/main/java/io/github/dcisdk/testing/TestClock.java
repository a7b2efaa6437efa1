package io.github.dcisdk.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;

/**
 * A clock that stands still until a test moves it. Given to {@link TestRegistry.Builder#clock}, it is the time of both
 * sides: of timestamps, signatures and validity. Time limits of connections do not depend on it. Thread-safe.
 */
public final class TestClock extends Clock {
    private Instant now;

    private TestClock(Instant now) {
        this.now = now;
    }

    /**
     * A clock in UTC.
     *
     * @param instant the time that it shows
     * @return the clock
     */
    public static TestClock at(Instant instant) {
        return new TestClock(Objects.requireNonNull(instant, "instant"));
    }

    /**
     * Shows another time.
     *
     * @param instant the time; may be before the one that was shown
     */
    public synchronized void set(Instant instant) {
        this.now = Objects.requireNonNull(instant, "instant");
    }

    /**
     * Moves the time.
     *
     * @param duration by how much; back if it is negative
     */
    public synchronized void advance(Duration duration) {
        now = now.plus(duration);
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /**
     * This clock in another zone: it moves with this one.
     *
     * @param zone the zone
     * @return the clock
     */
    @Override
    public Clock withZone(ZoneId zone) {
        return new Clock() {
            @Override
            public Instant instant() {
                return TestClock.this.instant();
            }

            @Override
            public ZoneId getZone() {
                return zone;
            }

            @Override
            public Clock withZone(ZoneId other) {
                return TestClock.this.withZone(other);
            }
        };
    }

    @Override
    public String toString() {
        return "TestClock[" + instant() + "]";
    }
}
