package io.github.dcisdk.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dcisdk.security.CiphertextMemory.Verdict;
import io.github.dcisdk.transport.TestTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A ciphertext belongs to its first sender. */
class CiphertextMemoryTest {
    private final TestTime time = new TestTime();
    private final CiphertextMemory memory = CiphertextMemory.inMemory(time, Duration.ofMinutes(10), 2);

    @Test
    void theFirstSenderMayRepeatNobodyElseMaySend() {
        assertThat(memory.remember("a", "1")).isEqualTo(Verdict.ADMITTED);
        assertThat(memory.remember("a", "1")).isEqualTo(Verdict.ADMITTED);
        assertThat(memory.remember("b", "1")).isEqualTo(Verdict.OTHER_SENDER);
        assertThat(memory.remember("a", "1")).isEqualTo(Verdict.ADMITTED);
        assertThat(memory.remember("b", "2")).isEqualTo(Verdict.ADMITTED);
    }

    @Test
    void fullMeansThatNothingNewIsAdmittedAndNothingIsForgotten() {
        memory.remember("a", "1");
        memory.remember("a", "2");
        assertThat(memory.remember("a", "3")).isEqualTo(Verdict.FULL);
        assertThat(memory.remember("a", "1")).isEqualTo(Verdict.ADMITTED);
        assertThat(memory.remember("b", "2")).isEqualTo(Verdict.OTHER_SENDER);
    }

    @Test
    void timeMakesRoomWhereItIsNeeded() {
        memory.remember("a", "1");
        time.pass(Duration.ofMinutes(6));
        memory.remember("a", "2");
        memory.remember("a", "1");
        time.pass(Duration.ofMinutes(6));
        // The last time counts, not the first.
        assertThat(memory.remember("b", "3")).isEqualTo(Verdict.FULL);
        time.pass(Duration.ofMinutes(5));
        assertThat(memory.remember("b", "3")).isEqualTo(Verdict.ADMITTED);
        assertThat(memory.remember("b", "1")).as("came last after 2").isEqualTo(Verdict.OTHER_SENDER);
    }

    /** A thief signs anew whenever he likes, and a ciphertext does not say how old it is. */
    @Test
    void aSignaturesLifetimeAndLongAfterThatChangeNothingWhileThereIsRoom() {
        memory.remember("a", "1");
        time.pass(Duration.ofDays(400));
        assertThat(memory.remember("b", "1")).isEqualTo(Verdict.OTHER_SENDER);
        assertThat(memory.remember("b", "2")).isEqualTo(Verdict.ADMITTED);
        assertThat(memory.remember("a", "1")).isEqualTo(Verdict.ADMITTED);
    }

    @Test
    void ofSeveralSendersAtOnceOneIsTheFirst() throws InterruptedException, ExecutionException {
        CiphertextMemory shared = CiphertextMemory.inMemory(time);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 100; round++) {
                String fingerprint = "f" + round;
                List<Callable<Verdict>> tries = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    String sender = "s" + i;
                    tries.add(() -> shared.remember(sender, fingerprint));
                }
                int admitted = 0;
                for (Future<Verdict> verdict : threads.invokeAll(tries)) {
                    admitted += verdict.get() == Verdict.ADMITTED ? 1 : 0;
                }
                assertThat(admitted).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aMemoryHasTimeAndRoom() {
        assertThatThrownBy(() -> CiphertextMemory.inMemory(time, Duration.ZERO, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CiphertextMemory.inMemory(time, Duration.ofSeconds(1), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
