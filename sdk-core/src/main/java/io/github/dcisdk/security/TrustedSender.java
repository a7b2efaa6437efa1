package io.github.dcisdk.security;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What we believe of one sender: its keys, the forms of signature it may use, whether it encrypts, what it may do and
 * where it may be called back. Immutable, thread-safe. Each method that narrows or widens the entry gives a changed copy.
 */
public final class TrustedSender {
    private final String senderId;
    private final KeySource keys;
    private final Rights rights;

    private TrustedSender(String senderId, KeySource keys, Rights rights) {
        if (senderId.isBlank()) {
            throw new IllegalArgumentException("a trust entry needs a sender_id; the one given is blank");
        }
        this.senderId = senderId;
        this.keys = keys;
        this.rights = rights;
    }

    /** What the sender may do. Changed only before the entry that holds it exists. */
    private static final class Rights {
        private List<SignatureScheme> schemes = List.of();
        private Set<String> actions = Set.of();
        private Set<String> regTypes = Set.of();
        private Set<String> eventTypes = Set.of();
        private CallbackAddresses callbacks = CallbackAddresses.NONE;
        private EncryptionPolicy encryption = EncryptionPolicy.ACCEPTED;
        private @Nullable EncryptionKeySource encryptionKeys;

        private Rights(SignatureScheme... schemes) {
            this.schemes = List.of(schemes);
        }

        private Rights(Rights other) {
            this.schemes = other.schemes;
            this.actions = other.actions;
            this.regTypes = other.regTypes;
            this.eventTypes = other.eventTypes;
            this.callbacks = other.callbacks;
            this.encryption = other.encryption;
            this.encryptionKeys = other.encryptionKeys;
        }
    }

    private TrustedSender with(Consumer<Rights> change) {
        Rights changed = new Rights(rights);
        change.accept(changed);
        return new TrustedSender(senderId, keys, changed);
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
        try {
            return signing(senderId, KeySource.of(keys));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("sender " + senderId + ": " + e.getMessage(), e);
        }
    }

    /**
     * A sender that signs in the default form, with keys from elsewhere. May do everything until narrowed.
     *
     * @param senderId its {@code sender_id}
     * @param keys where its keys come from, for example a {@link JwksSource}
     * @return the entry
     * @throws IllegalArgumentException if the identity is blank
     */
    public static TrustedSender signing(String senderId, KeySource keys) {
        return new TrustedSender(senderId, keys, new Rights(SignatureSchemes.DEFAULT));
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
        return new TrustedSender(senderId, new FixedKeys(List.of()), new Rights());
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
        List<SignatureScheme> schemes = List.of(atLeastOne(allowed));
        return with(changed -> changed.schemes = schemes);
    }

    /**
     * Narrows what the sender may do.
     *
     * @param allowed the only {@code action}s it may send, for example {@code search}
     * @return a changed copy
     * @throws IllegalArgumentException if there is none
     */
    public TrustedSender onlyActions(String... allowed) {
        Set<String> actions = new HashSet<>(List.of(atLeastOne(allowed)));
        return with(changed -> changed.actions = Set.copyOf(actions));
    }

    /**
     * Narrows which registers the sender may use.
     *
     * @param allowed the only {@code reg_type}s; what follows the last colon counts, without case
     * @return a changed copy
     * @throws IllegalArgumentException if there is none
     */
    public TrustedSender onlyRegTypes(String... allowed) {
        Set<String> names = localNames(allowed);
        return with(changed -> changed.regTypes = names);
    }

    /**
     * Narrows the events that the sender may subscribe to, and send. Does not touch searches.
     *
     * @param allowed the only {@code reg_event_type}s; what follows the last colon counts, without case
     * @return a changed copy
     * @throws IllegalArgumentException if there is none, or one names nothing
     */
    public TrustedSender onlyEventTypes(String... allowed) {
        Set<String> names = localNames(allowed);
        if (names.contains("")) {
            throw new IllegalArgumentException("an event type has a name; the one given is blank");
        }
        return with(changed -> changed.eventTypes = names);
    }

    /**
     * Lets the sender be called back. Without this, nobody calls it: an address that a message names is called only if its
     * scheme, host and port are registered. The path is the sender's matter.
     *
     * @param origins all of them, for example {@code https://spmis.example.gov:8443}; {@code http} on loopback only.
     *     Replaces those named by this method before
     * @return a changed copy
     * @throws IllegalArgumentException if there is none, or one is no origin; the message says what is wrong with it
     */
    public TrustedSender callbackOrigins(String... origins) {
        CallbackAddresses callbacks = rights.callbacks.withOrigins(atLeastOne(origins));
        return with(changed -> changed.callbacks = callbacks);
    }

    /**
     * Lets the sender be called back in clear text, where the network protects what is sent. Whoever stands in between can
     * read along, and take callbacks in the sender's place.
     *
     * @param origins all of them, for example {@code http://spmis.internal:8080}. Replaces those named by this method before
     * @return a changed copy
     * @throws IllegalArgumentException if there is none, or one is no origin in clear text
     */
    public TrustedSender callbackOriginsInClearText(String... origins) {
        CallbackAddresses callbacks = rights.callbacks.withOriginsInClearText(atLeastOne(origins));
        return with(changed -> changed.callbacks = callbacks);
    }

    /**
     * Lets the sender be called back at every public {@code https} address that it names. Whoever can send in its name then
     * chooses where its data goes.
     *
     * @return a changed copy
     */
    public TrustedSender anyCallbackAddress() {
        return with(changed -> changed.callbacks = rights.callbacks.withAny());
    }

