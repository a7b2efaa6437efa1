package io.github.dcisdk.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class TestClockTest {
    @Test
    void itStandsStillUntilItIsMoved() {
        Instant start = Instant.parse("2026-11-24T08:00:00Z");
        TestClock clock = TestClock.at(start);
        Clock inKigali = clock.withZone(ZoneId.of("Africa/Kigali"));

        assertThat(clock.instant()).isEqualTo(start).isEqualTo(clock.instant());
        clock.advance(Duration.ofMinutes(5));
        assertThat(clock.instant()).isEqualTo(start.plusSeconds(300)).isEqualTo(inKigali.instant());
        clock.set(start);
        assertThat(inKigali.instant()).isEqualTo(start);
        assertThat(clock.getZone()).isEqualTo(ZoneOffset.UTC);
        assertThat(inKigali.getZone()).isEqualTo(ZoneId.of("Africa/Kigali"));
        assertThat(clock).hasToString("TestClock[2026-11-24T08:00:00Z]");
    }
}
