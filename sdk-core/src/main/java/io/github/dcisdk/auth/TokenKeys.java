package io.github.dcisdk.auth;

import io.github.dcisdk.security.JwkSet;
import io.github.dcisdk.security.VerificationKey;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys with which an issuer signs its tokens. Implementations are thread-safe and do not throw: a source that cannot be
 * reached gives what it has. Anybody can cause a look-up, so one that asks the network keeps its answers and limits how
 * often it asks for what it does not find.
 */
@FunctionalInterface
public interface TokenKeys {
    /**
     * Looks keys up.
     *
     * @param keyId the {@code kid} that a token claims, any text; null if it names none
     * @return the keys of which one may have signed the token; few, because each is tried
     */
    Collection<VerificationKey> find(@Nullable String keyId);

    /**
     * Fixed keys. A token that names one of them is checked with that one, any other with all.
     *
     * @param keys one or more
     * @return the keys
     * @throws IllegalArgumentException if there is none
     */
    static TokenKeys of(VerificationKey... keys) {
        return of(List.of(keys));
    }

    /**
     * The keys of a set, such as a file with the issuer's keys (RFC 7517 section 5).
     *
     * @param set the set
     * @return the keys
     * @throws IllegalArgumentException if the set has no key that can be used
     */
    static TokenKeys of(JwkSet set) {
        return of(set.keys());
    }

    private static TokenKeys of(List<VerificationKey> all) {
        if (all.isEmpty()) {
            throw new IllegalArgumentException(
                    "no key with which the issuer could sign is there (Ed25519, EC on P-256, RSA from 2048 bits)");
        }
        return keyId -> {
            List<VerificationKey> named =
                    all.stream().filter(key -> key.keyId().equals(keyId)).toList();
            return named.isEmpty() ? all : named;
        };
    }
}
