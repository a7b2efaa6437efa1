package io.github.dcisdk.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps what must not be lost: deliveries that were acknowledged, tasks that are to be done, and states that later messages
 * refer to. An implementation keeps these promises:
 *
 * <ul>
 *   <li>Each method is one step: after a crash at any moment all of it is there or nothing. So is everything that a {@link
 *       StoreTransaction} wrote before its {@link StoreTransaction#commit()}.
 *   <li>When a method or a commit has returned, what it wrote outlives whatever the store says that it outlives. When it
 *       throws, it may have been written all the same.
 *   <li>Of several threads, or processes that share the store, which bring one delivery at the same time, exactly one is
 *       told {@link Receipt.Stored}. A unique column for {@link DeliveryKey#digest()} does that in a database.
 *   <li>The record of a delivery stays for {@link #RETENTION} at least. A store that has no room refuses; it does not
 *       forget.
 *   <li>Items of deliveries are compared with all that {@link #receive} stored before. Two that are stored at the same
 *       moment may both count as new only if their tasks are in no lane.
 *   <li>A task is given to one claimer at a time, until its lease ends. Of the tasks of one lane only the oldest is given,
 *       and the next only when that one is done, parked without blocking, or discarded.
 *   <li>Keys and digests are compared exactly, with case. Texts from outside have no limit of length; the digests of keys
 *       and contents have 43 characters.
 *   <li>Times are exact to the microsecond; what is finer may be cut off.
 *   <li>Contents are personal data: nothing of them goes to logs or exceptions, and a durable store encrypts them or says
 *       that it does not.
 * </ul>
 *
 * Every method throws {@link StoreException} if the store cannot be used, for example because its database is away.
 * Implementations are thread-safe. {@code DciStoreContract} among the tests of this module holds them to it.
 */
public interface DciStore {
    /** How long a delivery is remembered at least. */
    Duration RETENTION = Duration.ofDays(30);

    /** How long contents are kept that nobody has worked on: 7 days. */
    Duration CONTENT_RETENTION = Duration.ofDays(7);

    /**
     * Stores a message and what is to be done with it, unless its delivery is stored already or there is no room. The
     * message is kept until the last of its tasks is done or discarded; without tasks, only its record is kept.
     *
     * @param message the message and the record of its delivery; its bytes are not kept beyond the call, but copied
     * @param tasks what is to be done with it; whoever claims one gets the message with it
     * @return what was done
     */
    Receipt receive(InboxMessage message, List<NewTask> tasks);

    /**
     * Looks a delivery up.
     *
     * @param key which one
     * @return its record, if it is stored
     */
    Optional<Delivery> find(DeliveryKey key);

    /**
     * Gives out tasks that are due, the one that has been due longest first. Each counts one attempt more. Nobody else gets
     * them before their lease ends. A store that several processes share may leave out what others look at at this moment.
     *
     * @param claim which ones, and for how long
     * @return the tasks; empty when none is due
     */
    List<ClaimedTask> claim(TaskClaim claim);

    /**
     * Makes a lease longer.
     *
     * @param task the task, as it was claimed
     * @param until when the lease ends
     * @return false if the lease had ended and the task is done, or somebody else has it
     */
    boolean renew(ClaimedTask task, Instant until);

    /**
     * Begins a transaction. Nothing of it is seen by others before it is committed.
     *
     * @return the transaction, to be closed by the caller
     */
    StoreTransaction begin();

    /**
     * Looks a state up.
     *
     * @param key which one
     * @return the state, if it is stored
     */
    Optional<StateRecord> state(StateKey key);

    /**
     * Lists states, in the order in which they were first stored. A list that goes on from an earlier one can miss what was
     * just being stored at the time of the earlier one.
     *
     * @param query which ones
     * @return at most {@link StateQuery#limit()} of them
     */
    List<StateRecord> states(StateQuery query);

    /**
     * Lists tasks for an operator, in the order in which they were stored, without their contents.
     *
     * @param query which ones
     * @return at most {@link TaskQuery#limit()} of them
     */
    List<StoredTask> tasks(TaskQuery query);

    /**
     * Lets a parked task be done after all, as if it had never been tried. It has the place in its lane that it had; if a
     * younger one of its lane is just being done, it waits for that.
     *
     * @param taskId which task
     * @param dueAt from when on
     * @return false if no parked task has that id
     */
    boolean replay(String taskId, Instant dueAt);

    /**
     * Gives a parked task up, and frees its lane.
     *
     * @param taskId which task
     * @return false if no parked task has that id
     */
    boolean discard(String taskId);

    /**
     * Forgets what is old enough: parked tasks after {@link #CONTENT_RETENTION}, with the messages that nobody else needs;
     * states whose {@link StateRecord#expiresAt()} is over; records of deliveries after {@link #RETENTION}. What is still to
     * be done stays, however old it is, and so does its message. Unlike other methods, this one may take many steps.
     *
     * @param now the time by which it is old
     * @return how much was forgotten
     */
    Purged purge(Instant now);
}
