package io.github.dcisdk.error;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * No valid answer arrived: no connection, a broken or silent one, HTTP 429 or 5xx, or an answer over the size limit.
 */
public final class UnavailableException extends DciException {
    private static final long serialVersionUID = 1L;

    private final int attempts;
    private final boolean retryable;
    private final @Nullable Integer httpStatus;
    private final @Nullable Duration retryAfter;

    /**
     * Creates the error.
     *
     * @param errorCode one of the {@code DCI-10xx} codes
     * @param detail what happened
     * @param context the exchange
     * @param failure how often it was tried, and what is known for a later try
     * @param cause the last failure, earlier ones being suppressed in it; null when a status is the reason
     */
    public UnavailableException(
            ErrorCode errorCode, String detail, CallContext context, Failure failure, @Nullable Throwable cause) {
        super(errorCode, detail, context, cause);
        this.attempts = failure.attempts();
        this.retryable = failure.retryable();
        this.httpStatus = failure.httpStatus();
        this.retryAfter = failure.retryAfter();
    }

    /**
     * What is known about a call that got no answer.
     *
     * @param attempts how often the request was tried, at least 1
     * @param retryable whether a later try by the caller can succeed without changing anything
     * @param httpStatus the last HTTP status, or null when none arrived
     * @param retryAfter how long the peer asked to wait, or null when it did not say
     */
    public record Failure(
            int attempts,
            boolean retryable,
            @Nullable Integer httpStatus,
            @Nullable Duration retryAfter) {}

    /**
     * How often the request was tried.
     *
     * @return at least 1
     */
    public int attempts() {
        return attempts;
    }

    /**
     * Whether a later try can succeed without changing anything.
     *
     * @return true for passing faults
     */
    public boolean isRetryable() {
        return retryable;
    }

    /**
     * The last HTTP status.
     *
     * @return 429 or 5xx, any status when the answer was too large, empty when no answer arrived
     */
    public Optional<Integer> httpStatus() {
        return Optional.ofNullable(httpStatus);
    }

    /**
     * How long the peer asked to wait ({@code Retry-After} header, RFC 9110 section 10.2.3, or {@code retry_after} in
     * the body).
     *
     * @return the wait, if the peer named one
     */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
