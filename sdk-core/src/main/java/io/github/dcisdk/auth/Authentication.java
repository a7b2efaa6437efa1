package io.github.dcisdk.auth;

import java.util.Optional;

/**
 * Proves to a peer that we may call it. Implementations are thread-safe and hide their secrets in {@code toString()}.
 */
@FunctionalInterface
public interface Authentication {
    /**
     * The value of the {@code Authorization} header (RFC 9110 section 11.6.2) for a request that is about to be sent.
     * Asked anew for every attempt.
     *
     * @return the header's value; empty to send none
     */
    Optional<String> authorization();

    /**
     * Sends no {@code Authorization} header.
     *
     * @return the authentication
     */
    static Authentication none() {
        return Optional::empty;
    }
}
