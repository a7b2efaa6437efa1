package io.github.dcisdk.inbound;

import io.github.dcisdk.client.Dci;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.Rule;
import io.github.dcisdk.security.CiphertextMemory.Verdict;
import io.github.dcisdk.security.Decryption;
import io.github.dcisdk.security.EncryptionKey;
import io.github.dcisdk.security.EncryptionKeySource;
import io.github.dcisdk.security.EncryptionPolicy;
import io.github.dcisdk.security.TrustStore;
import io.github.dcisdk.security.TrustedSender;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces an encrypted message by what it says, or refuses it. Looks at the shape, because the flag is wrong in some
 * deployments. Whoever sent the message learns one thing only, that it was refused; the reason is in the log.
 */
final class DecryptStep implements InboundStep {
    private static final Logger LOG = LoggerFactory.getLogger(DecryptStep.class);

    private final Dci dci;
    private final TrustStore trustStore;
    private final WarningLimit warnings;

    DecryptStep(Dci dci, TrustStore trustStore, WarningLimit warnings) {
        this.dci = dci;
        this.trustStore = trustStore;
        this.warnings = warnings;
    }

    @Override
    public void handle(InboundExchange exchange) {
        String senderId = exchange.header().senderId().orElse("");
        Optional<TrustedSender> sender = trustStore.sender(senderId);
        EncryptionPolicy policy = sender.map(TrustedSender::encryption).orElse(EncryptionPolicy.OFF);
        boolean flagged = exchange.header().isMsgEncrypted().orElse(false);
        if (!exchange.slices().isMessageEncrypted()) {
            requireClear(flagged, policy);
            return;
        }
        if (!flagged) {
            exchange.report(new Finding("/header/is_msg_encrypted", Rule.ENCRYPTION_FLAG));
        }
        if (policy == EncryptionPolicy.OFF) {
            throw refused(exchange, "the trust entry of the sender refuses encryption");
        } else if (dci.decrypter().keys().isEmpty()) {
            throw refused(exchange, "no key is configured, see Dci.Builder.decryptWith(..)");
        }
        // An acknowledgement has no room for secrets. What is asked in secret is not answered in clear.
        EncryptionKey answerKey = exchange.binding().isForConsumer() ? null : answerKey(exchange, sender);
        decrypt(exchange, senderId);
        exchange.encrypted(answerKey);
    }

    private EncryptionKey answerKey(InboundExchange exchange, Optional<TrustedSender> sender) {
        EncryptionKeySource keys = sender.flatMap(TrustedSender::encryptionKeySource)
                .orElseThrow(
                        () -> refused(exchange, "the answer could not be encrypted, see TrustedSender.encryptFor(..)"));
        return keys.encryptionKey().orElseThrow(() -> {
            warn(exchange, "the answer could not be encrypted, because no key can be had from " + keys);
            return new RefusedRequestException(Refusal.UNAVAILABLE);
        });
    }

    private static void requireClear(boolean flagged, EncryptionPolicy policy) {
        if (flagged || policy == EncryptionPolicy.REQUIRED) {
            throw new RefusedRequestException(Refusal.ENCRYPTION, new Finding("/message", Rule.ENCRYPTION_MISSING));
        }
    }

    private void decrypt(InboundExchange exchange, String senderId) {
        Decryption decryption = dci.decrypter().decrypt(exchange.messageJson(), senderId, dci.senderId());
        if (decryption instanceof Decryption.Decrypted decrypted) {
            requireFirstSender(exchange, senderId, decrypted.fingerprint());
            decrypted.findings().forEach(exchange::report);
            exchange.messageJson(decrypted.message());
        } else if (decryption instanceof Decryption.Unreadable unreadable) {
            requireFirstSender(exchange, senderId, unreadable.fingerprint());
            throw new RefusedRequestException(Refusal.BAD_REQUEST, unreadable.finding());
        } else if (decryption instanceof Decryption.Failed failed) {
            throw refused(exchange, failed.reason().name());
        }
    }

    private void requireFirstSender(InboundExchange exchange, String senderId, String fingerprint) {
        Verdict verdict = dci.ciphertextMemory().remember(senderId, fingerprint);
        if (verdict == Verdict.OTHER_SENDER) {
            throw refused(exchange, "the same ciphertext came from another sender before");
        } else if (verdict == Verdict.FULL) {
            warn(exchange, "the memory of ciphertexts is full, see Dci.Builder.ciphertextMemory(..)");
            throw new RefusedRequestException(Refusal.UNAVAILABLE);
        }
    }

    private RefusedRequestException refused(InboundExchange exchange, String reason) {
        warn(exchange, reason);
        exchange.report(new Finding("/message", Rule.ENCRYPTION_INVALID));
        return new RefusedRequestException(Refusal.ENCRYPTION);
    }

    private void warn(InboundExchange exchange, String reason) {
        if (warnings.allows()) {
            LOG.warn("not decrypted: {} [{}]", reason, exchange.context());
        } else {
            LOG.debug("not decrypted: {} [{}]", reason, exchange.context());
        }
    }
}
