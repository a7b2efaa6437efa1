package io.github.dcisdk.testing;

import io.github.dcisdk.inbound.InboundResponse;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.message.AckMessage;
import io.github.dcisdk.message.AckStatus;
import io.github.dcisdk.message.HttpError;
import io.github.dcisdk.message.HttpErrorResponse;
import io.github.dcisdk.message.MsgHeaderStatusReasonCode;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.message.RequestError;
import io.github.dcisdk.message.RequestErrorCode;
import io.github.dcisdk.message.RequestStatus;
import io.github.dcisdk.message.SearchResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** One request on which a fault acts. */
record Scene(ReceivedRequest request, RegistrySide registry) {

    /** Changes header and message of an answer and signs it again; leaves a refusal as it is. */
    Reply edit(Reply reply, UnaryOperator<Envelope> change) {
        return envelope(reply)
                .map(envelope -> written(reply, change.apply(envelope), Signing.RIGHT))
                .orElse(reply);
    }

    /** Changes what answers a search. */
    Reply editSearch(Reply reply, UnaryOperator<SearchResponse> change) {
        return edit(
                reply,
                envelope -> envelope.message() instanceof SearchResponse message
                        ? envelope.message(change.apply(message))
                        : envelope);
    }

    /** Signs the answer as the fault wants it, after everything else is done to it. */
    Reply sign(Reply reply) {
        if (reply.signing() == Signing.RIGHT) {
            return reply;
        }
        return envelope(reply)
                .map(envelope -> written(reply, envelope, reply.signing()))
                .orElse(reply);
    }

    /** An answer whose header rejects the request; a refusal stays as it is. */
    Reply rejection(Reply reply, MsgHeaderStatusReasonCode code) {
        return edit(
                reply,
                envelope -> new Envelope(
                        envelope.header().toBuilder()
                                .status(RequestStatus.RJCT)
                                .statusReasonCode(code)
                                .totalCount(0L)
                                .completedCount(0L)
                                .build(),
                        emptyAnswer(envelope)));
    }

    private DciObject emptyAnswer(Envelope answer) {
        return request.operation()
                .map(operation -> emptyAnswer(operation, answer))
                .orElse(answer.message());
    }

    private <Q extends DciObject, A extends DciObject> DciObject emptyAnswer(
            Operation<Q, A> operation, Envelope answer) {
        Operation.Side<A> side = operation.answer();
        String correlationId =
                side.correlationId().apply(side.type().cast(answer.message())).orElse("");
        return operation.emptyAnswer(request.message(operation), correlationId, registry.now());
    }

    /** A refusal in the form that registries made with the SDK have. */
    InboundResponse refusal(int status, String errorCode) {
        String explanation = "a fault of the test registry";
        AckMessage acknowledgement = AckMessage.builder(
                        AckStatus.ERR, registry.now(), UUID.randomUUID().toString())
                .error(RequestError.builder()
                        .code(RequestErrorCode.of(errorCode))
                        .message(explanation)
                        .build())
                .build();
        HttpErrorResponse body = HttpErrorResponse.builder()
                .message(acknowledgement)
                .errors(List.of(
                        HttpError.builder().code(errorCode).message(explanation).build()))
                .build();
        return InboundResponse.json(status, Json.write(body));
    }

    private Optional<Envelope> envelope(Reply reply) {
        return request.operation()
                .filter(operation -> operation.exchange() == Operation.Exchange.SYNCHRONOUS)
                .flatMap(operation -> Envelope.read(reply.response(), operation));
    }

    private Reply written(Reply reply, Envelope envelope, Signing signing) {
        byte[] body = signing.write(registry, envelope.header(), envelope.message());
        InboundResponse before = reply.response();
        InboundResponse written = InboundResponse.json(before.status(), body);
        for (Map.Entry<String, String> header : before.headers().entrySet()) {
            written = written.withHeader(header.getKey(), header.getValue());
        }
        return reply.response(written);
    }
}
