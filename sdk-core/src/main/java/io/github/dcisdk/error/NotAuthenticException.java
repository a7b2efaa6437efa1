package io.github.dcisdk.error;

/**
 * The message is not proven to come from the peer. Deliberately without a reason: it may travel back to an attacker.
 * The reason is in the log of this side, under the same message id.
 */
public final class NotAuthenticException extends DciException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the error.
     *
     * @param context the exchange
     */
    public NotAuthenticException(CallContext context) {
        super(ErrorCode.NOT_AUTHENTIC, ErrorCode.NOT_AUTHENTIC.meaning(), context, null);
    }
}
