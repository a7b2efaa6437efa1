package io.github.dcisdk.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dcisdk.inbound.JdkHttpServer;
import io.github.dcisdk.inbound.JwksEndpoint;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.record.Name;
import io.github.dcisdk.record.Person;
import io.github.dcisdk.registry.RegistryEndpoint;
import io.github.dcisdk.registry.SearchResult;
import io.github.dcisdk.security.JwkSet;
import io.github.dcisdk.security.JwksSource;
import io.github.dcisdk.security.MovableClock;
import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.security.TrustedSender;
import io.github.dcisdk.transport.AddressGuard;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Keys change while messages are on their way, and none is refused. */
@Timeout(180)
class KeyRotationTest {
    private static final AddressGuard LOOPBACK = AddressGuard.PUBLIC_ONLY.allowLoopbackInClearText();
    private static final Query QUERY = Query.identifier("UIN", "SYN-0001");

    private static RegistryEndpoint endpoint(Dci registry) {
        return RegistryEndpoint.of(registry, Fixture.REGISTRY)
                .search(
                        Fixture.PERSON,
                        (query, context) -> SearchResult.all(List.of(Person.builder()
                                .name(Name.builder().givenName("Dara").build())
                                .build())))
                .build();
    }

    private static JwksSource source(JdkHttpServer server, MovableClock clock) {
        return JwksSource.wellKnown(server.baseUrl())
                .guard(LOOPBACK)
                .clock(clock)
                .build();
    }

    /** The next key is published before it signs, the last one until nothing signed with it is on its way. */
    @Test
    void aSenderChangesItsKeyUnderLoadWithoutARefusedMessage() throws Exception {
        MovableClock clock = new MovableClock(Instant.parse("2026-03-01T10:00:00Z"));
        SigningKey first = SigningKey.generate("key-0");
        AtomicReference<JwkSet> published = new AtomicReference<>(JwkSet.of(List.of(first.verificationKey())));
        AtomicInteger answered = new AtomicInteger();
        AtomicBoolean stop = new AtomicBoolean();
        AtomicIntegerArray begun = new AtomicIntegerArray(4);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Dci> consumers = new ArrayList<>();
        try (JdkHttpServer keys = JdkHttpServer.startOnLoopback(JwksEndpoint.of(published::get));
                Dci registry = Dci.builder()
                        .identity(Fixture.PEER, Fixture.PEER_KEY)
                        .trust(TrustedSender.signing(Fixture.OWN, source(keys, clock)))
                        .build();
                JdkHttpServer server = JdkHttpServer.startOnLoopback(endpoint(registry))) {
            AtomicReference<RegistryClient> client = new AtomicReference<>(client(consumers, first, server));
            List<Future<?>> work = new ArrayList<>();
            for (int i = 0; i < begun.length(); i++) {
                int thread = i;
                work.add(threads.submit(() -> {
                    while (!stop.get()) {
                        begun.incrementAndGet(thread);
                        assertThat(client.get().search(Fixture.PERSON, QUERY).records())
                                .hasSize(1);
                        answered.incrementAndGet();
                    }
                }));
            }
            SigningKey current = first;
            for (int rotation = 1; rotation <= 8; rotation++) {
                SigningKey next = SigningKey.generate("key-" + rotation);
                published.set(JwkSet.of(List.of(current.verificationKey(), next.verificationKey())));
                clock.advance(Duration.ofMinutes(1));
                client.set(client(consumers, next, server));
                awaitNextCalls(begun, work);
                published.set(JwkSet.of(List.of(next.verificationKey())));
                clock.advance(Duration.ofMinutes(11));
                awaitNextCalls(begun, work);
                current = next;
            }
            stop.set(true);
            for (Future<?> done : work) {
                done.get();
            }
            assertThat(answered.get()).isGreaterThanOrEqualTo(8 * 4);
        } finally {
            stop.set(true);
            threads.shutdownNow();
            consumers.forEach(Dci::close);
        }
    }

    /** Until no thread is still at a call that it has begun before now. */
    private static void awaitNextCalls(AtomicIntegerArray begun, List<Future<?>> work) {
        for (int thread = 0; thread < begun.length(); thread++) {
            int before = begun.get(thread);
            while (begun.get(thread) == before && !work.get(thread).isDone()) {
                Thread.yield();
            }
        }
    }

    private static RegistryClient client(List<Dci> consumers, SigningKey key, JdkHttpServer server) {
        Dci consumer = Dci.builder().identity(Fixture.OWN, key).build();
        consumers.add(consumer);
        return RegistryClient.of(
                consumer.peer(Fixture.PEER)
                        .baseUrl(server.baseUrl())
                        .trust(Fixture.PEER_KEY.verificationKey())
                        .build(),
                Fixture.REGISTRY);
    }

    /** Some systems make new keys whenever they start, and publish nothing beforehand. */
    @Test
    void aRegistryThatComesBackWithOtherKeysIsBelievedAgain() {
        MovableClock clock = new MovableClock(Instant.parse("2026-03-01T10:00:00Z"));
        AtomicReference<JwkSet> published = new AtomicReference<>(JwkSet.of(List.of()));
        try (JdkHttpServer keys = JdkHttpServer.startOnLoopback(JwksEndpoint.of(published::get));
                Dci consumer =
                        Dci.builder().identity(Fixture.OWN, Fixture.OWN_KEY).build()) {
            JwksSource source = source(keys, clock);
            for (int start = 0; start < 3; start++) {
                SigningKey key = SigningKey.generate("key-of-start-" + start);
                try (Dci registry = Dci.builder()
                                .identity(Fixture.PEER, key)
                                .trust(TrustedSender.signing(Fixture.OWN, Fixture.OWN_KEY.verificationKey()))
                                .build();
                        JdkHttpServer server = JdkHttpServer.startOnLoopback(endpoint(registry))) {
                    published.set(JwkSet.of(registry.ownKeys()));
                    clock.advance(Duration.ofSeconds(10));
                    RegistryClient client = RegistryClient.of(
                            consumer.peer(Fixture.PEER)
                                    .baseUrl(server.baseUrl())
                                    .trust(source)
                                    .build(),
                            Fixture.REGISTRY);
                    assertThat(client.search(Fixture.PERSON, QUERY).records()).hasSize(1);
                }
            }
        }
    }

    @Test
    void aRegistryPublishesItsPublicKeysAndNothingElse() throws IOException, InterruptedException {
        SigningKey next = SigningKey.generate("next");
        try (Dci registry = Dci.builder()
                        .identity(Fixture.PEER, Fixture.PEER_KEY, next)
                        .build();
                JdkHttpServer server = JdkHttpServer.startOnLoopback(endpoint(registry))) {
            URI uri = URI.create(server.baseUrl() + "/.well-known/jwks.json");
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Cache-Control")).contains("public, max-age=300");
            assertThat(JwkSet.parse(answer.body()).keys())
                    .containsExactly(Fixture.PEER_KEY.verificationKey(), next.verificationKey());
            assertThat(answer.body()).doesNotContain("\"d\"");
            HttpResponse<String> post = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(uri)
                                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(post.statusCode()).isEqualTo(405);
            assertThat(post.headers().firstValue("Allow")).contains("GET");
        }
    }
}
