package io.github.dcisdk.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 6454: whose server an address belongs to. */
class OriginTest {
    @ParameterizedTest
    @CsvSource({
        "https://spmis.example.gov/a/b?c=d, https://spmis.example.gov",
        "https://spmis.example.gov:443, https://spmis.example.gov",
        "http://127.0.0.1:80/, http://127.0.0.1",
        "HTTPS://SPMIS.Example.GOV/Path, https://spmis.example.gov",
        "https://spmis.example.gov:8443/x, https://spmis.example.gov:8443",
        "https://spmis.example.gov:08443/x, https://spmis.example.gov:8443",
        "https://spmis.example.gov:/x, https://spmis.example.gov",
        "https://[2001:DB8:0:0:0:0:0:1]/x, https://[2001:db8::1]",
        "https://xn--bcher-kva.example/x, https://xn--bcher-kva.example",
        "https://spmis.example.gov//evil.example/x, https://spmis.example.gov",
    })
    void anAddressHasOneOrigin(String address, String origin) {
        assertThat(Origin.of(URI.create(address))).hasToString(origin);
        assertThat(Origin.of(URI.create(address))).isEqualTo(Origin.parse(origin));
        assertThat(Origin.of(URI.create(address))).hasSameHashCodeAs(Origin.parse(origin));
    }

    @Test
    void schemeHostAndPortMakeTheDifference() {
        Origin origin = Origin.parse("https://spmis.example.gov");
        assertThat(origin.scheme()).isEqualTo("https");
        assertThat(origin.host()).isEqualTo("spmis.example.gov");
        assertThat(origin.port()).isEqualTo(443);
        assertThat(origin.isSecure()).isTrue();
        assertThat(origin.isLoopback()).isFalse();
        assertThat(origin)
                .isNotEqualTo(Origin.parse("http://spmis.example.gov:443"))
                .isNotEqualTo(Origin.parse("https://spmis.example.gov:8443"))
                .isNotEqualTo(Origin.parse("https://example.gov"));
        assertThat(Origin.parse("http://[::1]:8080").isLoopback()).isTrue();
        assertThat(Origin.parse("http://[::1]:8080").isSecure()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "spmis.example.gov | absolute https address",
                "//spmis.example.gov | absolute https address",
                "https: | scheme, host and perhaps port",
                "https:spmis.example.gov | absolute https address",
                "https:/spmis.example.gov | its host is not",
                "https:///spmis.example.gov | its host is not",
                "ftp://spmis.example.gov | absolute https address",
                "https://spmis.example.gov:0 | absolute https address",
                "https://spmis.example.gov:65536 | absolute https address",
                "https://user@spmis.example.gov | '@' before the host",
                "https://:@spmis.example.gov | '@' before the host",
                "https://@spmis.example.gov | '@' before the host",
                "https://spmis.example.gov#x | fragment",
                "https://spmis.example.gov. | ends in a dot",
                "https://spmis.example.gov/ | ends after host and port",
                "https://spmis.example.gov/x | ends after host and port",
                "https://spmis.example.gov?x | ends after host and port",
                "https://*.example.gov | its host is not",
                "https://my_host | its host is not",
                "https://spmis%2Eexample.gov | its host is not",
                "https://bücher.example | its host is not",
                "https://127.1 | its host is not",
                "https://2130706433 | its host is not",
                "https://[fe80::1%25eth0] | absolute https address",
                "https://spmis.example.gov\\@evil.example | scheme, host and perhaps port",
            })
    void whatIsNoOriginIsRefusedWithTheReason(String text, String reason) {
        assertThatThrownBy(() -> Origin.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void anErrorDoesNotRepeatWhatMayBeSecret() {
        for (String text :
                new String[] {"https://user:s3cret@spmis.example.gov", "https://spmis.example.gov/s3cret", "s3cret {"
                }) {
            assertThatThrownBy(() -> Origin.parse(text)).message().doesNotContain("s3cret");
        }
    }
}
