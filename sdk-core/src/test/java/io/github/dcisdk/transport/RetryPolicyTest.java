package io.github.dcisdk.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {
    private final RetryPolicy patient = RetryPolicy.DEFAULT.withMaxAttempts(Integer.MAX_VALUE);

    @ParameterizedTest
    @CsvSource({"1,500", "2,1000", "3,2000", "6,16000", "7,30000", "64,30000", "1000000,30000"})
    void theWaitDoublesUpToItsLimitAndItsHalfIsRandom(int attempt, long fullMillis) {
        Random random = new Random(attempt);
        Set<Duration> waits = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            Duration wait = patient.waitAfter(attempt, null, random).orElseThrow();
            assertThat(wait).isBetween(Duration.ofMillis(fullMillis / 2), Duration.ofMillis(fullMillis));
            waits.add(wait);
        }
        assertThat(waits).hasSizeGreaterThan(900);
    }

    @Test
    void theLastAttemptIsFollowedByNone() {
        assertThat(RetryPolicy.DEFAULT.waitAfter(2, null, new Random(1))).isPresent();
        assertThat(RetryPolicy.DEFAULT.waitAfter(3, null, new Random(1))).isEmpty();
        assertThat(RetryPolicy.none().waitAfter(1, Duration.ZERO, new Random(1)))
                .isEmpty();
    }

    @Test
    void thePeersWaitIsALowerLimit() {
        assertThat(patient.waitAfter(1, Duration.ofSeconds(30), new Random(1))).contains(Duration.ofSeconds(30));
        assertThat(patient.waitAfter(1, Duration.ZERO, new Random(1)).orElseThrow())
                .isPositive();
        assertThat(patient.waitAfter(1, Duration.ofSeconds(31), new Random(1))).isEmpty();
    }

    @Test
    void noWaitIsPossible() {
        assertThat(patient.withWaits(Duration.ZERO, Duration.ZERO).waitAfter(9, null, new Random(1)))
                .contains(Duration.ZERO);
    }

    @Test
    void impossibleSettingsAreRefused() {
        assertThatThrownBy(() -> patient.withMaxAttempts(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> patient.withWaits(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> patient.withWaits(Duration.ofSeconds(-1), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> patient.withWaits(Duration.ZERO, Duration.ofDays(2)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
