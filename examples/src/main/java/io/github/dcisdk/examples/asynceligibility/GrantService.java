package io.github.dcisdk.examples.asynceligibility;

import io.github.dcisdk.callback.CallbackEndpoint;
import io.github.dcisdk.client.Dci;
import io.github.dcisdk.examples.loopback.LoopbackRegistry;
import io.github.dcisdk.inbound.JdkHttpServer;
import io.github.dcisdk.jdbc.JdbcStore;
import io.github.dcisdk.socialregistry.SocialRegistry;

/** One run of the program that takes the answers. */
final class GrantService implements AutoCloseable {
    private final Grants grants;
    private final Dci dci;
    private final CallbackEndpoint endpoint;
    private final JdkHttpServer server;

    GrantService(LoopbackRegistry registry, JdbcStore store, Grants grants) {
        this.grants = grants;
        dci = registry.consumer().store(store).build();
        endpoint = CallbackEndpoint.of(dci)
                .peer(registry.peer(dci).build())
                .onAnswer(SocialRegistry.PROFILE, SocialRegistry.GROUP, Grants.NAME, grants)
                .build();
        server = registry.serveConsumer(endpoint);
    }

    void awaitEnd() {
        grants.awaitEnd();
    }

    @Override
    public void close() {
        server.close();
        endpoint.close();
        dci.close();
    }
}
