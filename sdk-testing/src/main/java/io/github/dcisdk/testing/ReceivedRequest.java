package io.github.dcisdk.testing;

import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.error.MalformedMessageException;
import io.github.dcisdk.inbound.InboundRequest;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.MessageSlicer;
import io.github.dcisdk.json.MessageSlices;
import io.github.dcisdk.json.ModelType;
import io.github.dcisdk.message.MsgHeader;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.message.PaginationRequest;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.message.SearchCriteria;
import io.github.dcisdk.message.SearchRequest;
import io.github.dcisdk.message.SearchRequestItem;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request as it arrived at a {@link TestRegistry}, whatever became of it then. Nothing of it is proven. Immutable,
 * thread-safe; {@link #toString()} shows operation, size and identifiers only, because bodies hold personal data and HTTP
 * headers hold tokens.
 */
public final class ReceivedRequest {
    private final InboundRequest http;
    private final Map<String, String> httpHeaders;
    private final @Nullable Operation<?, ?> operation;
    private final @Nullable MessageSlices slices;

    ReceivedRequest(InboundRequest http, Map<String, String> httpHeaders, @Nullable Operation<?, ?> operation) {
        this.http = http;
        Map<String, String> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        sorted.putAll(httpHeaders);
        this.httpHeaders = Collections.unmodifiableMap(sorted);
        this.operation = operation;
        this.slices = slice(http.body());
    }

    private static @Nullable MessageSlices slice(byte[] body) {
        try {
            return MessageSlicer.slice(body);
        } catch (MalformedMessageException e) {
            return null; // Whatever it is, it arrived; its bytes are at hand.
        }
    }

    InboundRequest http() {
        return http;
    }

    /**
     * What was asked for, by the path.
     *
     * @return the operation; empty if the registry has none at the path
     */
    public Optional<Operation<?, ?>> operation() {
        return Optional.ofNullable(operation);
    }

    /**
     * The header as it was sent.
     *
     * @return the header; empty if the body is no envelope
     */
    public Optional<MsgHeader> header() {
        return part(slices == null ? Optional.empty() : slices.header(), MsgHeader.TYPE, "/header");
    }

    /**
     * The message as it was sent.
     *
     * @param <Q> its class
     * @param asked the operation that it belongs to
     * @return the message
     * @throws IllegalStateException if another operation was asked for, or the body has no message that can be read
     */
    public <Q extends DciObject> Q message(Operation<Q, ?> asked) {
        if (!asked.equals(operation)) {
            throw new IllegalStateException(this + " is no request for " + asked);
        }
        return part(
                        slices == null ? Optional.empty() : slices.message(),
                        asked.request().type(),
                        "/message")
                .orElseThrow(() -> new IllegalStateException(this + " has no message that can be read"));
    }

    private static <T extends DciObject> Optional<T> part(Optional<JsonSlice> json, ModelType<T> type, String pointer) {
        try {
            return json.map(slice -> Json.read(slice, type, pointer, finding -> {}));
        } catch (MalformedMessageException e) {
            return Optional.empty();
        }
    }

    /**
     * The message of a synchronous search.
     *
     * @return the message
     * @throws IllegalStateException if this is no such search, or has no message that can be read
     */
    public SearchRequest search() {
        return message(Operation.SYNC_SEARCH);
    }

    /**
     * What a synchronous search searches for.
     *
     * @return the query of each item that has one, in order
     * @throws IllegalStateException if this is no such search, or has no message that can be read
     */
    public List<Query> queries() {
        return criteria().stream()
                .flatMap(criteria ->
                        criteria
                                .queryType()
                                .flatMap(type -> criteria.query().map(query -> Query.of(type, query)))
                                .stream())
                .toList();
    }

    /**
     * Which page a synchronous search asks for.
     *
     * @return the page number of the first item, counted from 1; 1 if it names none
     * @throws IllegalStateException if this is no such search, or has no message that can be read
     */
    public int pageNumber() {
        return criteria().stream()
                .findFirst()
                .flatMap(SearchCriteria::pagination)
                .flatMap(PaginationRequest::pageNumber)
                .orElse(1);
    }

    private List<SearchCriteria> criteria() {
        return search().searchRequest().stream()
                .map(SearchRequestItem::searchCriteria)
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * Whether the envelope has a signature, right or wrong.
     *
     * @return true if it has one
     */
    public boolean isSigned() {
        return slices != null && slices.signature().isPresent();
    }

    /**
     * The HTTP method.
     *
     * @return in upper case
     */
    public String method() {
        return http.method();
    }

    /**
     * The path of the URL.
     *
     * @return without query, as it was sent
     */
    public String path() {
        return http.path();
    }

    /**
     * The HTTP headers, {@code Authorization} among them.
     *
     * @return the first value of each; names in any case; unmodifiable
     */
    public Map<String, String> httpHeaders() {
        return httpHeaders;
    }

    /**
     * The body, with all personal data that it holds.
     *
     * @return the bytes, inflated; a copy
     */
    public byte[] body() {
        return http.body().clone();
    }

    @Override
    public String toString() {
        MsgHeader header = header().orElse(null);
        CallContext context = header == null
                ? CallContext.none()
                : CallContext.of(header.senderId().orElse("unknown"))
                        .withMessageId(header.messageId().orElse(null));
        String asked = operation == null ? "unknown operation" : Objects.toString(operation);
        return "ReceivedRequest[" + asked + ", " + http.body().length + " bytes, "
                + (isSigned() ? "signed" : "not signed") + ", " + context + "]";
    }
}
