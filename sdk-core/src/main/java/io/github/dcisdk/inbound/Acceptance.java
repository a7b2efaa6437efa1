package io.github.dcisdk.inbound;

import io.github.dcisdk.store.NewTask;
import java.util.List;

/**
 * What the sender of an accepted message is told, and what is to be done with it.
 *
 * @param callbackFollows true for {@code ACK}: a callback will follow, where the operation has one; false for {@code NACK}:
 *     the message is accepted, and no callback will follow
 * @param tasks what is to be done with the message; stored in one step with it, which is kept until all are done
 */
public record Acceptance(boolean callbackFollows, List<NewTask> tasks) {
    /**
     * Checks that the parts are there.
     *
     * @param callbackFollows whether a callback will follow
     * @param tasks what is to be done with the message; copied
     */
    public Acceptance {
        tasks = List.copyOf(tasks);
    }

    /**
     * Acknowledges a message with {@code ACK}.
     *
     * @param tasks what is to be done with it
     * @return the acceptance
     */
    public static Acceptance ack(NewTask... tasks) {
        return new Acceptance(true, List.of(tasks));
    }

    /**
     * Acknowledges a message with {@code NACK}: accepted, and no callback will follow.
     *
     * @param tasks what is to be done with it
     * @return the acceptance
     */
    public static Acceptance nack(NewTask... tasks) {
        return new Acceptance(false, List.of(tasks));
    }
}
