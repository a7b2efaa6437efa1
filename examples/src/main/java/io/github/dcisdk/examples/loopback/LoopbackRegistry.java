package io.github.dcisdk.examples.loopback;

import io.github.dcisdk.client.Dci;
import io.github.dcisdk.client.DciClient;
import io.github.dcisdk.inbound.AuditSink;
import io.github.dcisdk.inbound.InboundHandler;
import io.github.dcisdk.inbound.JdkHttpServer;
import io.github.dcisdk.profile.RegistryProfile;
import io.github.dcisdk.registry.EventPublisher;
import io.github.dcisdk.registry.RegistryEndpoint;
import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.security.TrustedSender;
import io.github.dcisdk.store.DciStore;
import io.github.dcisdk.store.InMemoryStore;
import java.time.Clock;
import java.util.function.Consumer;

/**
 * A registry on loopback and a consumer that it answers, so that an example shows what it is about. Both sides have fresh
 * keys and know the other's, and the registry knows where the consumer can be called back; every message is signed and
 * verified. For one thread.
 */
public final class LoopbackRegistry implements AutoCloseable {
    private static final String REGISTRY = "registry.example.gov";
    private static final String CONSUMER = "spmis.example.gov";

    private final SigningKey registryKey = SigningKey.generate("registry-key");
    private final SigningKey consumerKey = SigningKey.generate("consumer-key");
    private final LoopbackAddress callbacks = LoopbackAddress.free();
    private final Dci registry;
    private final Dci consumer = consumer().build();
    private final RegistryEndpoint endpoint;
    private JdkHttpServer server;

    private LoopbackRegistry(RegistryProfile profile, DciStore store, Consumer<RegistryEndpoint.Builder> setUp) {
        this.registry = Dci.builder()
                .identity(REGISTRY, registryKey)
                .trust(TrustedSender.signing(CONSUMER, consumerKey.verificationKey())
                        .callbackOrigins(callbacks.origin()))
                .store(store)
                .build();
        RegistryEndpoint.Builder builder =
                RegistryEndpoint.of(registry, profile).audit(AuditSink.none());
        setUp.accept(builder);
        this.endpoint = builder.build();
        this.server = JdkHttpServer.startOnLoopback(endpoint);
    }

    /**
     * Starts a registry on a free port, with a store in memory.
     *
     * @param profile the kind of registry
     * @param setUp adds the searches, and what else the endpoint needs
     * @return the running registry
     */
    public static LoopbackRegistry start(RegistryProfile profile, Consumer<RegistryEndpoint.Builder> setUp) {
        return start(profile, InMemoryStore.create(Clock.systemUTC()), setUp);
    }

    /**
     * Starts a registry on a free port.
     *
     * @param profile the kind of registry
     * @param store what the registry must not lose
     * @param setUp adds the searches, and what else the endpoint needs
     * @return the running registry
     */
    public static LoopbackRegistry start(
            RegistryProfile profile, DciStore store, Consumer<RegistryEndpoint.Builder> setUp) {
        return new LoopbackRegistry(profile, store, setUp);
    }

    /**
     * Begins the set-up of the consumer's client for this registry, for a consumer that is not called back. Address and key
     * are set.
     *
     * @return the builder
     */
    public DciClient.Builder peer() {
        return peer(consumer);
    }

    /**
     * Like {@link #peer()}, for a consumer with a set-up of its own.
     *
     * @param side the consumer's side, made of {@link #consumer()}
     * @return the builder
     */
    public DciClient.Builder peer(Dci side) {
        return peerWithoutKey(side).trust(registryKey.verificationKey());
    }

    /**
     * Like {@link #peer()}, without the registry's key.
     *
     * @return the builder, with the address set
     */
    public DciClient.Builder peerWithoutKey() {
        return peerWithoutKey(consumer);
    }

    private DciClient.Builder peerWithoutKey(Dci side) {
        return side.peer(REGISTRY).baseUrl(server.baseUrl());
    }

    /**
     * Begins the set-up of the consumer's side, as often as its program is started. Identity and callback address are set.
     *
     * @return the builder
     */
    public Dci.Builder consumer() {
        return Dci.builder().identity(CONSUMER, consumerKey).callbackAddress(callbacks.origin() + "/dci");
    }

    /**
     * Serves the consumer's callback endpoint where this registry calls back.
     *
     * @param handler the endpoint
     * @return the running server, to be closed by the caller
     */
    public JdkHttpServer serveConsumer(InboundHandler handler) {
        return JdkHttpServer.builder(handler).address(callbacks.socket()).start();
    }

    /**
     * Tells subscribers what happened.
     *
     * @return the publisher, if the endpoint is asynchronous
     */
    public EventPublisher events() {
        return endpoint.events();
    }

    /** Stops answering, as a registry does that is being maintained. */
    public void stop() {
        server.close();
    }

    /** Answers again, at the same address. */
    public void startAgain() {
        server = JdkHttpServer.builder(endpoint).address(server.address()).start();
    }

    @Override
    public void close() {
        consumer.close();
        server.close();
        endpoint.close();
        registry.close();
    }
}
