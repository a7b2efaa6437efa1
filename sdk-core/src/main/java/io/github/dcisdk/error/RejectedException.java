package io.github.dcisdk.error;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request or one item of it was understood and rejected ({@code status} {@code rjct} with an {@code rjct.*} reason
 * code). The client throws it for a rejected search; a registry's handler throws it to reject an item.
 */
public final class RejectedException extends DciException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String reasonCode;
    private final @Nullable String reasonMessage;

    /**
     * Rejects an item, as a registry's handler does.
     *
     * @param reasonCode the {@code rjct.*} code, for example {@code rjct.search_criteria.invalid}
     * @param reasonMessage what to mend, for the requester; at most 999 characters are sent, and it must hold no
     *     personal data
     */
    public RejectedException(String reasonCode, String reasonMessage) {
        this(reasonCode, reasonMessage, CallContext.none());
    }

    /**
     * Creates the error for a rejection that a peer sent.
     *
     * @param reasonCode the {@code rjct.*} code; null when the peer gave none
     * @param reasonMessage the peer's explanation; null when it gave none. Kept out of {@link #getMessage()}, because a
     *     peer may put personal data into it
     * @param context the exchange
     */
    public RejectedException(@Nullable String reasonCode, @Nullable String reasonMessage, CallContext context) {
        super(
                ErrorCode.REJECTED,
                "rejected with " + (reasonCode == null ? "no reason code" : LogText.code(reasonCode)),
                context,
                null);
        this.reasonCode = reasonCode;
        this.reasonMessage = reasonMessage;
    }

    /**
     * Why: one of the standard's {@code rjct.*} codes, or the peer's own.
     *
     * @return the code, if there is one
     */
    public Optional<String> reasonCode() {
        return Optional.ofNullable(reasonCode);
    }

    /**
     * The explanation in words.
     *
     * @return the text of {@code status_reason_message}, if there is one; it comes from the peer and may hold anything
     */
    public Optional<String> reasonMessage() {
        return Optional.ofNullable(reasonMessage);
    }
}
