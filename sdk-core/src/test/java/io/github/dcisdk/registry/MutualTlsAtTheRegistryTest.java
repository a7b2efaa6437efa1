package io.github.dcisdk.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dcisdk.auth.Authentication;
import io.github.dcisdk.auth.BearerToken;
import io.github.dcisdk.auth.ClientCertificates;
import io.github.dcisdk.auth.InboundAuthentication;
import io.github.dcisdk.auth.IssuedTokens;
import io.github.dcisdk.client.Dci;
import io.github.dcisdk.client.RegistryClient;
import io.github.dcisdk.error.HttpStatusException;
import io.github.dcisdk.error.RefusedException;
import io.github.dcisdk.error.UnavailableException;
import io.github.dcisdk.inbound.AuditSink;
import io.github.dcisdk.inbound.JdkHttpServer;
import io.github.dcisdk.inbound.JwksEndpoint;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.security.JwkSet;
import io.github.dcisdk.security.TrustedSender;
import io.github.dcisdk.transport.HttpTransport;
import io.github.dcisdk.transport.RetryPolicy;
import io.github.dcisdk.transport.TestCertificates;
import io.github.dcisdk.transport.TlsSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Callers that prove themselves to a registry by a certificate over TLS. */
@Timeout(60)
class MutualTlsAtTheRegistryTest {
    private static final String TOKEN = "a-token-made-by-chance";

    @TempDir
    static Path folder;

    private static TestCertificates files;
    private static TlsSettings serverTls;
    private static ClientCertificates certificates;

    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeAll
    static void make() {
        files = new TestCertificates(folder);
        for (String name : List.of("server", "sender", "unsigned", "unknown", "stranger")) {
            files.make(name, "ip:127.0.0.1");
        }
        serverTls = files.settings("server").trustOnly(files.bundle("callers.pem", "sender", "unsigned", "unknown"));
        certificates = ClientCertificates.NONE
                .certificate(files.certificate("sender"), TestRegistry.SENDER)
                .certificate(files.certificate("unsigned"), TestRegistry.UNSIGNED_SENDER);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable resource : open) {
            resource.close();
        }
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.add(0, resource);
        return resource;
    }

    private JdkHttpServer registry(
            InboundAuthentication authentication, UnaryOperator<JdkHttpServer.Builder> certificatesOfCallers) {
        Dci registry = opened(Dci.builder()
                .identity(TestRegistry.ID, TestRegistry.OWN_KEY)
                .trust(TrustedSender.signing(TestRegistry.SENDER, TestRegistry.SENDER_KEY.verificationKey()))
                .trust(TrustedSender.withoutSignature(TestRegistry.UNSIGNED_SENDER))
                .build());
        RegistryEndpoint endpoint = RegistryEndpoint.of(registry, TestRegistry.PROFILE)
                .audit(AuditSink.none())
                .search(TestRegistry.PERSON, (query, context) -> SearchResult.all(TestRegistry.PEOPLE))
                .authentication(authentication)
                .build();
        return opened(certificatesOfCallers
                .apply(JdkHttpServer.builder(endpoint).tls(serverTls.serverContext()))
                .start());
    }

    private static TlsSettings shows(String name) {
        return files.settings(name).trustOnly(files.path("server.pem"));
    }

    private static TlsSettings showsNone() {
        return TlsSettings.PLATFORM.trustOnly(files.path("server.pem"));
    }

    private int found(JdkHttpServer server, TlsSettings tls, boolean signs, Authentication auth) {
        Dci.Builder side = Dci.builder()
                .transport(opened(HttpTransport.builder()
                        .tls(tls)
                        .retry(RetryPolicy.none())
                        .build()));
        Dci dci = opened((signs
                        ? side.identity(TestRegistry.SENDER, TestRegistry.SENDER_KEY)
                        : side.identityWithoutSignature(TestRegistry.UNSIGNED_SENDER))
                .build());
        return RegistryClient.of(
                        dci.peer(TestRegistry.ID)
                                .baseUrl(server.baseUrl())
                                .trust(TestRegistry.OWN_KEY.verificationKey())
                                .auth(auth)
                                .build(),
                        TestRegistry.PROFILE)
                .search(TestRegistry.PERSON, Query.identifier("UIN", "SYN-1"))
                .records()
                .size();
    }

    private void assertUnauthorised(JdkHttpServer server, TlsSettings tls, boolean signs, Authentication auth) {
        assertThatThrownBy(() -> found(server, tls, signs, auth))
                .isInstanceOfSatisfying(
                        HttpStatusException.class, e -> assertThat(e.status()).isEqualTo(401));
    }

    @Test
    void aSenderIsKnownByItsCertificateAlsoOneThatCannotSign() {
        JdkHttpServer server = registry(certificates, JdkHttpServer.Builder::requireCertificates);
        assertThat(found(server, shows("sender"), true, Authentication.none())).isEqualTo(3);
        assertThat(found(server, shows("unsigned"), false, Authentication.none()))
                .isEqualTo(3);
    }

    @Test
    void aCertificateStandsForOneSender() {
        JdkHttpServer server = registry(certificates, JdkHttpServer.Builder::requireCertificates);
        assertThatThrownBy(() -> found(server, shows("unsigned"), true, Authentication.none()))
                .as("a right signature under another sender's certificate")
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusalCode()).contains("err.sender_id.invalid"));
        assertThatThrownBy(() -> found(server, shows("sender"), false, Authentication.none()))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void aCertificateThatIsNobodysOrIsNotBelievedLetsNobodyIn() {
        JdkHttpServer server = registry(certificates, JdkHttpServer.Builder::requireCertificates);
        assertUnauthorised(server, shows("unknown"), true, Authentication.none());
        for (TlsSettings tls : List.of(shows("stranger"), showsNone())) {
            assertThatThrownBy(() -> found(server, tls, true, Authentication.none()))
                    .isInstanceOf(UnavailableException.class);
        }
    }

    @Test
    void whereCertificatesAreOnlyAskedForATokenDoesAsWell() {
        IssuedTokens tokens = IssuedTokens.of(Map.of(TOKEN, TestRegistry.SENDER));
        JdkHttpServer server = registry(certificates.or(tokens), JdkHttpServer.Builder::askForCertificates);
        assertThat(found(server, showsNone(), true, BearerToken.of(TOKEN))).isEqualTo(3);
        assertThat(found(server, shows("sender"), true, Authentication.none())).isEqualTo(3);
        assertThat(found(server, shows("sender"), true, BearerToken.of(TOKEN))).isEqualTo(3);
        assertUnauthorised(server, showsNone(), true, Authentication.none());
        assertUnauthorised(server, showsNone(), false, Authentication.none());
        assertUnauthorised(server, shows("unsigned"), false, BearerToken.of(TOKEN));
    }

    @Test
    void withoutAskingNoCertificateIsSeen() {
        JdkHttpServer server = registry(certificates, builder -> builder);
        assertUnauthorised(server, shows("sender"), true, Authentication.none());
    }

    @Test
    void certificatesNeedTls() {
        assertThatThrownBy(() -> JdkHttpServer.builder(JwksEndpoint.of(() -> JwkSet.of(List.of())))
                        .askForCertificates()
                        .start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("tls(..)");
    }
}
