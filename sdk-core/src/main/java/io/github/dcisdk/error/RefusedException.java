package io.github.dcisdk.error;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The peer refused the whole request before working on it: an acknowledgement {@code ERR}, or an error body with an
 * {@code err.*} code. A refusal carries no signature, so it is not proven to come from the peer: it can make a call fail,
 * as anybody on the way can, and proves nothing about the data asked for.
 */
public final class RefusedException extends DciException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String refusalCode;
    private final int httpStatus;

    /**
     * Creates the error.
     *
     * @param refusalCode the {@code err.*} code; null when the peer gave none
     * @param httpStatus the HTTP status it came with; some peers refuse with 200
     * @param detail what happened
     * @param context the exchange
     */
    public RefusedException(@Nullable String refusalCode, int httpStatus, String detail, CallContext context) {
        super(ErrorCode.REFUSED, detail, context, null);
        this.refusalCode = refusalCode;
        this.httpStatus = httpStatus;
    }

    /**
     * Why: one of the standard's {@code err.*} codes, or the peer's own.
     *
     * @return the code, if the peer gave one
     */
    public Optional<String> refusalCode() {
        return Optional.ofNullable(refusalCode);
    }

    /**
     * The HTTP status of the refusal.
     *
     * @return for example 400
     */
    public int httpStatus() {
        return httpStatus;
    }
}
