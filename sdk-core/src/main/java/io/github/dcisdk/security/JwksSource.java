package io.github.dcisdk.security;

import io.github.dcisdk.error.LogText;
import io.github.dcisdk.error.UnavailableException;
import io.github.dcisdk.transport.AddressGuard;
import io.github.dcisdk.transport.HttpAnswer;
import io.github.dcisdk.transport.HttpCall;
import io.github.dcisdk.transport.HttpTransport;
import io.github.dcisdk.transport.RetryPolicy;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys that somebody publishes as a {@link JwkSet}, usually at {@code /.well-known/jwks.json}: those that prove what it
 * signs, and the one to encrypt for it, which is the first whose {@code use} is {@code enc} and that can be used. They are
 * fetched with the first message and kept; fetched again when they have grown old, when a message names a key that is not
 * among them, and when the peer cannot read what was encrypted, but not more often than an interval allows. One request is
 * made at a time; meanwhile, who has the key at hand does not wait for it. While the place is down, the last keys are used,
 * for a bounded time. A key that is no longer published is no longer used.
 *
 * <p>Only {@code https} to public addresses is called unless {@link Builder#guard} permits more, and redirects are not
 * followed. Thread-safe. Of the keys, private ones and those of other kinds or for other uses are left out and logged.
 */
public final class JwksSource implements KeySource, EncryptionKeySource {
    private static final String WELL_KNOWN = "/.well-known/jwks.json";

    private final URI uri;
    private final AddressGuard guard;
    private final HttpTransport transport;
    private final Duration timeout;
    private final KeptKeys kept;

    private JwksSource(Builder builder) {
        this.uri = builder.uri;
        this.guard = builder.guard;
        this.transport = builder.transport == null
                ? HttpTransport.builder().clock(builder.clock).build()
                : builder.transport;
        this.timeout = builder.timeout;
        this.kept = new KeptKeys(
                toString(),
                this::ask,
                builder.clock,
                new KeptKeys.Limits(builder.refreshAfter, builder.interval, builder.staleFor, builder.timeout));
    }

    /**
     * Keys from an address.
     *
     * @param uri the {@code https} address of the key set
     * @return the source, with the defaults that the methods of {@link Builder} name
     * @throws IllegalArgumentException if the address is none
     */
    public static JwksSource at(String uri) {
        return builder(uri).build();
    }

    /**
     * Begins the set-up of a source.
     *
     * @param uri the {@code https} address of the key set
     * @return a builder
     * @throws IllegalArgumentException if the address is none
     */
    public static Builder builder(String uri) {
        try {
            return new Builder(new URI(uri));
        } catch (URISyntaxException e) {
            throw Builder.noAddress(); // Without the cause, which quotes what may be secret.
        }
    }

    /**
     * Begins the set-up of a source at {@code /.well-known/jwks.json} below a sender's identity, which is an address with
     * some systems, such as OpenCRVS. Only for senders that you have chosen to trust: an identity that hosts its own keys
     * proves nothing.
     *
     * @param senderId the {@code sender_id}, an {@code https} address
     * @return a builder
     * @throws IllegalArgumentException if the identity is no address
     */
    public static Builder wellKnown(String senderId) {
        return builder((senderId.endsWith("/") ? senderId.substring(0, senderId.length() - 1) : senderId) + WELL_KNOWN);
    }

    @Override
    public Optional<VerificationKey> key(String keyId) {
        return kept.key(keyId);
    }

    @Override
    public List<VerificationKey> keys() {
        return kept.keys();
    }

    @Override
    public Optional<EncryptionKey> encryptionKey() {
        return kept.encryptionKey();
    }

    @Override
    public Optional<EncryptionKey> encryptionKeyInsteadOf(EncryptionKey refused) {
        return kept.encryptionKeyInsteadOf(refused);
    }

    private JwkSet ask() {
        HttpAnswer answer = transport.send(HttpCall.get(uri)
                .header("Accept", "application/jwk-set+json, application/json")
                .guard(guard)
                .retry(RetryPolicy.none())
                .callTimeout(timeout)
                .maxResponseBytes(JwkSet.MAX_BYTES)
                .build());
        if (answer.status() != 200) {
            throw new IllegalArgumentException("HTTP status " + answer.status() + " instead of 200");
        }
        return JwkSet.parse(answer.body());
    }

    /**
     * Fetches the keys now, so that a mistake is found when the program starts and not when the first message comes.
     *
     * @throws UnavailableException if the place cannot be reached; where its address is refused, the message names the
     *     method that would permit it
     * @throws IllegalArgumentException if what stands there is no key set, or holds no key that can be used
     */
    public void load() {
        kept.load();
    }

    @Override
    public String toString() {
        return "JwksSource[" + LogText.safe(Objects.requireNonNullElse(uri.getHost(), "?")) + "]";
    }

    /** Sets a source up. Not thread-safe. */
    public static final class Builder {
        private final URI uri;
        private AddressGuard guard = AddressGuard.PUBLIC_ONLY;
        private @Nullable HttpTransport transport;
        private Clock clock = Clock.systemUTC();
        private Duration refreshAfter = Duration.ofMinutes(10);
        private Duration interval = Duration.ofSeconds(10);
        private Duration staleFor = Duration.ofHours(24);
        private Duration timeout = Duration.ofSeconds(5);

        private Builder(URI uri) {
            if (uri.getHost() == null || !Set.of("https", "http").contains(uri.getScheme())) {
                throw noAddress();
            }
            this.uri = uri;
        }

        private static IllegalArgumentException noAddress() {
            return new IllegalArgumentException("the place of a key set is an https address, such as"
                    + " https://crvs.example.gov/.well-known/jwks.json");
        }

        /**
         * Says which addresses may be called.
         *
         * @param value {@link AddressGuard#PUBLIC_ONLY} by default; with {@link AddressGuard#allowPrivate()} for a sender in
         *     the same private network
         * @return this
         */
        public Builder guard(AddressGuard value) {
            this.guard = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Says over what the keys are fetched.
         *
         * @param value a transport; one of the source's own by default
         * @return this
         */
        public Builder transport(HttpTransport value) {
            this.transport = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Says by what time the age of keys is known; for tests.
         *
         * @param value the system's clock by default
         * @return this
         */
        public Builder clock(Clock value) {
            this.clock = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Says when keys are old: they are fetched again with the next message. This is how long a key stays in use after
         * its owner has taken it back.
         *
         * @param age 10 minutes by default
         * @return this
         * @throws IllegalArgumentException if the time is not above 0
         */
        public Builder refreshAfter(Duration age) {
            this.refreshAfter = positive(age, "refreshAfter");
            return this;
        }

        /**
         * Says how far apart fetches are at least in the long run, even if messages name keys that nobody knows, and after
         * one that failed. Up to three may follow each other at once, so that no message of a stranger makes a new key wait.
         *
         * @param time 10 s by default
         * @return this
         * @throws IllegalArgumentException if the time is not above 0
         */
        public Builder interval(Duration time) {
            this.interval = positive(time, "interval");
            return this;
        }

        /**
         * Says how long keys are used while the place is down.
         *
         * @param age since they were fetched; 24 hours by default
         * @return this
         * @throws IllegalArgumentException if the time is not above 0
         */
        public Builder staleFor(Duration age) {
            this.staleFor = positive(age, "staleFor");
            return this;
        }

        /**
         * Says how long one fetch may take.
         *
         * @param time 5 s by default, at most one day
         * @return this
         * @throws IllegalArgumentException if the time is out of range
         */
        public Builder timeout(Duration time) {
            this.timeout = HttpCall.requireTimeout(time, "timeout");
            return this;
        }

        private static Duration positive(Duration time, String name) {
            if (time.isZero() || time.isNegative()) {
                throw new IllegalArgumentException(name + ": more than 0");
            }
            return time;
        }

        /**
         * Ends the set-up. Nothing is fetched yet.
         *
         * @return the source
         * @throws IllegalArgumentException if keys would be too old to be used before they are fetched again
         */
        public JwksSource build() {
            if (staleFor.compareTo(refreshAfter) < 0) {
                throw new IllegalArgumentException("staleFor is not shorter than refreshAfter");
            }
            return new JwksSource(this);
        }
    }
}
