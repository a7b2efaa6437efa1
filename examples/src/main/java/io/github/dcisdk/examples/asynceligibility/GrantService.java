package io.github.dcisdk.examples.asynceligibility;

import io.github.dcisdk.callback.AnswerHandler;
import io.github.dcisdk.callback.CallbackEndpoint;
import io.github.dcisdk.client.Dci;
import io.github.dcisdk.examples.loopback.LoopbackRegistry;
import io.github.dcisdk.inbound.JdkHttpServer;
import io.github.dcisdk.jdbc.JdbcStore;
import io.github.dcisdk.socialregistry.SocialGroup;
import io.github.dcisdk.socialregistry.SocialRegistry;
import java.util.concurrent.CountDownLatch;

/** One run of the program that takes the answers. */
final class GrantService implements AutoCloseable {
    private final Dci dci;
    private final CallbackEndpoint endpoint;
    private final JdkHttpServer server;

    GrantService(LoopbackRegistry registry, JdbcStore store, AnswerHandler<SocialGroup> handler) {
        dci = registry.consumer().store(store).build();
        endpoint = CallbackEndpoint.of(dci)
                .peer(registry.peer(dci).build())
                .onAnswer(SocialRegistry.PROFILE, SocialRegistry.GROUP, Grants.NAME, handler)
                .build();
        server = JdkHttpServer.builder(endpoint)
                .address(registry.callbackAddress().socket())
                .start();
    }

    /** Works until something ends. */
    void await(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.close();
        endpoint.close();
        dci.close();
    }
}
