package io.github.dcisdk.security;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What we believe of one sender: its keys, the forms of signature it may use, whether it encrypts, what it may do. Immutable, thread-safe. Each
 * method that narrows the entry gives a changed copy.
 */
public final class TrustedSender {
    private final String senderId;
    private final List<VerificationKey> keys;
    private final List<SignatureScheme> schemes;
    private final Set<String> actions;
    private final Set<String> regTypes;
    private final EncryptionPolicy encryption;
    private final @Nullable EncryptionKey encryptionKey;

    private TrustedSender(
            String senderId,
            List<VerificationKey> keys,
            List<SignatureScheme> schemes,
            Set<String> actions,
            Set<String> regTypes,
            EncryptionPolicy encryption,
            @Nullable EncryptionKey encryptionKey) {
        if (senderId.isBlank()) {
            throw new IllegalArgumentException("a trust entry needs a sender_id; the one given is blank");
        }
        this.senderId = senderId;
        this.keys = List.copyOf(keys);
        this.schemes = List.copyOf(schemes);
        this.actions = Set.copyOf(actions);
        this.regTypes = Set.copyOf(regTypes);
        this.encryption = encryption;
        this.encryptionKey = encryptionKey;
    }

    /**
     * A sender that signs in the default form. May do everything until narrowed.
     *
     * @param senderId its {@code sender_id}
     * @param keys the keys it signs with, one or more; several while it changes from one to the next
     * @return the entry
     * @throws IllegalArgumentException if the identity is blank, there is no key, or two keys have the same id
     */
    public static TrustedSender signing(String senderId, VerificationKey... keys) {
        if (keys.length == 0) {
            throw new IllegalArgumentException("sender " + senderId
                    + " has no key; give at least one, or use withoutSignature for a peer that cannot sign");
        }
        Set<String> ids = new HashSet<>();
        for (VerificationKey key : keys) {
            if (!ids.add(key.keyId())) {
                throw new IllegalArgumentException("sender " + senderId + " has two keys with the id " + key.keyId());
            }
        }
        return new TrustedSender(
                senderId,
                List.of(keys),
                List.of(SignatureSchemes.DEFAULT),
                Set.of(),
                Set.of(),
                EncryptionPolicy.ACCEPTED,
                null);
    }

    /**
     * A sender that cannot sign. Whoever can reach us can speak in its name: admit it only where the network or a token
     * proves who calls. A signature that it sends all the same proves nothing.
     *
     * @param senderId its {@code sender_id}
     * @return the entry
     * @throws IllegalArgumentException if the identity is blank
     */
    public static TrustedSender withoutSignature(String senderId) {
        return new TrustedSender(senderId, List.of(), List.of(), Set.of(), Set.of(), EncryptionPolicy.ACCEPTED, null);
    }

    /**
     * Replaces the forms of signature that the sender may use.
     *
     * @param allowed one or more schemes
     * @return a changed copy
     * @throws IllegalArgumentException if there is none
     * @throws IllegalStateException if the sender is admitted without signature
     */
    public TrustedSender withSchemes(SignatureScheme... allowed) {
        if (isUnsigned()) {
            throw new IllegalStateException("sender " + senderId + " is admitted without signature");
        }
        return new TrustedSender(
                senderId, keys, List.of(atLeastOne(allowed)), actions, regTypes, encryption, encryptionKey);
    }

    /**
     * Narrows what the sender may do.
     *
     * @param allowed the only {@code action}s it may send, for example {@code search}
     * @return a changed copy
     * @throws IllegalArgumentException if there is none
     */
    public TrustedSender onlyActions(String... allowed) {
        return new TrustedSender(
                senderId, keys, schemes, Set.of(atLeastOne(allowed)), regTypes, encryption, encryptionKey);
    }

    /**
     * Narrows which registers the sender may use.
     *
     * @param allowed the only {@code reg_type}s; what follows the last colon counts, without case
     * @return a changed copy
     * @throws IllegalArgumentException if there is none
     */
    public TrustedSender onlyRegTypes(String... allowed) {
        Set<String> names = new HashSet<>();
        for (String regType : atLeastOne(allowed)) {
            names.add(localName(regType));
        }
        return new TrustedSender(senderId, keys, schemes, actions, names, encryption, encryptionKey);
    }

