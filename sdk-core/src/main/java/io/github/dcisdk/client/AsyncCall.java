package io.github.dcisdk.client;

import io.github.dcisdk.error.DciException;
import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.message.SearchRequest;
import io.github.dcisdk.message.TxnAttribute;
import io.github.dcisdk.message.TxnStatusRequest;
import io.github.dcisdk.message.TxnStatusResponse;
import io.github.dcisdk.message.TxnType;
import io.github.dcisdk.profile.RecordType;
import io.github.dcisdk.profile.RegistryProfile;
import io.github.dcisdk.store.StateRecord;
import io.github.dcisdk.store.StoreTransaction;
import io.github.dcisdk.transaction.AnswerPart;
import io.github.dcisdk.transaction.Transaction;
import io.github.dcisdk.transaction.TransactionItem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Requests that are answered later. Immutable, thread-safe. */
final class AsyncCall {
    private final DciClient peer;
    private final RegistryProfile registry;
    private final SearchMessages messages;
    private final Transactions transactions;

    AsyncCall(DciClient peer, RegistryProfile registry) {
        this.peer = peer;
        this.registry = registry;
        this.messages = new SearchMessages(registry, peer.profile());
        this.transactions = peer.dci().transactions();
    }

    /** One search, whose answer a future gets. */
    <T extends DciObject> PendingAnswer<AsyncSearchResult<T>> search(
            SearchItem<T> item, @Nullable StoreTransaction within) {
        return await(
                search(List.of(item)),
                (transaction, parts) -> result(item.recordType(), item.referenceId(), transaction, parts),
                within);
    }

    /** Several searches in one message, whose answers a future gets. */
    PendingAnswer<AsyncBatchAnswer> batch(List<? extends SearchItem<?>> items) {
        return await(
                search(items),
                (transaction, parts) -> new AsyncBatchAnswer(items.stream()
                        .map(item -> new BatchOutcomes.Entry(item, outcome(item, transaction, parts)))
                        .toList()),
                null);
    }

    private <T extends DciObject> Outcome<AsyncSearchResult<T>> outcome(
            SearchItem<T> item, Transaction transaction, List<AnswerPart> parts) {
        return Outcome.of(() -> result(item.recordType(), item.referenceId(), transaction, parts));
    }

    /** Searches in one message, whose answers a handler gets. */
    String searchFor(String handler, List<? extends SearchItem<?>> items, @Nullable StoreTransaction within) {
        if (handler.isBlank()) {
            throw new IllegalArgumentException("the handler has a name, and the one given is blank");
        }
        Begun search = search(items);
        Transaction transaction = search.transaction().forHandler(handler);
        transactions.begin(peer, transaction, search.message(), List.of(), within);
        return transaction.transactionId();
    }

    /** What is to be stored and sent. */
    record Begun(Transaction transaction, OutboxMessage message, List<StateRecord> states) {
        Begun(Transaction transaction, OutboxMessage message) {
            this(transaction, message, List.of());
        }
    }

    private Begun search(List<? extends SearchItem<?>> items) {
        require(Operation.SEARCH);
        if (items.size() > peer.profile().itemsPerMessage()) {
            throw new IllegalArgumentException(
                    "the peer takes " + peer.profile().itemsPerMessage() + " searches in one message: send "
                            + items.size() + " in several");
        }
        SearchRequest request = messages.writeForCallbacks(items, DciDateTime.of(peer.now()));
        List<TransactionItem> kept = new ArrayList<>();
        for (SearchItem<?> item : items) {
            kept.add(TransactionItem.create(
                    item.referenceId(),
                    AnswerPage.criteria(item),
                    item.options().isPageNamed()));
        }
        return begun(
                Operation.SEARCH,
                request,
                Transaction.Kind.SEARCH,
                request.transactionId().orElseThrow(),
                kept);
    }

