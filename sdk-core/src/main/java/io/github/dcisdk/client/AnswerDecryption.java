package io.github.dcisdk.client;

import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.error.EncryptionException;
import io.github.dcisdk.error.ErrorCode;
import io.github.dcisdk.error.MalformedMessageException;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.Rule;
import io.github.dcisdk.security.Decryption;
import io.github.dcisdk.security.EncryptionKey;
import io.github.dcisdk.security.EncryptionKeySource;
import io.github.dcisdk.security.EncryptionPolicy;
import io.github.dcisdk.security.MessageDecrypter;
import io.github.dcisdk.security.TrustedSender;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the answers of one peer are encrypted, and what they say. The shape of an answer decides, not its flag. */
final class AnswerDecryption {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerDecryption.class);
    private static final String FLAG = "/header/is_msg_encrypted";

    private final MessageDecrypter decrypter;
    private final EncryptionPolicy policy;
    private final String peerId;
    private final String ownId;

    AnswerDecryption(Dci dci, TrustedSender peer) {
        this.decrypter = dci.decrypter();
        this.policy = peer.encryption();
        this.peerId = peer.senderId();
        this.ownId = dci.senderId();
    }

    /**
     * What is agreed with a peer, as its trust entry.
     *
     * @param keys what requests are encrypted with; null if they are not
     * @param answers what is said of its answers; null for what follows from the rest
     */
    static TrustedSender agreed(
            Dci dci, TrustedSender peer, @Nullable EncryptionKeySource keys, @Nullable EncryptionPolicy answers) {
        boolean refused = answers == EncryptionPolicy.OFF;
        if (keys != null && (refused || dci.decrypter().keys().isEmpty())) {
            throw new IllegalStateException(
                    "peer " + peer.senderId() + " answers encrypted requests with encrypted answers, and "
                            + (refused
                                    ? "these are refused: leave refuseEncryptedAnswers() or encryptFor(..) out"
                                    : "nothing can read them: call Dci.Builder.decryptWith(..)"));
        }
        TrustedSender encrypting = keys == null ? peer : peer.encryptFor(keys);
        boolean required = answers == EncryptionPolicy.REQUIRED || (keys != null && answers == null);
        TrustedSender agreed =
                required ? encrypting.requireEncryption() : refused ? encrypting.refuseEncryption() : encrypting;
        requirePossible(dci.decrypter(), agreed);
        return agreed;
    }

    /** Checks what is said of encryption with a peer, when it is configured and not when the first message comes. */
    static void requirePossible(MessageDecrypter decrypter, TrustedSender peer) {
        if (peer.encryption() == EncryptionPolicy.REQUIRED && decrypter.keys().isEmpty()) {
            throw new IllegalStateException("messages of " + peer.senderId()
                    + " have to be encrypted, and nothing can read them: call Dci.Builder.decryptWith(..)");
        }
        if (peer.encryptionKeySource().orElse(null) instanceof EncryptionKey key
                && decrypter.keys().stream().anyMatch(own -> own.encryptionKey().isSameKey(key))) {
            throw new IllegalArgumentException("the encryption key of " + peer.senderId()
                    + " is our own: give encryptFor(..) the public key of the peer, which only the peer can read with");
        }
    }

    /**
     * Decrypts the message of an answer.
     *
     * @param message the message, proven to be the peer's where that is asked for
     * @param flagged whether the header says that it is encrypted
     * @param findings receives deviations
     */
    JsonSlice decrypt(JsonSlice message, boolean flagged, List<Finding> findings, CallContext context) {
        if (policy == EncryptionPolicy.OFF) {
            throw new EncryptionException("the answer is encrypted, and encrypted answers are refused here", context);
        } else if (decrypter.keys().isEmpty()) {
            throw new EncryptionException(
                    "the answer is encrypted, and no key to read it is configured: call Dci.Builder.decryptWith(..)",
                    context);
        }
        if (!flagged) {
            findings.add(new Finding(FLAG, Rule.ENCRYPTION_FLAG));
        }
        Decryption decryption = decrypter.decrypt(message, peerId, ownId);
        if (decryption instanceof Decryption.Decrypted decrypted) {
            findings.addAll(decrypted.findings());
            return decrypted.message();
        } else if (decryption instanceof Decryption.Unreadable unreadable) {
            Finding finding = unreadable.finding();
            throw new MalformedMessageException(
                    ErrorCode.MALFORMED,
                    finding.rule().id(),
                    finding.pointer(),
                    "what the answer holds encrypted is not one unambiguous JSON object",
                    context,
                    null);
        }
        // The error itself gives no reason, because it may travel back to whoever made the answer.
        LOG.warn(
                "an answer cannot be decrypted: {} [{}]",
                decryption instanceof Decryption.Failed failed ? failed.reason() : "",
                context);
        throw new EncryptionException(
                "the answer is encrypted and cannot be decrypted; the log names the reason", context);
    }

    /** Takes or refuses an answer in clear. */
    void inClear(boolean flagged, List<Finding> findings, CallContext context) {
        if (policy == EncryptionPolicy.REQUIRED) {
            throw new EncryptionException(
                    "the answer is in clear, and answers of this peer have to be encrypted", context);
        }
        if (flagged) {
            findings.add(new Finding(FLAG, Rule.ENCRYPTION_MISSING));
        }
    }

    /** An answer as it would have come in clear. */
    static byte[] body(Optional<JsonSlice> header, JsonSlice message) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(message.length() + 1_024);
        text(body, "{");
        header.ifPresent(json -> {
            text(body, "\"header\":");
            body.write(json.array(), json.offset(), json.length());
            text(body, ",");
        });
        text(body, "\"message\":");
        body.write(message.array(), message.offset(), message.length());
        text(body, "}");
        return body.toByteArray();
    }

    private static void text(ByteArrayOutputStream body, String text) {
        body.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }
}
