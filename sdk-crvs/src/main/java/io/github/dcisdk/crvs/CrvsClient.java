package io.github.dcisdk.crvs;

import io.github.dcisdk.client.AsyncSearchResult;
import io.github.dcisdk.client.BatchAnswer;
import io.github.dcisdk.client.CallOptions;
import io.github.dcisdk.client.DciClient;
import io.github.dcisdk.client.PendingAnswer;
import io.github.dcisdk.client.RegistryClient;
import io.github.dcisdk.client.SearchItem;
import io.github.dcisdk.client.SearchOptions;
import io.github.dcisdk.client.SearchPage;
import io.github.dcisdk.client.SearchResults;
import io.github.dcisdk.client.Subscription;
import io.github.dcisdk.client.TxnStatusAnswer;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.message.TxnAttribute;
import io.github.dcisdk.message.TxnType;
import io.github.dcisdk.profile.EventType;
import io.github.dcisdk.profile.RecordType;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Searches a civil registry. Immutable, thread-safe. The errors are those of {@link RegistryClient}, which this class
 * speaks for in the terms of civil registration.
 */
public final class CrvsClient {
    private final RegistryClient registry;

    private CrvsClient(RegistryClient registry) {
        this.registry = registry;
    }

    /**
     * A client for the civil registry of a peer.
     *
     * @param peer the system that holds the registry
     * @return the client
     */
    public static CrvsClient of(DciClient peer) {
        return new CrvsClient(RegistryClient.of(peer, Crvs.PROFILE));
    }

    /**
     * Searches persons and gives the first page.
     *
     * @param query what to search for
     * @return the first page; without records when nobody was found
     */
    public SearchPage<CrvsPerson> search(Query query) {
        return registry.search(Crvs.PERSON, query);
    }

    /**
     * Searches persons and gives one page.
     *
     * @param query what to search for
     * @param options page, page size, order, language and the like
     * @return the page; without records when nobody was found
     */
    public SearchPage<CrvsPerson> search(Query query, SearchOptions options) {
        return registry.search(Crvs.PERSON, query, options);
    }

    /**
     * All persons that a search finds. Nothing is asked until the result is iterated.
     *
     * @param query what to search for
     * @return the persons, page after page
     */
    public SearchResults<CrvsPerson> searchAll(Query query) {
        return registry.searchAll(Crvs.PERSON, query);
    }

    /**
     * All persons that a search finds. Nothing is asked until the result is iterated.
     *
     * @param query what to search for
     * @param options page size, order, language and the like, and the page to begin with
     * @return the persons, page after page
     */
    public SearchResults<CrvsPerson> searchAll(Query query, SearchOptions options) {
        return registry.searchAll(Crvs.PERSON, query, options);
    }

    /**
     * Sends several searches in one message, or in as many as the peer's profile asks for.
     *
     * @param items the searches, such as {@code SearchItem.of(Crvs.PERSON, query)}, each with a reference of its own
     * @return what became of each
     * @throws IllegalArgumentException if there are none, two have the same reference, or one cannot be sent
     */
    public BatchAnswer searchBatch(Collection<? extends SearchItem<?>> items) {
        return registry.searchBatch(items);
    }

    /**
     * Searches persons, to be answered later, as {@link RegistryClient#searchAsync(RecordType, Query)} does.
     *
     * @param query what to search for
     * @return all that is found
     */
    public PendingAnswer<AsyncSearchResult<CrvsPerson>> searchAsync(Query query) {
        return registry.searchAsync(Crvs.PERSON, query);
    }

    /**
     * Searches persons, to be answered later.
     *
     * @param query what to search for
     * @param options page size, order, language and the like; if a page is named, only that page is answered
     * @return all that is found
     */
    public PendingAnswer<AsyncSearchResult<CrvsPerson>> searchAsync(Query query, SearchOptions options) {
        return registry.searchAsync(Crvs.PERSON, query, options);
    }

    /**
     * Searches persons, to be answered later to a handler of a callback endpoint: page by page, and also after a restart.
     *
     * @param query what to search for
     * @param options page size, order, language and the like
     * @param handler the name under which the handler is registered
     * @return the {@code transaction_id} of the request
     */
    public String searchAsync(Query query, SearchOptions options, String handler) {
        return registry.searchAsync(Crvs.PERSON, query, options, handler);
    }

    /**
     * Waits again for a search that was begun earlier, as {@link RegistryClient#resume} does.
     *
     * @param transactionId the {@link PendingAnswer#transactionId()}
     * @return all that is found
     */
    public PendingAnswer<AsyncSearchResult<CrvsPerson>> resume(String transactionId) {
        return registry.resume(Crvs.PERSON, transactionId);
    }

    /**
     * Subscribes to events, which callback endpoints hand to their handlers, as {@link
     * RegistryClient#subscribe(RecordType, EventType, Query)} does.
     *
     * @param eventType what happens
     * @param filter which persons are of interest
     * @return the subscription, requested
     */
    public Subscription subscribe(EventType eventType, Query filter) {
        return registry.subscribe(Crvs.PERSON, eventType, filter);
    }

    /**
     * The subscriptions at the registry that are requested or active.
     *
     * @return in the order in which they were asked for
     */
    public List<Subscription> subscriptions() {
        return registry.subscriptions();
    }

    /**
     * Asks how far the registry is with a transaction that was begun earlier.
     *
     * @param txnType what kind of transaction it is
     * @param transaction which one
     * @return its status
     */
    public TxnStatusAnswer txnStatus(TxnType txnType, TxnAttribute transaction) {
        return registry.txnStatus(txnType, transaction);
    }

    /**
     * A client of the same registry whose calls differ from the set-up in some points.
     *
     * @param options what differs; options that this client has already are replaced, all of them
     * @return the client
     */
    public CrvsClient with(CallOptions options) {
        return new CrvsClient(registry.with(options));
    }

    /**
     * Runs calls in another thread, as {@link RegistryClient#future} does.
     *
     * @param <R> the class of the result
     * @param call what to call; it gets this client
     * @return what the call returns or throws
     */
    public <R> CompletableFuture<R> future(Function<CrvsClient, R> call) {
        return registry.future(same -> call.apply(this));
    }

    /**
     * The client for all that the standard offers beyond this class.
     *
     * @return the client underneath
     */
    public RegistryClient registry() {
        return registry;
    }

    @Override
    public String toString() {
        return "CrvsClient[" + registry + "]";
    }
}
