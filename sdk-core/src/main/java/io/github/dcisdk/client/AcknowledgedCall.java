package io.github.dcisdk.client;

import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.error.DciException;
import io.github.dcisdk.error.RawAnswer;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.Rule;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.security.EncryptionKey;
import io.github.dcisdk.security.EnvelopeWriter;
import io.github.dcisdk.transport.AddressGuard;
import io.github.dcisdk.transport.Authorization;
import io.github.dcisdk.transport.HttpAnswer;
import io.github.dcisdk.transport.HttpCall;
import io.github.dcisdk.transport.RetryPolicy;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Delivers a message to one address, once: whoever keeps the message tries again. Immutable, thread-safe.
 *
 * @param dci our side
 * @param peerId the receiver's {@code sender_id}
 * @param authorization what the call is authorised with
 * @param envelopes writes and signs
 * @param encryption encrypts what has to be
 * @param guard what addresses may be called; null if the address was configured and not taken from a message
 * @param options what differs from the transport's settings
 */
record AcknowledgedCall(
        Dci dci,
        String peerId,
        Authorization authorization,
        EnvelopeWriter envelopes,
        RequestEncryption encryption,
        @Nullable AddressGuard guard,
        CallOptions options) {

    /**
     * Sends.
     *
     * @throws DciException if the message was not delivered, or nobody knows
     */
    Acknowledged send(Operation<?, ?> operation, OutboxMessage message, URI address) {
        CallContext context = message.context(peerId);
        int port = address.getPort() >= 0 ? address.getPort() : "http".equalsIgnoreCase(address.getScheme()) ? 80 : 443;
        ObservedCall observed = new ObservedCall(
                dci.observers(), new CallObserver.CallStart(operation, context, address.getHost(), port));
        try {
            Acknowledged acknowledged = message.isEncrypted()
                    ? encryption.exchange(context, key -> send(message, address, key, context, observed))
                    : send(message, address, Optional.empty(), context, observed);
            observed.succeeded(acknowledged);
            return acknowledged;
        } catch (Throwable e) { // Whatever it is, the call is over.
            observed.failed(e);
            throw e;
        }
    }

    private Acknowledged send(
            OutboxMessage message,
            URI address,
            Optional<EncryptionKey> key,
            CallContext context,
            ObservedCall observed) {
        Instant now = dci.clock().instant();
        byte[] body = message.write(now, envelopes, key, dci.senderId(), peerId);
        HttpCall.Builder call = HttpCall.to(address, sent -> observed.sending(body))
                .authorization(authorization)
                .context(context)
                .attempts(observed::attempted);
        if (guard != null) {
            call.guard(guard);
        }
        observed.addHeadersTo(call);
        options.applyTo(call);
        call.retry(RetryPolicy.none()); // Whoever keeps the message tries again; one layer does that, not two.
        HttpAnswer answer = dci.transport().send(call.build());
        observed.received(answer);
        return read(answer, context);
    }

    /** Any success counts as delivered, unless the body says that it was refused. */
    static Acknowledged read(HttpAnswer http, CallContext context) {
        ErrorBody body = ErrorBody.of(http.body());
        if (!http.isSuccessful() || body.isRefusal()) {
            DciException error = http.isSuccessful()
                    ? AnswerReader.refused(http.status(), body, context)
                    : AnswerReader.failure(http, context);
            error.initRawAnswer(new RawAnswer(http.status(), http.contentType().orElse(null), http.body()));
            throw error;
        }
        List<Finding> findings = new ArrayList<>();
        if (!body.isAcknowledgement()) {
            findings.add(new Finding("", Rule.ENVELOPE));
        } else if (body.correlationId().isEmpty()) {
            findings.add(new Finding("/message/correlation_id", Rule.REQUIRED_MEMBER));
        }
        return new Acknowledged(
                !body.isWithoutCallback(),
                context.withCorrelationId(body.correlationId().orElse(null)),
                findings);
    }
}