    /**
     * Lets callback addresses lead into the private network, as {@link
     * io.github.dcisdk.transport.AddressGuard#allowPrivate()} says. Needed for registered origins too, because a name leads
     * wherever its owner wants.
     *
     * @return a changed copy
     */
    public TrustedSender allowPrivateCallbacks() {
        return with(changed -> changed.callbacks = rights.callbacks.withInner());
    }

    private static Set<String> localNames(String[] allowed) {
        Set<String> names = new HashSet<>();
        for (String name : atLeastOne(allowed)) {
            names.add(localName(name));
        }
        return Set.copyOf(names);
    }

    /**
     * Refuses messages of the sender that are not encrypted. By default they may be encrypted or not.
     *
     * @return a changed copy
     */
    public TrustedSender requireEncryption() {
        return with(changed -> changed.encryption = EncryptionPolicy.REQUIRED);
    }

    /**
     * Refuses messages of the sender that are encrypted. By default they may be encrypted or not.
     *
     * @return a changed copy
     */
    public TrustedSender refuseEncryption() {
        return with(changed -> changed.encryption = EncryptionPolicy.OFF);
    }

    /**
     * Answers encrypted messages of the sender with encrypted ones. Without this, encrypted requests of the sender are
     * refused, because their answers would go out in clear.
     *
     * @param keys the sender's {@link EncryptionKey}, or where it publishes one, for example a {@link JwksSource}
     * @return a changed copy
     */
    public TrustedSender encryptFor(EncryptionKeySource keys) {
        Objects.requireNonNull(keys, "keys");
        return with(changed -> changed.encryptionKeys = keys);
    }

    private static <T> T[] atLeastOne(T[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("an empty list would allow nothing; leave the call out to allow all");
        }
        return values;
    }

    /**
     * Checks that each form of signature that the sender may use has a key that can sign so, when it is configured and not
     * when the first message comes. Of keys that have to be fetched, nothing is known then.
     *
     * @throws IllegalArgumentException if one has none; the message says which
     */
    public void requireUsable() {
        if (!(keys instanceof FixedKeys fixed)) {
            return;
        }
        for (SignatureScheme scheme : rights.schemes) {
            if (fixed.keys().stream().noneMatch(key -> scheme.supports(key.algorithm()))) {
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
        return rights.schemes.isEmpty();
    }

    /**
     * The keys of the sender. May take some seconds if they have to be fetched.
     *
     * @return empty if it is admitted without signature, or if none can be had
     */
    public List<VerificationKey> keys() {
        return keys.keys();
    }

    /**
     * Looks a key up. May take some seconds if it has to be fetched.
     *
     * @param keyId its id
     * @return the key, if the sender has it
     */
    public Optional<VerificationKey> key(String keyId) {
        return keys.key(keyId);
    }

    /**
     * Whether the entry holds a key, under whatever id.
     *
     * @param key the key
     * @return true if it does
     */
    public boolean holdsKey(VerificationKey key) {
        return key(key.keyId()).filter(key::isSameKey).isPresent()
                || keys().stream().anyMatch(key::isSameKey);
    }

    /**
     * The forms of signature that the sender may use.
     *
     * @return empty if it is admitted without signature
     */
    public List<SignatureScheme> schemes() {
        return rights.schemes;
    }

    /**
     * Whether messages of the sender are encrypted.
     *
     * @return the policy; one that needs decryption keys of ours has no effect without them
     */
    public EncryptionPolicy encryption() {
        return rights.encryption;
    }

    /**
     * Where the key comes from with which we encrypt for the sender. Where there is a source and it has no key now, nothing
     * can be sent that has to be encrypted.
     *
     * @return empty if nothing is encrypted for the sender
     */
    public Optional<EncryptionKeySource> encryptionKeySource() {
        return Optional.ofNullable(rights.encryptionKeys);
    }

    /**
     * Whether the sender may do something.
     *
     * @param action the header's {@code action}
     * @param regType the {@code reg_type} of the register; what follows the last colon counts, without case
     * @return true if it may
     */
    public boolean allows(String action, String regType) {
        return (rights.actions.isEmpty() || rights.actions.contains(action))
                && (rights.regTypes.isEmpty() || rights.regTypes.contains(localName(regType)));
    }

    /**
     * Whether the sender may subscribe to an event, or send it.
     *
     * @param regEventType the {@code reg_event_type}; what follows the last colon counts, without case. Empty for a message
     *     that names none, which means every event
     * @return true if it may
     */
    public boolean allowsEventType(String regEventType) {
        return rights.eventTypes.isEmpty() || rights.eventTypes.contains(localName(regEventType));
    }

    /**
     * Whether the sender may be called back at an address. To be asked before a request is accepted that will be answered
     * there, and again before each call, because trust entries change.
     *
     * @param senderUri the {@code sender_uri} of its message, exactly as received; any text, empty if it has none
     * @return the address, or why it is not called
     */
    public CallbackCheck checkCallback(String senderUri) {
        return rights.callbacks.check(senderUri);
    }

    private static String localName(String regType) {
        return regType.substring(regType.lastIndexOf(':') + 1).strip().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        List<String> parts = new ArrayList<>(List.of(senderId));
        parts.add(isUnsigned() ? "without signature" : keys.toString());
        if (!rights.actions.isEmpty()) {
            parts.add("actions " + rights.actions);
        }
        if (!rights.regTypes.isEmpty()) {
            parts.add("reg types " + rights.regTypes);
        }
        if (!rights.eventTypes.isEmpty()) {
            parts.add("event types " + rights.eventTypes);
        }
        parts.addAll(rights.callbacks.describe());
        if (rights.encryption != EncryptionPolicy.ACCEPTED) {
            parts.add("encryption " + rights.encryption);
        }
        return "TrustedSender[" + String.join(", ", parts) + "]";
    }
}
