package io.github.dcisdk.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.github.dcisdk.error.UnavailableException;
import io.github.dcisdk.security.CallbackCheck.Permitted;
import io.github.dcisdk.security.CallbackCheck.Reason;
import io.github.dcisdk.security.CallbackCheck.Refused;
import io.github.dcisdk.transport.AddressGuard;
import io.github.dcisdk.transport.HttpCall;
import io.github.dcisdk.transport.HttpTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers go only to addresses whose origin is registered for the sender. */
@Timeout(60)
class CallbackAddressesTest {
    private static final TrustedSender SENDER =
            TrustedSender.signing("spmis.example.gov", SignedMessages.KEY.verificationKey());
    private static final TrustedSender REGISTERED =
            SENDER.callbackOrigins("https://spmis.example.gov", "https://[2001:4860::8]:8443");

    private static void assertRefused(TrustedSender sender, String address, Reason reason) {
        assertThat(sender.checkCallback(address))
                .as(address)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://spmis.example.gov",
                "https://spmis.example.gov/",
                "https://spmis.example.gov/dci/callback?token=a%2Fb",
                "https://spmis.example.gov:443/x",
                "HTTPS://SPMIS.EXAMPLE.GOV/x",
                "https://spmis.example.gov//x/../y",
                "https://spmis.example.gov/@evil.example",
                "https://[2001:4860:0:0:0:0:0:8]:8443/x"
            })
    void theOriginCountsAndThePathStaysAsItIs(String address) {
        assertThat(REGISTERED.checkCallback(address))
                .isEqualTo(new Permitted(
                        URI.create(address),
                        AddressGuard.PUBLIC_ONLY.allowThroughProxy(
                                address.contains("[") ? "2001:4860::8" : "spmis.example.gov")));
    }

    @ParameterizedTest
    @CsvSource({
        "https://spmis.example.gov.evil.example/x, OTHER_ORIGIN",
        "https://evil.example/https://spmis.example.gov, OTHER_ORIGIN",
        "https://evil.example?https://spmis.example.gov, OTHER_ORIGIN",
        "https://xspmis.example.gov/x, OTHER_ORIGIN",
        "https://example.gov/x, OTHER_ORIGIN",
        "https://spmis.example.gov:8443/x, OTHER_ORIGIN",
        "https://[2001:4860::8]/x, OTHER_ORIGIN",
        "https://xn--spmis-hva.example.gov/x, OTHER_ORIGIN",
        "http://spmis.example.gov/x, CLEAR_TEXT",
        "http://spmis.example.gov:443/x, CLEAR_TEXT",
        "https://spmis.example.gov@evil.example/x, NOT_AN_ADDRESS",
        "https://spmis.example.gov:x@evil.example/x, NOT_AN_ADDRESS",
        "https://evil.example@spmis.example.gov/x, NOT_AN_ADDRESS",
        "https://evil.example\\@spmis.example.gov/x, NOT_AN_ADDRESS",
        "https://spmis.example.gov\\.evil.example/x, NOT_AN_ADDRESS",
        "https://spmis.example.gov#@evil.example/, NOT_AN_ADDRESS",
        "https://evil.example#@spmis.example.gov/, NOT_AN_ADDRESS",
        "https://spmis.example.gov./x, NOT_AN_ADDRESS",
        "https://spmis%2Eexample.gov/x, NOT_AN_ADDRESS",
        "https://spmis。example.gov/x, NOT_AN_ADDRESS",
        "https://ſpmis.example.gov/x, NOT_AN_ADDRESS",
        "//spmis.example.gov/x, NOT_AN_ADDRESS",
        "/dci/callback, NOT_AN_ADDRESS",
        "https:spmis.example.gov/x, NOT_AN_ADDRESS",
        "https:///spmis.example.gov/x, NOT_AN_ADDRESS",
        "file:///etc/passwd, NOT_AN_ADDRESS",
        "javascript:alert(1), NOT_AN_ADDRESS",
        "'https://spmis.example.gov/x y', NOT_AN_ADDRESS",
        "' https://spmis.example.gov/x', NOT_AN_ADDRESS",
        "' ', MISSING",
        "'', MISSING",
    })
    void whatOnlyLooksRegisteredIsNotCalled(String address, Reason reason) {
        assertRefused(REGISTERED, address, reason);
    }

    @Test
    void withoutAnOriginNobodyIsCalledBack() {
        assertRefused(SENDER, "https://spmis.example.gov/x", Reason.NO_ORIGIN);
        assertRefused(SENDER, "http://127.0.0.1/x", Reason.CLEAR_TEXT);
    }

    @Test
    void anyAddressNeedsTheMethodOfThatNameAndIsPublicStill() {
        TrustedSender any = SENDER.anyCallbackAddress();
        assertThat(any.checkCallback("https://elsewhere.example/x"))
                .isEqualTo(new Permitted(URI.create("https://elsewhere.example/x"), AddressGuard.PUBLIC_ONLY));
        assertRefused(any, "http://elsewhere.example/x", Reason.CLEAR_TEXT);
        for (String inner : new String[] {
            "https://10.0.0.1/x",
            "https://127.0.0.1/x",
            "https://169.254.169.254/x",
            "https://[::1]/x",
            "https://[fd00::1]/"
        }) {
            assertRefused(any, inner, Reason.INNER_ADDRESS);
        }
        assertThat(any.checkCallback("https://10.0.0.1/x"))
                .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.detail())
                        .contains("TrustedSender.allowPrivateCallbacks()"));
        TrustedSender inner = any.allowPrivateCallbacks();
        assertThat(inner.checkCallback("https://10.0.0.1/x")).isInstanceOf(Permitted.class);
        assertRefused(inner, "https://127.0.0.1/x", Reason.INNER_ADDRESS);
        assertRefused(inner, "https://169.254.169.254/latest", Reason.INNER_ADDRESS);
    }

    @Test
    void aRegisteredPrivateAddressNeedsItsMethodToo() {
        TrustedSender registered = SENDER.callbackOrigins("https://10.0.0.1");
        assertRefused(registered, "https://10.0.0.1/x", Reason.INNER_ADDRESS);
        assertThat(registered.allowPrivateCallbacks().checkCallback("https://10.0.0.1/x"))
                .isInstanceOf(Permitted.class);
    }

    @Test
    void clearTextIsForLoopbackOrNeedsTheMethodOfThatName() {
        assertThatThrownBy(() -> SENDER.callbackOrigins("http://spmis.internal:8080"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("callbackOriginsInClearText(..)");
        assertThatThrownBy(() -> SENDER.callbackOriginsInClearText("https://spmis.example.gov"))
                .hasMessageContaining("callbackOrigins(..)");
        TrustedSender loopback = SENDER.callbackOrigins("http://127.0.0.1:8080");
        assertThat(loopback.checkCallback("http://127.0.0.1:8080/x")).isInstanceOf(Permitted.class);
        assertRefused(loopback, "http://127.0.0.1:8081/x", Reason.CLEAR_TEXT);
        assertRefused(loopback, "https://127.0.0.1:8081/x", Reason.OTHER_ORIGIN);
        TrustedSender clear = SENDER.callbackOriginsInClearText("http://spmis.internal:8080");
        assertThat(clear.checkCallback("http://spmis.internal:8080/x")).isInstanceOf(Permitted.class);
        assertRefused(clear, "http://spmis.internal/x", Reason.CLEAR_TEXT);
        assertRefused(clear, "http://elsewhere.example:8080/x", Reason.CLEAR_TEXT);
    }

    @Test
    void noWideningOpensTheOthers() {
        TrustedSender wide = SENDER.anyCallbackAddress()
                .callbackOrigins("http://localhost:8080", "https://spmis.example.gov")
                .callbackOriginsInClearText("http://spmis.internal");
        assertThat(guard(wide, "https://elsewhere.example/")).isEqualTo(AddressGuard.PUBLIC_ONLY);
        assertThat(guard(wide, "https://spmis.example.gov/"))
                .isEqualTo(AddressGuard.PUBLIC_ONLY.allowThroughProxy("spmis.example.gov"));
        assertThat(guard(wide, "http://localhost:8080/"))
                .isEqualTo(
                        AddressGuard.PUBLIC_ONLY.allowThroughProxy("localhost").allowLoopbackInClearText());
        assertThat(guard(wide, "http://spmis.internal/"))
                .isEqualTo(AddressGuard.PUBLIC_ONLY
                        .allowThroughProxy("spmis.internal")
                        .allowClearText());
    }

    private static AddressGuard guard(TrustedSender sender, String address) {
        return ((Permitted) sender.checkCallback(address)).guard();
    }

    @Test
    void whatIsRegisteredIsAnOriginAndNothingElse() {
        for (String text :
                new String[] {"https://spmis.example.gov/x", "spmis.example.gov", "https://*.example.gov", ""}) {
            assertThatThrownBy(() -> SENDER.callbackOrigins(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("callback origin 1: ");
        }
        assertThatThrownBy(SENDER::callbackOrigins).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anEntrySaysWhereItIsCalledBackAndAnAnswerKeepsTheAddressToItself() {
        assertThat(REGISTERED.anyCallbackAddress().allowPrivateCallbacks().toString())
                .contains(
                        "callbacks to [https://[2001:4860::8]:8443, https://spmis.example.gov]",
                        "callbacks to any address",
                        "callbacks to private addresses");
        assertThat(REGISTERED.checkCallback("https://spmis.example.gov/s3cret").toString())
                .doesNotContain("s3cret");
        assertThat(REGISTERED.checkCallback("https://evil.example/s3cret").toString())
                .doesNotContain("s3cret", "spmis.example.gov");
    }

    @Test
    void theGuardOfAPermissionIsWhatTheCallIsMadeUnder() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        String origin = "http://127.0.0.1:" + server.getAddress().getPort();
        try (HttpTransport transport = HttpTransport.builder().build()) {
            Permitted permitted = (Permitted) SENDER.callbackOrigins(origin).checkCallback(origin + "/callback");
            assertThat(transport
                            .send(HttpCall.get(permitted.address())
                                    .guard(permitted.guard())
                                    .build())
                            .status())
                    .isEqualTo(204);
            // Where only public addresses are permitted, the same call does not leave.
            AddressGuard other = guard(SENDER.anyCallbackAddress(), "https://elsewhere.example/");
            assertThatThrownBy(() -> transport.send(
                            HttpCall.get(permitted.address()).guard(other).build()))
                    .isInstanceOf(UnavailableException.class);
        } finally {
            server.stop(0);
        }
    }
}
