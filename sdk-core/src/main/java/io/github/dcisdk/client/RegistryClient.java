package io.github.dcisdk.client;

import io.github.dcisdk.error.LogText;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.message.EventFrequency;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.message.TxnAttribute;
import io.github.dcisdk.message.TxnType;
import io.github.dcisdk.profile.EventType;
import io.github.dcisdk.profile.RecordType;
import io.github.dcisdk.profile.RegistryProfile;
import io.github.dcisdk.store.StoreTransaction;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks one registry, whatever its kind. The clients of the registry modules are made of it. Immutable, thread-safe. {@code
 * docs/search.md} shows it in use.
 *
 * <p>Every method that asks throws the errors that {@link DciClient#call} names, {@link
 * io.github.dcisdk.error.RejectedException} also when the registry rejects the query, and {@link
 * io.github.dcisdk.error.MalformedMessageException} also when the answer has no result for the query.
 */
public final class RegistryClient {
    private final SearchCall calls;
    private final DciClient peer;
    private final RegistryProfile profile;
    private final AsyncCall later;

    private RegistryClient(DciClient peer, RegistryProfile profile) {
        this.peer = peer;
        this.profile = profile;
        this.calls = new SearchCall(peer, profile);
        this.later = new AsyncCall(peer, profile);
    }

    /**
     * A client for a registry.
     *
     * @param peer the system that holds the registry
     * @param profile the kind of registry
     * @return the client
     * @throws IllegalArgumentException if registries of that kind cannot be searched synchronously
     */
    public static RegistryClient of(DciClient peer, RegistryProfile profile) {
        requireOperation(profile, Operation.SYNC_SEARCH);
        return new RegistryClient(peer, profile);
    }

    private static void requireOperation(RegistryProfile profile, Operation<?, ?> operation) {
        if (!profile.operations().contains(operation)) {
            throw new IllegalArgumentException(profile + " does not have " + operation
                    + ": add it with RegistryProfile.Builder.operation(..) if the registry does");
        }
    }

    /**
     * Searches and gives the first page.
     *
     * @param <T> the class of the records
     * @param recordType what kind of record to search
     * @param query what to search for
     * @return the first page; without records when nothing was found
     * @throws IllegalArgumentException if registries of this kind do not hold such records, or the peer's profile says that
     *     it does not take such a search
     */
    public <T extends DciObject> SearchPage<T> search(RecordType<T> recordType, Query query) {
        return search(recordType, query, SearchOptions.DEFAULT);
    }

    /**
     * Searches and gives one page.
     *
     * @param <T> the class of the records
     * @param recordType what kind of record to search
     * @param query what to search for
     * @param options page, page size, order, language and the like
     * @return the page; without records when nothing was found
     * @throws IllegalArgumentException if registries of this kind do not hold such records, or the peer's profile says that
     *     it does not take such a search
     * @throws io.github.dcisdk.error.PagesInconsistentException if the registry answers with another page than asked for
     */
    public <T extends DciObject> SearchPage<T> search(RecordType<T> recordType, Query query, SearchOptions options) {
        return calls.firstPage(sendable(recordType, query, options));
    }

    private <T extends DciObject> SearchItem<T> sendable(RecordType<T> recordType, Query query, SearchOptions options) {
        SearchItem<T> item = SearchItem.of(recordType, query).options(options);
        calls.requireSendable(item);
        return item;
    }

    /**
     * All records that a search finds. Nothing is asked until the result is iterated.
     *
     * @param <T> the class of the records
     * @param recordType what kind of record to search
     * @param query what to search for
     * @return the records, page after page
     * @throws IllegalArgumentException as {@link #search(RecordType, Query)} does
     */
    public <T extends DciObject> SearchResults<T> searchAll(RecordType<T> recordType, Query query) {
        return searchAll(recordType, query, SearchOptions.DEFAULT);
    }

    /**
     * All records that a search finds. Nothing is asked until the result is iterated.
     *
     * @param <T> the class of the records
     * @param recordType what kind of record to search
     * @param query what to search for
     * @param options page size, order, language and the like, and the page to begin with
     * @return the records, page after page
     * @throws IllegalArgumentException as {@link #search(RecordType, Query)} does
     */
    public <T extends DciObject> SearchResults<T> searchAll(
            RecordType<T> recordType, Query query, SearchOptions options) {
        sendable(recordType, query, options);
        // Each walk is a search of its own, with a reference of its own.
        return new SearchResults<>(() -> calls.firstPage(sendable(recordType, query, options)));
    }

    /**
     * Sends several searches in one message, or in as many as the peer's profile asks for. Every search gets an outcome of
     * its own, so no {@link io.github.dcisdk.error.DciException} is thrown. What else is thrown, by a findings handler for
     * example, ends the batch, and the outcomes so far are lost.
     *
     * @param items the searches, each with a reference of its own
     * @return what became of each
     * @throws IllegalArgumentException if there are none, two have the same reference, or one cannot be sent, as {@link
     *     #search(RecordType, Query)} says; nothing is sent then
     */
    public BatchAnswer searchBatch(Collection<? extends SearchItem<?>> items) {
        return calls.batch(sendable(items));
    }

