package io.github.dcisdk.client;

import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.message.MsgHeader;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.profile.PeerProfile;
import io.github.dcisdk.security.EncryptionKey;
import io.github.dcisdk.transport.HttpAnswer;
import io.github.dcisdk.transport.HttpCall;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a message and reads the answer that comes in the HTTP response. Immutable, thread-safe.
 *
 * @param setUp the peer
 * @param profile how the peer departs from the standard in this call
 * @param options what differs from the transport's settings
 * @param answers reads the answers of the peer
 * @param encryption encrypts what has to be
 */
record SynchronousCall(
        PeerSetUp setUp, PeerProfile profile, CallOptions options, AnswerReader answers, RequestEncryption encryption) {
    private static final Logger LOG = LoggerFactory.getLogger(DciClient.class);

    <Q extends DciObject, A extends DciObject> Answer<A> call(Operation<Q, A> operation, Q message, CallContext start) {
        CallContext context = start.withMessageId(UUID.randomUUID().toString())
                .withTransactionId(
                        operation.request().transactionId().apply(message).orElse(null));
        ObservedCall observed = new ObservedCall(
                setUp.dci().observers(),
                new CallObserver.CallStart(operation, context, setUp.baseUrl().getHost(), setUp.port()));
        try {
            Answer<A> answer = encryption.exchange(context, key -> call(operation, message, key, context, observed));
            observed.succeeded(answer);
            return answer;
        } catch (Throwable e) { // Whatever it is, the call is over.
            observed.failed(e);
            throw e;
        }
    }

    private <Q extends DciObject, A extends DciObject> Answer<A> call(
            Operation<Q, A> operation,
            Q message,
            Optional<EncryptionKey> key,
            CallContext context,
            ObservedCall observed) {
        String messageId = context.messageId().orElseThrow();
        RenewedBody body = new RenewedBody(sent -> envelope(operation, message, key, messageId, sent));
        // Our own clock throughout: a transport that was handed in may have another.
        HttpCall.Builder call = HttpCall.to(
                        URI.create(setUp.baseUrl() + profile.path(operation)),
                        sent -> observed.sending(body.at(setUp.dci().clock().instant())))
                .authorization(setUp.authorization())
                .repeatable(profile.takesRepeatedRequests())
                .context(context)
                .attempts(observed::attempted);
        observed.addHeadersTo(call);
        options.applyTo(call);
        HttpAnswer answer = setUp.dci().transport().send(call.build());
        observed.received(answer);
        Answer<A> read = answers.read(answer, operation.answer(), context);
        observed.read(read);
        LOG.debug(
                "{} answered with {} bytes after {} attempts, {} findings [{}]",
                operation,
                answer.body().length,
                answer.attempts(),
                read.findings().size(),
                read.context());
        setUp.handOver(read.findings(), read);
        return read;
    }

    private <Q extends DciObject> byte[] envelope(
            Operation<Q, ?> operation, Q message, Optional<EncryptionKey> key, String messageId, Instant sent) {
        JsonSlice plain = JsonSlice.of(Json.write(message));
        MsgHeader header = setUp.header(operation, message, messageId, sent).build();
        return setUp.envelopes()
                .write(
                        header,
                        key.map(receiver -> encryption.encrypt(receiver, plain)).orElse(plain));
    }
}
