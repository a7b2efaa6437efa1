package io.github.dcisdk.security;

import java.util.Optional;

/**
 * Where the key comes from with which we encrypt for one peer: an {@link EncryptionKey} that does not change, or a place
 * where the peer publishes it, such as a {@link JwksSource}. Whoever the source belongs to can read what is sent.
 * Implementations are thread-safe, and do not throw because a key cannot be had.
 */
public interface EncryptionKeySource {
    /**
     * The key to encrypt with now. May take some seconds if it has to be fetched.
     *
     * @return empty if none can be had: then nothing can be sent, least of all in clear
     */
    Optional<EncryptionKey> encryptionKey();

    /**
     * Looks again, after the peer said that it cannot read what was encrypted with a key. May take some seconds. A source
     * that asks the network limits how often it does so.
     *
     * @param refused the key that was used
     * @return another key; empty if there is none, so that it makes no sense to try again
     */
    default Optional<EncryptionKey> encryptionKeyInsteadOf(EncryptionKey refused) {
        return encryptionKey().filter(key -> !key.equals(refused));
    }
}
