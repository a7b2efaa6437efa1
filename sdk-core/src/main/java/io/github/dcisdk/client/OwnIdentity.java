package io.github.dcisdk.client;

import io.github.dcisdk.security.EnvelopeWriter;
import io.github.dcisdk.security.JwkSet;
import io.github.dcisdk.security.SignatureScheme;
import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.security.VerificationKey;
import java.time.Clock;
import java.util.List;

/**
 * Who we are and how we sign. Immutable, thread-safe.
 *
 * @param senderId our {@code sender_id}
 * @param keys what we sign with, and what is only published; none if nothing is signed
 * @param scheme how we sign where nothing else is said of a peer
 * @param clock the time that goes into signatures
 */
record OwnIdentity(String senderId, List<SigningKey> keys, SignatureScheme scheme, Clock clock) {
    OwnIdentity {
        keys = List.copyOf(keys);
        JwkSet.of(keys.stream().map(SigningKey::verificationKey).toList()); // Two with one id could not be told apart.
    }

    List<VerificationKey> verificationKeys() {
        return keys.stream().map(SigningKey::verificationKey).toList();
    }

    /** Signs with the first key that can. */
    EnvelopeWriter envelopes(SignatureScheme wanted) {
        if (keys.isEmpty()) {
            return EnvelopeWriter.withoutSignature();
        }
        SigningKey key = keys.stream()
                .filter(candidate -> wanted.supports(candidate.algorithm()))
                .findFirst()
                .orElse(keys.get(0));
        return EnvelopeWriter.signing(senderId, key, wanted, clock);
    }

    @Override
    public String toString() {
        return senderId + (keys.isEmpty() ? ", without signature" : "");
    }
}