    /**
     * Refuses messages of the sender that are not encrypted. By default they may be encrypted or not.
     *
     * @return a changed copy
     */
    public TrustedSender requireEncryption() {
        return withEncryption(EncryptionPolicy.REQUIRED, encryptionKey);
    }

    /**
     * Refuses messages of the sender that are encrypted. By default they may be encrypted or not.
     *
     * @return a changed copy
     */
    public TrustedSender refuseEncryption() {
        return withEncryption(EncryptionPolicy.OFF, encryptionKey);
    }

    /**
     * Answers encrypted messages of the sender with encrypted ones. Without this, encrypted requests of the sender are
     * refused, because their answers would go out in clear.
     *
     * @param key the sender's key
     * @return a changed copy
     */
    public TrustedSender encryptFor(EncryptionKey key) {
        return withEncryption(encryption, key);
    }

    private TrustedSender withEncryption(EncryptionPolicy policy, @Nullable EncryptionKey key) {
        return new TrustedSender(senderId, keys, schemes, actions, regTypes, policy, key);
    }

    private static <T> T[] atLeastOne(T[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("an empty list would allow nothing; leave the call out to allow all");
        }
        return values;
    }

    /**
     * Checks that each form of signature that the sender may use has a key that can sign so, when it is configured and not
     * when the first message comes.
     *
     * @throws IllegalArgumentException if one has none; the message says which
     */
    public void requireUsable() {
        for (SignatureScheme scheme : schemes) {
            if (keys.stream().noneMatch(key -> scheme.supports(key.algorithm()))) {
                throw new IllegalArgumentException("no key of sender " + senderId + " can sign with the scheme "
                        + scheme.name() + ": give it another key, or withSchemes(..) that fit its keys");
            }
        }
    }

    /**
     * The sender.
     *
     * @return its {@code sender_id}
     */
    public String senderId() {
        return senderId;
    }

    /**
     * Whether the sender is admitted without signature.
     *
     * @return true for entries of {@link #withoutSignature}
     */
    public boolean isUnsigned() {
        return schemes.isEmpty();
    }

    /**
     * The keys of the sender.
     *
     * @return empty if it is admitted without signature
     */
    public List<VerificationKey> keys() {
        return keys;
    }

    /**
     * Looks a key up.
     *
     * @param keyId its id
     * @return the key, if the sender has it
     */
    public Optional<VerificationKey> key(String keyId) {
        return keys.stream().filter(key -> key.keyId().equals(keyId)).findFirst();
    }

    /**
     * Whether the entry holds a key, under whatever id.
     *
     * @param key the key
     * @return true if it does
     */
    public boolean holdsKey(VerificationKey key) {
        return keys.stream().anyMatch(key::isSameKey);
    }

    /**
     * The forms of signature that the sender may use.
     *
     * @return empty if it is admitted without signature
     */
    public List<SignatureScheme> schemes() {
        return schemes;
    }

    /**
     * Whether messages of the sender are encrypted.
     *
     * @return the policy; one that needs decryption keys of ours has no effect without them
     */
    public EncryptionPolicy encryption() {
        return encryption;
    }

    /**
     * What we encrypt with for the sender.
     *
     * @return its key; empty if nothing is encrypted for it
     */
    public Optional<EncryptionKey> encryptionKey() {
        return Optional.ofNullable(encryptionKey);
    }

    /**
     * Whether the sender may do something.
     *
     * @param action the header's {@code action}
     * @param regType the {@code reg_type} of the register; what follows the last colon counts, without case
     * @return true if it may
     */
    public boolean allows(String action, String regType) {
        return (actions.isEmpty() || actions.contains(action))
                && (regTypes.isEmpty() || regTypes.contains(localName(regType)));
    }

    private static String localName(String regType) {
        return regType.substring(regType.lastIndexOf(':') + 1).strip().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        List<String> parts = new ArrayList<>(List.of(senderId));
        parts.add(isUnsigned() ? "without signature" : keys.size() + " keys");
        if (!actions.isEmpty()) {
            parts.add("actions " + actions);
        }
        if (!regTypes.isEmpty()) {
            parts.add("reg types " + regTypes);
        }
        if (encryption != EncryptionPolicy.ACCEPTED) {
            parts.add("encryption " + encryption);
        }
        return "TrustedSender[" + String.join(", ", parts) + "]";
    }
}
