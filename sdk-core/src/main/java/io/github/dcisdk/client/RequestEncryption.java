package io.github.dcisdk.client;

import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.error.EncryptionException;
import io.github.dcisdk.error.RefusedException;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.security.EncryptionKey;
import io.github.dcisdk.security.EncryptionKeySource;
import io.github.dcisdk.security.MessageEncrypter;
import io.github.dcisdk.security.TrustedSender;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Encrypts what is sent to one peer, if that is agreed. Immutable, thread-safe. */
final class RequestEncryption {
    private static final Logger LOG = LoggerFactory.getLogger(RequestEncryption.class);
    private static final String NOT_READABLE = "err.encryption.invalid";

    private final Optional<EncryptionKeySource> keys;
    private final String ownId;
    private final String peerId;

    RequestEncryption(Dci dci, TrustedSender peer) {
        this.keys = peer.encryptionKeySource();
        this.ownId = dci.senderId();
        this.peerId = peer.senderId();
    }

    /**
     * Makes an exchange with the key of the moment, and once more if the peer refuses it because it has changed its key
     * since.
     *
     * @param exchange gets the key; empty if messages to the peer are not encrypted
     * @throws EncryptionException if they are, and there is no key
     */
    <R> R exchange(CallContext context, Function<Optional<EncryptionKey>, R> exchange) {
        Optional<EncryptionKey> key = keys.flatMap(EncryptionKeySource::encryptionKey);
        if (keys.isPresent() && key.isEmpty()) {
            throw new EncryptionException(
                    "nothing is sent, because messages to this peer have to be encrypted, and no key of it can be had"
                            + " from " + keys.get(),
                    context);
        }
        try {
            return exchange.apply(key);
        } catch (RefusedException e) {
            Optional<EncryptionKey> next = key.isPresent()
                            && e.refusalCode().filter(NOT_READABLE::equals).isPresent()
                    ? keys.flatMap(source -> source.encryptionKeyInsteadOf(key.get()))
                    : Optional.empty();
            if (next.isEmpty()) {
                throw e;
            }
            LOG.info("sent again, because the peer has another key for encryption now [{}]", context);
            return exchange.apply(next);
        }
    }

    JsonSlice encrypt(EncryptionKey key, JsonSlice message) {
        return MessageEncrypter.encrypt(key, message, ownId, peerId);
    }
}
