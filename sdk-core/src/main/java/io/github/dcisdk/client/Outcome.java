package io.github.dcisdk.client;

import io.github.dcisdk.error.AnswerIncompleteException;
import io.github.dcisdk.error.AnswerTimedOutException;
import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.error.DciException;
import io.github.dcisdk.error.ErrorCode;
import io.github.dcisdk.error.HttpStatusException;
import io.github.dcisdk.error.NoCallbackException;
import io.github.dcisdk.error.RefusedException;
import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.error.TokenException;
import io.github.dcisdk.error.UnavailableException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a call ended in, as a value: for callers that decide by case instead of catching exceptions, and for the items of a
 * batch. The cases are all there are; {@code docs/errors.md} says what to do in each. On Java 21 a {@code switch} over the
 * object exhausts them, on Java 17 a {@code switch} over {@link #kind()}.
 *
 * <p>Immutable. {@link Object#toString()} shows neither the value nor anything personal.
 *
 * @param <R> what a call gives that is answered
 */
public sealed interface Outcome<R> {
    /** The cases. */
    enum Kind {
        /** The peer answered. */
        ANSWERED,
        /** The peer understood and said no, with an {@code rjct.*} code. */
        REJECTED,
        /** The peer did not look at the request, with an {@code err.*} code. */
        REFUSED,
        /** The peer, or a gateway, does not let us in, or the token endpoint gave no token for it. */
        UNAUTHORISED,
        /** The peer could not be reached, is too busy or failed. */
        UNAVAILABLE,
        /** What came is no answer, or not to this question. */
        NOT_UNDERSTOOD,
        /** What came is not proven to be the peer's, or cannot be decrypted. */
        NOT_AUTHENTIC,
        /** No whole answer came in time, or none will come, and the peer may have received the request. */
        TIMED_OUT
    }

    /**
     * Makes a call and says what it ended in.
     *
     * @param <R> what the call gives
     * @param call the call, for example {@code () -> crvs.search(query)}
     * @return the outcome
     * @throws RuntimeException what the call throws that is no {@link DciException}: a mistake of the program
     */
    static <R> Outcome<R> of(Supplier<? extends R> call) {
        try {
            return new Answered<>(call.get());
        } catch (DciException e) {
            return failed(e);
        }
    }

    /**
     * The outcome that an error stands for.
     *
     * @param <R> what the call would have given
     * @param error the error
     * @return the outcome, never {@link Answered}
     */
    static <R> Outcome<R> failed(DciException error) {
        if (error instanceof RejectedException rejected) {
            return new Rejected<>(rejected);
        } else if (error instanceof RefusedException refused) {
            return new Refused<>(refused);
        } else if (error instanceof UnavailableException unavailable) {
            return error.errorCode() == ErrorCode.TIMED_OUT
                    ? new TimedOut<>(unavailable)
                    : new Unavailable<>(unavailable);
        } else if (error instanceof HttpStatusException http && http.isUnauthorised()) {
            return new Unauthorised<>(http);
        } else if (error instanceof TokenException noToken) {
            return new Unauthorised<>(noToken);
        } else if (error instanceof AnswerTimedOutException
                || error instanceof AnswerIncompleteException
                || error instanceof NoCallbackException) {
            return new TimedOut<>(error);
        } else if (error.errorCode() == ErrorCode.NOT_AUTHENTIC || error.errorCode() == ErrorCode.ENCRYPTION) {
            return new NotAuthentic<>(error);
        }
        return new NotUnderstood<>(error);
    }

    /**
     * Which case this is.
     *
     * @return the case
     */
    Kind kind();

    /**
     * The error that the call would have thrown.
     *
     * @return the error; empty when the call was answered
     */
    Optional<DciException> error();

    /**
     * What the call gives, in the exception style.
     *
     * @return the value of {@link Answered}
     * @throws DciException the error of every other case
     */
    default R orElseThrow() {
        if (this instanceof Answered<R> answered) {
            return answered.value();
        }
        throw error().orElseThrow();
    }

    /**
     * The identifiers of the exchange.
     *
     * @return those of the error; {@link CallContext#none()} when the call was answered, whose value has its own
     */
    default CallContext context() {
        return error().map(DciException::context).orElseGet(CallContext::none);
    }

    /**
     * The peer answered. An answer that says "nothing found" is one too.
     *
     * @param <R> what the call gives
     * @param value what the call gives
     */
    record Answered<R>(R value) implements Outcome<R> {
        @Override
        public Kind kind() {
            return Kind.ANSWERED;
        }

        @Override
        public Optional<DciException> error() {
            return Optional.empty();
        }

        @Override
        public String toString() {
            return "Answered";
        }
    }

    /**
     * All cases but {@link Answered}.
     *
     * @param <R> what the call would have given
     */
    sealed interface Failed<R> extends Outcome<R> {
        /**
         * What the call would have thrown.
         *
         * @return the error, with identifiers, HTTP status and the raw body as far as they are known
         */
        DciException cause();

        @Override
        default Optional<DciException> error() {
            return Optional.of(cause());
        }
    }

    /**
     * The peer understood the request and rejected it, or this item of it, with an {@code rjct.*} code.
     *
     * @param <R> what the call would have given
     * @param cause the error
     */
    record Rejected<R>(RejectedException cause) implements Failed<R> {
        @Override
        public Kind kind() {
            return Kind.REJECTED;
        }
    }

    /**
     * The peer refused the whole request with an {@code err.*} code.
     *
     * @param <R> what the call would have given
     * @param cause the error
     */
    record Refused<R>(RefusedException cause) implements Failed<R> {
        @Override
        public Kind kind() {
            return Kind.REFUSED;
        }
    }

    /**
     * The peer, or a gateway in front of it, does not let us in: {@link HttpStatusException} with 401 or 403. Or the token
     * endpoint gave no token, so that the peer was not asked: {@link TokenException}.
     *
     * @param <R> what the call would have given
     * @param cause the error
     */
    record Unauthorised<R>(DciException cause) implements Failed<R> {
        @Override
        public Kind kind() {
            return Kind.UNAUTHORISED;
        }
    }

    /**
     * The peer could not be reached, is too busy, failed, or sent more than the limit; retries are used up.
     *
     * @param <R> what the call would have given
     * @param cause the error
     */
    record Unavailable<R>(UnavailableException cause) implements Failed<R> {
        @Override
        public Kind kind() {
            return Kind.UNAVAILABLE;
        }
    }

    /**
     * What came is no answer, or not to this question, or its pages do not add up.
     *
     * @param <R> what the call would have given
     * @param cause the error
     */
    record NotUnderstood<R>(DciException cause) implements Failed<R> {
        @Override
        public Kind kind() {
            return Kind.NOT_UNDERSTOOD;
        }
    }

    /**
     * What came is not proven to be the peer's, or cannot be decrypted.
     *
     * @param <R> what the call would have given
     * @param cause the error
     */
    record NotAuthentic<R>(DciException cause) implements Failed<R> {
        @Override
        public Kind kind() {
            return Kind.NOT_AUTHENTIC;
        }
    }

    /**
     * No answer came in time. The peer may have received the request. {@link UnavailableException} when the answer was to
     * come in the HTTP response; of what is answered later {@link AnswerTimedOutException}, {@link
     * AnswerIncompleteException} when a part came, {@link NoCallbackException} when the peer said that none will come.
     *
     * @param <R> what the call would have given
     * @param cause the error
     */
    record TimedOut<R>(DciException cause) implements Failed<R> {
        @Override
        public Kind kind() {
            return Kind.TIMED_OUT;
        }
    }
}
