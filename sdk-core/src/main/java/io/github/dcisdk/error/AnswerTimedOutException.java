package io.github.dcisdk.error;

/**
 * A request that is answered later was not answered in time: the peer may have received it, and asking for its status led to
 * nothing. An answer that comes all the same is still taken.
 */
public final class AnswerTimedOutException extends DciException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the error.
     *
     * @param detail what happened
     * @param context the exchange
     */
    public AnswerTimedOutException(String detail, CallContext context) {
        super(ErrorCode.ANSWER_TIMED_OUT, detail, context, null);
    }
}
