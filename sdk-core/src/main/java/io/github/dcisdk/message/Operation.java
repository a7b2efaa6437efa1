package io.github.dcisdk.message;

import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.ModelType;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * One operation of the standard, as data: where it is posted, what its messages are, and how it is answered. Client,
 * registry side and documentation read the same constants.
 *
 * @param <Q> the message that is sent
 * @param <A> the message that answers it
 */
public final class Operation<Q extends DciObject, A extends DciObject> {
    /** Search, answered in the HTTP response. */
    public static final Operation<SearchRequest, SearchResponse> SYNC_SEARCH = new Operation<>(
            "/registry/sync/search",
            Exchange.SYNCHRONOUS,
            new Side<>(
                    "search",
                    SearchRequest.TYPE,
                    request -> request.searchRequest().size(),
                    SearchRequest::transactionId,
                    request -> Optional.empty()),
            new Side<>(
                    "on-search",
                    SearchResponse.TYPE,
                    response -> response.searchResponse().size(),
                    SearchResponse::transactionId,
                    SearchResponse::correlationId),
            (transactionId, correlationId) -> SearchResponse.builder(transactionId, correlationId, List.of())
                    .build());

    private final String path;
    private final Exchange exchange;
    private final Side<Q> request;
    private final Side<A> answer;
    private final BiFunction<String, String, A> emptyAnswer;

    private Operation(
            String path,
            Exchange exchange,
            Side<Q> request,
            Side<A> answer,
            BiFunction<String, String, A> emptyAnswer) {
        this.path = path;
        this.exchange = exchange;
        this.request = request;
        this.answer = answer;
        this.emptyAnswer = emptyAnswer;
    }

    /** How an operation is answered. */
    public enum Exchange {
        /** In the HTTP response. */
        SYNCHRONOUS,
        /** With an acknowledgement now, and with calls to the requester later. */
        ACKNOWLEDGED,
        /** With an acknowledgement only. */
        ONE_WAY
    }

    /**
     * One direction of an operation.
     *
     * @param <M> the message
     * @param action the header's {@code action}
     * @param type the description of the message
     * @param itemCount how many items a message holds, for the header's {@code total_count}
     * @param transactionId the message's {@code transaction_id}; empty when it has none
     * @param correlationId the message's {@code correlation_id}; empty when it has none, as requests do
     */
    public record Side<M extends DciObject>(
            String action,
            ModelType<M> type,
            ToIntFunction<M> itemCount,
            Function<M, Optional<String>> transactionId,
            Function<M, Optional<String>> correlationId) {}

    /**
     * The path of the standard.
     *
     * @return for example {@code /registry/sync/search}
     */
    public String path() {
        return path;
    }

    /**
     * How the operation is answered.
     *
     * @return the kind of exchange
     */
    public Exchange exchange() {
        return exchange;
    }

    /**
     * What is sent.
     *
     * @return the request's side
     */
    public Side<Q> request() {
        return request;
    }

    /**
     * What answers it.
     *
     * @return the answer's side
     */
    public Side<A> answer() {
        return answer;
    }

    /**
     * An answer without items, as it goes with a rejected header.
     *
     * @param transactionId the request's {@code transaction_id}
     * @param correlationId the answering side's {@code correlation_id}
     * @return the answer
     */
    public A emptyAnswer(String transactionId, String correlationId) {
        return emptyAnswer.apply(transactionId, correlationId);
    }

    @Override
    public String toString() {
        return "Operation[" + path + "]";
    }
}
