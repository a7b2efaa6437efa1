package io.github.dcisdk.auth;

import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.error.DciException;
import io.github.dcisdk.error.ErrorCode;
import io.github.dcisdk.error.TokenException;
import io.github.dcisdk.error.UnavailableException;
import io.github.dcisdk.error.UnavailableException.Failure;
import io.github.dcisdk.transport.Authorization;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the token for one peer. One thread at a time asks for a token; meanwhile the others go on with the old one, or
 * wait for the new one when there is none. Thread-safe.
 */
final class TokenSession implements Authorization {
    private static final Logger LOG = LoggerFactory.getLogger(TokenSession.class);

    /** After a failed early renewal, while the old token is still good. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final TokenRequest request;
    private final Clock clock;
    private final CallContext context;
    private final Object lock = new Object();
    private @Nullable Token current;
    private @Nullable CompletableFuture<Outcome> underWay;

    TokenSession(TokenRequest request, Clock clock, CallContext context) {
        this.request = request;
        this.clock = clock;
        this.context = context;
    }

    /** A token, ready to be sent. */
    record Token(String header, Instant renewAt, Instant expiresAt) {
        Token renewedAt(Instant later) {
            return new Token(header, later, expiresAt);
        }

        @Override
        public String toString() {
            return "Token[redacted]";
        }
    }

    /** How a request for a token ended: one of the two is there, or neither if whoever asked had to give up. */
    private record Outcome(@Nullable Token token, @Nullable DciException failure) {
        static final Outcome GIVEN_UP = new Outcome(null, null);
    }

    @Override
    public Optional<String> header() {
        while (true) {
            CompletableFuture<Outcome> awaited;
            synchronized (lock) {
                Instant now = clock.instant();
                Token token = current;
                if (token != null && now.isBefore(underWay == null ? token.renewAt() : token.expiresAt())) {
                    return Optional.of(token.header());
                }
                awaited = underWay;
                if (awaited == null) {
                    underWay = new CompletableFuture<>();
                }
            }
            if (awaited == null) {
                return Optional.of(ask().header());
            }
            Outcome outcome = await(awaited);
            if (outcome.token() != null) {
                return Optional.of(outcome.token().header());
            } else if (outcome.failure() != null) {
                throw repeated(outcome.failure());
            }
            // The thread that asked has given up for reasons of its own; perhaps it is this one's turn.
        }
    }

    /** Asks in the name of all. */
    private Token ask() {
        Outcome outcome = Outcome.GIVEN_UP;
        try {
            Token token = request.send(clock, context);
            outcome = new Outcome(token, null);
            return token;
        } catch (TokenException | UnavailableException e) {
            if (e.errorCode() == ErrorCode.INTERRUPTED) {
                throw e;
            }
            Optional<Token> old = postpone(e);
            outcome = new Outcome(old.orElse(null), e);
            return old.orElseThrow(() -> e);
        } finally {
            finish(outcome);
        }
    }

    /** What is still good is used on, and the endpoint not asked again at once. */
    private Optional<Token> postpone(DciException failure) {
        Instant now = clock.instant();
        synchronized (lock) {
            if (current == null || !now.isBefore(current.expiresAt())) {
                return Optional.empty();
            }
            LOG.warn(
                    "the token could not be renewed and is used on until it expires: {} [{}]",
                    failure.errorCode().code(),
                    context);
            return Optional.of(current.renewedAt(now.plus(PAUSE)));
        }
    }

    private void finish(Outcome outcome) {
        CompletableFuture<Outcome> waiting;
        synchronized (lock) {
            waiting = underWay;
            underWay = null;
            if (outcome.token() != null) {
                current = outcome.token();
            }
        }
        if (waiting != null) {
            waiting.complete(outcome);
        }
    }

    private Outcome await(CompletableFuture<Outcome> awaited) {
        try {
            return awaited.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException(
                    ErrorCode.INTERRUPTED,
                    "interrupted while waiting for a token; the message was not sent",
                    context,
                    new Failure(1, false, null, null),
                    null);
        } catch (ExecutionException e) {
            throw new IllegalStateException("an outcome is never an exception", e);
        }
    }

    /** Each waiting thread gets an error of its own, with its own stack trace. */
    private static DciException repeated(DciException failure) {
        if (failure instanceof UnavailableException e) {
            return new UnavailableException(
                    e.errorCode(),
                    e.detail(),
                    e.context(),
                    new Failure(
                            e.attempts(),
                            e.isRetryable(),
                            e.httpStatus().orElse(null),
                            e.retryAfter().orElse(null)),
                    e);
        }
        TokenException e = (TokenException) failure;
        return new TokenException(
                e.errorCode(), e.oauthError().orElse(null), e.httpStatus(), e.detail(), e.context(), e);
    }

    @Override
    public boolean renew(String refused) {
        synchronized (lock) {
            // Another thread may have renewed it already.
            if (current != null && current.header().equals(refused)) {
                current = null;
            }
            return true;
        }
    }

    @Override
    public String toString() {
        return "TokenSession[" + context + "]";
    }
}
