package io.github.dcisdk.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRuleTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://crvs.example.gov/registry/sync/search",
                "https://10.0.0.1/",
                "HTTPS://crvs.example.gov:8443",
                "http://localhost:8080/x",
                "http://LOCALHOST/x",
                "http://127.0.0.1:8080/x",
                "http://127.255.255.254/x",
                "http://[::1]:8080/x",
                "http://[0:0:0:0:0:0:0:1]/x"
            })
    void httpsGoesAnywhereAndClearTextToLoopback(String uri) {
        assertThatCode(() -> AddressRule.require(URI.create(uri), false)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://crvs.example.gov/x",
                "http://localhost.example.gov/x",
                "http://127.0.0.1.example.gov/x",
                "http://127.example.gov/x",
                "http://128.0.0.1/x",
                "http://0.0.0.0/x",
                "http://[::2]/x",
                "http://[::]/x",
                "http://my_host/x"
            })
    void clearTextToAnotherHostNeedsTheMethodOfThatName(String uri) {
        assertThatThrownBy(() -> AddressRule.require(URI.create(uri), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("allowClearText()");
        assertThatCode(() -> AddressRule.require(URI.create(uri), true)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/registry/sync/search", "crvs.example.gov", "ftp://crvs.example.gov/x", "file:///etc/x", ""})
    void anythingElseIsNoAddress(String uri) {
        assertThatThrownBy(() -> AddressRule.require(URI.create(uri), true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("absolute https address");
    }

    @Test
    void credentialsDoNotBelongIntoAnAddressAndAreNotRepeated() {
        assertThatThrownBy(() -> AddressRule.require(URI.create("https://user:s3cret@crvs.example.gov/x"), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("crvs.example.gov")
                .message()
                .doesNotContain("s3cret", "user");
    }

    @Test
    void theTransportAsksTheRuleOnPostAndOnRequest() {
        URI uri = URI.create("http://crvs.example.gov/x?token=s3cret");
        try (HttpTransport transport = HttpTransport.builder().build()) {
            assertThatThrownBy(() -> transport.requireAddress(uri)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> transport.send(
                            HttpCall.to(uri, instant -> new byte[0]).build()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .message()
                    .doesNotContain("s3cret");
        }
        try (HttpTransport transport = HttpTransport.builder().allowClearText().build()) {
            assertThatCode(() -> transport.requireAddress(uri)).doesNotThrowAnyException();
        }
    }

    @Test
    void aCallShowsNeitherQueryNorBody() {
        URI uri = URI.create("https://crvs.example.gov/registry/search?token=s3cret");

        assertThat(HttpCall.to(uri, instant -> "body".getBytes(StandardCharsets.UTF_8))
                        .build())
                .hasToString("HttpCall[POST crvs.example.gov]");
    }
}
