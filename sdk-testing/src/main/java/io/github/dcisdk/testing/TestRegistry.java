package io.github.dcisdk.testing;

import io.github.dcisdk.client.Dci;
import io.github.dcisdk.client.DciClient;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.profile.RecordType;
import io.github.dcisdk.profile.RegistryProfile;
import io.github.dcisdk.registry.RegistryEndpoint;
import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.security.TrustedSender;
import io.github.dcisdk.security.VerificationKey;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A registry for tests: real HTTP on a free port of the loopback address, real signatures with keys made at its start,
 * records in memory. It answers synchronous searches as {@link RegistryEndpoint} does, and what a query finds is exactly
 * what {@code docs/query-semantics.md} says. It keeps the requests that it receives, and misbehaves when a {@link Fault} is
 * planned.
 *
 * <p>With JUnit, register it by {@code @RegisterExtension}: in a static field it runs from before the first test of a class
 * to after the last, and is {@linkplain #reset() reset} before each test; in an instance field it runs for one test. Test
 * methods may take it, or its {@link #client()}, as a parameter. Without JUnit, call {@link #start()} and {@link #close()}.
 *
 * <p>Thread-safe. Tests that share one and run at the same time share its faults and requests too.
 */
public final class TestRegistry
        implements BeforeAllCallback,
                BeforeEachCallback,
                AfterEachCallback,
                AfterAllCallback,
                ParameterResolver,
                AutoCloseable {
    /** The {@code sender_id} of {@link #client()}. */
    public static final String CONSUMER_ID = "consumer.example.org";

    private final Setup setup;
    private int users;
    private @Nullable RunningRegistry running;
    private @Nullable DciClient client;

    private TestRegistry(Setup setup) {
        this.setup = setup;
    }

    /** What stays the same from start to start. */
    record Setup(
            RegistryProfile profile,
            String senderId,
            Clock clock,
            List<TrustedSender> trusted,
            Consumer<RegistryEndpoint.Builder> settings,
            Map<RecordType<?>, Shelf<?>> shelves) {}

    /**
     * Begins a registry.
     *
     * @param profile the kind of registry; it has all the profile's types of record, and of each no record at first
     * @return a builder
     */
    public static Builder of(RegistryProfile profile) {
        return new Builder(profile);
    }

    /**
     * Starts the registry on a free port, with new keys. It can be started again after it was closed.
     *
     * @return this
     * @throws IllegalStateException if it runs already
     * @throws java.io.UncheckedIOException if no port can be had
     */
    public synchronized TestRegistry start() {
        if (running != null) {
            throw new IllegalStateException(this + " runs already");
        }
        running = new RunningRegistry(setup);
        client = running.client(ourSide -> {}, peer -> {});
        return this;
    }

    /** Ends the registry, and with it every client that it made. Calling it again does nothing. */
    @Override
    public synchronized void close() {
        if (running != null) {
            running.close();
            running = null;
            client = null;
        }
    }

    private synchronized RunningRegistry running() {
        if (running == null) {
            throw notRunning();
        }
        return running;
    }

    private IllegalStateException notRunning() {
        return new IllegalStateException(
                this + " does not run: register it with @RegisterExtension, or call start(). In a static field it"
                        + " runs from @BeforeAll on, in an instance field from @BeforeEach on");
    }

    /**
     * Forgets all faults and requests, and holds the records again that it was built with. Keys, port and clock stay.
     *
     * @throws IllegalStateException if it does not run
     */
    public void reset() {
        running().reset();
    }

    /**
     * A client that signs, that the registry trusts, and that trusts the registry. It tries again as any client does, but
     * does not wait in between. The registry closes it.
     *
     * @return the same client each time, until the registry is closed
     * @throws IllegalStateException if the registry does not run
     */
    public synchronized DciClient client() {
        if (client == null) {
            throw notRunning();
        }
        return client;
    }

    /**
     * A client like {@link #client()}, with other settings for the peer: profile, authentication, what to do with findings.
     *
     * @param peer changes the settings
     * @return a new client; the registry closes it
     * @throws IllegalStateException if the registry does not run
     */
    public DciClient client(Consumer<DciClient.Builder> peer) {
        return client(ourSide -> {}, peer);
    }

    /**
     * A client like {@link #client()}, with other settings for our own side too: another identity, clock or transport.
     *
     * @param ourSide changes who calls
     * @param peer changes the settings for the peer
     * @return a new client; the registry closes it, but not a transport that is handed in
     * @throws IllegalStateException if the registry does not run
     */
    public DciClient client(Consumer<Dci.Builder> ourSide, Consumer<DciClient.Builder> peer) {
        return running().client(ourSide, peer);
    }

    /**
     * A client that has the name of {@link #client()} and does not sign.
     *
     * @return a new client; the registry closes it
     * @throws IllegalStateException if the registry does not run
     */
    public DciClient unsignedClient() {
        return client(ourSide -> ourSide.identityWithoutSignature(CONSUMER_ID), peer -> {});
    }

    /**
     * A client that signs, and that the registry does not know.
     *
     * @return a new client; the registry closes it
     * @throws IllegalStateException if the registry does not run
     */
    public DciClient unknownClient() {
        SigningKey key = SigningKey.generate("strangers-key");
        return client(ourSide -> ourSide.identity("stranger.example.org", key), peer -> {});
    }

    /**
     * Where the registry is, for programs that make their client themselves.
     *
     * @return for example {@code http://127.0.0.1:38211}
     * @throws IllegalStateException if the registry does not run
     */
    public String baseUrl() {
        return running().baseUrl();
    }

    /**
     * Who the registry is.
     *
     * @return its {@code sender_id}
     */
    public String senderId() {
        return setup.senderId();
    }

    /**
     * With what the registry signs, for programs that make their client themselves.
     *
     * @return the public half of its key; another one after each start
     * @throws IllegalStateException if the registry does not run
     */
    public VerificationKey verificationKey() {
        return running().key().verificationKey();
    }

    /**
     * The requests that arrived since the start or the last reset.
     *
     * @return the requests in the order of arrival; unmodifiable
     * @throws IllegalStateException if the registry does not run
     */
    public List<ReceivedRequest> requests() {
        return running().requests();
    }

    /**
     * Plans a fault for the next request that it is for. A request gets one fault, of those that are for it the one that was
     * planned first; {@link Fault#and} makes one of two.
     *
     * @param fault the fault
     * @return this
     * @throws IllegalStateException if the registry does not run
     */
    public TestRegistry next(Fault fault) {
        return next(1, fault);
    }

    /**
     * Plans a fault for some requests.
     *
     * @param times for how many of the next requests that it is for
     * @param fault the fault
     * @return this
     * @throws IllegalArgumentException if the number is less than 1
     * @throws IllegalStateException if the registry does not run
     */
    public TestRegistry next(int times, Fault fault) {
        if (times < 1) {
            throw new IllegalArgumentException("times: at least 1");
        }
        running().faults().add(fault, times);
        return this;
    }

    /**
     * Plans a fault for every request that it is for, until the registry is reset.
     *
     * @param fault the fault
     * @return this
     * @throws IllegalStateException if the registry does not run
     */
    public TestRegistry every(Fault fault) {
        running().faults().add(fault, null);
        return this;
    }

    /**
     * Replaces the records of one type.
     *
     * @param <T> the class of the records
     * @param recordType the type, one of the profile's
     * @param records the records, in the order in which they are found; copied
     * @return this
     * @throws IllegalArgumentException if the profile does not have the record type
     * @throws IllegalStateException if the registry does not run
     */
    public <T extends DciObject> TestRegistry records(RecordType<T> recordType, Collection<? extends T> records) {
        running().change(recordType, shelf -> shelf.holding(records));
        return this;
    }

    /**
     * Adds a record behind those that are there.
     *
     * @param <T> the class of the record
     * @param recordType the type, one of the profile's
     * @param record the record
     * @return this
     * @throws IllegalArgumentException if the profile does not have the record type
     * @throws IllegalStateException if the registry does not run
     */
    public <T extends DciObject> TestRegistry add(RecordType<T> recordType, T record) {
        running().change(recordType, shelf -> shelf.adding(List.of(record)));
        return this;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        enter();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        enter();
        reset();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        leave();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        leave();
    }

    /** Tests stand within classes, and classes within classes; the outermost starts and ends the registry. */
    private synchronized void enter() {
        if (users == 0) {
            start();
        }
        users++;
    }

    private synchronized void leave() {
        users--;
        if (users == 0) {
            close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == TestRegistry.class || type == DciClient.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestRegistry.class ? this : client();
    }

    @Override
    public String toString() {
        return "TestRegistry[" + setup.profile().regType() + "]";
    }

    /** Sets a registry up. Not thread-safe. */
    public static final class Builder {
        private final RegistryProfile profile;
        private final List<TrustedSender> trusted = new ArrayList<>();
        private String senderId = "registry.example.org";
        private Clock clock = Clock.systemUTC();
        private Consumer<RegistryEndpoint.Builder> settings = endpoint -> {};
        private Map<RecordType<?>, Shelf<?>> shelves;

        private Builder(RegistryProfile profile) {
            this.profile = Objects.requireNonNull(profile, "profile");
            this.shelves = Shelf.emptyOf(profile);
        }

        /**
         * Gives the registry its records of one type.
         *
         * @param <T> the class of the records
         * @param recordType the type, one of the profile's
         * @param records the records, in the order in which they are found; copied
         * @return this
         * @throws IllegalArgumentException if the profile does not have the record type
         */
        public <T extends DciObject> Builder records(RecordType<T> recordType, Collection<? extends T> records) {
            shelves = Shelf.changed(shelves, recordType, shelf -> shelf.holding(records));
            return this;
        }

        /**
         * Lets records be found by an identifier type of the registry's own, as {@link
         * io.github.dcisdk.query.QueryEvaluator#identifier} does.
         *
         * @param recordType the type of the records, one of the profile's
         * @param type the identifier type in a query, for example {@code PARENT_UIN}
         * @param attributeNames where its values stand, as paths into the record with dots
         * @return this
         * @throws IllegalArgumentException if the profile does not have the record type
         */
        public Builder identifier(RecordType<?> recordType, String type, String... attributeNames) {
            shelves = Shelf.changed(shelves, recordType, shelf -> shelf.identifier(type, List.of(attributeNames)));
            return this;
        }

        /**
         * Says who the registry is.
         *
         * @param value its {@code sender_id}; {@code registry.example.org} by default
         * @return this
         */
        public Builder senderId(String value) {
            this.senderId = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Trusts a sender beside {@link TestRegistry#client()}, for programs that make their client themselves.
         *
         * @param sender the sender, its keys and what it may do
         * @return this
         */
        public Builder trust(TrustedSender sender) {
            trusted.add(Objects.requireNonNull(sender, "sender"));
            return this;
        }

        /**
         * Sets the time by which the registry and its clients write and check.
         *
         * @param value for example a {@link TestClock}; the system's by default
         * @return this
         */
        public Builder clock(Clock value) {
            this.clock = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Changes what a registry asks for and allows: tokens, the size of pages and messages, steps of its own.
         *
         * @param value changes the settings; called each time the registry sets its endpoint up, also for one request with
         *     a fault; it adds no search of its own
         * @return this
         */
        public Builder endpoint(Consumer<RegistryEndpoint.Builder> value) {
            this.settings = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Ends the set-up.
         *
         * @return the registry, not yet running
         */
        public TestRegistry build() {
            return new TestRegistry(new Setup(profile, senderId, clock, List.copyOf(trusted), settings, shelves));
        }
    }
}
