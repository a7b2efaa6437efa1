package io.github.dcisdk.transaction;

import io.github.dcisdk.error.AnswerIncompleteException;
import io.github.dcisdk.error.AnswerTimedOutException;
import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.error.DciException;
import io.github.dcisdk.error.EncryptionException;
import io.github.dcisdk.error.ErrorCode;
import io.github.dcisdk.error.HttpStatusException;
import io.github.dcisdk.error.LogText;
import io.github.dcisdk.error.MalformedMessageException;
import io.github.dcisdk.error.NoCallbackException;
import io.github.dcisdk.error.RefusedException;
import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.error.TokenException;
import io.github.dcisdk.json.Rule;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a request, or one item of it, ended. Immutable, without personal data.
 *
 * @param kind in which way
 * @param code the peer's code, for example {@code rjct.search_criteria.invalid}; null if it gave none
 * @param httpStatus the HTTP status that the request was answered with; 0 if it does not matter
 */
public record Ending(Kind kind, @Nullable String code, int httpStatus) {
    /** The ways to end. The names stand in databases and stay as they are. */
    public enum Kind {
        /** All that was asked for came. */
        COMPLETE(true),
        /** The peer rejected it, with an {@code rjct.*} code. */
        REJECTED(true),
        /** A part came, and then nothing more. */
        INCOMPLETE(false),
        /** Other items were answered, this one was not. */
        MISSING(false),
        /** Nothing came in time. */
        TIMED_OUT(false),
        /** The peer said that nothing will come. */
        NO_CALLBACK(false),
        /** The peer refused the request, with an {@code err.*} code. */
        REFUSED(false),
        /** The request was answered with an HTTP status that means nothing else. */
        HTTP_STATUS(false),
        /** No token for the request could be had. */
        NO_TOKEN(false),
        /** The request could not be encrypted. */
        NOT_ENCRYPTED(false);

        private final boolean settled;

        Kind(boolean settled) {
            this.settled = settled;
        }
    }

    /** All that was asked for came. */
    public static final Ending COMPLETE = of(Kind.COMPLETE);

    /**
     * Checks that the kind is there.
     *
     * @param kind in which way
     * @param code the peer's code
     * @param httpStatus the HTTP status
     */
    public Ending {
        Objects.requireNonNull(kind, "kind");
    }

    /**
     * An end without code.
     *
     * @param kind in which way
     * @return the end
     */
    public static Ending of(Kind kind) {
        return new Ending(kind, null, 0);
    }

    /**
     * The end that an error of sending means.
     *
     * @param error the error
     * @return the end; empty if sending can be tried again
     */
    public static Optional<Ending> of(DciException error) {
        if (error instanceof RejectedException rejected) {
            return Optional.of(new Ending(Kind.REJECTED, rejected.reasonCode().orElse(null), 0));
        } else if (error instanceof RefusedException refused) {
            return Optional.of(new Ending(Kind.REFUSED, refused.refusalCode().orElse(null), refused.httpStatus()));
        } else if (error instanceof HttpStatusException http) {
            return Optional.of(new Ending(Kind.HTTP_STATUS, http.refusalCode().orElse(null), http.status()));
        } else if (error instanceof TokenException token) {
            return Optional.of(new Ending(Kind.NO_TOKEN, token.oauthError().orElse(null), token.httpStatus()));
        } else if (error instanceof EncryptionException) {
            return Optional.of(of(Kind.NOT_ENCRYPTED));
        }
        return Optional.empty();
    }

    /**
     * Whether the peer has answered for good. Everything else can still become an answer if one comes late.
     *
     * @return true if nothing more is expected
     */
    public boolean isSettled() {
        return kind.settled;
    }

    /**
     * What whoever waits for it is told.
     *
     * @param item what came of it
     * @param context the exchange
     * @return the error; empty if all came
     */
    public Optional<DciException> error(TransactionItem item, CallContext context) {
        return switch (kind) {
            case COMPLETE -> Optional.empty();
            case REJECTED -> Optional.of(new RejectedException(code, null, context));
            case INCOMPLETE ->
                Optional.of(new AnswerIncompleteException(
                        item.received(), item.total().orElse(null), context));
            case MISSING ->
                Optional.of(new MalformedMessageException(
                        ErrorCode.NOT_UNDERSTOOD,
                        Rule.REFERENCE_ID.id(),
                        "/message/search_response",
                        "the answer has no item for the query; if the peer leaves out items of queries that find nothing,"
                                + " set PeerProfile.droppingEmptyItems()",
                        context,
                        null));
            case TIMED_OUT -> Optional.of(new AnswerTimedOutException("no answer came before the deadline", context));
            case NO_CALLBACK -> Optional.of(new NoCallbackException(context));
            case REFUSED -> Optional.of(new RefusedException(code, httpStatus, "refused with " + shownCode(), context));
            case HTTP_STATUS ->
                Optional.of(new HttpStatusException(httpStatus, code, "HTTP status " + httpStatus, context));
            case NO_TOKEN ->
                Optional.of(new TokenException(
                        ErrorCode.TOKEN_REFUSED,
                        code,
                        httpStatus,
                        "no token for the request could be had",
                        context,
                        null));
            case NOT_ENCRYPTED ->
                Optional.of(new EncryptionException("the request has to be encrypted and could not be", context));
        };
    }

    private String shownCode() {
        return code == null ? "no error code" : LogText.code(code);
    }

    StoredJson toJson() {
        return StoredJson.create().with("kind", kind.name()).with("code", code).with("http", httpStatus);
    }

    static Ending of(StoredJson json) {
        return new Ending(
                Kind.valueOf(json.required("kind")), json.text("code").orElse(null), (int) json.number("http", 0));
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + (code == null ? "" : " " + shownCode());
    }
}
