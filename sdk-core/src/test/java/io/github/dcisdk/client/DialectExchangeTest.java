package io.github.dcisdk.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.dcisdk.error.HttpStatusException;
import io.github.dcisdk.error.NotAuthenticException;
import io.github.dcisdk.inbound.JdkHttpServer;
import io.github.dcisdk.json.MessageSlicer;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.record.Name;
import io.github.dcisdk.record.Person;
import io.github.dcisdk.registry.RegistryEndpoint;
import io.github.dcisdk.registry.SearchResult;
import io.github.dcisdk.security.SignatureAlgorithm;
import io.github.dcisdk.security.SignatureScheme;
import io.github.dcisdk.security.SignatureSchemes;
import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.security.TrustedSender;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Consumer and registry in each form of signature, over real sockets; one side may use several. */
@Timeout(120)
class DialectExchangeTest {
    private static final SigningKey CONSUMER_RSA = SigningKey.generate(SignatureAlgorithm.RS256, "consumer-rsa");
    private static final SigningKey CONSUMER_EC = SigningKey.generate(SignatureAlgorithm.ES256, "consumer-ec");
    private static final SigningKey REGISTRY_RSA = SigningKey.generate(SignatureAlgorithm.RS256, "registry-rsa");
    private static final SigningKey REGISTRY_EC = SigningKey.generate(SignatureAlgorithm.ES256, "registry-ec");
    private static final Query QUERY = Query.identifier("UIN", "SYN-0001");

    private record Exchange(
            SignatureScheme scheme, String consumer, SigningKey consumerKey, String registry, SigningKey registryKey) {}

    private static final List<Exchange> EXCHANGES = List.of(
            new Exchange(SignatureSchemes.DEFAULT, Fixture.OWN, Fixture.OWN_KEY, Fixture.PEER, Fixture.PEER_KEY),
            new Exchange(
                    SignatureSchemes.JWS_COMPACT,
                    "https://spmis.example.org",
                    CONSUMER_RSA,
                    "https://civil.example.org",
                    REGISTRY_RSA),
            new Exchange(SignatureSchemes.JWS_DETACHED, Fixture.OWN, CONSUMER_EC, Fixture.PEER, REGISTRY_EC),
            new Exchange(SignatureSchemes.G2P_CONNECT, Fixture.OWN, CONSUMER_RSA, Fixture.PEER, REGISTRY_RSA));

    private static JdkHttpServer registry(Dci dci) {
        RegistryEndpoint endpoint = RegistryEndpoint.of(dci, Fixture.REGISTRY)
                .search(
                        Fixture.PERSON,
                        (query, context) -> SearchResult.all(List.of(Person.builder()
                                .name(Name.builder()
                                        .givenName("Almaz \u12a0\u1260\u1260")
                                        .build())
                                .build())))
                .build();
        return JdkHttpServer.startOnLoopback(endpoint);
    }

    private static RegistryClient client(Dci consumer, Exchange exchange, JdkHttpServer server) {
        return RegistryClient.of(
                consumer.peer(exchange.registry())
                        .baseUrl(server.baseUrl())
                        .trust(exchange.registryKey().verificationKey())
                        .signatureScheme(exchange.scheme())
                        .build(),
                Fixture.REGISTRY);
    }

    private static Dci side(String senderId, SigningKey key, SignatureScheme scheme, TrustedSender... trusted) {
        Dci.Builder builder = Dci.builder().identity(senderId, key).signatureScheme(scheme);
        List.of(trusted).forEach(builder::trust);
        return builder.build();
    }

    private static TrustedSender trustedConsumer(Exchange exchange) {
        return TrustedSender.signing(exchange.consumer(), exchange.consumerKey().verificationKey())
                .withSchemes(exchange.scheme());
    }

    @Test
    void aSearchIsSignedAndAnsweredInEachForm() {
        for (Exchange exchange : EXCHANGES) {
            try (Dci registry = side(
                            exchange.registry(), exchange.registryKey(), exchange.scheme(), trustedConsumer(exchange));
                    JdkHttpServer server = registry(registry);
                    Dci consumer = side(exchange.consumer(), exchange.consumerKey(), exchange.scheme())) {
                SearchPage<Person> page = client(consumer, exchange, server).search(Fixture.PERSON, QUERY);
                assertThat(page.records()).hasSize(1);
                assertThat(page.findings()).isEmpty();
                String signature =
                        MessageSlicer.slice(page.rawAnswer().body()).signature().orElseThrow();
                assertThat(exchange.scheme().recognises(signature))
                        .as("the answer is in the form of the request")
                        .isTrue();
            }
        }
    }

