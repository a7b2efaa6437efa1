package io.github.dcisdk.transport;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a peer, whatever its HTTP status, and what it took to get it. Immutable but for the array of {@link
 * #body()}. {@link #toString()} shows numbers only.
 */
public final class HttpAnswer {
    private final int status;
    private final Headers headers;
    private final byte[] body;
    private final @Nullable Duration retryAfter;
    private final Effort effort;

    HttpAnswer(int status, Headers headers, byte[] body, @Nullable Duration retryAfter, Effort effort) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.retryAfter = retryAfter;
        this.effort = effort;
    }

    /** What it took to get the answer. */
    record Effort(int attempts, Duration duration, List<Exception> earlierFailures) {
        Effort {
            earlierFailures = List.copyOf(earlierFailures);
        }
    }

    /**
     * The HTTP status.
     *
     * @return for example 200; 3xx too, because redirects are not followed
     */
    public int status() {
        return status;
    }

    /**
     * Whether the status says success.
     *
     * @return true for 2xx
     */
    public boolean isSuccessful() {
        return status >= 200 && status < 300;
    }

    /**
     * Looks a header up.
     *
     * @param name its name, in any case
     * @return its value as received, the last one if there are several
     */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /**
     * The media type that the peer claims, with its parameters.
     *
     * @return the value of {@code Content-Type}, if there is one
     */
    public Optional<String> contentType() {
        return header("Content-Type");
    }

    /**
     * The body, inflated if it came compressed, at most as long as the transport's limit.
     *
     * @return the bytes, empty if there are none; shared, and not to be changed
     */
    public byte[] body() {
        return body;
    }

    /**
     * How long the peer asks to wait: with status 429 or 503, the header {@code Retry-After} (RFC 9110 section 10.2.3),
     * else {@code retry_after} in a JSON body.
     *
     * @return the wait from the arrival of the answer on, at most 365 days, if the peer named one
     */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /**
     * How often the request was tried.
     *
     * @return at least 1
     */
    public int attempts() {
        return effort.attempts();
    }

    /**
     * How long the call took, all attempts and waits included.
     *
     * @return the time
     */
    public Duration duration() {
        return effort.duration();
    }

    /**
     * Why the attempts before the last one failed, to be suppressed in an error that the caller makes of this answer.
     *
     * @return one per earlier attempt, in order
     */
    public List<Exception> earlierFailures() {
        return effort.earlierFailures();
    }

    @Override
    public String toString() {
        return "HttpAnswer[status " + status + ", " + body.length + " bytes, " + attempts() + " attempts]";
    }
}
