package io.github.dcisdk.store;

import io.github.dcisdk.error.LogText;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an operator sees of a task: no content. {@link #toString()} is safe for logs.
 *
 * @param id the task's id, for {@link DciStore#replay} and {@link DciStore#discard}
 * @param state whether it is to be done or parked
 * @param queue who does it
 * @param peerId the peer that it has to do with
 * @param transactionId the transaction that it has to do with; empty text if there is none
 * @param attempts how often it was claimed
 * @param createdAt when it was stored
 * @param dueAt from when on it can be claimed
 * @param reason why it was given back or parked; null if it never was
 * @param blocksLane whether later tasks of its lane wait for it while it is parked
 */
public record StoredTask(
        String id,
        TaskState state,
        String queue,
        String peerId,
        String transactionId,
        int attempts,
        Instant createdAt,
        Instant dueAt,
        @Nullable String reason,
        boolean blocksLane) {
    /**
     * Checks that the parts are there.
     *
     * @param id the task's id
     * @param state whether it is to be done or parked
     * @param queue who does it
     * @param peerId the peer
     * @param transactionId the transaction
     * @param attempts how often it was claimed
     * @param createdAt when it was stored
     * @param dueAt from when on it can be claimed
     * @param reason why it was given back or parked
     * @param blocksLane whether later tasks of its lane wait for it
     */
    public StoredTask {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(queue, "queue");
        Objects.requireNonNull(peerId, "peerId");
        Objects.requireNonNull(transactionId, "transactionId");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(dueAt, "dueAt");
    }

    @Override
    public String toString() {
        return "StoredTask[" + id + ", " + state + ", " + queue + ", " + LogText.safe(peerId) + ", "
                + LogText.safe(transactionId) + ", " + attempts + " attempts"
                + (reason == null ? "" : ", " + LogText.safe(reason)) + "]";
    }
}
