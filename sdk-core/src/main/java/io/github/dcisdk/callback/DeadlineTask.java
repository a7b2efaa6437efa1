package io.github.dcisdk.callback;

import io.github.dcisdk.client.DciClient;
import io.github.dcisdk.client.Transactions;
import io.github.dcisdk.client.TxnStatusAnswer;
import io.github.dcisdk.error.DciException;
import io.github.dcisdk.error.UnavailableException;
import io.github.dcisdk.message.TxnAttribute;
import io.github.dcisdk.message.TxnStatus;
import io.github.dcisdk.message.TxnType;
import io.github.dcisdk.store.ClaimedTask;
import io.github.dcisdk.store.DciStore;
import io.github.dcisdk.store.StateRecord;
import io.github.dcisdk.store.StoreTransaction;
import io.github.dcisdk.transaction.SearchJoin;
import io.github.dcisdk.transaction.StoredJson;
import io.github.dcisdk.transaction.Transaction;
import io.github.dcisdk.transaction.TransactionWriter;
import io.github.dcisdk.transaction.TransactionWriter.Watch;
import io.github.dcisdk.work.TaskHandler;
import io.github.dcisdk.work.TaskResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after transactions: gives up what does not come, asks for the status before that, and forgets what nobody took.
 * Thread-safe.
 */
final class DeadlineTask implements TaskHandler {
    private static final Logger LOG = LoggerFactory.getLogger(CallbackEndpoint.class);
    private static final Duration FIRST_ROUND = Duration.ofSeconds(15);
    private static final int ROUNDS = 5;
    private static final Duration FOR_OTHERS = Duration.ofMinutes(10);

    private final DciStore store;
    private final Peers peers;
    private final Progress progress;

    DeadlineTask(DciStore store, Peers peers, Transactions transactions) {
        this.store = store;
        this.peers = peers;
        this.progress = new Progress(store, peers, transactions);
    }

    @Override
    public TaskResult handle(ClaimedTask task, StoreTransaction to) {
        StoredJson content = StoredJson.read(task.content());
        Watch watch = Watch.valueOf(content.required(TransactionWriter.WATCH));
        Optional<StateRecord> read =
                store.state(Transaction.key(task.task().peerId(), task.task().transactionId()));
        if (read.isEmpty()) {
            return TaskResult.done();
        }
        Transaction transaction = Transaction.of(read.get());
        if (transaction.isFinished()) {
            return watch == Watch.SILENCE ? TaskResult.done() : forget(task, read.get(), transaction, to);
        }
        Optional<DciClient> peer = peers.find(task.task().peerId());
        if (peer.isEmpty()) {
            return withoutPeer(watch, read.get(), transaction, to);
        }
        Progress.Step step = new Progress.Step(read.get(), transaction, peer.get());
        return switch (watch) {
            case DEADLINE, STATUS -> late(step, (int) content.number("round", 0), to);
            case SILENCE -> silence(step, to);
            case CONTENT -> TaskResult.done();
        };
    }

    /** A program that knows the peer can ask it for the status; if none does, nobody waits longer for that. */
    private TaskResult withoutPeer(Watch watch, StateRecord read, Transaction transaction, StoreTransaction to) {
        Instant now = peers.clock().instant();
        if (now.isBefore(transaction.deadline().plus(FOR_OTHERS))) {
            Instant since = transaction.quietSince().orElse(transaction.deadline());
            return TaskResult.leftToOthers(since, now);
        }
        if (watch == Watch.DEADLINE || watch == Watch.STATUS) {
            return progress.giveUp(read, transaction, to);
        }
        return TaskResult.done(); // The deadline has a task of its own.
    }

    /** What was answered is kept for a while, for whoever has not taken it yet. */
    private TaskResult forget(ClaimedTask task, StateRecord read, Transaction transaction, StoreTransaction to) {
        if (!transaction.holdsContent()) {
            return TaskResult.done();
        }
        Instant until = task.createdAt().plus(DciStore.CONTENT_RETENTION);
        if (peers.clock().instant().isBefore(until)) {
            return TaskResult.postponed(until);
        }
        new TransactionWriter(store).forget(to, read, transaction, peers.clock().instant());
        return TaskResult.done();
    }

