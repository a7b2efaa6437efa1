package io.github.dcisdk.client;

import io.github.dcisdk.error.LogText;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.message.TxnAttribute;
import io.github.dcisdk.message.TxnType;
import io.github.dcisdk.profile.RecordType;
import io.github.dcisdk.profile.RegistryProfile;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

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

    private RegistryClient(DciClient peer, RegistryProfile profile) {
        this.peer = peer;
        this.profile = profile;
        this.calls = new SearchCall(peer, profile);
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
        return calls.batch(List.copyOf(items));
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
        return new TxnStatusCall(peer).ask(txnType, transaction);
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
