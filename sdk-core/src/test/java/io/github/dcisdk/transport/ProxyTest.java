package io.github.dcisdk.transport;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.github.dcisdk.error.ErrorCode;
import io.github.dcisdk.error.UnavailableException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** Peers behind a proxy. The host names here exist nowhere: only the proxy can find them. */
@Timeout(60)
class ProxyTest {
    private static final URI CRVS = URI.create("https://crvs.invalid/registry/sync/search");
    private static final String BASIC = "Basic " + basic("sp-mis:s3cret Wört");

    @RegisterExtension
    final WireMockExtension peer = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().dynamicHttpsPort())
            .build();

    private final TestTime time = new TestTime();

    private static String basic(String userAndPassword) {
        return Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
    }

    private HttpTransport.Builder builder() {
        return HttpTransport.builder()
                .okHttpClient(TestNetwork.anyCertificate().build())
                .clock(time)
                .sleeper(time);
    }

    private static HttpCall post(URI uri) {
        return HttpCall.to(uri, instant -> "{\"canary\":1}".getBytes(StandardCharsets.UTF_8))
                .authorization(() -> Optional.of("Bearer canary"))
                .build();
    }

    @Test
    void theProxySeesHostAndPortAndNothingElse() throws IOException {
        peer.stubFor(any(anyUrl()).willReturn(aResponse().withBody("found")));
        try (ConnectProxy proxy = new ConnectProxy(peer.getHttpsPort());
                HttpTransport transport = builder().proxy(proxy.address()).build()) {
            assertThat(transport.send(post(CRVS)).body())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("found");
            transport.send(post(CRVS));

            assertThat(proxy.requests()).singleElement().satisfies(request -> assertThat(request)
                    .startsWith("CONNECT crvs.invalid:443 HTTP/1.1\r\n")
                    .doesNotContain("canary", "Authorization", "/registry"));
        }
        assertThat(peer.getAllServeEvents()).hasSize(2).allSatisfy(event -> assertThat(
                        event.getRequest().getHeader("Authorization"))
                .isEqualTo("Bearer canary"));
    }

    @Test
    void loopbackIsCalledDirectly() throws IOException {
        peer.stubFor(any(anyUrl()).willReturn(aResponse()));
        try (ConnectProxy proxy = new ConnectProxy(peer.getHttpsPort());
                HttpTransport transport = builder().proxy(proxy.address()).build()) {
            for (String host : List.of("http://127.0.0.1:", "http://localhost:")) {
                assertThat(transport
                                .send(post(URI.create(host + peer.getPort() + "/x")))
                                .status())
                        .isEqualTo(200);
            }
            assertThat(proxy.requests()).isEmpty();
        }
    }

    @Test
    void aProxyThatAsksIsAnsweredOnce() throws IOException {
        peer.stubFor(any(anyUrl()).willReturn(aResponse()));
        try (ConnectProxy proxy = new ConnectProxy(peer.getHttpsPort(), BASIC);
                HttpTransport transport = builder()
                        .proxy(proxy.address())
                        .proxyAuthentication("sp-mis", "s3cret Wört")
                        .build()) {
            assertThat(transport.send(post(CRVS)).status()).isEqualTo(200);

            assertThat(proxy.requests()).hasSize(2);
            assertThat(proxy.requests().get(0)).doesNotContain("Proxy-Authorization");
            assertThat(proxy.requests().get(1)).contains("Proxy-Authorization: " + BASIC);
        }
        assertThat(peer.getAllServeEvents()).singleElement().satisfies(event -> assertThat(
                        event.getRequest().containsHeader("Proxy-Authorization"))
                .isFalse());
    }

    @Test
    void aProxyThatDoesNotAcceptTheCredentialsIsNotAskedAgain() throws IOException {
        try (ConnectProxy proxy = new ConnectProxy(peer.getHttpsPort(), BASIC);
                HttpTransport transport = builder()
                        .proxy(proxy.address())
                        .proxyAuthentication("sp-mis", "s3cret wrong")
                        .build()) {
            UnavailableException e = catchThrowableOfType(UnavailableException.class, () -> transport.send(post(CRVS)));

            assertThat(e.errorCode()).isEqualTo(ErrorCode.CONNECTION_FAILED);
            assertThat(e.isRetryable()).isFalse();
            assertThat(e.attempts()).isEqualTo(1);
            assertThat(e)
                    .hasMessageContaining("the proxy does not let us through")
                    .hasMessageContaining("not accept");
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            assertThat(trace.toString()).doesNotContain("s3cret", basic("sp-mis:s3cret wrong"));
            assertThat(proxy.requests()).hasSize(2);
        }
    }

    @Test
    void aProxyThatAsksForCredentialsThatNobodyGaveIsSaidSo() throws IOException {
        try (ConnectProxy proxy = new ConnectProxy(peer.getHttpsPort(), BASIC);
                HttpTransport transport = HttpTransport.builder()
                        .proxy(proxy.address())
                        .sleeper(time)
                        .build()) {
            assertThatThrownBy(() -> transport.send(post(CRVS)))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("HttpTransport.Builder.proxyAuthentication(..)");
            assertThat(proxy.requests()).hasSize(1);
        }
    }

    @Test
    void aPeerBehindTheProxyCannotAskForTheCredentialsOfTheProxy() throws IOException {
        peer.stubFor(any(anyUrl())
                .willReturn(aResponse().withStatus(407).withHeader("Proxy-Authenticate", "Basic realm=\"x\"")));
        try (ConnectProxy proxy = new ConnectProxy(peer.getHttpsPort());
                HttpTransport transport = builder()
                        .proxy(proxy.address())
                        .proxyAuthentication("sp-mis", "s3cret Wört")
                        .build()) {
            assertThat(transport.send(post(CRVS)).status()).isEqualTo(407);
            assertThat(transport.send(HttpCall.get(CRVS).build()).status()).isEqualTo(407);
        }
        assertThat(peer.getAllServeEvents()).hasSize(2).allSatisfy(event -> assertThat(
                        event.getRequest().containsHeader("Proxy-Authorization"))
                .isFalse());
    }

    @Test
    void aProxyThatIsNotThereIsAConnectionThatFailed() throws IOException {
        InetSocketAddress gone;
        try (ConnectProxy proxy = new ConnectProxy(1)) {
            gone = proxy.address();
        }
        try (HttpTransport transport = builder().proxy(gone).build()) {
            assertThatThrownBy(() -> transport.send(post(CRVS)))
                    .isInstanceOfSatisfying(UnavailableException.class, e -> {
                        assertThat(e.errorCode()).isEqualTo(ErrorCode.CONNECTION_FAILED);
                        assertThat(e.attempts()).isEqualTo(3);
                    });
        }
    }

    @Test
    @ResourceLock(Resources.SYSTEM_PROPERTIES)
    void withoutASettingTheSystemDecidesUnlessItIsToldNotTo() throws IOException {
        peer.stubFor(any(anyUrl()).willReturn(aResponse()));
        try (ConnectProxy proxy = new ConnectProxy(peer.getHttpsPort())) {
            System.setProperty("https.proxyHost", proxy.address().getHostString());
            System.setProperty("https.proxyPort", String.valueOf(proxy.address().getPort()));
            try (HttpTransport byDefault = builder().build();
                    HttpTransport directly =
                            builder().noProxy().retry(RetryPolicy.none()).build()) {
                assertThat(byDefault.send(post(CRVS)).status()).isEqualTo(200);
                assertThat(proxy.requests()).hasSize(1);
                assertThatThrownBy(() -> directly.send(post(CRVS)))
                        .isInstanceOf(UnavailableException.class)
                        .hasMessageContaining("host name cannot be resolved");
                assertThat(proxy.requests()).hasSize(1);
            }
        } finally {
            System.clearProperty("https.proxyHost");
            System.clearProperty("https.proxyPort");
        }
    }

    @Test
    void theLastWordAboutTheProxyCounts() throws IOException {
        peer.stubFor(any(anyUrl()).willReturn(aResponse()));
        try (ConnectProxy proxy = new ConnectProxy(peer.getHttpsPort());
                HttpTransport transport =
                        builder().noProxy().proxy(proxy.address()).build()) {
            assertThat(transport.send(post(CRVS)).status()).isEqualTo(200);
        }
        assertThatThrownBy(() -> HttpTransport.builder().proxyAuthentication("a:b", "s3cret"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("colon");
    }
}
