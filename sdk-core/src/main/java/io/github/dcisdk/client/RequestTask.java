package io.github.dcisdk.client;

import io.github.dcisdk.error.DciException;
import io.github.dcisdk.error.UnavailableException;
import io.github.dcisdk.store.ClaimedTask;
import io.github.dcisdk.store.DciStore;
import io.github.dcisdk.store.NewTask;
import io.github.dcisdk.store.StateRecord;
import io.github.dcisdk.store.StoreTransaction;
import io.github.dcisdk.transaction.Ending;
import io.github.dcisdk.transaction.StoredJson;
import io.github.dcisdk.transaction.Transaction;
import io.github.dcisdk.transaction.TransactionWriter;
import io.github.dcisdk.work.TaskHandler;
import io.github.dcisdk.work.TaskResult;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends requests that are answered later, and closes transactions that the peer refuses. Thread-safe. */
final class RequestTask implements TaskHandler {
    static final String QUEUE = "request";

    private static final Logger LOG = LoggerFactory.getLogger(DciClient.class);

    private final Transactions transactions;
    private final DciStore store;
    private final TransactionWriter writer;
    private final Clock clock;
    private final Map<String, DciClient> peers;

    RequestTask(Transactions transactions, DciStore store, Clock clock, Map<String, DciClient> peers) {
        this.transactions = transactions;
        this.store = store;
        this.writer = new TransactionWriter(store);
        this.clock = clock;
        this.peers = peers;
    }

    static NewTask task(Transaction transaction, OutboxMessage message, URI address, Instant now) {
        return NewTask.of(QUEUE, transaction.peerId(), transaction.transactionId(), now)
                .withContent(StoredJson.versioned()
                        .with("address", address.toString())
                        .with("message", message.toObject())
                        .toJson());
    }

    @Override
    public TaskResult handle(ClaimedTask task, StoreTransaction to) {
        String peerId = task.task().peerId();
        Optional<StateRecord> read =
                store.state(Transaction.key(peerId, task.task().transactionId()));
        if (read.isEmpty()) {
            return TaskResult.done();
        }
        Transaction transaction = Transaction.of(read.get());
        if (transaction.isFinished() || !clock.instant().isBefore(transaction.deadline())) {
            return TaskResult.done(); // The deadline has a task of its own.
        }
        DciClient peer = peers.get(peerId);
        if (peer == null) {
            return TaskResult.leftToOthers(task.createdAt(), clock.instant());
        }
        try {
            Optional<Ending> ending = send(peer, transaction, task);
            return ending.map(end -> close(read.get(), transaction, end, to)).orElseGet(TaskResult::done);
        } catch (UnavailableException e) {
            LOG.debug("the request is sent again later: {}", e.getMessage());
            Instant notBefore = e.retryAfter()
                    .map(clock.instant()::plus)
                    .map(until -> until.isAfter(transaction.deadline()) ? transaction.deadline() : until)
                    .orElse(null);
            return new TaskResult.Failed(e.errorCode().code(), notBefore, true);
        }
    }

    /** How the transaction ended; empty if a callback will follow. */
    private static Optional<Ending> send(DciClient peer, Transaction transaction, ClaimedTask task) {
        StoredJson content = StoredJson.read(task.content());
        OutboxMessage message = OutboxMessage.of(content.object("message").orElseThrow());
        try {
            Acknowledged acknowledged =
                    peer.deliver(transaction.kind().operation(), message, URI.create(content.required("address")));
            return acknowledged.callbackFollows() ? Optional.empty() : Optional.of(Ending.of(Ending.Kind.NO_CALLBACK));
        } catch (DciException e) {
            Ending ending = Ending.of(e).orElseThrow(() -> e);
            LOG.warn("the request is given up: {}", e.getMessage());
            return Optional.of(ending);
        }
    }

    private TaskResult close(StateRecord read, Transaction transaction, Ending ending, StoreTransaction to) {
        writer.write(to, read, transaction, transaction.ended(ending), List.of(), clock.instant());
        return TaskResult.doneThen(() -> transactions.ended(transaction.peerId(), transaction.transactionId()));
    }
}
