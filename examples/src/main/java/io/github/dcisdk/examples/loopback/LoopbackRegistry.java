package io.github.dcisdk.examples.loopback;

import io.github.dcisdk.client.Dci;
import io.github.dcisdk.client.DciClient;
import io.github.dcisdk.inbound.AuditSink;
import io.github.dcisdk.inbound.JdkHttpServer;
import io.github.dcisdk.profile.RegistryProfile;
import io.github.dcisdk.registry.RegistryEndpoint;
import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.security.TrustedSender;
import java.util.function.Consumer;

/**
 * A registry on loopback and a consumer that it answers, so that an example shows what it is about. Both sides have fresh
 * keys and know the other's; every message is signed and verified. For one thread.
 */
public final class LoopbackRegistry implements AutoCloseable {
    private static final String REGISTRY = "registry.example.gov";
    private static final String CONSUMER = "spmis.example.gov";

    private final SigningKey registryKey = SigningKey.generate("registry-key");
    private final SigningKey consumerKey = SigningKey.generate("consumer-key");
    private final Dci registry = Dci.builder()
            .identity(REGISTRY, registryKey)
            .trust(TrustedSender.signing(CONSUMER, consumerKey.verificationKey()))
            .build();
    private final Dci consumer = Dci.builder().identity(CONSUMER, consumerKey).build();
    private final RegistryEndpoint endpoint;
    private JdkHttpServer server;

    private LoopbackRegistry(RegistryProfile profile, Consumer<RegistryEndpoint.Builder> setUp) {
        RegistryEndpoint.Builder builder =
                RegistryEndpoint.of(registry, profile).audit(AuditSink.none());
        setUp.accept(builder);
        this.endpoint = builder.build();
        this.server = JdkHttpServer.startOnLoopback(endpoint);
    }

    /**
     * Starts a registry on a free port.
     *
     * @param profile the kind of registry
     * @param setUp adds the searches, and what else the endpoint needs
     * @return the running registry
     */
    public static LoopbackRegistry start(RegistryProfile profile, Consumer<RegistryEndpoint.Builder> setUp) {
        return new LoopbackRegistry(profile, setUp);
    }

    /**
     * Begins the set-up of the consumer's client for this registry. Address and key are set.
     *
     * @return the builder
     */
    public DciClient.Builder peer() {
        return peerWithoutKey().trust(registryKey.verificationKey());
    }

    /**
     * Like {@link #peer()}, without the registry's key.
     *
     * @return the builder, with the address set
     */
    public DciClient.Builder peerWithoutKey() {
        return consumer.peer(REGISTRY).baseUrl(server.baseUrl());
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
        registry.close();
    }
}
