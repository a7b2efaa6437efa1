package io.github.dcisdk.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.dcisdk.auth.BearerToken;
import io.github.dcisdk.auth.IssuedTokens;
import io.github.dcisdk.error.HttpStatusException;
import io.github.dcisdk.error.NotAuthenticException;
import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.inbound.AuditSink;
import io.github.dcisdk.inbound.JdkHttpServer;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.record.Name;
import io.github.dcisdk.record.Person;
import io.github.dcisdk.registry.RegistryEndpoint;
import io.github.dcisdk.registry.SearchContext;
import io.github.dcisdk.registry.SearchResult;
import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.security.TrustedSender;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** The SDK's client and the SDK's registry, signed both ways, over a real socket. */
@Timeout(120)
@ResourceLock(Resources.SYSTEM_ERR)
class SignedSearchTest {
    /** The value of a query is the number of persons to be found; their names carry it. */
    private static SearchResult<Person> find(Query query, SearchContext context) {
        if (query instanceof Query.IdentifierQuery byNumber && byNumber.type().equals("UIN")) {
            int count = Integer.parseInt(byNumber.value());
            return SearchResult.all(IntStream.rangeClosed(1, count)
                    .mapToObj(n -> Person.builder()
                            .name(Name.builder().givenName(n + " of " + count).build())
                            .build())
                    .toList());
        }
        throw new RejectedException("rjct.search_criteria.invalid", "by UIN only");
    }

    private static Dci registrySide(SigningKey consumer) {
        return Dci.builder()
                .identity(Fixture.PEER, Fixture.PEER_KEY)
                .trust(TrustedSender.signing(Fixture.OWN, consumer.verificationKey()))
                .build();
    }

    private static RegistryEndpoint.Builder endpoint(Dci registry) {
        return RegistryEndpoint.of(registry, Fixture.REGISTRY)
                .audit(AuditSink.none())
                .search(Fixture.PERSON, SignedSearchTest::find);
    }

    private static Dci consumerSide() {
        return Dci.builder().identity(Fixture.OWN, Fixture.OWN_KEY).build();
    }

    private static RegistryClient client(Dci consumer, JdkHttpServer server, SigningKey registryKey) {
        return RegistryClient.of(
                consumer.peer(Fixture.PEER)
                        .baseUrl(server.baseUrl())
                        .trust(registryKey.verificationKey())
                        .build(),
                Fixture.REGISTRY);
    }

    @Test
    void aSignedSearchReturnsTypedRecordsWithoutAFinding() {
        try (Dci registry = registrySide(Fixture.OWN_KEY);
                JdkHttpServer server =
                        JdkHttpServer.startOnLoopback(endpoint(registry).build());
                Dci consumer = consumerSide()) {
            SearchPage<Person> page =
                    client(consumer, server, Fixture.PEER_KEY).search(Fixture.PERSON, Query.identifier("UIN", "2"));

            assertThat(Fixture.names(page.records())).containsExactly("1 of 2", "2 of 2");
            assertThat(page.totalCount()).hasValue(2);
            assertThat(page.findings()).isEmpty();
            assertThat(page.context().correlationId()).isPresent();
        }
    }

    @Test
    void allPagesComeOneByOneEvenWhenTheRegistryCapsThem() {
        try (Dci registry = registrySide(Fixture.OWN_KEY);
                JdkHttpServer server = JdkHttpServer.startOnLoopback(
                        endpoint(registry).maxPageSize(10).build());
                Dci consumer = consumerSide()) {
            RegistryClient client = client(consumer, server, Fixture.PEER_KEY);
            Query query = Query.identifier("UIN", "25");

            assertThat(client.searchAll(Fixture.PERSON, query).pages())
                    .extracting(page -> page.records().size())
                    .containsExactly(10, 10, 5);
            assertThat(Fixture.names(client.searchAll(Fixture.PERSON, query, SearchOptions.DEFAULT.pageNumber(2))))
                    .hasSize(15)
                    .startsWith("11 of 25")
                    .endsWith("25 of 25");
            assertThat(client.searchAll(Fixture.PERSON, Query.identifier("UIN", "0")))
                    .isEmpty();
        }
    }

