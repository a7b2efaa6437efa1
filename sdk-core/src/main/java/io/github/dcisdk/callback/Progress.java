package io.github.dcisdk.callback;

import io.github.dcisdk.client.DciClient;
import io.github.dcisdk.client.Transactions;
import io.github.dcisdk.store.DciStore;
import io.github.dcisdk.store.StateRecord;
import io.github.dcisdk.store.StoreTransaction;
import io.github.dcisdk.transaction.AnswerPart;
import io.github.dcisdk.transaction.StoredSubscription;
import io.github.dcisdk.transaction.SubscriptionJoin;
import io.github.dcisdk.transaction.Transaction;
import io.github.dcisdk.transaction.TransactionWriter;
import io.github.dcisdk.transaction.TransactionWriter.Watch;
import io.github.dcisdk.work.TaskResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what an answer changes, and all that follows from it. Immutable, thread-safe. */
record Progress(DciStore store, Peers peers, Transactions transactions) {
    private static final Logger LOG = LoggerFactory.getLogger(CallbackEndpoint.class);

    /**
     * A transaction that something came of.
     *
     * @param read its state as it was read
     * @param before the transaction as it was
     * @param peer who was asked
     */
    record Step(StateRecord read, Transaction before, DciClient peer) {}

    /** Ends a task that changed a transaction. */
    TaskResult write(Step step, Transaction after, List<AnswerPart> parts, StoreTransaction to) {
        Transaction before = step.before();
        if (before.isSettled() && parts.isEmpty()) {
            return TaskResult.done();
        }
        Instant now = peers.clock().instant();
        new TransactionWriter(store).write(to, step.read(), before, after, parts, now);
        if (!after.isFinished()
                && after.quietSince().isPresent()
                && before.quietSince().isEmpty()) {
            Instant dueAt = now.plus(step.peer().profile().answerSilence());
            to.add(TransactionWriter.watch(after, Watch.SILENCE, 0, dueAt));
        }
        return after.hasEndedSince(before)
                ? TaskResult.doneThen(() -> transactions.ended(after.peerId(), after.transactionId()))
                : TaskResult.done();
    }

    /** Ends a transaction that is not answered in time. */
    TaskResult giveUp(StateRecord read, Transaction before, StoreTransaction to) {
        Transaction after = before.timedOut();
        LOG.warn("no whole answer came in time: {}", after);
        keepContent(after, to);
        new TransactionWriter(store)
                .write(to, read, before, after, List.of(), peers.clock().instant());
        return TaskResult.doneThen(() -> transactions.ended(after.peerId(), after.transactionId()));
    }

    /** Sees to it that the content of a transaction that ended is forgotten one day. */
    void keepContent(Transaction ended, StoreTransaction to) {
        if (!ended.holdsContent()) {
            return;
        }
        Instant until = peers.clock().instant().plus(DciStore.CONTENT_RETENTION);
        String task = to.add(TransactionWriter.watch(ended, Watch.CONTENT, 0, until));
        LOG.trace("content is kept until {} is done", task);
    }

    /** Ends a task that changed a request about a subscription. */
    TaskResult subscription(Step step, StoreTransaction to, UnaryOperator<SubscriptionJoin> answer) {
        Transaction before = step.before();
        Optional<StateRecord> read =
                before.subject().flatMap(id -> store.state(StoredSubscription.key(before.peerId(), id)));
        SubscriptionJoin start =
                new SubscriptionJoin(before, read.map(StoredSubscription::of).orElse(null));
        SubscriptionJoin joined = answer.apply(start);
        StoredSubscription changed = joined.subscription();
        if (changed != null && !changed.equals(start.subscription())) {
            to.put(changed.toState(read.orElseThrow(), peers.clock().instant()));
            joined.replacedCode(start).ifPresent(code -> transactions.unsubscribe(step.peer(), code, to));
        }
        return write(step, joined.transaction(), List.of(), to);
    }
}