    private TaskResult silence(Progress.Step step, StoreTransaction to) {
        Optional<Instant> since = step.before().quietSince();
        if (since.isEmpty()) {
            return TaskResult.done();
        }
        Instant until = since.get().plus(step.peer().profile().answerSilence());
        if (peers.clock().instant().isBefore(until)) {
            return TaskResult.postponed(until);
        }
        Transaction after = step.before().quiet(step.peer().profile().dropsEmptyItems());
        LOG.debug("nothing came any more: {}", after);
        return progress.write(step, after, List.of(), to);
    }

    /** While pieces of the answer come, the silence after them decides, not the deadline. */
    private TaskResult late(Progress.Step step, int round, StoreTransaction to) {
        Optional<Instant> silent = step.before()
                .quietSince()
                .map(since -> since.plus(step.peer().profile().answerSilence()));
        if (silent.filter(until -> peers.clock().instant().isBefore(until)).isPresent()) {
            return TaskResult.postponed(silent.get());
        }
        return status(step, round, to);
    }

    private TaskResult status(Progress.Step step, int round, StoreTransaction to) {
        Optional<TxnType> type = typeOf(step.before());
        if (!step.before().polls() || type.isEmpty() || round >= ROUNDS) {
            return progress.giveUp(step.read(), step.before(), to);
        }
        TxnStatus status;
        TxnStatusAnswer answer;
        try {
            answer = step.peer()
                    .txnStatus(
                            type.get(), TxnAttribute.transactionId(step.before().transactionId()));
            status = answer.status();
        } catch (UnavailableException e) {
            return nextRound(step, round, to);
        } catch (DciException e) {
            LOG.debug("the status cannot be had: {}", e.getMessage());
            return progress.giveUp(step.read(), step.before(), to);
        }
        if (status instanceof TxnStatus.SearchStatus search) {
            SearchJoin.Joined joined = SearchJoin.polled(
                    step.before(),
                    answer.answer().header(),
                    search.response(),
                    peers.clock().instant());
            if (joined.transaction().isFinished()) {
                progress.keepContent(joined.transaction(), to);
                return progress.write(step, joined.transaction(), joined.parts(), to);
            } else if (!joined.parts().isEmpty()) {
                askAgain(step, round, to);
                return progress.write(step, joined.transaction(), joined.parts(), to);
            }
        } else if (status instanceof TxnStatus.SubscribeStatus subscribe) {
            askAgain(step, round, to); // Does nothing if this was the answer.
            return progress.subscription(step, to, join -> join.subscribed(subscribe.response()));
        } else if (status instanceof TxnStatus.UnSubscribeStatus unsubscribe) {
            askAgain(step, round, to);
            return progress.subscription(step, to, join -> join.unsubscribed(unsubscribe.response()));
        }
        return nextRound(step, round, to);
    }

    private static Optional<TxnType> typeOf(Transaction transaction) {
        return switch (transaction.kind()) {
            case SEARCH -> Optional.of(TxnType.SEARCH);
            case SUBSCRIBE -> Optional.of(TxnType.SUBSCRIBE);
            case UNSUBSCRIBE -> Optional.of(TxnType.UNSUBSCRIBE);
            case TXN_STATUS -> Optional.empty();
        };
    }

    private TaskResult nextRound(Progress.Step step, int round, StoreTransaction to) {
        askAgain(step, round, to);
        return TaskResult.done();
    }

    private void askAgain(Progress.Step step, int round, StoreTransaction to) {
        Instant dueAt = peers.clock().instant().plus(FIRST_ROUND.multipliedBy(1L << round));
        String task = to.add(TransactionWriter.watch(step.before(), Watch.STATUS, round + 1, dueAt));
        LOG.debug("asks for the status again: {} [{}]", task, step.before().context());
    }
}
