package io.github.dcisdk.examples.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.dcisdk.client.Dci;
import io.github.dcisdk.client.OutboxMessage;
import io.github.dcisdk.crvs.Crvs;
import io.github.dcisdk.crvs.CrvsPerson;
import io.github.dcisdk.crvs.VitalEvent;
import io.github.dcisdk.inbound.AuditSink;
import io.github.dcisdk.inbound.JdkHttpServer;
import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.message.MsgHeader;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.message.QueryType;
import io.github.dcisdk.message.SubscribeCriteria;
import io.github.dcisdk.message.SubscribeRequest;
import io.github.dcisdk.message.SubscribeRequestItem;
import io.github.dcisdk.record.Identifier;
import io.github.dcisdk.record.IdentifierType;
import io.github.dcisdk.registry.RegistryEndpoint;
import io.github.dcisdk.registry.SearchResult;
import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.store.DciStore;
import io.github.dcisdk.store.InMemoryStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RegistryGuideTest {
    private static final String ACK = "{\"message\":{\"ack_status\":\"ACK\"}}";

    private final BlockingQueue<String> calledBack = new LinkedBlockingQueue<>();
    private final SigningKey registryKey = SigningKey.generate("key-1");
    private final SigningKey spmisKey = SigningKey.generate("key-1");
    private final CrvsPerson person = CrvsPerson.builder()
            .identifier(List.of(Identifier.builder()
                    .identifierType(IdentifierType.UIN)
                    .identifierValue("SYN-0002")
                    .build()))
            .build();

    private HttpServer subscriber() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            calledBack.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, ACK.length());
            exchange.getResponseBody().write(ACK.getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
        return server;
    }

    @Test
    void aSubscriberIsToldOfADeath() throws Exception {
        HttpServer subscriber = subscriber();
        String origin = "http://127.0.0.1:" + subscriber.getAddress().getPort();
        DciStore store = InMemoryStore.create(Clock.systemUTC());
        try (Dci dci = RegistryGuide.ourSide(registryKey, store, spmisKey.verificationKey(), origin);
                RegistryEndpoint registry =
                        RegistryGuide.endpoint(dci, (query, context) -> SearchResult.all(List.of(person)));
                JdkHttpServer server = JdkHttpServer.startOnLoopback(registry);
                Dci spmis =
                        Dci.builder().identity("spmis.example.gov", spmisKey).build()) {
            subscribe(spmis, server.baseUrl(), origin + "/dci");
            assertThat(calledBack.poll(30, TimeUnit.SECONDS)).contains("on-subscribe", "\"succ\"");

            assertThat(RegistryGuide.publish(registry, person)).isOne();
            assertThat(calledBack.poll(30, TimeUnit.SECONDS)).contains("notify", "SYN-0002");
            RegistryGuide.publishWithOwnChange(registry, store, person);
            assertThat(calledBack.poll(30, TimeUnit.SECONDS)).contains("notify", "SYN-0002");

            assertThat(RegistryGuide.replayAll(store, "spmis.example.gov", Instant.now()))
                    .isEmpty();
            try (RegistryEndpoint authorised = RegistryGuide.authorised(
                            RegistryEndpoint.of(dci, Crvs.PROFILE)
                                    .search(Crvs.PERSON, (query, context) -> SearchResult.all(List.of()))
                                    .audit(AuditSink.none())
                                    .asynchronous()
                                    .withoutThreads(),
                            URI.create("https://spmis.example.gov/oauth2/client/token"),
                            "a secret that is long enough")
                    .build()) {
                assertThat(authorised.runDue()).isZero();
            }
        } finally {
            subscriber.stop(0);
        }
    }

    private void subscribe(Dci spmis, String baseUrl, String callback) {
        DciDateTime now = DciDateTime.of(Instant.now());
        SubscribeCriteria criteria = SubscribeCriteria.builder(
                        VitalEvent.DEATH.name(),
                        Query.identifier("UIN", "SYN-0002").toJson(),
                        Crvs.PERSON.name())
                .filterType(QueryType.IDTYPE_VALUE)
                .build();
        SubscribeRequest request = SubscribeRequest.builder(
                        "transaction-1",
                        List.of(SubscribeRequestItem.builder("reference-1", now, criteria)
                                .build()))
                .build();
        MsgHeader header = MsgHeader.builder("message-1", now, "subscribe", "spmis.example.gov", 1L)
                .senderUri(callback)
                .build();
        assertThat(spmis.peer("crvs.example.gov")
                        .baseUrl(baseUrl)
                        .trust(registryKey.verificationKey())
                        .build()
                        .deliver(Operation.SUBSCRIBE, OutboxMessage.request(header, request, false))
                        .callbackFollows())
                .isTrue();
    }
}
