package io.github.dcisdk.client;

import io.github.dcisdk.auth.Authentication;
import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.message.MsgHeader;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.message.TxnAttribute;
import io.github.dcisdk.message.TxnType;
import io.github.dcisdk.profile.PeerProfile;
import io.github.dcisdk.security.EncryptionKeySource;
import io.github.dcisdk.security.EncryptionPolicy;
import io.github.dcisdk.security.KeySource;
import io.github.dcisdk.security.SignatureScheme;
import io.github.dcisdk.security.TrustedSender;
import io.github.dcisdk.security.VerificationKey;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Exchanges messages with one peer. Immutable, thread-safe; {@link #toString()} shows the peer's identity only. */
public final class DciClient {

    private final PeerSetUp setUp;
    private final CallOptions options;
    private final PeerProfile profile;
    private final AnswerReader answers;
    private final RequestEncryption encryption;

    private DciClient(PeerSetUp setUp, CallOptions options) {
        this.setUp = setUp;
        this.options = options;
        this.profile = options.profileOr(setUp.profile());
        this.answers = new AnswerReader(setUp.dci(), setUp.trusted(), profile);
        this.encryption = new RequestEncryption(setUp.dci(), setUp.trusted());
    }

    /**
     * A client of the same peer with the same keys and connections, whose calls differ from the set-up in some points.
     *
     * @param callOptions what differs; options that this client has already are replaced, all of them
     * @return the client
     */
    public DciClient with(CallOptions callOptions) {
        return new DciClient(setUp, callOptions);
    }

    /**
     * Runs calls in another thread, see {@link Dci.Builder#executor}. Cancelling the future, or completing it in another way
     * such as {@code orTimeout}, interrupts that thread, which abandons the call at once.
     *
     * @param <R> the class of the result
     * @param call what to call; it gets this client
     * @return what the call returns or throws: {@code join()} wraps the exception in a {@link
     *     java.util.concurrent.CompletionException}, {@code get()} in an {@link
     *     java.util.concurrent.ExecutionException}, as its cause
     */
    public <R> CompletableFuture<R> future(Function<DciClient, R> call) {
        return BackgroundCall.start(setUp.dci().executor(), () -> call.apply(this));
    }

    /**
     * Sends a message and reads the answer that comes in the HTTP response. Message id and content stay the same when the
     * call has to be repeated; signature and timestamp are renewed once they have aged.
     *
     * @param <Q> the class of the message
     * @param <A> the class of the answer
     * @param operation a synchronous operation
     * @param message the message
     * @return the answer, checked
     * @throws IllegalArgumentException if the operation is not synchronous
     * @throws io.github.dcisdk.error.UnavailableException if no answer came, or HTTP 429 or 5xx
     * @throws io.github.dcisdk.error.TokenException if the token endpoint gave no token
     * @throws io.github.dcisdk.error.HttpStatusException for HTTP 401, 403 and other statuses without an error code
     * @throws io.github.dcisdk.error.RefusedException if the peer refused with an {@code err.*} code
     * @throws io.github.dcisdk.error.RejectedException if the header of the answer rejects the message
     * @throws io.github.dcisdk.error.NotAuthenticException if the answer is not proven to be the peer's
     * @throws io.github.dcisdk.error.EncryptionException if the answer is encrypted and cannot be decrypted, or is in clear
     *     and has to be encrypted; or if the message has to be encrypted and there is no key of the peer: then nothing was
     *     sent
     * @throws io.github.dcisdk.error.MalformedMessageException if the body is not an answer to the message
     */
    public <Q extends DciObject, A extends DciObject> Answer<A> call(Operation<Q, A> operation, Q message) {
        return call(operation, message, context());
    }

    /** Like {@link #call(Operation, DciObject)}, for a call that is part of something larger. */
    <Q extends DciObject, A extends DciObject> Answer<A> call(Operation<Q, A> operation, Q message, CallContext start) {
        if (operation.exchange() != Operation.Exchange.SYNCHRONOUS) {
            throw new IllegalArgumentException(
                    operation + " is not answered in the HTTP response, so it cannot be called synchronously");
        }
        return new SynchronousCall(setUp, profile, options, answers, encryption).call(operation, message, start);
    }

    /**
     * Asks how far the peer is with a transaction that was begun earlier.
     *
     * @param txnType what kind of transaction it is
     * @param transaction which one
     * @return its status
     * @throws io.github.dcisdk.error.DciException as {@link #call} does
     * @throws io.github.dcisdk.error.MalformedMessageException also when the answer has no status
     */
    public TxnStatusAnswer txnStatus(TxnType txnType, TxnAttribute transaction) {
        return new TxnStatusCall(this).ask(txnType, transaction);
    }

    /**
     * Delivers a request that is answered later, in one attempt. The caller keeps the request and tries again.
     *
     * @param operation the operation
     * @param message its request
     * @return the acknowledgement
     * @throws io.github.dcisdk.error.DciException as {@link #call} does, but for errors of an answer; when it is an {@link
     *     io.github.dcisdk.error.UnavailableException}, the request may have arrived all the same
     * @throws IllegalArgumentException if the operation is answered in the HTTP response
     */
    public Acknowledged deliver(Operation<?, ?> operation, OutboxMessage message) {
        if (operation.exchange() == Operation.Exchange.SYNCHRONOUS) {
            throw new IllegalArgumentException(operation + " is answered in the HTTP response: use call(..)");
        }
        return deliver(operation, message, address(operation));
    }

    /** Delivers a request where it was to go when it was made. */
    Acknowledged deliver(Operation<?, ?> operation, OutboxMessage message, URI address) {
        return new AcknowledgedCall(
                        setUp.dci(), peerId(), setUp.authorization(), setUp.envelopes(), encryption, null, options)
                .send(operation, message, address);
    }

    URI address(Operation<?, ?> operation) {
        return URI.create(setUp.baseUrl() + profile.path(operation));
    }

    /** A request that is answered later, in the form in which it is kept until it is delivered. */
    <Q extends DciObject> OutboxMessage request(Operation<Q, ?> operation, Q message) {
        MsgHeader header = setUp.header(operation, message, UUID.randomUUID().toString(), now())
                .senderUri(setUp.callbackAddress().toString())
                .build();
        return OutboxMessage.request(header, message, setUp.isEncrypted());
    }

    /** Hands findings to the application, which may refuse the answer for one of them. */
    void handOver(List<Finding> findings, Answer<?> answer) {
        setUp.handOver(findings, answer);
    }

    Dci dci() {
        return setUp.dci();
    }

    CallOptions options() {
        return options;
    }

    /** Which peer an exchange is with, before it has identifiers. */
    CallContext context() {
        return CallContext.of(peerId());
    }

    RecordCheck recordCheck() {
        return setUp.recordCheck();
    }

    Instant now() {
        return setUp.dci().clock().instant();
    }

    /**
     * Who the peer is.
     *
     * @return its {@code sender_id}
     */
    public String peerId() {
        return setUp.trusted().senderId();
    }

    /**
     * What proves that an answer is the peer's, for endpoints that take answers which come later.
     *
     * @return its keys, the form in which it signs, whether it encrypts
     */
    public TrustedSender trustedSender() {
        return setUp.trusted();
    }

    /**
     * What stands behind the callback address of this peer alone.
     *
     * @return the last segment of the path; empty if the peer calls the common address
     */
    public Optional<String> callbackSegment() {
        return Optional.ofNullable(setUp.callbackSegment());
    }

    /**
     * What is done with places where the peer deviates from the standard, for endpoints that take answers which come later.
     *
     * @return the handler
     */
    public Consumer<Finding> findingHandler() {
        return setUp.findingHandler();
    }

    /**
     * How the peer departs from the standard.
     *
     * @return its profile
     */
    public PeerProfile profile() {
        return profile;
    }

    @Override
    public String toString() {
        return "DciClient[" + peerId() + ", " + profile.name() + "]";
    }

    /** Sets a peer up. Not thread-safe. */
    public static final class Builder {
        private final Dci dci;
        private final String peerId;
        private @Nullable URI baseUrl;
        private Authentication authentication = Authentication.none();
        private PeerProfile profile = PeerProfile.STANDARD;
        private final PeerProof proof;
        private @Nullable EncryptionKeySource encryptionKeys;
        private @Nullable EncryptionPolicy answerEncryption;
        private Consumer<Finding> findingHandler = finding -> {};
        private RecordCheck recordCheck = RecordCheck.REPORT;

        Builder(Dci dci, String peerId) {
            this.dci = dci;
            if (peerId.isBlank()) {
                throw new IllegalArgumentException(
                        "a peer has a sender_id, and the one given is blank: ask the peer for it");
            }
            this.peerId = peerId;
            this.proof = new PeerProof(peerId, dci.signatureScheme());
        }

        /**
         * Says where the peer is.
         *
         * @param url what stands before the standard's paths, for example {@code https://crvs.example.gov}
         * @return this
         * @throws IllegalArgumentException if the address is not absolute, or has a query, a fragment or user information
         */
        public Builder baseUrl(String url) {
            URI uri;
            try {
                uri = new URI(url);
            } catch (URISyntaxException e) {
                throw notBaseUrl(); // Without the cause, which quotes what may be secret.
            }
            if (uri.getHost() == null
                    || uri.getRawQuery() != null
                    || uri.getRawFragment() != null
                    || uri.getRawUserInfo() != null) {
                throw notBaseUrl();
            }
            this.baseUrl = uri;
            return this;
        }

        private static IllegalArgumentException notBaseUrl() {
            return new IllegalArgumentException("a base URL has a scheme, a host and perhaps a path, and nothing else,"
                    + " such as https://crvs.example.gov; credentials go to auth(..)");
        }

        /**
         * Says how we prove to the peer that we may call it.
         *
         * @param value for example {@link io.github.dcisdk.auth.OAuth2} or a {@link
         *     io.github.dcisdk.auth.BearerToken}; none by default
         * @return this
         */
        public Builder auth(Authentication value) {
            this.authentication = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Trusts answers that are signed with a key of the peer. May be called for each of several keys.
         *
         * @param key a public key of the peer
         * @return this
         */
        public Builder trust(VerificationKey key) {
            proof.keys.add(Objects.requireNonNull(key, "key"));
            return this;
        }

        /**
         * Trusts answers that are signed with a key that the peer publishes.
         *
         * @param source where, for example a {@link io.github.dcisdk.security.JwksSource}; instead of single keys
         * @return this
         */
        public Builder trust(KeySource source) {
            proof.keySource = Objects.requireNonNull(source, "source");
            return this;
        }

        /**
         * Says in which form the peer signs, and wants our messages signed.
         *
         * @param value the form of signature; that of {@link Dci.Builder#signatureScheme} by default
         * @return this
         */
        public Builder signatureScheme(SignatureScheme value) {
            proof.scheme = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Takes answers without a signature. Whoever can stand between us and the peer can then forge them.
         *
         * @return this
         */
        public Builder acceptUnsignedAnswers() {
            proof.unsigned = true;
            return this;
        }

        /**
         * Takes answers that come later, and events, without a signature: the peer gets a callback address of its own, which
         * nobody else can guess, and its answers must belong to what it was asked. Whoever learns the address can still
         * forge answers to open questions. Needs {@link #acceptUnsignedAnswers()}.
         *
         * @param segment what is put behind the callback address: 22 to 99 letters, digits, {@code -} and {@code _}, made at
         *     random once and then kept; a secret
         * @return this
         * @throws IllegalArgumentException if it has another form
         */
        public Builder acceptUnsignedCallbacks(String segment) {
            proof.callbackSegment(segment);
            return this;
        }

        /**
         * Encrypts what is sent to the peer. Its answers then have to be encrypted too, with one of the keys of {@link
         * Dci.Builder#decryptWith}, unless {@link #acceptClearTextAnswers} says otherwise.
         *
         * @param source the peer's {@link io.github.dcisdk.security.EncryptionKey}, or where it publishes one, for example a
         *     {@link io.github.dcisdk.security.JwksSource}. If the peer refuses a message with {@code
         *     err.encryption.invalid} and has another key by then, the message is sent again with that one
         * @return this
         */
        public Builder encryptFor(EncryptionKeySource source) {
            this.encryptionKeys = Objects.requireNonNull(source, "source");
            return this;
        }

        /**
         * Refuses answers in clear. Rejections without data may be in clear all the same.
         *
         * @return this
         */
        public Builder requireEncryptedAnswers() {
            this.answerEncryption = EncryptionPolicy.REQUIRED;
            return this;
        }

        /**
         * Takes answers in clear also to encrypted requests, for peers that encrypt in one direction only.
         *
         * @return this
         */
        public Builder acceptClearTextAnswers() {
            this.answerEncryption = EncryptionPolicy.ACCEPTED;
            return this;
        }

        /**
         * Refuses encrypted answers. By default they are read whenever there is a key.
         *
         * @return this
         */
        public Builder refuseEncryptedAnswers() {
            this.answerEncryption = EncryptionPolicy.OFF;
            return this;
        }

        /**
         * Says how the peer departs from the standard.
         *
         * @param value its profile; {@link PeerProfile#STANDARD} by default
         * @return this
         */
        public Builder profile(PeerProfile value) {
            this.profile = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Says what to do with each place where an answer of the peer deviates from the standard. Results carry their
         * findings all the same.
         *
         * @param handler for example one of {@link io.github.dcisdk.json.Findings}; a {@link
         *     io.github.dcisdk.error.MalformedMessageException}
         *     that it throws ends the call. It is called by the threads that make the calls; nothing is done by default
         * @return this
         */
        public Builder findings(Consumer<Finding> handler) {
            this.findingHandler = Objects.requireNonNull(handler, "handler");
            return this;
        }

        /**
         * Says what to do about records of the peer that do not answer the query they came for.
         *
         * @param value {@link RecordCheck#REPORT} by default
         * @return this
         */
        public Builder recordCheck(RecordCheck value) {
            this.recordCheck = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Ends the set-up.
         *
         * @return the client
         * @throws IllegalStateException if the address is missing, or if it is not said, or said twice, whether answers are
         *     signed; if answers have to be encrypted, or will be because requests are, and there is no key to read them or
         *     they are refused
         * @throws IllegalArgumentException if the address, or that of the token endpoint, is in clear text and not on
         *     loopback, a key of the peer is our own, or the peer's keys or ours cannot sign in the form that is set
         */
        public DciClient build() {
            if (baseUrl == null) {
                throw new IllegalStateException("no address of peer " + peerId + ": call baseUrl(..)");
            }
            proof.requireOne(dci);
            dci.transport().requireAddress(baseUrl);
            String url = baseUrl.toString();
            URI base = URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
            TrustedSender trusted = AnswerDecryption.agreed(dci, proof.trusted(), encryptionKeys, answerEncryption);
            trusted.requireUsable();
            return new DciClient(
                    new PeerSetUp(
                            dci,
                            base,
                            authentication.bind(dci.transport(), dci.clock(), peerId),
                            profile,
                            findingHandler,
                            recordCheck,
                            trusted,
                            dci.envelopes(proof.scheme),
                            proof.callbackSegment),
                    CallOptions.DEFAULT);
        }
    }
}
