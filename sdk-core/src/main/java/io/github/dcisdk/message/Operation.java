package io.github.dcisdk.message;

import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.ModelType;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One operation of the standard, as data: where it is posted, what its messages are, and how it is answered. Client,
 * registry side and documentation read the same constants. Immutable.
 *
 * @param <Q> the message that is sent
 * @param <A> the message that answers it
 */
public final class Operation<Q extends DciObject, A extends DciObject> {
    /** Search, answered in the HTTP response. */
    public static final Operation<SearchRequest, SearchResponse> SYNC_SEARCH =
            synchronous("/registry/sync/search", Sides.SEARCH, Sides.ON_SEARCH, Sides::rejectedSearch);

    /** Search, answered by one or more calls to the requester. */
    public static final Operation<SearchRequest, SearchResponse> SEARCH = acknowledged(
            "/registry/search", Sides.SEARCH, "/registry/on-search", Sides.ON_SEARCH, Sides::rejectedSearch);

    /** Subscription to events, answered by a call to the requester. */
    public static final Operation<SubscribeRequest, SubscribeResponse> SUBSCRIBE = acknowledged(
            "/registry/subscribe",
            Sides.SUBSCRIBE,
            "/registry/on-subscribe",
            Sides.ON_SUBSCRIBE,
            Sides::rejectedSubscribe);

    /** End of subscriptions, answered by a call to the requester. */
    public static final Operation<UnSubscribeRequest, UnSubscribeResponse> UNSUBSCRIBE = acknowledged(
            "/registry/unsubscribe",
            Sides.UNSUBSCRIBE,
            "/registry/on-unsubscribe",
            Sides.ON_UNSUBSCRIBE,
            Sides::rejectedUnSubscribe);

    /** Events, sent by a registry to a subscriber; nothing but an acknowledgement answers them. */
    public static final Operation<NotifyEventRequest, AckResponse> NOTIFY =
            new Operation<>("/registry/notify", Exchange.ONE_WAY, Sides.NOTIFY, null);

    /** Status of an earlier transaction, answered in the HTTP response. */
    public static final Operation<TxnStatusRequest, TxnStatusResponse> SYNC_TXN_STATUS =
            synchronous("/registry/sync/txn/status", Sides.TXN_STATUS, Sides.TXN_ON_STATUS, Sides::rejectedTxnStatus);

    /** Status of an earlier transaction, answered by a call to the requester. */
    public static final Operation<TxnStatusRequest, TxnStatusResponse> TXN_STATUS = acknowledged(
            "/registry/txn/status",
            Sides.TXN_STATUS,
            "/registry/txn/on-status",
            Sides.TXN_ON_STATUS,
            Sides::rejectedTxnStatus);

    /** The operations that the standard has for every kind of registry. */
    public static final List<Operation<?, ?>> COMMON =
            List.of(SYNC_SEARCH, SEARCH, SUBSCRIBE, UNSUBSCRIBE, NOTIFY, SYNC_TXN_STATUS, TXN_STATUS);

    private final String path;
    private final Exchange exchange;
    private final Side<Q> request;
    private final @Nullable Answering<Q, A> answering;

    private Operation(String path, Exchange exchange, Side<Q> request, @Nullable Answering<Q, A> answering) {
        this.path = path;
        this.exchange = exchange;
        this.request = request;
        this.answering = answering;
    }

    private static <Q extends DciObject, A extends DciObject> Operation<Q, A> synchronous(
            String path, Side<Q> request, Side<A> answer, Rejection<Q, A> rejection) {
        return new Operation<>(path, Exchange.SYNCHRONOUS, request, new Answering<>(answer, null, rejection));
    }

    private static <Q extends DciObject, A extends DciObject> Operation<Q, A> acknowledged(
            String path, Side<Q> request, String callbackPath, Side<A> answer, Rejection<Q, A> rejection) {
        return new Operation<>(path, Exchange.ACKNOWLEDGED, request, new Answering<>(answer, callbackPath, rejection));
    }

    /** What answers an operation. */
    private record Answering<Q extends DciObject, A extends DciObject>(
            Side<A> side, @Nullable String callbackPath, Rejection<Q, A> rejection) {}

    /** Makes the message of an answer whose header rejects the request. */
    @FunctionalInterface
    interface Rejection<Q extends DciObject, A extends DciObject> {
        A message(Q request, String correlationId, DciDateTime now);
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
     * @return for example {@code /registry/sync/search}; of {@link #NOTIFY} the subscriber's, of all others the registry's
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
     * @throws IllegalStateException if the operation is {@link Exchange#ONE_WAY}
     */
    public Side<A> answer() {
        return answering().side();
    }

    /**
     * Where the requester takes the answer that comes later.
     *
     * @return the path of the standard, for example {@code /registry/on-search}; empty unless the operation is {@link
     *     Exchange#ACKNOWLEDGED}
     */
    public Optional<String> callbackPath() {
        return Optional.ofNullable(answering).map(Answering::callbackPath);
    }

    /**
     * An answer without content, as it goes with a rejected header.
     *
     * @param request the request that is rejected
     * @param correlationId the answering side's {@code correlation_id}
     * @param now the time of the answer
     * @return the answer
     * @throws IllegalStateException if the operation is {@link Exchange#ONE_WAY}
     */
    public A emptyAnswer(Q request, String correlationId, DciDateTime now) {
        return answering().rejection().message(request, correlationId, now);
    }

    private Answering<Q, A> answering() {
        if (answering == null) {
            throw new IllegalStateException(this + " is answered by an acknowledgement only");
        }
        return answering;
    }

    @Override
    public String toString() {
        return "Operation[" + path + "]";
    }
}
