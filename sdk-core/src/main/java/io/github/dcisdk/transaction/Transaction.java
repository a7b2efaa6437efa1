package io.github.dcisdk.transaction;

import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.error.LogText;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.store.DciStore;
import io.github.dcisdk.store.StateKey;
import io.github.dcisdk.store.StateRecord;
import io.github.dcisdk.store.StateType;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A request of ours that is answered later: what was asked, who gets the answer, and what came so far. Immutable; {@link
 * #toString()} is safe for logs. It belongs to the peer that it was sent to: the same id from anybody else is another
 * transaction.
 */
public final class Transaction {
    private final Begun begun;
    private final Progress progress;
    private final Map<String, TransactionItem> items;

    /**
     * What does not change.
     *
     * @param peerId who was asked
     * @param transactionId our id
     * @param kind what was asked
     * @param handler the name of the handler that gets the answer; null if a future does
     * @param subject the subscription that it is about; null if it is about none
     * @param deadline until when the answer is waited for
     * @param polls whether the peer can be asked for the status
     */
    record Begun(
            String peerId,
            String transactionId,
            Kind kind,
            @Nullable String handler,
            @Nullable String subject,
            Instant deadline,
            boolean polls) {}

    /**
     * What changes.
     *
     * @param waiter the program in which a future waits; null if none does
     * @param quietSince when something final came last and more is missing; null while nothing final came
     * @param parts how many parts of the answer were stored
     */
    record Progress(@Nullable String waiter, @Nullable Instant quietSince, int parts) {}

    /** What was asked. The names stand in databases and stay as they are. */
    @SuppressWarnings("ImmutableEnumChecker") // Operations are immutable constants.
    public enum Kind {
        /** A search. */
        SEARCH,
        /** A subscription. */
        SUBSCRIBE,
        /** The end of a subscription. */
        UNSUBSCRIBE,
        /** The status of another transaction. */
        TXN_STATUS;

        /**
         * The operation of the request.
         *
         * @return one that is answered later
         */
        public Operation<?, ?> operation() {
            return switch (this) {
                case SEARCH -> Operation.SEARCH;
                case SUBSCRIBE -> Operation.SUBSCRIBE;
                case UNSUBSCRIBE -> Operation.UNSUBSCRIBE;
                case TXN_STATUS -> Operation.TXN_STATUS;
            };
        }
    }

    Transaction(Begun begun, Progress progress, Map<String, TransactionItem> items) {
        this.begun = begun;
        this.progress = progress;
        this.items = items;
    }

    /**
     * A transaction of which nothing came yet, and whose answer nobody waits for.
     *
     * @param peerId the {@code sender_id} of the peer that is asked
     * @param transactionId our {@code transaction_id}
     * @param kind what is asked
     * @param deadline until when the answer is waited for
     * @param items what is asked for, each with a reference of its own
     * @return the transaction
     */
    public static Transaction create(
            String peerId, String transactionId, Kind kind, Instant deadline, List<TransactionItem> items) {
        Map<String, TransactionItem> byReference = new LinkedHashMap<>();
        items.forEach(item -> byReference.put(item.referenceId(), item));
        return new Transaction(
                new Begun(
                        Objects.requireNonNull(peerId, "peerId"),
                        Objects.requireNonNull(transactionId, "transactionId"),
                        Objects.requireNonNull(kind, "kind"),
                        null,
                        null,
                        Objects.requireNonNull(deadline, "deadline"),
                        false),
                new Progress(null, null, 0),
                byReference);
    }

    /**
     * The key under which a transaction is stored.
     *
     * @param peerId the {@code sender_id} of the peer that was asked
     * @param transactionId our {@code transaction_id}
     * @return the key
     */
    public static StateKey key(String peerId, String transactionId) {
        return new StateKey(StateType.TRANSACTION, peerId, transactionId);
    }

    /**
     * The same, answered to a handler.
     *
     * @param name the name of the handler
     * @return a changed copy
     */
    public Transaction forHandler(String name) {
        return with(new Begun(
                begun.peerId, begun.transactionId, begun.kind, name, begun.subject, begun.deadline, begun.polls));
    }

    /**
     * The same, about a subscription.
     *
     * @param subscriptionId the id under which the subscription is stored
     * @return a changed copy
     */
    public Transaction about(String subscriptionId) {
        return with(new Begun(
                begun.peerId,
                begun.transactionId,
                begun.kind,
                begun.handler,
                subscriptionId,
                begun.deadline,
                begun.polls));
    }

    /**
     * The same, of a peer that can be asked for the status.
     *
     * @param value whether it can
     * @return a changed copy
     */
    public Transaction polling(boolean value) {
        return with(new Begun(
                begun.peerId, begun.transactionId, begun.kind, begun.handler, begun.subject, begun.deadline, value));
    }

    private Transaction with(Begun changed) {
        return new Transaction(changed, progress, items);
    }

    /**
     * The same, with a future that waits for the answer.
     *
     * @param program which program it waits in
     * @return a changed copy
     */
    public Transaction awaitedBy(String program) {
        return with(new Progress(program, progress.quietSince, progress.parts));
    }

    Transaction quietSince(@Nullable Instant since) {
        return with(new Progress(progress.waiter, since, progress.parts));
    }

    /**
     * The same, with parts of the answer more.
     *
     * @param added how many
     * @return a changed copy
     */
    public Transaction withParts(int added) {
        return with(new Progress(progress.waiter, progress.quietSince, progress.parts + added));
    }

    private Transaction with(Progress changed) {
        return new Transaction(begun, changed, items);
    }

    /**
     * The same, with one item changed.
     *
     * @param item the item, one of the transaction's
     * @return a changed copy
     */
    Transaction with(TransactionItem item) {
        Map<String, TransactionItem> changed = new LinkedHashMap<>(items);
        changed.put(item.referenceId(), item);
        return new Transaction(begun, progress, changed);
    }

    private Transaction each(UnaryOperator<TransactionItem> change) {
        Map<String, TransactionItem> changed = new LinkedHashMap<>();
        items.forEach((reference, item) -> changed.put(reference, change.apply(item)));
        return new Transaction(begun, progress, changed);
    }

    /**
     * The same, after an end of the whole: of every item that has none.
     *
     * @param ending how it ended
     * @return a changed copy
     */
    public Transaction ended(Ending ending) {
        return each(item -> item.ending().isPresent() ? item : item.ended(ending));
    }

    /**
     * The same, after the peer answered for good: of every item that is not settled.
     *
     * @param ending how it ended
     * @return a changed copy
     */
    public Transaction settled(Ending ending) {
        return each(item -> item.isSettled() ? item : item.ended(ending));
    }

    /**
     * The same, after the deadline and the last question for the status.
     *
     * @return a changed copy, in which every item has an end
     */
    public Transaction timedOut() {
        return each(item -> item.ending().isPresent()
                ? item
                : item.ended(Ending.of(item.pages().count() > 0 ? Ending.Kind.INCOMPLETE : Ending.Kind.TIMED_OUT)));
    }

    /**
     * The same, after nothing came for so long that nothing more is expected of items that the peer does not say are under
     * way.
     *
     * @param dropsEmptyItems whether an item of which nothing came means that nothing was found
     * @return a changed copy
     */
    public Transaction quiet(boolean dropsEmptyItems) {
        return each(item -> {
                    if (item.ending().isPresent() || item.isPending()) {
                        return item;
                    } else if (item.isTouched()) {
                        return item.ended(Ending.of(Ending.Kind.INCOMPLETE));
                    }
                    return item.ended(dropsEmptyItems ? Ending.COMPLETE : Ending.of(Ending.Kind.MISSING));
                })
                .quietSince(null);
    }

    /**
     * The same without what was asked for: personal data.
     *
     * @return a changed copy
     */
    public Transaction withoutCriteria() {
        return each(TransactionItem::withoutCriteria);
    }

    /**
     * Whether every item has an end.
     *
     * @return true if nobody waits any longer
     */
    public boolean isFinished() {
        return items.values().stream().allMatch(item -> item.ending().isPresent());
    }

    /**
     * Whether what was asked for is forgotten, and the answer with it.
     *
     * @return true if nobody can get the answer any more
     */
    public boolean isForgotten() {
        return begun.kind == Kind.SEARCH
                && items.values().stream().allMatch(item -> item.criteria().isEmpty());
    }

    /**
     * Whether something is kept that has to be forgotten one day: what was asked for, or parts of the answer.
     *
     * @return true if there is
     */
    public boolean holdsContent() {
        return progress.parts > 0
                || items.values().stream().anyMatch(item -> item.criteria().isPresent());
    }

    /**
     * Whether every item was answered for good.
     *
     * @return true if a late answer changes nothing
     */
    public boolean isSettled() {
        return items.values().stream().allMatch(TransactionItem::isSettled);
    }

    /**
     * Whether this ended, and not in the same way before.
     *
     * @param before the transaction as it was
     * @return true if whoever waits is to be told
     */
    public boolean hasEndedSince(Transaction before) {
        return isFinished() && !(before.isFinished() && endings().equals(before.endings()));
    }

    boolean hasOtherEndingsThan(Transaction before) {
        return !endings().equals(before.endings());
    }

    private List<Optional<Ending>> endings() {
        return items.values().stream().map(TransactionItem::ending).toList();
    }

    /**
     * Who was asked.
     *
     * @return the peer's {@code sender_id}
     */
    public String peerId() {
        return begun.peerId;
    }

    /**
     * Which transaction it is.
     *
     * @return our {@code transaction_id}
     */
    public String transactionId() {
        return begun.transactionId;
    }

    /**
     * What was asked.
     *
     * @return the kind
     */
    public Kind kind() {
        return begun.kind;
    }

    /**
     * Who gets the answer.
     *
     * @return the name of a handler; empty if a future does
     */
    public Optional<String> handler() {
        return Optional.ofNullable(begun.handler);
    }

    /**
     * The subscription that it is about.
     *
     * @return the id under which it is stored; empty if it is about none
     */
    public Optional<String> subject() {
        return Optional.ofNullable(begun.subject);
    }

    /**
     * Until when the answer is waited for.
     *
     * @return the time
     */
    public Instant deadline() {
        return begun.deadline;
    }

    /**
     * Whether the peer can be asked for the status.
     *
     * @return true if it can
     */
    public boolean polls() {
        return begun.polls;
    }

    /**
     * Where a future waits.
     *
     * @return the program; empty if none does
     */
    public Optional<String> waiter() {
        return Optional.ofNullable(progress.waiter);
    }

    /**
     * Since when nothing came although more is missing.
     *
     * @return when something final came last; empty while nothing final came
     */
    public Optional<Instant> quietSince() {
        return Optional.ofNullable(progress.quietSince);
    }

    /**
     * How many parts of the answer were stored.
     *
     * @return the count, which names the next part
     */
    public int parts() {
        return progress.parts;
    }

    /**
     * What was asked for.
     *
     * @return the items by reference, in the order of the request; unmodifiable
     */
    public Map<String, TransactionItem> items() {
        return Collections.unmodifiableMap(items);
    }

    /**
     * The identifiers, for logs and errors.
     *
     * @return peer and transaction
     */
    public CallContext context() {
        return CallContext.of(begun.peerId).withTransactionId(begun.transactionId);
    }

    /**
     * The transaction as a state that is not stored yet.
     *
     * @param now the time
     * @return the state
     */
    public StateRecord toState(Instant now) {
        return StateRecord.create(
                key(begun.peerId, begun.transactionId), "", now.plus(DciStore.RETENTION), TransactionCodec.write(this));
    }

    /**
     * The transaction as a state in place of the one that was read. It is open until all of it was answered for good.
     *
     * @param read the state that was read
     * @param now the time
     * @return the state
     */
    public StateRecord toState(StateRecord read, Instant now) {
        return read.withContent(TransactionCodec.write(this)).with(!isFinished(), now.plus(DciStore.RETENTION));
    }

    /**
     * Reads a state.
     *
     * @param state a state of type {@link StateType#TRANSACTION}
     * @return the transaction
     * @throws IllegalStateException if it was written in a form that is not known
     */
    public static Transaction of(StateRecord state) {
        return TransactionCodec.read(state);
    }

    @Override
    public String toString() {
        return "Transaction[" + begun.kind + ", " + LogText.safe(begun.peerId) + ", "
                + LogText.safe(begun.transactionId) + ", " + items.values() + "]";
    }
}
