package io.github.dcisdk.security;

import java.util.List;
import java.util.Optional;

/**
 * Keys that do not change.
 *
 * @param keys each with another id
 */
record FixedKeys(List<VerificationKey> keys) implements KeySource {
    @Override
    public Optional<VerificationKey> key(String keyId) {
        return keys.stream().filter(key -> key.keyId().equals(keyId)).findFirst();
    }

    @Override
    public String toString() {
        return keys.size() + " keys";
    }
}
