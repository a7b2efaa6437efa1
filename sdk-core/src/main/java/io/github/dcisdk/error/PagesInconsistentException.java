package io.github.dcisdk.error;

/**
 * The pages of a search do not add up: the peer ended before the total it named, repeated a page, or named a page that
 * was not asked for. What was received so far must not be taken for the whole.
 */
public final class PagesInconsistentException extends DciException {
    private static final long serialVersionUID = 1L;

    private final long received;

    /**
     * Creates the error.
     *
     * @param detail what does not add up, in numbers
     * @param received how many records the pages before the one in question brought
     * @param context the exchange
     */
    public PagesInconsistentException(String detail, long received, CallContext context) {
        super(ErrorCode.PAGES_INCONSISTENT, detail, context, null);
        this.received = received;
    }

    /**
     * How many records had been received before the error.
     *
     * @return the count
     */
    public long received() {
        return received;
    }
}