    @Test
    void aFormThatTheOtherSideDoesNotAllowIsRefused() {
        Exchange detached = EXCHANGES.get(2);
        Exchange legacy = EXCHANGES.get(3);
        try (Dci registry = side(legacy.registry(), legacy.registryKey(), legacy.scheme(), trustedConsumer(legacy));
                JdkHttpServer server = registry(registry);
                Dci consumer = side(detached.consumer(), CONSUMER_RSA, detached.scheme())) {
            RegistryClient client = RegistryClient.of(
                    consumer.peer(legacy.registry())
                            .baseUrl(server.baseUrl())
                            .trust(REGISTRY_RSA.verificationKey())
                            .build(),
                    Fixture.REGISTRY);
            assertThat(catchThrowableOfType(HttpStatusException.class, () -> client.search(Fixture.PERSON, QUERY))
                            .refusalCode())
                    .contains("err.signature.invalid");
        }
    }

    @Test
    void anAnswerInAnotherFormThanThePeersIsNotBelieved() {
        Exchange legacy = EXCHANGES.get(3);
        TrustedSender bothForms = TrustedSender.signing(legacy.consumer(), CONSUMER_RSA.verificationKey())
                .withSchemes(SignatureSchemes.JWS_DETACHED, SignatureSchemes.G2P_CONNECT);
        try (Dci registry = side(legacy.registry(), REGISTRY_RSA, SignatureSchemes.G2P_CONNECT, bothForms);
                JdkHttpServer server = registry(registry);
                Dci consumer = side(legacy.consumer(), CONSUMER_RSA, SignatureSchemes.G2P_CONNECT)) {
            RegistryClient client = client(consumer, legacy, server);
            assertThatThrownBy(() -> client.search(Fixture.PERSON, QUERY)).isInstanceOf(NotAuthenticException.class);
        }
    }

    @Test
    void oneIdentityTalksToEachPeerInItsFormWithTheKeyThatFits() {
        TrustedSender consumer =
                TrustedSender.signing(Fixture.OWN, Fixture.OWN_KEY.verificationKey(), CONSUMER_RSA.verificationKey());
        try (Dci one = side(Fixture.PEER, Fixture.PEER_KEY, SignatureSchemes.DEFAULT, consumer);
                JdkHttpServer standard = registry(one);
                Dci other = side(
                        Fixture.PEER,
                        REGISTRY_RSA,
                        SignatureSchemes.G2P_CONNECT,
                        consumer.withSchemes(SignatureSchemes.G2P_CONNECT));
                JdkHttpServer legacy = registry(other);
                Dci dci = Dci.builder()
                        .identity(Fixture.OWN, Fixture.OWN_KEY, CONSUMER_RSA)
                        .build()) {
            assertThat(client(dci, EXCHANGES.get(0), standard)
                            .search(Fixture.PERSON, QUERY)
                            .records())
                    .hasSize(1);
            assertThat(client(dci, EXCHANGES.get(3), legacy)
                            .search(Fixture.PERSON, QUERY)
                            .records())
                    .hasSize(1);
            assertThat(dci.ownKeys())
                    .containsExactly(Fixture.OWN_KEY.verificationKey(), CONSUMER_RSA.verificationKey());
        }
    }

    @Test
    void whatCannotSignIsFoundWhenItIsSetUp() {
        assertThatThrownBy(
                        () -> Dci.builder().identity(Fixture.OWN, CONSUMER_RSA).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Ed25519 keys only");
        assertThatThrownBy(() -> Dci.builder()
                        .identity(Fixture.OWN, CONSUMER_RSA)
                        .signatureScheme(SignatureSchemes.JWS_COMPACT)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("jwks.json");
        assertThatThrownBy(() -> Dci.builder()
                        .identity(Fixture.OWN, Fixture.OWN_KEY)
                        .trust(trustedConsumer(EXCHANGES.get(3)))
                        .build())
                .as("we could not answer this sender")
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("RSA keys only");
        assertThatThrownBy(() -> Dci.builder()
                        .identity(Fixture.OWN, Fixture.OWN_KEY)
                        .trust(TrustedSender.signing("a", CONSUMER_RSA.verificationKey()))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no key of sender a");
        assertThatThrownBy(() -> Dci.builder()
                        .identity(Fixture.OWN, Fixture.OWN_KEY, CONSUMER_RSA.withKeyId("own-key"))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two keys have the id");
        try (Dci dci = Dci.builder().identity(Fixture.OWN, Fixture.OWN_KEY).build()) {
            DciClient.Builder peer = dci.peer(Fixture.PEER).baseUrl("https://civil.example.org");
            assertThatThrownBy(() -> peer.trust(REGISTRY_RSA.verificationKey()).build())
                    .hasMessageContaining("no key of sender " + Fixture.PEER);
            assertThatThrownBy(() ->
                            peer.signatureScheme(SignatureSchemes.G2P_CONNECT).build())
                    .hasMessageContaining("RSA keys only");
        }
    }
}
