package io.github.dcisdk.security;

import io.github.dcisdk.error.LogText;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where the keys of one sender come from: fixed ones, or a place where it publishes them. Whoever the source belongs to can
 * sign as the sender, so it is as good as the keys themselves. Implementations are thread-safe, and do not throw because a
 * key cannot be had.
 */
public interface KeySource {
    /**
     * Looks a key up. A source that publishes may be asked for it, so this may take some seconds.
     *
     * @param keyId its id, as a signature names it; any text
     * @return the key, if the sender has it
     */
    Optional<VerificationKey> key(String keyId);

    /**
     * The keys that the sender has now.
     *
     * @return each with another id; empty if none can be had
     */
    List<VerificationKey> keys();

    /**
     * Fixed keys.
     *
     * @param keys one or more
     * @return the source
     * @throws IllegalArgumentException if there is none, or two have the same id
     */
    static KeySource of(VerificationKey... keys) {
        if (keys.length == 0) {
            throw new IllegalArgumentException("a source of no keys would verify nothing");
        }
        Set<String> ids = new HashSet<>();
        for (VerificationKey key : keys) {
            if (!ids.add(key.keyId())) {
                throw new IllegalArgumentException("two keys with the id " + LogText.safe(key.keyId()));
            }
        }
        return new FixedKeys(List.of(keys));
    }
}
