package io.github.dcisdk.store;

import java.time.Duration;
import java.util.Optional;

/**
 * Keeps messages that were acknowledged. An implementation keeps these promises:
 *
 * <ul>
 *   <li>An entry is the record of a delivery and the message itself, written in one step: after a crash at any moment there
 *       are both or neither.
 *   <li>Of several threads, or processes that share the store, which bring one delivery at the same time, exactly one is
 *       told {@link Receipt.Stored}. A unique column for {@link DeliveryKey#digest()} does that in a database.
 *   <li>When {@link #receive} has returned {@link Receipt.Stored}, the entry outlives whatever the store says that it
 *       outlives. When it throws, the caller answers that it is not available, and the sender sends again; an entry that was
 *       written all the same is then found.
 *   <li>The record of a delivery stays for {@link #RETENTION} at least. A store that has no room refuses; it does not forget.
 *   <li>Items are compared with all that {@link #receive} stored before. Two that are stored at the same moment may both
 *       count as new.
 *   <li>Keys and digests are compared exactly, with case. Texts from outside have no limit of length; the digests of keys
 *       and contents have 43 characters.
 *   <li>Nothing of header and message goes to logs or exceptions.
 * </ul>
 *
 * Implementations are thread-safe. {@code InboxStoreContract} among the tests of this module holds them to it.
 */
public interface InboxStore {
    /** How long a delivery is remembered at least. */
    Duration RETENTION = Duration.ofDays(30);

    /**
     * Stores a message, unless its delivery is stored already or there is no room. One atomic step.
     *
     * @param message the message and the record of its delivery; its bytes are not kept beyond the call, but copied
     * @return what was done
     */
    Receipt receive(InboxMessage message);

    /**
     * Looks a delivery up.
     *
     * @param key which one
     * @return its record, if it is stored
     */
    Optional<Delivery> find(DeliveryKey key);
}
