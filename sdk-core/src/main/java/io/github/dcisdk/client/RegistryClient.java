package io.github.dcisdk.client;

import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.profile.RecordType;
import io.github.dcisdk.profile.RegistryProfile;
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
        if (!profile.operations().contains(Operation.SYNC_SEARCH)) {
            throw new IllegalArgumentException(profile + " does not have " + Operation.SYNC_SEARCH
                    + ": add it with RegistryProfile.Builder.operation(..) if the registry does");
        }
        return new RegistryClient(peer, profile);
    }

    /**
     * Searches and gives the first page.
     *
     * @param <T> the class of the records
     * @param recordType what kind of record to search
     * @param query what to search for
     * @return the first page; without records when nothing was found
     * @throws IllegalArgumentException if registries of this kind do not hold such records
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
     * @param options page, page size and language
     * @return the page; without records when nothing was found
     * @throws IllegalArgumentException if registries of this kind do not hold such records
     * @throws io.github.dcisdk.error.PagesInconsistentException if the registry answers with another page than asked for
     */
    public <T extends DciObject> SearchPage<T> search(RecordType<T> recordType, Query query, SearchOptions options) {
        requireOwn(recordType);
        return calls.firstPage(recordType, query, options);
    }

    private void requireOwn(RecordType<?> recordType) {
        if (!profile.recordTypes().contains(recordType)) {
            throw new IllegalArgumentException(profile + " does not have " + recordType
                    + ": take one of recordTypes(), or add it with RegistryProfile.Builder.recordType(..)");
        }
    }

    /**
     * All records that a search finds. Nothing is asked until the result is iterated.
     *
     * @param <T> the class of the records
     * @param recordType what kind of record to search
     * @param query what to search for
     * @return the records, page after page
     * @throws IllegalArgumentException if registries of this kind do not hold such records
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
     * @param options page size, language, and the page to begin with
     * @return the records, page after page
     * @throws IllegalArgumentException if registries of this kind do not hold such records
     */
    public <T extends DciObject> SearchResults<T> searchAll(
            RecordType<T> recordType, Query query, SearchOptions options) {
        requireOwn(recordType);
        return new SearchResults<>(() -> calls.firstPage(recordType, query, options));
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
