package io.github.dcisdk.transport;

import java.util.Optional;

/** Gives the {@code Authorization} header of requests (RFC 9110 section 11.6.2). Implementations are thread-safe. */
@FunctionalInterface
public interface Authorization {
    /**
     * The value of the header for a request that is about to be sent. Asked in the calling thread before every attempt;
     * what it throws ends the call and reaches the caller.
     *
     * @return the value, in printable ASCII; empty to send no such header
     */
    Optional<String> header();

    /**
     * Says whether it is worth sending a request again that was refused with HTTP 401. Asked at most once per call, so a
     * second 401 is an answer.
     *
     * @param refused the value that was sent with the request
     * @return true if {@link #header()} will give another value; false by default, as a fixed value cannot be renewed
     */
    default boolean renew(String refused) {
        return false;
    }
}
