package io.github.dcisdk.client;

import io.github.dcisdk.security.KeySource;
import io.github.dcisdk.security.SignatureScheme;
import io.github.dcisdk.security.TrustedSender;
import io.github.dcisdk.security.VerificationKey;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is said, while a peer is set up, of how its messages are proven. Not thread-safe. */
final class PeerProof {
    private static final Pattern CALLBACK_SEGMENT = Pattern.compile("[A-Za-z0-9_-]{22,99}");

    final List<VerificationKey> keys = new ArrayList<>();

    @Nullable
    KeySource keySource;

    boolean unsigned;
    SignatureScheme scheme;

    @Nullable
    String callbackSegment;

    private final String peerId;

    PeerProof(String peerId, SignatureScheme scheme) {
        this.peerId = peerId;
        this.scheme = scheme;
    }

    void callbackSegment(String segment) {
        if (!CALLBACK_SEGMENT.matcher(segment).matches()) {
            throw new IllegalArgumentException(
                    "the callback address of a peer that cannot sign has to be hard to guess:"
                            + " 22 to 99 random letters, digits, '-' and '_'");
        }
        this.callbackSegment = segment;
    }

    /** Checks that there is exactly one way to prove the peer's messages. */
    void requireOne(Dci dci) {
        boolean signed = !keys.isEmpty() || keySource != null;
        if (signed == unsigned) {
            throw new IllegalStateException(
                    unsigned
                            ? "peer " + peerId
                                    + " has a key, so its answers are signed: leave acceptUnsignedAnswers()"
                                    + " or trust(..) out"
                            : "nothing proves the answers of peer " + peerId
                                    + ": call trust(..) with its public key, or"
                                    + " acceptUnsignedAnswers() if it cannot sign");
        }
        if (keySource != null && !keys.isEmpty()) {
            throw new IllegalStateException("peer " + peerId
                    + " has single keys and a source of keys: leave one of both out, or give a KeySource that has all");
        }
        if (dci.ownKeys().stream().anyMatch(own -> keys.stream().anyMatch(own::isSameKey))) {
            throw new IllegalArgumentException("a key of peer " + peerId
                    + " is our own key: give trust(..) the public key of the peer, which only the peer can sign with");
        }
        if (callbackSegment != null && !unsigned) {
            throw new IllegalStateException(
                    "peer " + peerId + " signs, so its callbacks are signed: leave acceptUnsignedCallbacks(..) out");
        }
    }

    TrustedSender trusted() {
        if (unsigned) {
            return TrustedSender.withoutSignature(peerId);
        }
        TrustedSender sender = keySource == null
                ? TrustedSender.signing(peerId, keys.toArray(VerificationKey[]::new))
                : TrustedSender.signing(peerId, keySource);
        return sender.withSchemes(scheme);
    }
}