    private List<? extends SearchItem<?>> sendable(Collection<? extends SearchItem<?>> items) {
        if (items.isEmpty()) {
            throw new IllegalArgumentException("a batch has at least one search; this one is empty");
        }
        Set<String> referenceIds = new HashSet<>();
        for (SearchItem<?> item : items) {
            calls.requireSendable(item);
            if (!referenceIds.add(item.referenceId())) {
                throw new IllegalArgumentException("two searches of the batch have the reference_id "
                        + LogText.safe(item.referenceId()) + "; the answers could not be told apart");
            }
        }
        return List.copyOf(items);
    }

    /**
     * Searches, to be answered later: the registry acknowledges the request and calls back, once or once for each page. The
     * request is stored before it is sent, and sent again until {@link CallOptions#answerWithin} if the registry cannot be
     * reached.
     *
     * @param <T> the class of the records
     * @param recordType what kind of record to search
     * @param query what to search for
     * @return all that is found; or the error that the registry rejected or refused the search, that only a part came, or
     *     nothing in time
     * @throws IllegalStateException if {@link Dci.Builder#callbackAddress} is not set, so that nobody could call back
     * @throws IllegalArgumentException as {@link #search(RecordType, Query)} does, or if registries of this kind cannot be
     *     searched so
     */
    public <T extends DciObject> PendingAnswer<AsyncSearchResult<T>> searchAsync(
            RecordType<T> recordType, Query query) {
        return searchAsync(recordType, query, SearchOptions.DEFAULT);
    }

    /**
     * Searches, to be answered later, as {@link #searchAsync(RecordType, Query)} does.
     *
     * @param <T> the class of the records
     * @param recordType what kind of record to search
     * @param query what to search for
     * @param options page size, order, language and the like; if a page is named, only that page is answered
     * @return all that is found
     */
    public <T extends DciObject> PendingAnswer<AsyncSearchResult<T>> searchAsync(
            RecordType<T> recordType, Query query, SearchOptions options) {
        return later.search(sendable(recordType, query, options), null);
    }

    /**
     * Searches, to be answered later, as part of a store transaction of the application's own: nothing is sent unless that is
     * committed. A callback endpoint sends it then within its poll interval, {@link Transactions#sendDue()} at once.
     *
     * @param <T> the class of the records
     * @param recordType what kind of record to search
     * @param query what to search for
     * @param options page size, order, language and the like
     * @param within the transaction, of {@link Dci#store()}; the caller commits it
     * @return all that is found; never completed if the transaction is not committed
     */
    public <T extends DciObject> PendingAnswer<AsyncSearchResult<T>> searchAsync(
            RecordType<T> recordType, Query query, SearchOptions options, StoreTransaction within) {
        return later.search(sendable(recordType, query, options), Objects.requireNonNull(within, "within"));
    }

    /**
     * Searches, to be answered later to a handler of a callback endpoint: page by page, and also after a restart.
     *
     * @param recordType what kind of record to search
     * @param query what to search for
     * @param options page size, order, language and the like; if a page is named, only that page is answered
     * @param handler the name under which the handler is registered
     * @return the {@code transaction_id} of the request
     * @throws IllegalStateException as {@link #searchAsync(RecordType, Query)} does
     * @throws IllegalArgumentException as {@link #searchAsync(RecordType, Query)} does, or if the name is blank
     */
    public String searchAsync(RecordType<?> recordType, Query query, SearchOptions options, String handler) {
        return later.searchFor(handler, List.of(sendable(recordType, query, options)), null);
    }

    /**
     * Searches, to be answered later to a handler, as part of a store transaction of the application's own: nothing is sent
     * unless that is committed. A callback endpoint sends it then within its poll interval, {@link Transactions#sendDue()} at
     * once.
     *
     * @param recordType what kind of record to search
     * @param query what to search for
     * @param options page size, order, language and the like
     * @param handler the name under which the handler is registered
     * @param within the transaction, of {@link Dci#store()}; the caller commits it
     * @return the {@code transaction_id} of the request
     */
    public String searchAsync(
            RecordType<?> recordType, Query query, SearchOptions options, String handler, StoreTransaction within) {
        Objects.requireNonNull(within, "within");
        return later.searchFor(handler, List.of(sendable(recordType, query, options)), within);
    }

    /**
     * Sends several searches in one message, to be answered later.
     *
     * @param items the searches, each with a reference of its own; not more than the peer takes in one message
     * @return what became of each; or the error that the message as a whole ended with
     * @throws IllegalStateException as {@link #searchAsync(RecordType, Query)} does
     * @throws IllegalArgumentException as {@link #searchBatch} does, or if there are too many
     */
    public PendingAnswer<AsyncBatchAnswer> searchBatchAsync(Collection<? extends SearchItem<?>> items) {
        return later.batch(sendable(items));
    }

