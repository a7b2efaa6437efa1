package io.github.dcisdk.simulation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until the simulation moves it. Each process can have its own, some seconds off. */
final class VirtualClock extends Clock {
    private Instant now;
    private Duration offset = Duration.ZERO;

    VirtualClock(Instant start) {
        this.now = start;
    }

    void set(Instant value) {
        this.now = value;
    }

    void jumpTo(Duration value) {
        this.offset = value;
    }

    @Override
    public Instant instant() {
        return now.plus(offset);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the simulation is in UTC");
    }
}
