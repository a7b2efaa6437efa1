package io.github.dcisdk.error;

/** The peer accepted a request and said that it will not answer it ({@code NACK}). */
public final class NoCallbackException extends DciException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the error.
     *
     * @param context the exchange
     */
    public NoCallbackException(CallContext context) {
        super(ErrorCode.NO_CALLBACK, "the peer accepted the request, and no callback will follow", context, null);
    }
}
