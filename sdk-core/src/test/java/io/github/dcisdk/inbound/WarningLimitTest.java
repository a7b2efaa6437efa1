package io.github.dcisdk.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WarningLimitTest {
    @Test
    void eachMinuteHasTenWarningsAlsoWhenTheClockIsSetBack() {
        AtomicLong seconds = new AtomicLong(1_000_000);
        WarningLimit limit = new WarningLimit(new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return Instant.ofEpochSecond(seconds.get());
            }
        });

        for (long step : new long[] {0, 60, 60, -600}) {
            seconds.addAndGet(step);
            assertThat(IntStream.range(0, 100).filter(i -> limit.allows()).count())
                    .isEqualTo(10);
        }
    }
}
