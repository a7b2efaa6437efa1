package io.github.dcisdk.inbound;

import io.github.dcisdk.client.Dci;
import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.message.MsgCallbackHeader;
import io.github.dcisdk.message.MsgHeaderStatusReasonCode;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.message.RequestStatus;
import io.github.dcisdk.security.MessageEncrypter;
import java.util.UUID;

/** Answers of synchronous operations: a signed envelope from us to the requester. Immutable, thread-safe. */
final class EnvelopeAnswers {
    private static final String VERSION = "1.0.0";

    private final Dci dci;

    EnvelopeAnswers(Dci dci) {
        this.dci = dci;
    }

    /** Answers a request that was worked on; its items have statuses of their own. */
    <A extends DciObject> InboundResponse succeeded(InboundExchange exchange, Operation.Side<A> side, A answer) {
        long items = side.itemCount().applyAsInt(answer);
        return envelope(exchange, header(exchange, side, RequestStatus.SUCC, items), answer);
    }

    /** Rejects a request as a whole. */
    <Q extends DciObject> InboundResponse rejected(
            InboundExchange exchange, Operation<Q, ?> operation, Q request, RejectedException rejection) {
        DciObject empty = operation.emptyAnswer(request, exchange.correlationId(), now());
        MsgCallbackHeader.Builder header = header(exchange, operation.answer(), RequestStatus.RJCT, 0)
                .statusReasonCode(rejection
                        .reasonCode()
                        .map(MsgHeaderStatusReasonCode::of)
                        .orElse(null))
                .statusReasonMessage(
                        rejection.reasonMessage().map(StatusReason::cut).orElse(null));
        return envelope(exchange, header, empty);
    }

    /** Encrypted if the request was, then signed in the form that the requester is trusted to sign in itself. */
    private InboundResponse envelope(InboundExchange exchange, MsgCallbackHeader.Builder header, DciObject message) {
        String receiverId = exchange.header().senderId().orElse("");
        JsonSlice plain = JsonSlice.of(Json.write(message));
        JsonSlice sent = exchange.answerKey()
                .map(key -> MessageEncrypter.encrypt(key, plain, dci.senderId(), receiverId))
                .orElse(plain);
        MsgCallbackHeader sentHeader =
                header.isMsgEncrypted(exchange.isEncrypted()).build();
        return InboundResponse.json(200, dci.envelopesTo(receiverId).write(sentHeader, sent));
    }

    private DciDateTime now() {
        return DciDateTime.of(dci.clock().instant());
    }

    private MsgCallbackHeader.Builder header(
            InboundExchange exchange, Operation.Side<?> side, RequestStatus status, long items) {
        return MsgCallbackHeader.builder(UUID.randomUUID().toString(), now(), side.action(), status)
                .version(VERSION)
                .totalCount(items)
                .completedCount(items)
                .senderId(dci.senderId())
                .receiverId(exchange.header().senderId().orElse(null));
    }
}