    @Test
    void theRegistrysRejectionAndRefusalReachTheCaller() {
        try (Dci registry = registrySide(SigningKey.generate("own-key"));
                JdkHttpServer strangers =
                        JdkHttpServer.startOnLoopback(endpoint(registry).build());
                Dci trusting = registrySide(Fixture.OWN_KEY);
                JdkHttpServer server =
                        JdkHttpServer.startOnLoopback(endpoint(trusting).build());
                Dci consumer = consumerSide()) {
            RegistryClient client = client(consumer, server, Fixture.PEER_KEY);
            RejectedException rejected = catchThrowableOfType(
                    RejectedException.class, () -> client.search(Fixture.PERSON, Query.identifier("BRN", "1")));
            assertThat(rejected.reasonCode()).contains("rjct.search_criteria.invalid");
            assertThat(rejected.reasonMessage()).contains("by UIN only");

            RegistryClient unknown = client(consumer, strangers, Fixture.PEER_KEY);
            HttpStatusException refused = catchThrowableOfType(
                    HttpStatusException.class, () -> unknown.search(Fixture.PERSON, Query.identifier("UIN", "1")));
            assertThat(refused.isUnauthorised()).isTrue();
            assertThat(refused.refusalCode()).contains("err.signature.invalid");
            assertThat(refused.getMessage()).contains("the peer does not accept our signature: compare");
        }
    }

    @Test
    void aRegistryWithAnotherKeyIsNotThePeer() {
        try (Dci registry = registrySide(Fixture.OWN_KEY);
                JdkHttpServer server =
                        JdkHttpServer.startOnLoopback(endpoint(registry).build());
                Dci consumer = consumerSide()) {
            RegistryClient client = client(consumer, server, SigningKey.generate("peer-key"));

            assertThat(catchThrowableOfType(
                            NotAuthenticException.class,
                            () -> client.search(Fixture.PERSON, Query.identifier("UIN", "1"))))
                    .isNotNull();
        }
    }

    @Test
    void aTokenOpensTheRegistry() {
        try (Dci registry = registrySide(Fixture.OWN_KEY);
                JdkHttpServer server = JdkHttpServer.startOnLoopback(endpoint(registry)
                        .authentication(IssuedTokens.of(Map.of("t0ken", Fixture.OWN)))
                        .build());
                Dci consumer = consumerSide()) {
            DciClient.Builder peer =
                    consumer.peer(Fixture.PEER).baseUrl(server.baseUrl()).trust(Fixture.PEER_KEY.verificationKey());
            Query query = Query.identifier("UIN", "1");

            RegistryClient without = RegistryClient.of(peer.build(), Fixture.REGISTRY);
            assertThat(catchThrowableOfType(HttpStatusException.class, () -> without.search(Fixture.PERSON, query))
                            .isUnauthorised())
                    .isTrue();
            RegistryClient with =
                    RegistryClient.of(peer.auth(BearerToken.of("t0ken")).build(), Fixture.REGISTRY);
            assertThat(with.search(Fixture.PERSON, query).records()).hasSize(1);
        }
    }

    @Test
    void oneClientServesManyThreads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (CapturedLog log = new CapturedLog();
                Dci registry = registrySide(Fixture.OWN_KEY);
                JdkHttpServer server = JdkHttpServer.startOnLoopback(
                        endpoint(registry).maxPageSize(3).build());
                Dci consumer = consumerSide()) {
            RegistryClient client = client(consumer, server, Fixture.PEER_KEY);
            List<Future<?>> work = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                int count = thread + 1;
                Query query = Query.identifier("UIN", Integer.toString(count));
                List<String> expected = IntStream.rangeClosed(1, count)
                        .mapToObj(n -> n + " of " + count)
                        .toList();
                work.add(threads.submit(() -> {
                    for (int i = 0; i < 50; i++) {
                        assertThat(Fixture.names(client.searchAll(Fixture.PERSON, query)))
                                .isEqualTo(expected);
                    }
                }));
            }
            for (Future<?> done : work) {
                done.get(100, TimeUnit.SECONDS);
            }
            assertThat(log.text()).doesNotContain("WARN");
        } finally {
            threads.shutdownNow();
        }
    }
}
