package io.github.dcisdk.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dcisdk.error.EncryptionException;
import io.github.dcisdk.error.RefusedException;
import io.github.dcisdk.inbound.AuditSink;
import io.github.dcisdk.inbound.InboundHandler;
import io.github.dcisdk.inbound.InboundRequest;
import io.github.dcisdk.inbound.InboundResponse;
import io.github.dcisdk.inbound.JdkHttpServer;
import io.github.dcisdk.inbound.JwksEndpoint;
import io.github.dcisdk.inbound.Refusal;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.record.Name;
import io.github.dcisdk.record.Person;
import io.github.dcisdk.registry.RegistryEndpoint;
import io.github.dcisdk.registry.SearchResult;
import io.github.dcisdk.security.DecryptionKey;
import io.github.dcisdk.security.EncryptionAlgorithm;
import io.github.dcisdk.security.JwkSet;
import io.github.dcisdk.security.JwksSource;
import io.github.dcisdk.security.MovableClock;
import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.security.TrustedSender;
import io.github.dcisdk.transport.AddressGuard;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is encrypted for somebody who publishes keys follows them when they change. */
@Timeout(120)
class EncryptionKeyRotationTest {
    private static final AddressGuard LOOPBACK = AddressGuard.PUBLIC_ONLY.allowLoopbackInClearText();
    private static final Query QUERY = Query.identifier("UIN", "SYN-0001");

    private final List<AutoCloseable> open = new ArrayList<>();
    private final MovableClock clock = new MovableClock(Instant.parse("2026-03-01T10:00:00Z"));
    private final AtomicReference<JwkSet> published = new AtomicReference<>(JwkSet.of(List.of()));
    private final Counted jwks = new Counted(JwksEndpoint.of(published::get));
    private final JwksSource source = JwksSource.wellKnown(serve(jwks).baseUrl())
            .guard(LOOPBACK)
            .clock(clock)
            .build();

    private <T extends AutoCloseable> T opened(T resource) {
        open.add(0, resource);
        return resource;
    }

