package io.github.dcisdk.client;

import io.github.dcisdk.security.CiphertextMemory;
import io.github.dcisdk.security.DecryptionKey;
import io.github.dcisdk.security.EnvelopeWriter;
import io.github.dcisdk.security.MessageDecrypter;
import io.github.dcisdk.security.SignatureScheme;
import io.github.dcisdk.security.SignatureSchemes;
import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.security.TrustStore;
import io.github.dcisdk.security.TrustedSender;
import io.github.dcisdk.security.VerificationKey;
import io.github.dcisdk.store.DciStore;
import io.github.dcisdk.store.InMemoryStore;
import io.github.dcisdk.transport.HttpTransport;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Our side of all exchanges: who we are, what we sign with, whom we trust. One instance serves a whole program; it is
 * immutable and thread-safe. {@link #toString()} shows the identity only.
 */
public final class Dci implements AutoCloseable {
    private final OwnIdentity identity;
    private final OwnTrust trust;
    private final Clock clock;
    private final HttpTransport transport;
    private final boolean ownsTransport;
    private final EnvelopeWriter envelopes;
    private final MessageDecrypter decrypter;
    private final CiphertextMemory ciphertextMemory;
    private final List<CallObserver> observers;
    private final Executor executor;
    private final @Nullable ExecutorService ownThreads;
    private final DciStore store;
    private final @Nullable URI callbackAddress;
    private final Transactions transactions;

    private Dci(Builder builder, String senderId) {
        this.identity = new OwnIdentity(senderId, builder.signingKeys, builder.signatureScheme, builder.clock);
        this.trust = new OwnTrust(builder.trusted, builder.trustStore);
        this.clock = builder.clock;
        this.ownsTransport = builder.transport == null;
        this.transport =
                builder.transport == null ? HttpTransport.builder().clock(clock).build() : builder.transport;
        this.envelopes = envelopes(identity.scheme());
        for (TrustedSender sender : trust.named()) {
            sender.requireUsable();
            sender.schemes().forEach(this::envelopes);
        }
        this.decrypter = new MessageDecrypter(builder.decryptionKeys);
        this.ciphertextMemory =
                builder.ciphertextMemory == null ? CiphertextMemory.inMemory(clock) : builder.ciphertextMemory;
        trust.named().forEach(peer -> AnswerDecryption.requirePossible(decrypter, peer));
        this.observers = List.copyOf(builder.observers);
        this.store = builder.store == null ? InMemoryStore.create(clock) : builder.store;
        this.callbackAddress = builder.callbackAddress;
        this.ownThreads = builder.executor == null ? BackgroundCall.newThreads() : null;
        this.executor = ownThreads == null ? Objects.requireNonNull(builder.executor) : ownThreads;
        this.transactions = new Transactions(store, clock, builder.random, executor, builder.answerPollInterval);
    }

    /**
     * Begins the set-up of our side.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Begins the set-up of a peer that we call.
     *
     * @param peerId the peer's {@code sender_id}
     * @return a builder
     * @throws IllegalArgumentException if the identity is blank
     */
    public DciClient.Builder peer(String peerId) {
        return new DciClient.Builder(this, peerId);
    }

    /**
     * Who we are.
     *
     * @return our {@code sender_id}
     */
    public String senderId() {
        return identity.senderId();
    }

    /**
     * The public halves of our keys, to give to peers.
     *
     * @return in the order in which they were given; empty if we do not sign
     */
    public List<VerificationKey> ownKeys() {
        return identity.verificationKeys();
    }

    /**
     * How we sign where nothing else is said of a peer.
     *
     * @return the form of signature
     */
    public SignatureScheme signatureScheme() {
        return identity.scheme();
    }

    /**
     * Whose messages our endpoints accept.
     *
     * @return the trust store
     */
    public TrustStore trustStore() {
        return trust.store();
    }

    /**
     * Whether some sender is trusted without signature. An endpoint then needs something else to tell who calls.
     *
     * @return true if at least one entry of the trust store is {@linkplain TrustedSender#withoutSignature unsigned}
     */
    public boolean trustsUnsignedSenders() {
        return trust.namesUnsigned();
    }

    /**
     * The senders that were named with {@link Builder#trust}, for endpoints that check when they are built what they can.
     *
     * @return in the order in which they were named
     */
    public List<TrustedSender> trusted() {
        return trust.named();
    }

    /**
     * Whether nobody else is trusted than {@link #trusted()}.
     *
     * @return false if {@link Builder#trust(TrustStore)} was called
     */
    public boolean trustsNamedOnly() {
        return trust.isNamedOnly();
    }

    /**
     * Reads what others encrypt for us.
     *
     * @return the decrypter; one that reads nothing if we have no key
     */
    public MessageDecrypter decrypter() {
        return decrypter;
    }

    /**
     * Who sent which encrypted message to our endpoints.
     *
     * @return the memory
     */
    public CiphertextMemory ciphertextMemory() {
        return ciphertextMemory;
    }

    /**
     * Keeps what must not be lost: what we asked and will be answered later, and what others asked of us.
     *
     * @return the store
     */
    public DciStore store() {
        return store;
    }

    /**
     * Where peers reach us with answers and events.
     *
     * @return the address; empty if none is set
     */
    public Optional<URI> callbackAddress() {
        return Optional.ofNullable(callbackAddress);
    }

    /**
     * What we asked and will be answered later, for callback endpoints.
     *
     * @return the one object of this program
     */
    public Transactions transactions() {
        return transactions;
    }

    /**
     * The time by which we write and check.
     *
     * @return the clock
     */
    public Clock clock() {
        return clock;
    }

    /**
     * Writes and signs what we send, where nothing else is said of a peer.
     *
     * @return the writer
     */
    public EnvelopeWriter envelopes() {
        return envelopes;
    }

    /**
     * Writes and signs what we send to those who want another form of signature. Signs with the first of our keys that
     * can.
     *
     * @param scheme the form of signature
     * @return the writer; one that does not sign if we have no key
     * @throws IllegalArgumentException if neither our identity nor any of our keys can sign so
     */
    public EnvelopeWriter envelopes(SignatureScheme scheme) {
        return identity.envelopes(scheme);
    }

    /**
     * Writes and signs what we answer to a sender: in the first form of signature of its trust entry.
     *
     * @param receiverId the {@code sender_id} of whoever gets the message
     * @return the writer
     */
    public EnvelopeWriter envelopesTo(String receiverId) {
        return trust.store()
                .sender(receiverId)
                .flatMap(sender -> sender.schemes().stream().findFirst())
                .map(this::envelopes)
                .orElse(envelopes);
    }

    HttpTransport transport() {
        return transport;
    }

    List<CallObserver> observers() {
        return observers;
    }

    Executor executor() {
        return executor;
    }

    /**
     * Abandons calls under way and ends idle connections, unless the transport was handed in, and interrupts the calls of
     * futures, unless the executor was handed in. Calls after that throw {@link IllegalStateException}. Closing twice does
     * nothing.
     */
    @Override
    public void close() {
        transactions.close();
        if (ownThreads != null) {
            List<Runnable> unused = ownThreads.shutdownNow(); // None: this kind of pool has no queue.
        }
        if (ownsTransport) {
            transport.close();
        }
    }

    @Override
    public String toString() {
        return "Dci[" + identity + "]";
    }

    /** Sets our side up. Not thread-safe. */
    public static final class Builder {
        private @Nullable String senderId;
        private final List<SigningKey> signingKeys = new ArrayList<>();
        private SignatureScheme signatureScheme = SignatureSchemes.DEFAULT;
        private final List<TrustedSender> trusted = new ArrayList<>();
        private @Nullable TrustStore trustStore;
        private final List<DecryptionKey> decryptionKeys = new ArrayList<>();
        private @Nullable CiphertextMemory ciphertextMemory;
        private Clock clock = Clock.systemUTC();
        private @Nullable HttpTransport transport;
        private final List<CallObserver> observers = new ArrayList<>();
        private @Nullable Executor executor;
        private @Nullable DciStore store;
        private @Nullable URI callbackAddress;
        private Duration answerPollInterval = Duration.ofSeconds(1);
        private DoubleSupplier random = Math::random;

        private Builder() {}

        /**
         * Says where we keep what must not be lost when the program ends.
         *
         * @param value the store; by default one in memory, which is lost
         * @return this
         */
        public Builder store(DciStore value) {
            this.store = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Says where peers reach us with answers and events. It is sent as {@code sender_uri}, exactly as given here, and
         * served by a callback endpoint.
         *
         * @param address {@code https}, or {@code http} on loopback; every peer may call it as it is
         * @return this
         * @throws IllegalArgumentException if it is no such address
         */
        public Builder callbackAddress(String address) {
            this.callbackAddress = CallbackAddress.parse(address);
            return this;
        }

        /**
         * Says how often the store is asked, while a future waits, whether its answer reached another program that shares the
         * store. Answers that reach this program are noticed at once.
         *
         * @param value more than nothing; one second by default
         * @return this
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder answerPollInterval(Duration value) {
            if (value.isNegative() || value.isZero()) {
                throw new IllegalArgumentException("answerPollInterval: more than nothing");
            }
            this.answerPollInterval = value;
            return this;
        }

        /**
         * Says who we are and what we sign with. Everything that is sent is signed.
         *
         * @param ownId our {@code sender_id}
         * @param key the key with which we sign
         * @param further keys for forms of signature that the first cannot make, and keys that are only published: the next
         *     one before it is used, the last one until nobody needs it any more
         * @return this
         */
        public Builder identity(String ownId, SigningKey key, SigningKey... further) {
            this.senderId = Objects.requireNonNull(ownId, "ownId");
            signingKeys.clear();
            signingKeys.add(Objects.requireNonNull(key, "key"));
            signingKeys.addAll(List.of(further));
            return this;
        }

        /**
         * Says how we sign where nothing else is said of a peer.
         *
         * @param value the form of signature; {@link SignatureSchemes#DEFAULT} by default
         * @return this
         */
        public Builder signatureScheme(SignatureScheme value) {
            this.signatureScheme = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Says who we are and that nothing of ours is signed. Most peers refuse unsigned messages.
         *
         * @param ownId our {@code sender_id}
         * @return this
         */
        public Builder identityWithoutSignature(String ownId) {
            this.senderId = Objects.requireNonNull(ownId, "ownId");
            signingKeys.clear();
            return this;
        }

        /**
         * Accepts messages of a sender at our endpoints.
         *
         * @param sender the sender, its keys and what it may do
         * @return this
         */
        public Builder trust(TrustedSender sender) {
            trusted.add(Objects.requireNonNull(sender, "sender"));
            return this;
        }

        /**
         * Accepts messages of the senders of a store at our endpoints, beside those that are given one by one.
         *
         * @param store for example a {@link io.github.dcisdk.security.TrustFile}; it replaces a store given before
         * @return this
         */
        public Builder trust(TrustStore store) {
            this.trustStore = Objects.requireNonNull(store, "store");
            return this;
        }

        /**
         * Reads messages that others encrypt for us. Peers may encrypt as soon as there is a key.
         *
         * @param keys our keys, each with the id under which peers know it; several while we change from one to the next
         * @return this
         */
        public Builder decryptWith(DecryptionKey... keys) {
            decryptionKeys.addAll(List.of(keys));
            return this;
        }

        /**
         * Remembers elsewhere than on the heap of this program who sent which encrypted message, for example where all
         * processes that answer for one registry see it.
         *
         * @param value the memory; {@link CiphertextMemory#inMemory(Clock)} by default
         * @return this
         */
        public Builder ciphertextMemory(CiphertextMemory value) {
            this.ciphertextMemory = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets the time by which we write and check; for tests.
         *
         * @param value the clock; the system's by default
         * @return this
         */
        public Builder clock(Clock value) {
            this.clock = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets where the jitter of waits between attempts comes from; for tests.
         *
         * @param value numbers from 0 to 1; {@code Math::random} by default
         * @return this
         */
        public Builder random(DoubleSupplier value) {
            this.random = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Sends over a transport with settings of its own: timeouts, retries, limits, an {@code OkHttpClient}.
         *
         * @param value the transport; it is not closed with this object
         * @return this
         */
        public Builder transport(HttpTransport value) {
            this.transport = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Adds somebody who learns of every message that we send, for metrics or tracing. May be called for several; they are
         * told in this order.
         *
         * @param value the observer
         * @return this
         */
        public Builder observer(CallObserver value) {
            observers.add(Objects.requireNonNull(value, "value"));
            return this;
        }

        /**
         * Sets who runs the calls of futures, such as {@link RegistryClient#future}. By default each runs in a daemon thread of
         * its own, which is used again for later ones; an executor with a limit makes further calls wait for their turn.
         *
         * @param value the executor; it is not ended with this object
         * @return this
         */
        public Builder executor(Executor value) {
            this.executor = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Ends the set-up.
         *
         * @return our side
         * @throws IllegalStateException if no identity is set, or messages of a sender have to be encrypted and there is no
         *     key to decrypt them
         * @throws IllegalArgumentException if the identity or a key cannot sign in the form that is set, or in one in which
         *     a trusted sender is answered; if two keys have the same id; if no key of a sender can sign in a form that it
         *     may use; if a sender is trusted twice; or if the encryption key of a sender is our own
         */
        public Dci build() {
            if (senderId == null || senderId.isBlank()) {
                throw new IllegalStateException(
                        "no identity: call identity(senderId, key) or identityWithoutSignature(senderId)");
            }
            return new Dci(this, senderId);
        }
    }
}
