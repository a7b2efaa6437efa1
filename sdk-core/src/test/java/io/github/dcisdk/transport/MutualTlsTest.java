package io.github.dcisdk.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.github.dcisdk.error.UnavailableException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A peer that lets in only who shows a certificate, and whose own certificate no public authority has signed. */
@Timeout(60)
class MutualTlsTest {
    private static final char[] PASSWORD = TestCertificates.PASSWORD;

    @TempDir
    static Path folder;

    private static HttpsServer server;

    @BeforeAll
    static void start() throws Exception {
        for (String name : List.of("server", "client", "stranger")) {
            new TestCertificates(folder).make(name, "ip:127.0.0.1");
        }
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        TlsSettings tls = settings("server").trustOnly(path("client.pem"));
        server.setHttpsConfigurator(new HttpsConfigurator(tls.sslContext()) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = getSSLContext().getDefaultSSLParameters();
                wanted.setNeedClientAuth(true);
                parameters.setSSLParameters(wanted);
            }
        });
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] name = ((com.sun.net.httpserver.HttpsExchange) exchange)
                    .getSSLSession()
                    .getPeerPrincipal()
                    .getName()
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, name.length);
            exchange.getResponseBody().write(name);
            exchange.close();
        });
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    private static Path path(String name) {
        return folder.resolve(name);
    }

    private static TlsSettings settings(String name) {
        return new TestCertificates(folder).settings(name);
    }

    private static String call(TlsSettings tls) {
        try (HttpTransport transport =
                HttpTransport.builder().tls(tls).retry(RetryPolicy.none()).build()) {
            URI uri = URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/");
            return new String(
                    transport
                            .send(HttpCall.to(uri, instant -> new byte[0]).build())
                            .body(),
                    StandardCharsets.UTF_8);
        }
    }

    @Test
    void whoShowsAKnownCertificateIsLetIn() throws Exception {
        assertThat(call(settings("client").trustOnly(path("server.pem")))).isEqualTo("CN=client");

        KeyStore store = KeyStore.getInstance(path("client.p12").toFile(), PASSWORD);
        assertThat(call(TlsSettings.PLATFORM.trustOnly(path("server.pem")).clientKey(store, PASSWORD)))
                .isEqualTo("CN=client");
    }

    @Test
    void whoShowsNoneOrAnotherIsNot() {
        TlsSettings none = TlsSettings.PLATFORM.trustOnly(path("server.pem"));
        TlsSettings another = settings("stranger").trustOnly(path("server.pem"));
        for (TlsSettings tls : List.of(none, another)) {
            assertThatThrownBy(() -> call(tls)).isInstanceOf(UnavailableException.class);
        }
    }

    @Test
    void aServerThatIsNotBelievedGetsNothing() {
        TlsSettings platform = settings("client");
        TlsSettings another = settings("client").trustOnly(path("stranger.pem"));
        for (TlsSettings tls : List.of(platform, another)) {
            assertThatThrownBy(() -> call(tls))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("certificate is not trusted");
        }
    }

    @Test
    void filesThatHoldSomethingElseAreRefused() throws Exception {
        Files.writeString(path("text.pem"), "s3cret");
        KeyStore certificateOnly = KeyStore.getInstance("PKCS12");
        certificateOnly.load(null, null);
        TlsSettings start = TlsSettings.PLATFORM;

        assertThatThrownBy(() -> start.clientKey(path("client.p12"), "wrong".toCharArray()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("password");
        assertThatThrownBy(() -> start.clientKey(path("text.pem"), PASSWORD))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> start.clientKey(certificateOnly, PASSWORD))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no private key");
        assertThatThrownBy(() -> start.clientKey(path("absent.p12"), PASSWORD))
                .isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> start.trustOnly(path("absent.pem"))).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> start.trustOnly(path("text.pem"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> start.trustOnly(certificateOnly)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(start::serverContext)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("clientKey(..)", "trustOnly(..)");
        assertThatThrownBy(settings("server")::serverContext)
                .as("with the authorities of the platform")
                .isInstanceOf(IllegalStateException.class);
        assertThat(start).hasToString("TlsSettings[no client key, trust of the platform]");
        assertThat(settings("client").trustOnly(path("server.pem")))
                .hasToString("TlsSettings[with client key, own trust anchors]");
    }
}
