package io.github.dcisdk.transport;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.dcisdk.error.ErrorCode;
import io.github.dcisdk.error.UnavailableException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What peers publish, such as their keys, is fetched by GET under the rules of every other call. */
@Timeout(30)
class HttpGetTest {
    @RegisterExtension
    final WireMockExtension peer = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    private final TestTime time = new TestTime();
    private final HttpTransport transport =
            HttpTransport.builder().clock(time).sleeper(time).build();

    @AfterEach
    void close() {
        transport.close();
    }

    private HttpCall.Builder keys() {
        return HttpCall.get(URI.create(peer.baseUrl() + "/.well-known/jwks.json"));
    }

    @Test
    void aGetHasNoBodyAndSaysWhatItAccepts() {
        peer.stubFor(any(anyUrl())
                .willReturn(
                        aResponse().withHeader("Cache-Control", "max-age=60").withBody("{\"keys\":[]}")));

        HttpAnswer answer = transport.send(keys().header("Accept", "application/jwk-set+json")
                .authorization(() -> Optional.of("Bearer t0ken"))
                .build());

        assertThat(answer.body()).asString(StandardCharsets.UTF_8).isEqualTo("{\"keys\":[]}");
        assertThat(answer.header("cache-control")).contains("max-age=60");
        LoggedRequest request = peer.getAllServeEvents().get(0).getRequest();
        assertThat(request.getMethod().getName()).isEqualTo("GET");
        assertThat(request.getUrl()).isEqualTo("/.well-known/jwks.json");
        assertThat(request.getHeader("Accept")).isEqualTo("application/jwk-set+json");
        assertThat(request.getHeader("Authorization")).isEqualTo("Bearer t0ken");
        assertThat(request.containsHeader("Content-Type")).isFalse();
        assertThat(request.containsHeader("Content-Length")).isFalse();
        assertThat(keys().build()).hasToString("HttpCall[GET localhost]");
    }

    @Test
    void aGetIsRepeatedBecauseItChangesNothing() {
        peer.stubFor(any(anyUrl()).willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));

        assertThatThrownBy(() -> transport.send(keys().build()))
                .isInstanceOfSatisfying(UnavailableException.class, e -> assertThat(e.attempts())
                        .isEqualTo(3));
        assertThatThrownBy(() -> transport.send(keys().repeatable(false).build()))
                .isInstanceOfSatisfying(UnavailableException.class, e -> assertThat(e.attempts())
                        .isEqualTo(1));
        assertThat(peer.getAllServeEvents()).hasSize(4);
    }

    @Test
    void nobodyButTheRetryLayerRepeatsAGet() {
        peer.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(503).withHeader("Retry-After", "0")));

        HttpAnswer answer = transport.send(keys().build());

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.attempts()).isEqualTo(3);
        assertThat(answer.retryAfter()).contains(Duration.ZERO);
        assertThat(peer.getAllServeEvents()).hasSize(3);
        assertThat(time.waits()).hasSize(2);
    }

    @Test
    void aCallCanHaveALowerLimitForItsAnswer() {
        peer.stubFor(any(anyUrl()).willReturn(aResponse().withBody("0123456789")));

        assertThat(transport.send(keys().maxResponseBytes(10).build()).body()).hasSize(10);
        assertThatThrownBy(() -> transport.send(keys().maxResponseBytes(9).build()))
                .isInstanceOfSatisfying(UnavailableException.class, e -> assertThat(e.errorCode())
                        .isEqualTo(ErrorCode.ANSWER_TOO_LARGE));
        assertThatThrownBy(() -> keys().maxResponseBytes(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
