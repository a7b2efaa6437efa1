package io.github.dcisdk.auth;

import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.error.ErrorCode;
import io.github.dcisdk.error.UnavailableException;
import io.github.dcisdk.error.UnavailableException.Failure;
import io.github.dcisdk.transport.HttpAnswer;
import io.github.dcisdk.transport.HttpCall;
import io.github.dcisdk.transport.HttpTransport;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks for a token. Immutable, thread-safe; holds the secret, so it prints nothing. */
final class TokenRequest {
    private static final int MAX_ANSWER_BYTES = 65_536;

    private final HttpTransport transport;
    private final Content content;
    private final TokenAnswer answer;

    TokenRequest(HttpTransport transport, Content content, TokenAnswer answer) {
        this.transport = transport;
        this.content = content;
        this.answer = answer;
    }

    /**
     * What is sent.
     *
     * @param authorization the client's credentials as a header, or null if they stand elsewhere
     */
    @SuppressWarnings("ArrayRecordComponent") // Package-private, and never compared.
    record Content(
            URI uri,
            String contentType,
            byte[] body,
            @Nullable String authorization) {
        @Override
        public String toString() {
            return "Content[redacted]";
        }
    }

    TokenSession.Token send(Clock clock, CallContext context) {
        HttpCall call = HttpCall.to(content.uri(), instant -> content.body())
                .header("Content-Type", content.contentType())
                .authorization(() -> Optional.ofNullable(content.authorization()))
                .maxResponseBytes(MAX_ANSWER_BYTES)
                .repeatable(true) // A token too many does no harm.
                .context(context)
                .build();
        // Its life began before it got here.
        Instant asked = clock.instant();
        HttpAnswer received;
        try {
            received = transport.send(call);
        } catch (UnavailableException e) {
            throw new UnavailableException(
                    e.errorCode(),
                    "token endpoint " + e.detail(),
                    context,
                    new Failure(
                            e.attempts(),
                            e.isRetryable(),
                            e.httpStatus().orElse(null),
                            e.retryAfter().orElse(null)),
                    e.getCause());
        }
        if (received.status() == 429 || received.status() >= 500) {
            throw unavailable(received, context);
        }
        return answer.read(received, asked, context);
    }

    private static UnavailableException unavailable(HttpAnswer received, CallContext context) {
        UnavailableException error = new UnavailableException(
                received.status() == 429 ? ErrorCode.TOO_MANY_REQUESTS : ErrorCode.SERVICE_UNAVAILABLE,
                "token endpoint: HTTP status " + received.status() + " after " + received.attempts() + " attempts",
                context,
                new Failure(
                        received.attempts(),
                        true,
                        received.status(),
                        received.retryAfter().orElse(null)),
                null);
        received.earlierFailures().forEach(error::addSuppressed);
        return error;
    }
}
