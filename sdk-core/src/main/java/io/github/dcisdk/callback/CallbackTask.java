package io.github.dcisdk.callback;

import io.github.dcisdk.client.DciClient;
import io.github.dcisdk.client.Transactions;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.message.HeaderAction;
import io.github.dcisdk.message.MsgCallbackHeader;
import io.github.dcisdk.message.RequestStatus;
import io.github.dcisdk.message.SearchResponse;
import io.github.dcisdk.message.SubscribeResponse;
import io.github.dcisdk.message.TxnStatusResponse;
import io.github.dcisdk.message.UnSubscribeResponse;
import io.github.dcisdk.store.ClaimedTask;
import io.github.dcisdk.store.DciStore;
import io.github.dcisdk.store.Delivery;
import io.github.dcisdk.store.InboxEntry;
import io.github.dcisdk.store.NewTask;
import io.github.dcisdk.store.StateRecord;
import io.github.dcisdk.store.StoreTransaction;
import io.github.dcisdk.transaction.AnswerPart;
import io.github.dcisdk.transaction.SearchJoin;
import io.github.dcisdk.transaction.StatusJoin;
import io.github.dcisdk.transaction.Transaction;
import io.github.dcisdk.work.TaskHandler;
import io.github.dcisdk.work.TaskResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins answers that were delivered with the transactions that they belong to. An answer belongs to the peer that was asked;
 * anybody else's, and one of which nothing is known any more, is put aside for an operator. Thread-safe.
 */
final class CallbackTask implements TaskHandler {
    static final String QUEUE = "callback";

    private static final Logger LOG = LoggerFactory.getLogger(CallbackEndpoint.class);

    private final DciStore store;
    private final Peers peers;
    private final Progress progress;

    CallbackTask(DciStore store, Peers peers, Transactions transactions) {
        this.store = store;
        this.peers = peers;
        this.progress = new Progress(store, peers, transactions);
    }

    /** One lane for each transaction, so that pages are joined one after the other. */
    static NewTask task(String peerId, String transactionId, Instant now) {
        return NewTask.of(QUEUE, peerId, transactionId, now).inLane(peerId + " " + transactionId);
    }

    @Override
    public TaskResult handle(ClaimedTask task, StoreTransaction to) {
        Optional<InboxEntry> entry = task.message();
        if (entry.isEmpty()) {
            return TaskResult.givenUp("the message of the answer is not there");
        }
        Delivery delivery = entry.get().message().delivery();
        if (delivery.action().equals(HeaderAction.NOTIFY.code())) {
            return TaskResult.givenUp("no handler takes this event");
        }
        Optional<StateRecord> read = store.state(Transaction.key(delivery.key().senderId(), delivery.transactionId()));
        if (read.isEmpty()) {
            return TaskResult.givenUp("the peer was not asked this, or too long ago");
        }
        Transaction transaction = Transaction.of(read.get());
        if (!transaction.kind().operation().answer().action().equals(delivery.action())) {
            return TaskResult.givenUp("the answer is of another kind than the request");
        }
        Optional<DciClient> peer = peers.find(delivery.key().senderId());
        if (peer.isEmpty()) {
            return peers.leaveToOthers(task);
        }
        return join(new Progress.Step(read.get(), transaction, peer.get()), entry.get(), to);
    }

    private TaskResult join(Progress.Step step, InboxEntry entry, StoreTransaction to) {
        MsgCallbackHeader header =
                Json.read(entry.message().header(), MsgCallbackHeader.TYPE, "/header", finding -> {});
        JsonSlice message = entry.message().message();
        return switch (step.before().kind()) {
            case SEARCH -> {
                SearchResponse answer = Json.read(message, SearchResponse.TYPE, "/message", finding -> {});
                SearchJoin.Joined joined = SearchJoin.delivered(
                        step.before(),
                        header,
                        answer,
                        entry.recurrences(),
                        peers.clock().instant());
                if (joined.strangers() > 0) {
                    LOG.warn(
                            "{} items of an answer belong to nothing that was asked [{}]",
                            joined.strangers(),
                            step.before().context());
                }
                yield progress.write(step, joined.transaction(), joined.parts(), to);
            }
            case SUBSCRIBE ->
                progress.subscription(step, to, join -> join.rejectedBy(header)
                        .orElseGet(() -> join.subscribed(
                                Json.read(message, SubscribeResponse.TYPE, "/message", finding -> {}))));
            case UNSUBSCRIBE ->
                progress.subscription(step, to, join -> join.rejectedBy(header)
                        .orElseGet(() -> join.unsubscribed(
                                Json.read(message, UnSubscribeResponse.TYPE, "/message", finding -> {}))));
            case TXN_STATUS -> status(step, header, message, to);
        };
    }

    private TaskResult status(Progress.Step step, MsgCallbackHeader header, JsonSlice message, StoreTransaction to) {
        if (header.status().equals(Optional.of(RequestStatus.PDNG))) {
            return TaskResult.done();
        }
        Transaction joined = StatusJoin.join(step.before(), header);
        TxnStatusResponse answer = Json.read(message, TxnStatusResponse.TYPE, "/message", finding -> {});
        boolean isNew = !step.before().isSettled();
        List<AnswerPart> parts =
                isNew ? List.of(AnswerPart.of("", 1, false, false, header, answer, List.of())) : List.of();
        return progress.write(step, joined, parts, to);
    }
}
