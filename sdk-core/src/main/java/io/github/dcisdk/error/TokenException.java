package io.github.dcisdk.error;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The token endpoint answered, but not with a token that can be used: it refused (RFC 6749 section 5.2), or its answer is
 * something else. The message itself was not sent to the peer. Holds neither token nor secret, nor what the endpoint said
 * beside its error code.
 */
public final class TokenException extends DciException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String oauthError;
    private final int httpStatus;

    /**
     * Creates the error.
     *
     * @param errorCode {@link ErrorCode#TOKEN_REFUSED} or {@link ErrorCode#TOKEN_UNREADABLE}
     * @param oauthError the code of RFC 6749 section 5.2, for example {@code invalid_client}; null when there is none
     * @param httpStatus the HTTP status of the answer
     * @param detail what happened, without secrets
     * @param context the peer for which the token was wanted
     * @param cause the cause, if any
     */
    public TokenException(
            ErrorCode errorCode,
            @Nullable String oauthError,
            int httpStatus,
            String detail,
            CallContext context,
            @Nullable Throwable cause) {
        super(errorCode, detail, context, cause);
        this.oauthError = oauthError;
        this.httpStatus = httpStatus;
    }

    /**
     * Why the endpoint refused.
     *
     * @return the code of RFC 6749 section 5.2, for example {@code invalid_client}; empty when it named none, or one that
     *     does not look like a code
     */
    public Optional<String> oauthError() {
        return Optional.ofNullable(oauthError);
    }

    /**
     * The HTTP status of the answer.
     *
     * @return for example 401
     */
    public int httpStatus() {
        return httpStatus;
    }
}
