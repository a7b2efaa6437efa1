package io.github.dcisdk.message;

import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.json.JsonValue.JsonObject;
import io.github.dcisdk.message.Operation.Side;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The directions of the common operations; those that are answered at once and later share them. */
final class Sides {
    static final Side<SearchRequest> SEARCH = new Side<>(
            HeaderAction.SEARCH.code(),
            SearchRequest.TYPE,
            message -> message.searchRequest().size(),
            SearchRequest::transactionId,
            message -> Optional.empty());

    static final Side<SearchResponse> ON_SEARCH = new Side<>(
            HeaderAction.ON_SEARCH.code(),
            SearchResponse.TYPE,
            message -> message.searchResponse().size(),
            SearchResponse::transactionId,
            SearchResponse::correlationId);

    static final Side<SubscribeRequest> SUBSCRIBE = new Side<>(
            HeaderAction.SUBSCRIBE.code(),
            SubscribeRequest.TYPE,
            message -> message.subscribeRequest().size(),
            SubscribeRequest::transactionId,
            message -> Optional.empty());

    static final Side<SubscribeResponse> ON_SUBSCRIBE = new Side<>(
            HeaderAction.ON_SUBSCRIBE.code(),
            SubscribeResponse.TYPE,
            message -> message.subscribeResponse().size(),
            SubscribeResponse::transactionId,
            SubscribeResponse::correlationId);

    static final Side<UnSubscribeRequest> UNSUBSCRIBE = new Side<>(
            HeaderAction.UNSUBSCRIBE.code(),
            UnSubscribeRequest.TYPE,
            message -> message.subscriptionCodes().size(),
            UnSubscribeRequest::transactionId,
            message -> Optional.empty());

    static final Side<UnSubscribeResponse> ON_UNSUBSCRIBE = new Side<>(
            HeaderAction.ON_UNSUBSCRIBE.code(),
            UnSubscribeResponse.TYPE,
            message -> message.subscriptionStatus().size(),
            UnSubscribeResponse::transactionId,
            UnSubscribeResponse::correlationId);

    static final Side<NotifyEventRequest> NOTIFY = new Side<>(
            HeaderAction.NOTIFY.code(),
            NotifyEventRequest.TYPE,
            message -> message.notifyEvent().size(),
            NotifyEventRequest::transactionId,
            message -> Optional.empty());

    static final Side<TxnStatusRequest> TXN_STATUS = new Side<>(
            HeaderAction.TXN_STATUS.code(),
            TxnStatusRequest.TYPE,
            message -> 1,
            TxnStatusRequest::transactionId,
            message -> Optional.empty());

    static final Side<TxnStatusResponse> TXN_ON_STATUS = new Side<>(
            HeaderAction.TXN_ON_STATUS.code(),
            TxnStatusResponse.TYPE,
            message -> 1,
            TxnStatusResponse::transactionId,
            TxnStatusResponse::correlationId);

    private Sides() {}

    static SearchResponse rejectedSearch(SearchRequest request, String correlationId, DciDateTime now) {
        return SearchResponse.builder(request.transactionId().orElse(""), correlationId, List.of())
                .build();
    }

    static SubscribeResponse rejectedSubscribe(SubscribeRequest request, String correlationId, DciDateTime now) {
        return SubscribeResponse.builder(request.transactionId().orElse(""), correlationId, List.of())
                .build();
    }

    static UnSubscribeResponse rejectedUnSubscribe(UnSubscribeRequest request, String correlationId, DciDateTime now) {
        return UnSubscribeResponse.builder(request.transactionId().orElse(""), correlationId, now, RequestStatus.RJCT)
                .build();
    }

    /** The message has to say something of the transaction; an empty status is all that a rejection knows of it. */
    static TxnStatusResponse rejectedTxnStatus(TxnStatusRequest request, String correlationId, DciDateTime now) {
        TxnType txnType = request.txnstatusRequest()
                .flatMap(TxnStatusRequestItem::txnType)
                .orElse(TxnType.SEARCH);
        TxnStatusResponseItem nothing =
                TxnStatusResponseItem.builder(txnType, new JsonObject(Map.of())).build();
        return TxnStatusResponse.builder(request.transactionId().orElse(""), correlationId, nothing)
                .build();
    }
}
