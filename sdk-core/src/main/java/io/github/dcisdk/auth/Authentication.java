package io.github.dcisdk.auth;

import io.github.dcisdk.transport.Authorization;
import io.github.dcisdk.transport.HttpTransport;
import java.time.Clock;
import java.util.Optional;

/**
 * How we prove to a peer that we may call it: settings, from which each client of a peer makes what it works with.
 * Implementations are immutable and hide their secrets in {@code toString()}.
 */
@FunctionalInterface
public interface Authentication {
    /**
     * Begins to work for one peer. Called once, when the client of the peer is built; nothing is sent yet.
     *
     * @param transport how tokens are asked for
     * @param clock the time by which they expire
     * @param peerId the peer's {@code sender_id}, for errors and logs
     * @return what gives the header of each request to the peer
     * @throws IllegalArgumentException if the transport does not call the address from which tokens come
     */
    Authorization bind(HttpTransport transport, Clock clock, String peerId);

    /**
     * Sends no {@code Authorization} header.
     *
     * @return the authentication
     */
    static Authentication none() {
        return (transport, clock, peerId) -> Optional::empty;
    }
}
