package io.github.dcisdk.security;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The senders that we believe. Implementations are thread-safe, answer quickly, and find a sender only under exactly its
 * own {@code sender_id}.
 */
@FunctionalInterface
public interface TrustStore {
    /**
     * Looks a sender up.
     *
     * @param senderId the {@code sender_id} that a message claims; any text
     * @return what we believe of it; empty for a stranger
     */
    Optional<TrustedSender> sender(String senderId);

    /**
     * A store with fixed entries.
     *
     * @param senders the entries; none to trust nobody
     * @return the store
     * @throws IllegalArgumentException if two entries are for the same sender
     */
    static TrustStore of(TrustedSender... senders) {
        return of(List.of(senders));
    }

    /**
     * A store with fixed entries.
     *
     * @param senders the entries; none to trust nobody; copied
     * @return the store
     * @throws IllegalArgumentException if two entries are for the same sender
     */
    static TrustStore of(Collection<TrustedSender> senders) {
        Map<String, TrustedSender> bySenderId = senders.stream()
                .collect(Collectors.toUnmodifiableMap(TrustedSender::senderId, entry -> entry, (a, b) -> {
                    throw new IllegalArgumentException(
                            "the trust store has two entries for sender " + a.senderId() + "; put its keys into one");
                }));
        return senderId -> Optional.ofNullable(bySenderId.get(senderId));
    }

    /**
     * This store, and another for the senders that this one does not know.
     *
     * @param other the other store
     * @return a store of both
     */
    default TrustStore or(TrustStore other) {
        return senderId -> sender(senderId).or(() -> other.sender(senderId));
    }
}
