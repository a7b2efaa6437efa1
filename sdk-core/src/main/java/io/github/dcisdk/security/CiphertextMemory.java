package io.github.dcisdk.security;

import java.time.Clock;
import java.time.Duration;

/**
 * Remembers who sent which encrypted message. Somebody who got hold of one that he cannot read could send it under his own
 * signature, and the answer would be encrypted for him; so a ciphertext belongs to its first sender. Implementations are
 * thread-safe; one that is shared by several processes protects all of them.
 *
 * <p>How long: as long as the keys are in use that can read the message. The time within which a signature is accepted is no
 * measure, because the thief signs anew whenever he likes, and nothing in a ciphertext says how old it is. A memory may
 * forget earlier to keep its size; from then on, what it has forgotten can be sent by anybody. It never hurts to remember
 * longer: the first sender may repeat its message at any time.
 *
 * <p>A table with the fingerprint as its key does: one statement inserts fingerprint and sender unless the fingerprint is
 * there, and gives back the sender that stands there after it; the message is admitted if that is the sender of the message.
 * Nothing else is compared, no time either; rows are deleted by a job of their own. The row stays even if the message is
 * refused later, so it is written in a transaction of its own.
 */
@FunctionalInterface
public interface CiphertextMemory {
    /** How long {@link #inMemory(Clock)} remembers at least; longer as long as there is room. */
    Duration USUAL_TIME = Duration.ofHours(2);
    /** How many ciphertexts {@link #inMemory(Clock)} remembers at most; about 200 bytes each. */
    int USUAL_CAPACITY = 200_000;

    /** What the memory says about a message. */
    enum Verdict {
        /** The ciphertext is new and remembered now, or it came from this sender before. */
        ADMITTED,
        /** The ciphertext came from another sender before. */
        OTHER_SENDER,
        /** The ciphertext is new and there is no room to remember it; never said by a memory without limit. */
        FULL
    }

    /**
     * Looks a ciphertext up and remembers it, in one step that no other thread or process can come between: of several
     * senders at once, one is the first.
     *
     * @param senderId the {@code sender_id} of whoever sent it, as its trust entry has it
     * @param fingerprint what tells the ciphertext from all others, as {@link Decryption} gives it: 43 ASCII characters
     * @return whether the message may be worked on
     */
    Verdict remember(String senderId, String fingerprint);

    /**
     * A memory that is lost when the program ends, of the usual size.
     *
     * @param clock the time
     * @return a new memory
     */
    static CiphertextMemory inMemory(Clock clock) {
        return inMemory(clock, USUAL_TIME, USUAL_CAPACITY);
    }

    /**
     * A memory that is lost when the program ends.
     *
     * @param clock the time
     * @param time how long a ciphertext is remembered at least after it came last; longer as long as there is room
     * @param capacity how many are remembered; when there are more within that time, further ones are not admitted
     * @return a new memory
     * @throws IllegalArgumentException if the time is not positive or the capacity is less than 1
     */
    static CiphertextMemory inMemory(Clock clock, Duration time, int capacity) {
        return new InMemoryCiphertexts(clock, time, capacity);
    }
}