    /**
     * Sends several searches in one message, to be answered later to a handler.
     *
     * @param items the searches, all for the kind of record that the handler takes
     * @param handler the name under which the handler is registered
     * @return the {@code transaction_id} of the request
     * @throws IllegalStateException as {@link #searchAsync(RecordType, Query)} does
     * @throws IllegalArgumentException as {@link #searchBatch} does, if there are too many, or the name is blank
     */
    public String searchBatchAsync(Collection<? extends SearchItem<?>> items, String handler) {
        return later.searchFor(handler, sendable(items), null);
    }

    /**
     * Waits again for a search that was begun earlier, perhaps by another program that shares the store, or before a restart.
     * A future of another program that still waits for it may not be completed any more.
     *
     * @param <T> the class of the records
     * @param recordType what kind of record was searched
     * @param transactionId the {@link PendingAnswer#transactionId()}
     * @return all that is found; completed at once if it has been answered
     * @throws NoSuchElementException if no such search is stored, or its answer was taken before, or is too old
     * @throws IllegalArgumentException if it is answered to a handler
     */
    public <T extends DciObject> PendingAnswer<AsyncSearchResult<T>> resume(
            RecordType<T> recordType, String transactionId) {
        return later.resume(recordType, transactionId);
    }

    /**
     * Asks how far the registry is with a transaction, to be answered later.
     *
     * @param txnType what kind of transaction it is
     * @param transaction which one
     * @return its status
     * @throws IllegalStateException as {@link #searchAsync(RecordType, Query)} does
     * @throws IllegalArgumentException if registries of this kind cannot be asked so
     */
    public PendingAnswer<TxnStatusAnswer> txnStatusAsync(TxnType txnType, TxnAttribute transaction) {
        return later.txnStatus(txnType, transaction);
    }

    /**
     * Subscribes to events, which callback endpoints hand to their handlers. The subscription is stored before it is asked for,
     * and survives restarts.
     *
     * @param recordType what kind of record an event carries
     * @param eventType what happens
     * @param filter which records are of interest
     * @return the subscription, requested; {@link Subscription#active()} waits for the registry's answer
     * @throws IllegalStateException as {@link #searchAsync(RecordType, Query)} does
     * @throws IllegalArgumentException if registries of this kind have no subscriptions or not such records, or the peer's
     *     profile says that it does not evaluate such a filter
     */
    public Subscription subscribe(RecordType<?> recordType, EventType eventType, Query filter) {
        return subscribe(recordType, eventType, filter, null);
    }

    /**
     * Subscribes to events, as {@link #subscribe(RecordType, EventType, Query)} does.
     *
     * @param recordType what kind of record an event carries
     * @param eventType what happens
     * @param filter which records are of interest
     * @param frequency when events are delivered, and until when; null to leave it to the registry
     * @return the subscription, requested
     */
    public Subscription subscribe(
            RecordType<?> recordType, EventType eventType, Query filter, @Nullable EventFrequency frequency) {
        return new Subscriptions(later).subscribe(recordType, eventType, filter, frequency);
    }

    /**
     * The subscriptions at the peer that this or another program sharing the store asked for: those that are requested and
     * those that are active.
     *
     * @return in the order in which they were asked for
     */
    public List<Subscription> subscriptions() {
        return new Subscriptions(later).list();
    }

    /**
     * Asks how far the registry is with a transaction that was begun earlier.
     *
     * @param txnType what kind of transaction it is
     * @param transaction which one
     * @return its status
     * @throws IllegalArgumentException if registries of this kind cannot be asked synchronously
     * @throws io.github.dcisdk.error.MalformedMessageException also when the answer has no status
     */
    public TxnStatusAnswer txnStatus(TxnType txnType, TxnAttribute transaction) {
        requireOperation(profile, Operation.SYNC_TXN_STATUS);
        return peer.txnStatus(txnType, transaction);
    }

    /**
     * A client of the same registry whose calls differ from the set-up in some points.
     *
     * @param options what differs; options that this client has already are replaced, all of them
     * @return the client
     */
    public RegistryClient with(CallOptions options) {
        return new RegistryClient(peer.with(options), profile);
    }

    /**
     * Runs calls in another thread, as {@link DciClient#future} does. Whatever is lazy stays so: of {@code searchAll} only
     * what {@code call} itself iterates is fetched there.
     *
     * @param <R> the class of the result
     * @param call what to call; it gets this client
     * @return what the call returns or throws
     */
    public <R> CompletableFuture<R> future(Function<RegistryClient, R> call) {
        return peer.future(same -> call.apply(this));
    }

    /**
     * The system that holds the registry.
     *
     * @return the peer
     */
    public DciClient peer() {
        return peer;
    }

    /**
     * The kind of registry.
     *
     * @return the profile
     */
    public RegistryProfile profile() {
        return profile;
    }

    @Override
    public String toString() {
        return "RegistryClient[" + profile.regType() + " at " + peer.peerId() + "]";
    }
}
