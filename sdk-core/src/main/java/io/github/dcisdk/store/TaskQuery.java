package io.github.dcisdk.store;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks an operator looks at.
 *
 * @param state their state
 * @param queue their queue; null for all
 * @param peerId the peer that they have to do with; null for all
 * @param after the id of the task after which the list begins; null for the beginning
 * @param limit how many at most
 */
public record TaskQuery(
        TaskState state,
        @Nullable String queue,
        @Nullable String peerId,
        @Nullable String after,
        int limit) {
    /**
     * Checks the parts.
     *
     * @param state their state
     * @param queue their queue
     * @param peerId the peer
     * @param after the id after which the list begins
     * @param limit how many at most
     * @throws IllegalArgumentException if the limit is less than 1
     */
    public TaskQuery {
        Objects.requireNonNull(state, "state");
        if (limit < 1) {
            throw new IllegalArgumentException("limit: at least 1");
        }
    }

    /**
     * The first hundred parked tasks.
     *
     * @return a query for tasks of all queues and peers
     */
    public static TaskQuery parked() {
        return new TaskQuery(TaskState.PARKED, null, null, null, 100);
    }

    /**
     * The same for one queue.
     *
     * @param value the queue
     * @return a query for its tasks
     */
    public TaskQuery ofQueue(String value) {
        return new TaskQuery(state, value, peerId, after, limit);
    }

    /**
     * The same for one peer.
     *
     * @param value its {@code sender_id}
     * @return a query for its tasks
     */
    public TaskQuery ofPeer(String value) {
        return new TaskQuery(state, queue, value, after, limit);
    }

    /**
     * The same, from a task on.
     *
     * @param value the id of the last task of an earlier list
     * @return a query for what follows
     */
    public TaskQuery after(String value) {
        return new TaskQuery(state, queue, peerId, value, limit);
    }
}
