package io.github.dcisdk.store;

import io.github.dcisdk.error.LogText;
import io.github.dcisdk.json.JsonSlice;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A task that its claimer alone may do, until the lease ends. Immutable; {@link #toString()} is safe for logs.
 */
public final class ClaimedTask {
    private final String id;
    private final String lease;
    private final NewTask task;
    private final int attempt;
    private final Instant createdAt;
    private final @Nullable InboxEntry message;

    /**
     * Creates a claim; for stores.
     *
     * @param id the task's id
     * @param lease what tells this claim from others of the same task
     * @param task what is to be done
     * @param attempt how often it was claimed, this time included
     * @param createdAt when it was stored
     * @param message the message that it was stored with, if any
     */
    public ClaimedTask(
            String id, String lease, NewTask task, int attempt, Instant createdAt, @Nullable InboxEntry message) {
        this.id = Objects.requireNonNull(id, "id");
        this.lease = Objects.requireNonNull(lease, "lease");
        this.task = Objects.requireNonNull(task, "task");
        this.attempt = attempt;
        this.createdAt = Objects.requireNonNull(createdAt, "createdAt");
        this.message = message;
    }

    /**
     * Which task it is.
     *
     * @return an id that stays the same however often the task is claimed
     */
    public String id() {
        return id;
    }

    /**
     * What tells this claim from others of the same task; for stores.
     *
     * @return any text
     */
    public String lease() {
        return lease;
    }

    /**
     * What is to be done.
     *
     * @return the task as it was stored; when it was due is not kept up to date
     */
    public NewTask task() {
        return task;
    }

    /**
     * How often it was claimed.
     *
     * @return 1 for the first time; attempts that {@linkplain StoreTransaction#retry did not count} are left out
     */
    public int attempt() {
        return attempt;
    }

    /**
     * When it was stored.
     *
     * @return the time, by the clock of the store
     */
    public Instant createdAt() {
        return createdAt;
    }

    /**
     * The message that it was stored with.
     *
     * @return the message; empty if the task was not stored with one
     */
    public Optional<InboxEntry> message() {
        return Optional.ofNullable(message);
    }

    /**
     * The content of the task itself.
     *
     * @return JSON
     */
    public JsonSlice content() {
        return task.content();
    }

    @Override
    public String toString() {
        return "ClaimedTask[" + id + ", " + task.queue() + ", " + LogText.safe(task.peerId()) + ", "
                + LogText.safe(task.transactionId()) + ", attempt " + attempt + "]";
    }
}