    private JdkHttpServer serve(InboundHandler handler) {
        return opened(JdkHttpServer.startOnLoopback(handler));
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable resource : open) {
            resource.close();
        }
    }

    /** What stands before a handler that can be replaced, as when a system is started anew at the same address. */
    private static final class Counted implements InboundHandler {
        final AtomicInteger requests = new AtomicInteger();
        volatile InboundHandler handler;

        Counted(InboundHandler handler) {
            this.handler = handler;
        }

        @Override
        public InboundResponse handle(InboundRequest request) {
            requests.incrementAndGet();
            return handler.handle(request);
        }

        @Override
        public InboundResponse refuse(Refusal refusal) {
            return handler.refuse(refusal);
        }

        @Override
        public int maxBodyBytes() {
            return handler.maxBodyBytes();
        }
    }

    private static DecryptionKey decryption(String keyId) {
        return DecryptionKey.generate(EncryptionAlgorithm.RSA_OAEP_256, keyId);
    }

    private RegistryEndpoint registry(DecryptionKey reads, TrustedSender sender) {
        Dci registry = opened(Dci.builder()
                .identity(Fixture.PEER, Fixture.PEER_KEY)
                .decryptWith(reads)
                .trust(sender)
                .build());
        return RegistryEndpoint.of(registry, Fixture.REGISTRY)
                .audit(AuditSink.none())
                .search(
                        Fixture.PERSON,
                        (query, context) -> SearchResult.all(List.of(Person.builder()
                                .name(Name.builder().givenName("Dara").build())
                                .build())))
                .build();
    }

    private static TrustedSender consumer(DecryptionKey reads) {
        return TrustedSender.signing(Fixture.OWN, Fixture.OWN_KEY.verificationKey())
                .requireEncryption()
                .encryptFor(reads.encryptionKey());
    }

    private RegistryClient client(JdkHttpServer server, DecryptionKey reads) {
        Dci consumer = opened(Dci.builder()
                .identity(Fixture.OWN, Fixture.OWN_KEY)
                .decryptWith(reads)
                .build());
        return RegistryClient.of(
                consumer.peer(Fixture.PEER)
                        .baseUrl(server.baseUrl())
                        .trust(Fixture.PEER_KEY.verificationKey())
                        .encryptFor(source)
                        .build(),
                Fixture.REGISTRY);
    }

    private void publish(DecryptionKey key) {
        published.set(JwkSet.of(List.of(), List.of(key.encryptionKey())));
    }

    @Test
    void aPeerThatComesBackWithAnotherKeyIsUnderstoodAtOnce() {
        DecryptionKey own = decryption("own-1");
        Counted place = new Counted(registry(decryption("start-0"), consumer(own)));
        JdkHttpServer server = serve(place);
        RegistryClient client = client(server, own);
        for (int start = 1; start <= 3; start++) {
            DecryptionKey next = decryption("start-" + start);
            place.handler = registry(next, consumer(own));
            publish(next);
            int before = place.requests.get();
            assertThat(client.search(Fixture.PERSON, QUERY).records()).hasSize(1);
            assertThat(place.requests.get() - before)
                    .as("sent again once, unless it is the first key")
                    .isEqualTo(start == 1 ? 1 : 2);
            assertThat(client.search(Fixture.PERSON, QUERY).records()).hasSize(1);
            assertThat(place.requests.get() - before).isEqualTo(start == 1 ? 2 : 3);
            assertThat(jwks.requests).hasValue(start);
        }
    }

    @Test
    void aMessageThatIsRefusedForGoodIsNotSentAgain() {
        DecryptionKey own = decryption("own-1");
        Counted place = new Counted(registry(decryption("secret"), consumer(own)));
        publish(decryption("wrong"));
        RegistryClient client = client(serve(place), own);
        for (int i = 1; i <= 5; i++) {
            assertThatThrownBy(() -> client.search(Fixture.PERSON, QUERY))
                    .isInstanceOfSatisfying(RefusedException.class, e -> assertThat(e.refusalCode())
                            .contains("err.encryption.invalid"));
            assertThat(place.requests).hasValue(i);
        }
        assertThat(jwks.requests).as("three at once, then one per interval").hasValue(3);
    }

    @Test
    void withoutAKeyNothingIsSentLeastOfAllInClear() {
        DecryptionKey own = decryption("own-1");
        Counted place = new Counted(registry(decryption("peer-1"), consumer(own)));
        RegistryClient client = client(serve(place), own);
        assertThatThrownBy(() -> client.search(Fixture.PERSON, QUERY))
                .isInstanceOf(EncryptionException.class)
                .hasMessageContaining("nothing is sent")
                .hasMessageContaining("JwksSource[127.0.0.1]");
        assertThat(place.requests).hasValue(0);
    }

    /** With one source for both, the new signature is what tells the registry that there are new keys. */
    @Test
    void aRegistryAnswersASenderThatCameBackWithOtherKeys() {
        DecryptionKey reads = decryption("registry");
        JdkHttpServer server = serve(registry(
                reads,
                TrustedSender.signing(Fixture.OWN, source).requireEncryption().encryptFor(source)));
        for (int start = 0; start < 3; start++) {
            SigningKey signs = SigningKey.generate("sign-" + start);
            DecryptionKey own = decryption("enc-" + start);
            published.set(JwkSet.of(List.of(signs.verificationKey()), List.of(own.encryptionKey())));
            try (Dci consumer =
                    Dci.builder().identity(Fixture.OWN, signs).decryptWith(own).build()) {
                RegistryClient client = RegistryClient.of(
                        consumer.peer(Fixture.PEER)
                                .baseUrl(server.baseUrl())
                                .trust(Fixture.PEER_KEY.verificationKey())
                                .encryptFor(reads.encryptionKey())
                                .build(),
                        Fixture.REGISTRY);
                assertThat(client.search(Fixture.PERSON, QUERY).records()).hasSize(1);
            }
        }
    }

    @Test
    void aRegistryThatHasNoKeyForTheAnswerSaysThatItCannotAnswerNow() {
        DecryptionKey reads = decryption("registry");
        DecryptionKey own = decryption("own-1");
        TrustedSender sender = TrustedSender.signing(Fixture.OWN, Fixture.OWN_KEY.verificationKey())
                .requireEncryption()
                .encryptFor(source);
        Counted place = new Counted(registry(reads, sender));
        JdkHttpServer server = serve(place);
        Dci consumer = opened(Dci.builder()
                .identity(Fixture.OWN, Fixture.OWN_KEY)
                .decryptWith(own)
                .build());
        RegistryClient client = RegistryClient.of(
                consumer.peer(Fixture.PEER)
                        .baseUrl(server.baseUrl())
                        .trust(Fixture.PEER_KEY.verificationKey())
                        .encryptFor(reads.encryptionKey())
                        .build()
                        .with(CallOptions.DEFAULT.retry(io.github.dcisdk.transport.RetryPolicy.none())),
                Fixture.REGISTRY);
        assertThatThrownBy(() -> client.search(Fixture.PERSON, QUERY)).hasMessageContaining("503");
        clock.advance(Duration.ofSeconds(10));
        publish(own);
        assertThat(client.search(Fixture.PERSON, QUERY).records()).hasSize(1);
    }
}
