package io.github.dcisdk.work;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What becomes of a task after an attempt. Immutable. */
public sealed interface TaskResult {
    /**
     * The task is done, and what was written through its transaction is stored.
     *
     * @param then what is done when it is stored, in the same thread; lost if the program dies before
     */
    record Done(Runnable then) implements TaskResult {
        /**
         * Checks that the part is there.
         *
         * @param then what is done when it is stored
         */
        public Done {
            Objects.requireNonNull(then, "then");
        }
    }

    /**
     * The task failed this time. Nothing of its transaction is stored. It is tried again as its queue says, and parked when
     * the queue's attempts are used up.
     *
     * @param reason why: a code or a short text without content
     * @param notBefore from when on at the earliest; null to leave it to the queue
     * @param isPeerFault whether the peer could not be reached or does not work, so that its other tasks wait, too
     */
    record Failed(String reason, @Nullable Instant notBefore, boolean isPeerFault) implements TaskResult {
        /**
         * Checks that the reason is there.
         *
         * @param reason why
         * @param notBefore from when on at the earliest
         * @param isPeerFault whether the peer does not work
         */
        public Failed {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * The task is not to be done yet. Nothing of its transaction is stored. The attempt does not count.
     *
     * @param until from when on
     */
    record Postponed(Instant until) implements TaskResult {
        /**
         * Checks that the time is there.
         *
         * @param until from when on
         */
        public Postponed {
            Objects.requireNonNull(until, "until");
        }
    }

    /**
     * Trying again will not help. Nothing of its transaction is stored. The task is parked for an operator.
     *
     * @param reason why: a code or a short text without content
     */
    record GivenUp(String reason) implements TaskResult {
        /**
         * Checks that the reason is there.
         *
         * @param reason why
         */
        public GivenUp {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * The task is done.
     *
     * @return the result
     */
    static TaskResult done() {
        return new Done(() -> {});
    }

    /**
     * The task is done, and something is to be done as soon as that is stored, such as waking whoever waits for it.
     *
     * @param then quick, and nothing that must not be lost
     * @return the result
     */
    static TaskResult doneThen(Runnable then) {
        return new Done(then);
    }

    /**
     * The task failed for a reason of our own.
     *
     * @param reason why: a code or a short text without content
     * @return the result
     */
    static TaskResult failed(String reason) {
        return new Failed(reason, null, false);
    }

    /**
     * The task is not to be done yet.
     *
     * @param until from when on
     * @return the result
     */
    static TaskResult postponed(Instant until) {
        return new Postponed(until);
    }

    /**
     * Another program that shares the store may be able to do it. The longer that none was, the longer it waits: from a
     * second to a minute.
     *
     * @param since since when it could have been done
     * @param now the time
     * @return the result
     */
    static TaskResult leftToOthers(Instant since, Instant now) {
        Duration waited = Duration.between(since, now);
        Duration wait = waited.compareTo(Duration.ofSeconds(1)) < 0
                ? Duration.ofSeconds(1)
                : waited.compareTo(Duration.ofMinutes(1)) > 0 ? Duration.ofMinutes(1) : waited;
        return new Postponed(now.plus(wait));
    }

    /**
     * Trying again will not help.
     *
     * @param reason why: a code or a short text without content
     * @return the result
     */
    static TaskResult givenUp(String reason) {
        return new GivenUp(reason);
    }
}
