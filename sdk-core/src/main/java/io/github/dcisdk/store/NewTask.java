package io.github.dcisdk.store;

import io.github.dcisdk.error.LogText;
import io.github.dcisdk.json.JsonSlice;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something to be done at least once, although whoever does it may crash: hand a message to a handler, deliver one to a
 * receiver, look after a transaction. Immutable; {@link #toString()} is safe for logs.
 */
public final class NewTask {
    private static final JsonSlice NOTHING = JsonSlice.of(new byte[] {'{', '}'});

    private final String queue;
    private final String peerId;
    private final String transactionId;
    private final @Nullable String lane;
    private final Instant dueAt;
    private final JsonSlice content;

    private NewTask(
            String queue,
            String peerId,
            String transactionId,
            @Nullable String lane,
            Instant dueAt,
            JsonSlice content) {
        this.queue = Objects.requireNonNull(queue, "queue");
        this.peerId = Objects.requireNonNull(peerId, "peerId");
        this.transactionId = Objects.requireNonNull(transactionId, "transactionId");
        this.lane = lane;
        this.dueAt = Objects.requireNonNull(dueAt, "dueAt");
        this.content = Objects.requireNonNull(content, "content");
    }

    /**
     * A task without content of its own, that need not wait for others.
     *
     * @param queue who does it: the name under which it is claimed
     * @param peerId the {@code sender_id} of the peer that it has to do with
     * @param transactionId the {@code transaction_id} that it has to do with, for operators; empty text if there is none
     * @param dueAt from when on
     * @return the task
     */
    public static NewTask of(String queue, String peerId, String transactionId, Instant dueAt) {
        return new NewTask(queue, peerId, transactionId, null, dueAt, NOTHING);
    }

    /**
     * The same, to be done after all earlier tasks of one queue that are in the same lane. Earlier is what was stored
     * earlier.
     *
     * @param value the lane: any text
     * @return a task with that lane
     */
    public NewTask inLane(String value) {
        return new NewTask(queue, peerId, transactionId, value, dueAt, content);
    }

    /**
     * The same with what whoever does it needs to know.
     *
     * @param value JSON; copied when it is stored
     * @return a task with that content
     */
    public NewTask withContent(JsonSlice value) {
        return new NewTask(queue, peerId, transactionId, lane, dueAt, value);
    }

    /**
     * Who does it.
     *
     * @return the name under which it is claimed
     */
    public String queue() {
        return queue;
    }

    /**
     * The peer that it has to do with.
     *
     * @return its {@code sender_id}
     */
    public String peerId() {
        return peerId;
    }

    /**
     * The transaction that it has to do with.
     *
     * @return the {@code transaction_id}; empty text if there is none
     */
    public String transactionId() {
        return transactionId;
    }

    /**
     * The lane, within the queue.
     *
     * @return the lane; empty if the task need not wait for others
     */
    public Optional<String> lane() {
        return Optional.ofNullable(lane);
    }

    /**
     * From when on it can be claimed.
     *
     * @return the time
     */
    public Instant dueAt() {
        return dueAt;
    }

    /**
     * What whoever does it needs to know.
     *
     * @return JSON
     */
    public JsonSlice content() {
        return content;
    }

    @Override
    public String toString() {
        return "NewTask[" + queue + ", " + LogText.safe(peerId) + ", " + LogText.safe(transactionId) + "]";
    }
}
