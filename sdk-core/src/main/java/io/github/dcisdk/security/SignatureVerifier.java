package io.github.dcisdk.security;

import io.github.dcisdk.error.MalformedMessageException;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.MessageSlices;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Answers who signed a received message and what the signature covers. Believes only senders of the trust store, each
 * only in the forms of its entry and with its own keys. Immutable, thread-safe.
 */
public final class SignatureVerifier {
    private final TrustStore trustStore;
    private final List<VerificationKey> ownKeys;
    private final Clock clock;

    /**
     * Creates a verifier.
     *
     * @param trustStore who is believed
     * @param ownKeys our own public keys; a trust entry that holds one proves nothing
     * @param clock the time of receipt
     */
    public SignatureVerifier(TrustStore trustStore, Collection<VerificationKey> ownKeys, Clock clock) {
        this.trustStore = Objects.requireNonNull(trustStore, "trustStore");
        this.ownKeys = List.copyOf(ownKeys);
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * Checks the signature of a message whose header says who sent it, as a request does. Never throws because of what was
     * received.
     *
     * @param slices the parts of the message as received
     * @return what the signature proves
     */
    public SignatureCheck check(MessageSlices slices) {
        Optional<String> claimed = slices.header().flatMap(SignatureVerifier::senderId);
        Optional<TrustedSender> sender = claimed.flatMap(trustStore::sender)
                .filter(entry -> claimed.get().equals(entry.senderId()));
        SignatureCheck check = check(slices, sender);
        boolean another = content(check)
                .filter(content -> !senderId(content.header()).equals(claimed))
                .isPresent();
        return another ? failed(SignatureFailure.WRONG_SENDER) : check;
    }

    /**
     * Checks the signature of a message whose sender is known before it is read, as the sender of an answer is. What its
     * header says about the sender is left to the caller. Never throws because of what was received.
     *
     * @param senderId who must have signed
     * @param slices the parts of the message as received
     * @return what the signature proves
     */
    public SignatureCheck checkFrom(String senderId, MessageSlices slices) {
        return check(slices, trustStore.sender(senderId));
    }

    private SignatureCheck check(MessageSlices slices, Optional<TrustedSender> known) {
        if (slices.signature().isEmpty()) {
            return failed(SignatureFailure.MISSING);
        } else if (!slices.ambiguities().isEmpty()) {
            return failed(SignatureFailure.AMBIGUOUS_CONTENT);
        } else if (slices.header().isEmpty() || slices.message().isEmpty()) {
            return failed(SignatureFailure.UNREADABLE_CONTENT);
        } else if (known.isEmpty()) {
            return failed(SignatureFailure.UNKNOWN_SENDER);
        }
        TrustedSender sender = known.get();
        if (ownKeys.stream().anyMatch(sender::holdsKey)) {
            return failed(SignatureFailure.OWN_KEY);
        }
        return check(sender, slices.signature().get(), slices);
    }

    private SignatureCheck check(TrustedSender sender, String signature, MessageSlices slices) {
        for (SignatureScheme scheme : sender.schemes()) {
            if (scheme.recognises(signature)) {
                SignatureCheck check = scheme.verify(sender, slices, clock.instant());
                return isOf(sender, check) ? check : failed(SignatureFailure.WRONG_SENDER);
            }
        }
        return failed(SignatureFailure.UNKNOWN_FORM);
    }

    /** A scheme that carries a copy of the header could cover another sender than the one whose keys were used. */
    private static boolean isOf(TrustedSender sender, SignatureCheck check) {
        return content(check)
                .filter(content -> !content.senderId().equals(sender.senderId()) || !sender.holdsKey(content.key()))
                .isEmpty();
    }

    private static Optional<VerifiedContent> content(SignatureCheck check) {
        if (check instanceof SignatureCheck.Verified verified) {
            return Optional.of(verified.content());
        } else if (check instanceof SignatureCheck.Expired expired) {
            return Optional.of(expired.content());
        }
        return Optional.empty();
    }

    private static Optional<String> senderId(JsonSlice header) {
        try {
            return SignedParts.senderId(header);
        } catch (MalformedMessageException e) {
            return Optional.empty();
        }
    }

    private static SignatureCheck failed(SignatureFailure reason) {
        return new SignatureCheck.Failed(reason);
    }
}
