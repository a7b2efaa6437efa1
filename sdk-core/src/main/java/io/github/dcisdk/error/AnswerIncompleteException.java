package io.github.dcisdk.error;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Of an answer that comes in several callbacks only a part came, and then nothing more. What came must not be taken for the
 * whole; what comes later is still taken.
 */
public final class AnswerIncompleteException extends DciException {
    private static final long serialVersionUID = 1L;

    private final long received;
    private final @Nullable Long total;

    /**
     * Creates the error.
     *
     * @param received how many records came
     * @param total how many the peer says there are; null if it did not say
     * @param context the exchange
     */
    public AnswerIncompleteException(long received, @Nullable Long total, CallContext context) {
        super(
                ErrorCode.ANSWER_INCOMPLETE,
                "incomplete, " + received + " of " + (total == null ? "an unknown number of" : total) + " records came",
                context.withRecordsReceived(received),
                null);
        this.received = received;
        this.total = total;
    }

    /**
     * How many records came.
     *
     * @return the count
     */
    public long received() {
        return received;
    }

    /**
     * How many records there are.
     *
     * @return as the peer counts them; empty if it did not say
     */
    public OptionalLong total() {
        return total == null ? OptionalLong.empty() : OptionalLong.of(total);
    }
}