    <Q extends DciObject> Begun begun(
            Operation<Q, ?> operation,
            Q message,
            Transaction.Kind kind,
            String transactionId,
            List<TransactionItem> items) {
        Instant deadline = peer.now().plus(peer.options().answerWithin());
        Transaction transaction = Transaction.create(peer.peerId(), transactionId, kind, deadline, items)
                .polling(registry.operations().contains(Operation.SYNC_TXN_STATUS));
        return new Begun(transaction, peer.request(operation, message));
    }

    void require(Operation<?, ?> operation) {
        if (!registry.operations().contains(operation)) {
            throw new IllegalArgumentException(registry + " does not have " + operation
                    + ": add it with RegistryProfile.Builder.operation(..) if the registry does");
        }
    }

    /** Stores and sends, and waits. The future is there before anything can be answered. */
    <R> PendingAnswer<R> await(Begun begun, AnswerWatch.Reading<R> reading, @Nullable StoreTransaction within) {
        AnswerWatch watch = transactions.watch();
        Transaction transaction = begun.transaction().awaitedBy(watch.program());
        PendingAnswer<R> future = watch.await(transaction, reading);
        try {
            transactions.begin(peer, transaction, begun.message(), begun.states(), within);
        } catch (RuntimeException e) {
            watch.forget(future);
            throw e;
        }
        return future;
    }

    <T extends DciObject> PendingAnswer<AsyncSearchResult<T>> resume(RecordType<T> recordType, String transactionId) {
        return transactions
                .watch()
                .resume(peer.peerId(), transactionId, Transaction.Kind.SEARCH, (transaction, parts) -> {
                    if (transaction.items().size() > 1) {
                        throw new IllegalStateException("a batch cannot be resumed as one search: " + transaction);
                    }
                    String referenceId = transaction.items().keySet().iterator().next();
                    return result(recordType, referenceId, transaction, parts);
                });
    }

    PendingAnswer<TxnStatusAnswer> txnStatus(TxnType txnType, TxnAttribute asked) {
        require(Operation.TXN_STATUS);
        TxnStatusRequest request = TxnStatusCall.request(txnType, asked);
        Begun begun = begun(
                Operation.TXN_STATUS,
                request,
                Transaction.Kind.TXN_STATUS,
                request.transactionId().orElseThrow(),
                List.of(TransactionItem.create("", null, true)));
        return await(
                begun,
                (transaction, parts) -> {
                    requireAnswered(transaction, "");
                    return new TxnStatusCall(peer)
                            .read(AnswerPage.answer(peer, parts.get(0), TxnStatusResponse.TYPE), txnType, asked);
                },
                null);
    }

    DciClient peer() {
        return peer;
    }

    RegistryProfile registry() {
        return registry;
    }

    Transactions transactions() {
        return transactions;
    }

    /** Of a page that came in two forms the later one counts. */
    private <T extends DciObject> AsyncSearchResult<T> result(
            RecordType<T> recordType, String referenceId, Transaction transaction, List<AnswerPart> parts) {
        requireAnswered(transaction, referenceId);
        if (transaction.isForgotten()) {
            throw new NoSuchElementException("the answer was taken by somebody else, or it is too old: " + transaction);
        }
        TransactionItem item = transaction.items().get(referenceId);
        Map<Integer, AnswerPart> pages = new TreeMap<>();
        for (AnswerPart part : parts) {
            if (part.referenceId().equals(referenceId)) {
                pages.put(part.page(), part);
            }
        }
        List<AnswerPage<T>> read = new ArrayList<>();
        for (AnswerPart part : pages.values()) {
            read.add(AnswerPage.read(
                    peer,
                    registry,
                    recordType,
                    item == null ? null : item.criteria().orElse(null),
                    part));
        }
        return new AsyncSearchResult<>(transaction.transactionId(), read);
    }

    /** Throws how an item ended, if not with an answer. */
    static void requireAnswered(Transaction transaction, String referenceId) {
        Optional<DciException> error = Optional.ofNullable(transaction.items().get(referenceId))
                .flatMap(item -> item.ending().flatMap(end -> end.error(item, transaction.context())));
        if (error.isPresent()) {
            throw error.get();
        }
    }
}
