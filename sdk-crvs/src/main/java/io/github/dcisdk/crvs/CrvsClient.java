package io.github.dcisdk.crvs;

import io.github.dcisdk.client.BatchAnswer;
import io.github.dcisdk.client.CallOptions;
import io.github.dcisdk.client.DciClient;
import io.github.dcisdk.client.RegistryClient;
import io.github.dcisdk.client.SearchItem;
import io.github.dcisdk.client.SearchOptions;
import io.github.dcisdk.client.SearchPage;
import io.github.dcisdk.client.SearchResults;
import io.github.dcisdk.client.TxnStatusAnswer;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.message.TxnAttribute;
import io.github.dcisdk.message.TxnType;
import java.util.Collection;
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
