package io.github.dcisdk.error;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The peer answered with an HTTP status that is neither success nor a passing fault, 401 and 403 among them. Not proven
 * to come from the peer: gateways answer like this too.
 */
public final class HttpStatusException extends DciException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final @Nullable String refusalCode;

    /**
     * Creates the error.
     *
     * @param status the HTTP status
     * @param refusalCode the code in the body, for example {@code err.request.unauthorized}; null when the body has none
     * @param detail what happened
     * @param context the exchange
     */
    public HttpStatusException(int status, @Nullable String refusalCode, String detail, CallContext context) {
        super(status == 401 || status == 403 ? ErrorCode.UNAUTHORISED : ErrorCode.HTTP_STATUS, detail, context, null);
        this.status = status;
        this.refusalCode = refusalCode;
    }

    /**
     * The HTTP status.
     *
     * @return for example 401
     */
    public int status() {
        return status;
    }

    /**
     * Whether the peer does not accept our credentials.
     *
     * @return true for 401 and 403
     */
    public boolean isUnauthorised() {
        return errorCode() == ErrorCode.UNAUTHORISED;
    }

    /**
     * The error code in the body.
     *
     * @return for example {@code err.request.unauthorized}, if the body has one
     */
    public Optional<String> refusalCode() {
        return Optional.ofNullable(refusalCode);
    }
}
