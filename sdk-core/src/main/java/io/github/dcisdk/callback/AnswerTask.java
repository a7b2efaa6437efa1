package io.github.dcisdk.callback;

import io.github.dcisdk.client.AnswerPage;
import io.github.dcisdk.client.DciClient;
import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonValue.JsonObject;
import io.github.dcisdk.message.SearchResponse;
import io.github.dcisdk.profile.RecordType;
import io.github.dcisdk.profile.RegistryProfile;
import io.github.dcisdk.store.BusinessItem;
import io.github.dcisdk.store.ClaimedTask;
import io.github.dcisdk.store.DciStore;
import io.github.dcisdk.store.StateRecord;
import io.github.dcisdk.store.StoreTransaction;
import io.github.dcisdk.transaction.AnswerPart;
import io.github.dcisdk.transaction.Transaction;
import io.github.dcisdk.transaction.TransactionItem;
import io.github.dcisdk.transaction.TransactionWriter;
import io.github.dcisdk.work.TaskHandler;
import io.github.dcisdk.work.TaskResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Hands the pages of answers, and their ends, to one handler. Immutable, thread-safe. */
record AnswerTask<T extends DciObject>(
        RegistryProfile registry,
        RecordType<T> recordType,
        String name,
        AnswerHandler<T> handler,
        DciStore store,
        Peers peers)
        implements TaskHandler {

    @Override
    public TaskResult handle(ClaimedTask task, StoreTransaction to) {
        Optional<StateRecord> read =
                store.state(Transaction.key(task.task().peerId(), task.task().transactionId()));
        List<TransactionItem> ended = TransactionWriter.readEnd(task.content());
        if (!ended.isEmpty()) {
            end(ended, read, task, to);
            return TaskResult.done();
        }
        Optional<DciClient> peer = peers.find(task.task().peerId());
        if (peer.isEmpty()) {
            return peers.leaveToOthers(task);
        }
        page(peer.get(), read.map(Transaction::of), task, to);
        return TaskResult.done();
    }

    private void page(DciClient peer, Optional<Transaction> transaction, ClaimedTask task, StoreTransaction to) {
        AnswerPart part = AnswerPart.of(task.content());
        JsonObject criteria = transaction
                .map(it -> it.items().get(part.referenceId()))
                .flatMap(TransactionItem::criteria)
                .orElse(null);
        AnswerPage<T> page = AnswerPage.read(peer, registry, recordType, criteria, part);
        SearchResponse message = Json.read(part.message(), SearchResponse.TYPE, "/message", finding -> {});
        String content = BusinessItem.of(peer.peerId(), message).get(0).contentDigest();
        List<String> identity = List.of(
                "page",
                peer.peerId(),
                task.task().transactionId(),
                part.referenceId(),
                String.valueOf(part.page()),
                content);
        handler.page(page, HandlerContext.of(name, identity, task, page.context(), to));
    }

    private void end(List<TransactionItem> ended, Optional<StateRecord> read, ClaimedTask task, StoreTransaction to) {
        CallContext context = CallContext.of(task.task().peerId())
                .withTransactionId(task.task().transactionId());
        List<String> identity = List.of(
                "end",
                task.task().peerId(),
                task.task().transactionId(),
                new String(task.content().toByteArray(), StandardCharsets.UTF_8));
        handler.end(new AnswerEnd(context, ended), HandlerContext.of(name, identity, task, context, to));
        read.ifPresent(state -> {
            Transaction transaction = Transaction.of(state);
            if (transaction.isSettled()) {
                new TransactionWriter(store)
                        .forget(to, state, transaction, peers.clock().instant());
            }
        });
    }
}
