package io.github.dcisdk.testing;

import io.github.dcisdk.inbound.InboundResponse;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.message.SearchResponse;
import java.util.Optional;
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

    /** The message of an answer whose header rejects the request. */
    DciObject emptyAnswer(Envelope answer) {
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

    private Optional<Envelope> envelope(Reply reply) {
        return request.operation()
                .filter(operation -> operation.exchange() == Operation.Exchange.SYNCHRONOUS)
                .flatMap(operation -> Envelope.read(reply.response(), operation));
    }

    private Reply written(Reply reply, Envelope envelope, Signing signing) {
        byte[] body = signing.write(registry, envelope.header(), envelope.message());
        InboundResponse before = reply.response();
        InboundResponse written = InboundResponse.json(before.status(), body);
        for (var header : before.headers().entrySet()) {
            written = written.withHeader(header.getKey(), header.getValue());
        }
        return reply.response(written);
    }
}
