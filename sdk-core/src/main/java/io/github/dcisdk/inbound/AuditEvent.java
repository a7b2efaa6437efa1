package io.github.dcisdk.inbound;

import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.error.LogText;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One message of a trusted sender and what became of it, or what was handed over to be delivered to one later. Holds identifiers, codes, counts and a digest; nothing that was
 * searched for and nothing that was found. Immutable.
 *
 * @param time when the answer was ready
 * @param action the operation, by its {@code action}
 * @param senderId who asked; of answers that come later and events, who gets them
 * @param signed whether a signature proves it; false for a sender that is admitted without one
 * @param call the identifiers of the exchange
 * @param ending what became of the message
 * @param code the {@code rjct.*} or {@code err.*} code when it was not answered
 * @param messageDigest SHA-256 of the message's canonical JSON ({@code docs/signing.md}) in Base64, to prove later which
 *     message this was; empty when the message could not be read
 * @param items what its items asked for and were given; empty when it did not come to that
 */
public record AuditEvent(
        Instant time,
        String action,
        String senderId,
        boolean signed,
        CallContext call,
        Ending ending,
        Optional<String> code,
        Optional<String> messageDigest,
        List<AuditedItem> items) {
    /** What became of a message. */
    public enum Ending {
        /** It was answered or acknowledged; single items may have been rejected. */
        ANSWERED,
        /** It was acknowledged before, and was given the same acknowledgement again without any other effect. */
        REPEATED,
        /** It was understood and rejected as a whole. */
        REJECTED,
        /** It was turned away before it was understood. */
        REFUSED,
        /** This side failed. */
        FAILED
    }

    /**
     * Creates an entry.
     *
     * @param time when the answer was ready
     * @param action the operation
     * @param senderId who asked
     * @param signed whether a signature proves it
     * @param call the identifiers of the exchange
     * @param ending what became of the message
     * @param code why it was not answered
     * @param messageDigest a digest of the message
     * @param items what its items asked for and were given; copied
     */
    public AuditEvent {
        Objects.requireNonNull(time, "time");
        items = List.copyOf(items);
    }

    /** One line, safe for logs. */
    @Override
    public String toString() {
        return time + " " + action + " " + LogText.safe(senderId) + (signed ? "" : " unsigned") + " " + ending
                + code.map(it -> " " + LogText.safe(it)).orElse("")
                + messageDigest.map(it -> " sha256=" + it).orElse("")
                + " [" + call + "] " + items;
    }
}
