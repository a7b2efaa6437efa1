package io.github.dcisdk.store;

import java.time.Instant;
import java.util.Optional;

/**
 * Writes that take effect together. What {@link #commit()} does not store is lost when the transaction is closed. Belongs to
 * one thread.
 */
public interface StoreTransaction extends AutoCloseable {
    /**
     * Adds a task.
     *
     * @param task what is to be done
     * @return its id
     * @throws StoreFullException if there is no room; may also be thrown by {@link #commit()}
     */
    String add(NewTask task);

    /**
     * Ends a claimed task: it is done.
     *
     * @param task the task, as it was claimed
     * @throws StoreConflictException if it is not this claimer's any more; may also be thrown by {@link #commit()}
     */
    void complete(ClaimedTask task);

    /**
     * Gives a claimed task back, to be tried again.
     *
     * @param task the task, as it was claimed
     * @param dueAt from when on
     * @param reason why, for operators: a code or a short text without content
     * @param countsAttempt whether this attempt counts; if not, the task has as many as before it was claimed
     * @throws StoreConflictException if it is not this claimer's any more; may also be thrown by {@link #commit()}
     */
    void retry(ClaimedTask task, Instant dueAt, String reason, boolean countsAttempt);

    /**
     * Puts a claimed task aside until an operator replays or discards it.
     *
     * @param task the task, as it was claimed
     * @param reason why, for operators: a code or a short text without content
     * @param blocksLane whether later tasks of its lane wait for it
     * @throws StoreConflictException if it is not this claimer's any more; may also be thrown by {@link #commit()}
     */
    void park(ClaimedTask task, String reason, boolean blocksLane);

    /**
     * Stores a state in place of the one that was read. A state may be put once in a transaction.
     *
     * @param state the state; its {@link StateRecord#version()} is that which was read, or 0 if there is none
     * @throws StoreConflictException if another version is stored; may also be thrown by {@link #commit()}
     * @throws StoreFullException if there is no room; may also be thrown by {@link #commit()}
     */
    void put(StateRecord state);

    /**
     * Deletes a state, if it is there.
     *
     * @param key which one
     */
    void delete(StateKey key);

    /**
     * What the store works with, so that an application can write in the same transaction: a {@code java.sql.Connection} for
     * stores in databases. It is the store's to commit and to close.
     *
     * @param <T> the type
     * @param type the type
     * @return the object; empty if the store has none of that type
     */
    <T> Optional<T> unwrap(Class<T> type);

    /** Stores everything. Nothing can be written afterwards. */
    void commit();

    /** Ends the transaction. Without a commit before, nothing of it is stored. Closing twice does nothing. */
    @Override
    void close();
}
