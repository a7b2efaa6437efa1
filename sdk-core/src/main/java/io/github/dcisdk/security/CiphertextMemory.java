package io.github.dcisdk.security;

import java.time.Clock;
import java.time.Duration;

/**
 * Remembers who sent which encrypted message. Somebody who got hold of one that he cannot read could send it under his own
 * signature, and the answer would be encrypted for him; so a ciphertext belongs to its first sender. Implementations are
 * thread-safe; one that is shared by several processes protects all of them.
 */
@FunctionalInterface
public interface CiphertextMemory {
    /** How long {@link #inMemory(Clock)} remembers: longer than any signature is accepted. */
    Duration USUAL_TIME = Duration.ofHours(2);
    /** How many ciphertexts {@link #inMemory(Clock)} remembers at most; about 200 bytes each. */
    int USUAL_CAPACITY = 200_000;

    /** What the memory says about a message. */
    enum Verdict {
        /** The ciphertext is new and remembered now, or it came from this sender before. */
        ADMITTED,
        /** The ciphertext came from another sender before. */
        OTHER_SENDER,
        /** The ciphertext is new and there is no room to remember it. */
        FULL
    }

    /**
     * Looks a ciphertext up and remembers it, in one step that no other thread can come between.
     *
     * @param senderId the {@code sender_id} of whoever sent it, as far as it is proven
     * @param fingerprint what tells the ciphertext from all others, as {@link Decryption} gives it
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
     * @param time how long a ciphertext is remembered after it came last; the longer, the later it is before somebody else
     *     can send it
     * @param capacity how many are remembered; when there are more within that time, further ones are not admitted
     * @return a new memory
     * @throws IllegalArgumentException if the time is not positive or the capacity is less than 1
     */
    static CiphertextMemory inMemory(Clock clock, Duration time, int capacity) {
        return new InMemoryCiphertexts(clock, time, capacity);
    }
}
