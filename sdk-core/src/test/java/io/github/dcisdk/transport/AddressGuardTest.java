package io.github.dcisdk.transport;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.error.ErrorCode;
import io.github.dcisdk.error.UnavailableException;
import io.github.dcisdk.transport.TestNetwork.Names;
import io.github.dcisdk.transport.TestNetwork.Sockets;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An address that somebody else chose does not lead into our own network, however it is dressed up. */
@Timeout(60)
class AddressGuardTest {
    private static final AddressGuard LOOPBACK = AddressGuard.PUBLIC_ONLY.allowLoopbackInClearText();

    @RegisterExtension
    static final WireMockExtension peer = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().dynamicHttpsPort())
            .build();

    private final TestTime time = new TestTime();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/",
                "https://127.0.0.1./",
                "https://127.1/",
                "https://127.0.1/",
                "https://2130706433/",
                "https://0177.0.0.1/",
                "https://017700000001/",
                "https://0x7f.0.0.1/",
                "https://0x7f.1/",
                "https://0x7f000001/",
                "https://127.0.0.0x1/",
                "https://1.2.3.0x/",
                "https://1.2.3.256/",
                "https://01.2.3.4/",
                "https://%31%32%37.0.0.1/",
                "https://[::1]/",
                "https://[0:0:0:0:0:0:0:1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[::ffff:7f00:1]/",
                "https://[::ffff:a9fe:a9fe]/",
                "https://[::127.0.0.1]/",
                "https://[64:ff9b::7f00:1]/",
                "https://[64:ff9b::a00:1]/",
                "https://[2002:7f00:1::]/",
                "https://[fe80::1]/",
                "https://[fc00::1]/",
                "https://[fd00:ec2::254]/",
                "https://[ff02::1]/",
                "https://[::]/",
                "https://0.0.0.0/",
                "https://10.0.0.1/",
                "https://100.64.0.1/",
                "https://169.254.169.254/latest/meta-data",
                "https://172.16.0.1/",
                "https://192.168.1.1/",
                "https://224.0.0.1/",
                "https://255.255.255.255/"
            })
    void aNumberThatIsNoPublicAddressIsRefusedInEveryNotation(String uri) {
        Names names = Names.answering("1.1.1.1");

        assertRefused(AddressGuard.PUBLIC_ONLY, client(names), URI.create(uri));

        assertThat(names.asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://crvs.example.gov/, clear text",
        "http://127.0.0.1/, clear text",
        "https://user:s3cret@crvs.example.gov/, credentials",
        "https://user@crvs.example.gov/, credentials",
        "ftp://crvs.example.gov/, absolute https",
        "file:///etc/passwd, absolute https",
        "/keys, absolute https",
        "https://crvs_%00.example.gov/, absolute https"
    })
    void anAddressIsHttpsWithoutCredentials(String uri, String reason) {
        UnavailableException e =
                assertRefused(AddressGuard.PUBLIC_ONLY, client(Names.answering("1.1.1.1")), URI.create(uri));

        assertThat(e).hasMessageContaining(reason);
        assertThat(e.getMessage()).doesNotContain("s3cret", "user");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "::1",
                "10.0.0.1",
                "172.31.0.1",
                "192.168.0.1",
                "100.64.0.1",
                "fd12:3456::1",
                "169.254.169.254",
                "fe80::1",
                "0.0.0.0",
                "224.0.0.1",
                "255.255.255.255",
                "64:ff9b::7f00:1",
                "2002:a00:1::1"
            })
    void aNameThatResolvesToWhatIsNotPublicIsRefused(String address) {
        Sockets sockets = Sockets.failing();
        OkHttpClient client = client(Names.answering(address))
                .newBuilder()
                .socketFactory(sockets)
                .build();

        assertRefused(AddressGuard.PUBLIC_ONLY, client, URI.create("https://crvs.example.gov/x"));

        assertThat(sockets.connections).isEmpty();
    }

    @Test
    void aPublicAddressIsCalled() {
        assertThat(triedUnder(AddressGuard.PUBLIC_ONLY, "1.1.1.1")).containsExactly("1.1.1.1");
        assertThat(triedUnder(AddressGuard.PUBLIC_ONLY, "2606:4700:4700::1111"))
                .containsExactly("2606:4700:4700:0:0:0:0:1111");
    }

    @Test
    void ofSeveralAddressesOnlyThePublicOnesAreCalled() {
        assertThat(triedUnder(AddressGuard.PUBLIC_ONLY, "10.0.0.1 1.1.1.1 127.0.0.1"))
                .containsExactly("1.1.1.1");
    }

    @Test
    void privateAddressesArePermittedByTheMethodThatTheErrorNames() {
        UnavailableException e = assertRefused(
                AddressGuard.PUBLIC_ONLY, client(Names.answering("10.0.0.1")), URI.create("https://crvs.example.gov/"));

        assertThat(e).hasMessageContaining("AddressGuard.allowPrivate()").hasMessageContaining("crvs.example.gov");
        assertThat(e.getMessage()).doesNotContain("10.0.0.1");
        AddressGuard guard = AddressGuard.PUBLIC_ONLY.allowPrivate();
        assertThat(triedUnder(guard, "10.0.0.1")).containsExactly("10.0.0.1");
        assertThat(triedUnder(guard, "100.64.0.1")).containsExactly("100.64.0.1");
        assertThat(triedUnder(guard, "fd12:3456::1")).hasSize(1);
        assertRefused(guard, client(Names.answering("127.0.0.1")), URI.create("https://crvs.example.gov/"));
        assertRefused(guard, client(Names.answering("169.254.169.254")), URI.create("https://crvs.example.gov/"));
        assertRefused(guard, client(Names.answering("100.100.100.200")), URI.create("https://crvs.example.gov/"));
        assertRefused(guard, client(Names.answering("fd00:ec2::254")), URI.create("https://crvs.example.gov/"));
        assertRefused(guard, client(Names.answering("10.0.0.1")), URI.create("http://crvs.example.gov/"));
    }

    @Test
    void loopbackIsPermittedByTheMethodThatTheErrorNames() {
        peer.stubFor(any(anyUrl()).willReturn(aResponse().withBody("keys")));
        URI uri = URI.create(http() + "/keys");

        UnavailableException e = assertRefused(
                AddressGuard.PUBLIC_ONLY, new OkHttpClient(), URI.create("https://localhost:" + peer.getHttpsPort()));
        assertThat(e).hasMessageContaining("AddressGuard.allowLoopbackInClearText()");

        try (HttpTransport transport = transport(new OkHttpClient())) {
            assertThat(transport.send(HttpCall.get(uri).guard(LOOPBACK).build()).status())
                    .isEqualTo(200);
        }
        assertRefused(LOOPBACK, client(Names.answering("1.1.1.1")), URI.create("http://crvs.example.gov/"));
        assertRefused(
                LOOPBACK.allowPrivate(), client(Names.answering("10.0.0.1")), URI.create("http://crvs.example.gov/"));
    }

    @Test
    void clearTextElsewhereIsPermittedByItsMethodAndOpensNothingElse() {
        AddressGuard guard = AddressGuard.PUBLIC_ONLY.allowClearText();
        URI uri = URI.create("http://crvs.example.gov/");
        assertThat(triedUnder(guard, "1.1.1.1", uri)).containsExactly("1.1.1.1");
        assertThat(triedUnder(guard.allowPrivate(), "10.0.0.1", uri)).containsExactly("10.0.0.1");
        assertThat(assertRefused(guard, client(Names.answering("10.0.0.1")), uri))
                .hasMessageContaining("AddressGuard.allowPrivate()");
        assertRefused(guard, client(Names.answering("127.0.0.1")), uri);
        assertRefused(guard.allowPrivate(), client(Names.answering("169.254.169.254")), uri);
    }

    @Test
    void anObjectionIsKnownBeforeTheCallAsFarAsTheTextTells() {
        AddressGuard guard = AddressGuard.PUBLIC_ONLY;
        assertThat(guard.objection(URI.create("https://1.1.1.1/x"))).isEmpty();
        assertThat(guard.objection(URI.create("https://crvs.example.gov/x"))).isEmpty();
        assertThat(guard.objection(URI.create("https://10.0.0.1/s3cret")))
                .hasValueSatisfying(
                        text -> assertThat(text).contains("allowPrivate()").doesNotContain("s3cret", "10.0.0.1"));
        assertThat(guard.objection(URI.create("https://[::1]/"))).isPresent();
        assertThat(guard.objection(URI.create("https://2130706433/"))).isPresent();
        assertThat(guard.objection(URI.create("http://1.1.1.1/"))).isPresent();
        assertThat(guard.objection(URI.create("crvs"))).isPresent();
        assertThat(LOOPBACK.objection(URI.create("http://127.0.0.1:8080/"))).isEmpty();
        assertThat(LOOPBACK.objection(URI.create("http://1.1.1.1/"))).isPresent();
    }

    @Test
    void aNameThatLeadsElsewhereAtTheNextAttemptIsRefusedThen() {
        peer.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(503).withHeader("Connection", "close")));
        Names names = Names.answering("127.0.0.1", "10.0.0.1");
        URI uri = URI.create("http://registry.invalid:" + peer.getPort() + "/keys");

        try (HttpTransport transport = transport(client(names))) {
            UnavailableException e = catchThrowableOfType(
                    UnavailableException.class,
                    () -> transport.send(HttpCall.get(uri).guard(LOOPBACK).build()));

            assertThat(e.errorCode()).isEqualTo(ErrorCode.ADDRESS_REFUSED);
            assertThat(e.attempts()).isEqualTo(2);
            assertThat(e).hasMessageContaining("an earlier attempt was sent");
        }
        assertThat(peer.getAllServeEvents()).hasSize(1);
    }

    @Test
    void theAddressThatWasJudgedIsTheOneThatIsCalled() {
        // The second answer is what a name server of an attacker would say once the check is over.
        Names names = Names.answering("1.1.1.1", "127.0.0.1");
        Sockets sockets = Sockets.failing();
        OkHttpClient client = client(names).newBuilder().socketFactory(sockets).build();

        try (HttpTransport transport = HttpTransport.builder()
                .okHttpClient(client)
                .retry(RetryPolicy.none())
                .build()) {
            assertThatThrownBy(() -> transport.send(HttpCall.get(URI.create("https://crvs.example.gov/"))
                            .guard(AddressGuard.PUBLIC_ONLY)
                            .build()))
                    .isInstanceOf(UnavailableException.class);
        }
        assertThat(names.asked).hasSize(1);
        assertThat(sockets.connections).containsExactly("1.1.1.1");
    }

    @Test
    void aConnectionThatEndsUpElsewhereIsNotUsed() {
        peer.stubFor(any(anyUrl()).willReturn(aResponse()));
        OkHttpClient diverted = TestNetwork.anyCertificate()
                .dns(Names.answering("1.1.1.1"))
                .socketFactory(Sockets.toLoopback(peer.getHttpsPort()))
                .build();
        URI uri = URI.create("https://crvs.example.gov/keys");

        assertRefused(AddressGuard.PUBLIC_ONLY, diverted, uri);

        assertThat(peer.getAllServeEvents()).isEmpty();
        try (HttpTransport transport = transport(diverted)) {
            assertThat(transport.send(HttpCall.get(uri).build()).status())
                    .as("without the guard the connection works")
                    .isEqualTo(200);
        }
    }

    @Test
    void anOpenConnectionOfAnUnguardedCallIsNotUsed() {
        peer.stubFor(any(anyUrl()).willReturn(aResponse()));
        OkHttpClient client =
                TestNetwork.anyCertificate().dns(Names.answering("127.0.0.1")).build();
        URI uri = URI.create("https://crvs.example.gov:" + peer.getHttpsPort() + "/keys");

        try (HttpTransport transport = transport(client)) {
            assertThat(transport.send(HttpCall.get(uri).build()).status()).isEqualTo(200);
            assertThatThrownBy(() -> transport.send(
                            HttpCall.get(uri).guard(AddressGuard.PUBLIC_ONLY).build()))
                    .isInstanceOfSatisfying(UnavailableException.class, e -> assertThat(e.errorCode())
                            .isEqualTo(ErrorCode.ADDRESS_REFUSED));
        }
        assertThat(peer.getAllServeEvents()).hasSize(1);
    }

    @Test
    void callsUnderEqualGuardsShareConnections() {
        peer.stubFor(any(anyUrl()).willReturn(aResponse()));
        Names names = Names.answering("127.0.0.1");
        URI uri = URI.create("http://registry.invalid:" + peer.getPort() + "/keys");

        try (HttpTransport transport = transport(client(names))) {
            for (int i = 0; i < 3; i++) {
                AddressGuard guard = AddressGuard.PUBLIC_ONLY.allowLoopbackInClearText();
                assertThat(transport
                                .send(HttpCall.get(uri).guard(guard).build())
                                .status())
                        .isEqualTo(200);
            }
        }
        assertThat(names.asked).hasSize(1);
    }

    @Test
    void aRedirectIsNotFollowed() {
        peer.stubFor(any(anyUrl())
                .willReturn(aResponse().withStatus(302).withHeader("Location", "http://169.254.169.254/latest")));

        try (HttpTransport transport = transport(new OkHttpClient())) {
            HttpAnswer answer = transport.send(
                    HttpCall.get(URI.create(http() + "/keys")).guard(LOOPBACK).build());

            assertThat(answer.status()).isEqualTo(302);
        }
        assertThat(peer.getAllServeEvents()).hasSize(1);
    }

    @Test
    void throughAProxyOnlyNamedHostsAreCalled() throws IOException {
        peer.stubFor(any(anyUrl()).willReturn(aResponse()));
        try (ConnectProxy proxy = new ConnectProxy(peer.getHttpsPort())) {
            OkHttpClient client = TestNetwork.anyCertificate()
                    .proxy(new Proxy(Proxy.Type.HTTP, proxy.address()))
                    .build();
            URI uri = URI.create("https://crvs.example.gov/keys");

            UnavailableException e =
                    assertRefused(AddressGuard.PUBLIC_ONLY.allowThroughProxy("other.example"), client, uri);
            assertThat(e).hasMessageContaining("AddressGuard.allowThroughProxy(..)");
            assertThat(proxy.requests()).isEmpty();

            try (HttpTransport transport = transport(client)) {
                AddressGuard guard = AddressGuard.PUBLIC_ONLY.allowThroughProxy("CRVS.example.gov");
                assertThat(transport
                                .send(HttpCall.get(uri).guard(guard).build())
                                .status())
                        .isEqualTo(200);
            }
            assertThat(proxy.requests()).singleElement().satisfies(request -> assertThat(request)
                    .startsWith("CONNECT crvs.example.gov:443 "));
        }
    }

    @Test
    void nothingGoesThroughAProxyInClearText() {
        OkHttpClient client = new OkHttpClient.Builder()
                .proxy(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("127.0.0.1", 3128)))
                .build();
        AddressGuard guard = AddressGuard.PUBLIC_ONLY.allowLoopbackInClearText().allowThroughProxy("crvs.example.gov");

        assertThat(assertRefused(guard, client, URI.create("http://crvs.example.gov/keys?x=secret")))
                .hasMessageNotContaining("secret");
    }

    @Test
    void aSocksProxyIsAProxyToo() {
        OkHttpClient client = new OkHttpClient.Builder()
                .proxy(new Proxy(Proxy.Type.SOCKS, InetSocketAddress.createUnresolved("127.0.0.1", 1080)))
                .build();

        assertThat(assertRefused(AddressGuard.PUBLIC_ONLY, client, URI.create("https://crvs.example.gov/")))
                .hasMessageContaining("through a proxy");
    }

    @Test
    void aProxySelectorCannotChangeItsMindAfterTheCheck() throws IOException {
        Sockets sockets = Sockets.failing();
        AtomicInteger asked = new AtomicInteger();
        OkHttpClient client = client(Names.answering("1.1.1.1"))
                .newBuilder()
                .socketFactory(sockets)
                .proxySelector(new ProxySelector() {
                    @Override
                    public List<Proxy> select(URI uri) {
                        return List.of(
                                asked.getAndIncrement() == 0
                                        ? Proxy.NO_PROXY
                                        : new Proxy(Proxy.Type.HTTP, new InetSocketAddress("127.0.0.1", 3128)));
                    }

                    @Override
                    public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
                })
                .build();

        try (HttpTransport transport = HttpTransport.builder()
                .okHttpClient(client)
                .retry(RetryPolicy.none())
                .build()) {
            assertThatThrownBy(() -> transport.send(HttpCall.get(URI.create("https://crvs.example.gov/"))
                            .guard(AddressGuard.PUBLIC_ONLY)
                            .build()))
                    .isInstanceOf(UnavailableException.class);
        }
        assertThat(sockets.connections).containsExactly("1.1.1.1");
    }

    @Test
    void guardsAreValues() {
        AddressGuard guard = AddressGuard.PUBLIC_ONLY.allowPrivate().allowThroughProxy("a.example", "b.example");

        assertThat(guard)
                .isEqualTo(AddressGuard.PUBLIC_ONLY
                        .allowThroughProxy("b.example")
                        .allowThroughProxy("a.example")
                        .allowPrivate())
                .hasSameHashCodeAs(AddressGuard.PUBLIC_ONLY
                        .allowThroughProxy("b.example", "a.example")
                        .allowPrivate())
                .isNotEqualTo(guard.allowLoopbackInClearText())
                .isNotEqualTo(guard.allowClearText())
                .hasToString("AddressGuard[public, private, 2 hosts through a proxy]");
        assertThat(guard.allowThroughProxy("2001:db8::1")).isNotEqualTo(guard);
        for (String host :
                List.of("https://a.example", "a.example:443", "[2001:db8::1]", "a.example/x", "", "*.example.gov/")) {
            assertThatThrownBy(() -> guard.allowThroughProxy(host))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("such as crvs.example.gov");
        }
    }

    private static String http() {
        return "http://localhost:" + peer.getPort();
    }

    private static OkHttpClient client(Names names) {
        return new OkHttpClient.Builder().dns(names).proxy(Proxy.NO_PROXY).build();
    }

    private HttpTransport transport(OkHttpClient client) {
        return HttpTransport.builder()
                .okHttpClient(client)
                .clock(time)
                .sleeper(time)
                .build();
    }

    private UnavailableException assertRefused(AddressGuard guard, OkHttpClient client, URI uri) {
        try (HttpTransport transport = transport(client)) {
            HttpCall call = HttpCall.get(uri)
                    .guard(guard)
                    .context(CallContext.of("crvs.example.gov"))
                    .build();
            UnavailableException e = catchThrowableOfType(UnavailableException.class, () -> transport.send(call));
            assertThat(e).as("a call to " + uri).isNotNull();
            assertThat(e.errorCode()).isEqualTo(ErrorCode.ADDRESS_REFUSED);
            assertThat(e.isRetryable()).isFalse();
            assertThat(e.attempts()).isEqualTo(1);
            assertThat(e.peer()).contains("crvs.example.gov");
            return e;
        }
    }

    private static List<String> triedUnder(AddressGuard guard, String addresses) {
        return triedUnder(guard, addresses, URI.create("https://crvs.example.gov/"));
    }

    /** Where a call to a name would have connected to. */
    private static List<String> triedUnder(AddressGuard guard, String addresses, URI uri) {
        Sockets sockets = Sockets.failing();
        OkHttpClient client = client(Names.answering(addresses))
                .newBuilder()
                .socketFactory(sockets)
                .build();
        try (HttpTransport transport = HttpTransport.builder()
                .okHttpClient(client)
                .retry(RetryPolicy.none())
                .callTimeout(Duration.ofSeconds(20))
                .build()) {
            UnavailableException e = catchThrowableOfType(
                    UnavailableException.class,
                    () -> transport.send(HttpCall.get(uri).guard(guard).build()));
            assertThat(e.errorCode()).isEqualTo(ErrorCode.CONNECTION_FAILED);
        }
        return sockets.connections;
    }
}
