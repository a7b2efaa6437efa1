package io.github.dcisdk.error;

import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Root of the errors that come from outside: the network, the peer, a message. Unchecked. The message text holds
 * identifiers, codes and rules, never record content, tokens or keys.
 */
public abstract class DciException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode errorCode;
    private final String detail;
    private final CallContext context;
    private @Nullable RawAnswer rawAnswer;

    /**
     * Creates an error.
     *
     * @param errorCode the stable code
     * @param detail what happened in this case, without personal data or secrets
     * @param context the exchange it belongs to
     * @param cause the cause, if any
     */
    protected DciException(ErrorCode errorCode, String detail, CallContext context, @Nullable Throwable cause) {
        super(detail, cause);
        this.errorCode = errorCode;
        this.detail = detail;
        this.context = context;
    }

    private static String text(ErrorCode errorCode, String detail, CallContext context) {
        String ids = context.toString();
        return errorCode.code() + ": " + detail + (ids.isEmpty() ? "" : " [" + ids + "]");
    }

    /**
     * The whole text for people: code, what happened, what kind of body came, identifiers.
     *
     * @return one line, without personal data and secrets
     */
    @Override
    public String getMessage() {
        return text(errorCode, rawAnswer == null ? detail : detail + " (" + rawAnswer + ")", context);
    }

    /**
     * Adds what the peer sent, as {@link #initCause} adds a cause. Once added, it stays.
     *
     * @param answer the answer that led to the error
     */
    public final void initRawAnswer(RawAnswer answer) {
        if (rawAnswer == null) {
            rawAnswer = answer;
        }
    }

    /**
     * What the peer sent, for diagnosis.
     *
     * @return the answer that led to the error; empty when none arrived, or when it was larger than the limit
     */
    public Optional<RawAnswer> rawAnswer() {
        return Optional.ofNullable(rawAnswer);
    }

    /**
     * The stable code of this kind of error.
     *
     * @return the code
     */
    public ErrorCode errorCode() {
        return errorCode;
    }

    /**
     * What happened in this case: {@link #getMessage()} without code, kind of body and identifiers.
     *
     * @return the text, without personal data and secrets
     */
    public String detail() {
        return detail;
    }

    /**
     * The exchange in which the error arose.
     *
     * @return its identifiers; {@link CallContext#none()} when unknown
     */
    public CallContext context() {
        return context;
    }

    /**
     * The peer.
     *
     * @return its identity, if known
     */
    public Optional<String> peer() {
        return context.peer();
    }

    /**
     * The {@code message_id} of the request.
     *
     * @return the identifier, if known
     */
    public Optional<String> messageId() {
        return context.messageId();
    }

    /**
     * The {@code transaction_id}.
     *
     * @return the identifier, if known
     */
    public Optional<String> transactionId() {
        return context.transactionId();
    }

    /**
     * The {@code correlation_id}.
     *
     * @return the identifier, if known
     */
    public Optional<String> correlationId() {
        return context.correlationId();
    }

    /**
     * How many records a search of several pages had received before the error.
     *
     * @return the count; empty when the error does not belong to a further page of a search
     */
    public OptionalLong recordsReceived() {
        return context.recordsReceived();
    }
}
