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
import io.github.dcisdk.transport.TestNetwork.Names;
import io.github.dcisdk.transport.TestNetwork.Sockets;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What one call does otherwise than its transport, and what it tells of its attempts. */
@Timeout(30)
class CallLimitsTest {
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

    private HttpCall.Builder call() {
        return call(URI.create(peer.baseUrl() + "/x"));
    }

    private static HttpCall.Builder call(URI uri) {
        return HttpCall.to(uri, instant -> new byte[0]).repeatable(true);
    }

    @Test
    void theTimeForACallCanBeShorterThanTheTransports() throws IOException {
        try (RawServer silent = new RawServer(RawServer::awaitClose)) {
            UnavailableException e = failure(transport, call(silent.uri()).callTimeout(Duration.ofMillis(200)));

            assertThat(e.errorCode()).isEqualTo(ErrorCode.TIMED_OUT);
            assertThat(e.getCause()).hasMessageContaining("PT0.");
        }
    }

    @Test
    void theTimeForACallCanBeLongerThanTheTransports() {
        peer.stubFor(any(anyUrl()).willReturn(aResponse().withFixedDelay(600)));

        try (HttpTransport hasty = HttpTransport.builder()
                .callTimeout(Duration.ofMillis(200))
                .readTimeout(Duration.ofMillis(200))
                .build()) {
            failure(hasty, call());
            assertThat(hasty.send(call().callTimeout(Duration.ofSeconds(20))
                                    .readTimeout(Duration.ofSeconds(20))
                                    .build())
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aSilenceCanBeShorterThanTheTransports() throws IOException {
        try (RawServer silent = new RawServer(RawServer::awaitClose)) {
            UnavailableException e = failure(transport, call(silent.uri()).readTimeout(Duration.ofMillis(200)));

            assertThat(e.errorCode()).isEqualTo(ErrorCode.TIMED_OUT);
        }
    }

    @Test
    void theTimeForAConnectionIsThatOfTheCall() {
        Sockets sockets = Sockets.failing();
        OkHttpClient client = new OkHttpClient.Builder()
                .dns(Names.answering("1.1.1.1"))
                .socketFactory(sockets)
                .build();

        try (HttpTransport once = HttpTransport.builder()
                .okHttpClient(client)
                .connectTimeout(Duration.ofSeconds(7))
                .retry(RetryPolicy.none())
                .build()) {
            failure(once, call(URI.create("https://crvs.example.gov/")));
            failure(once, call(URI.create("https://crvs.example.gov/")).connectTimeout(Duration.ofMillis(1234)));
        }

        assertThat(sockets.connectTimeouts).containsExactly(7000, 1234);
    }

    @Test
    void howOftenIsTriedIsUpToTheCall() {
        peer.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(503)));

        assertThat(transport.send(call().retry(RetryPolicy.none()).build()).attempts())
                .isEqualTo(1);
        assertThat(transport
                        .send(call().retry(RetryPolicy.DEFAULT.withMaxAttempts(5))
                                .build())
                        .attempts())
                .isEqualTo(5);
    }

    @Test
    void limitsAreInRange() {
        for (Duration wrong : List.of(
                Duration.ZERO,
                Duration.ofMillis(-1),
                Duration.ofNanos(999_999),
                Duration.ofDays(1).plusMillis(1))) {
            assertThatThrownBy(() -> call().callTimeout(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("callTimeout: more than 0, at most one day");
            assertThatThrownBy(() -> call().readTimeout(wrong)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> call().connectTimeout(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void eachAttemptIsToldInItsOrder() throws IOException {
        List<Attempt> attempts = new ArrayList<>();
        peer.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(503)));
        transport.send(call().attempts(attempts::add).build());
        try (RawServer closing = new RawServer(socket -> {})) {
            failure(transport, call(closing.uri()).repeatable(false).attempts(attempts::add));
        }
        failure(
                transport,
                call(URI.create("https://registry.invalid/"))
                        .retry(RetryPolicy.none())
                        .attempts(attempts::add));

        assertThat(attempts).extracting(Attempt::number).containsExactly(1, 2, 3, 1, 1);
        assertThat(attempts)
                .extracting(Attempt::status)
                .containsExactly(
                        Optional.of(503), Optional.of(503), Optional.of(503), Optional.empty(), Optional.empty());
        assertThat(attempts).extracting(Attempt::sent).containsExactly(true, true, true, true, false);
        assertThat(attempts.get(2).failure()).isEmpty();
        assertThat(attempts.get(3).failure().orElseThrow()).contains("the connection broke");
        assertThat(attempts.get(4).failure()).contains("the host name cannot be resolved");
        assertThat(attempts)
                .allSatisfy(
                        attempt -> assertThat(attempt.duration()).isPositive().isLessThan(Duration.ofSeconds(20)));
    }

    @Test
    void anAnswerThatIsTooLargeIsAnAttemptWithItsStatus() {
        List<Attempt> attempts = new ArrayList<>();
        peer.stubFor(any(anyUrl()).willReturn(aResponse().withBody("0123456789")));

        failure(transport, call().maxResponseBytes(5).attempts(attempts::add));

        assertThat(attempts).singleElement().satisfies(attempt -> {
            assertThat(attempt.status()).contains(200);
            assertThat(attempt.sent()).isTrue();
        });
    }

    @Test
    void whatTheListenerThrowsEndsTheCall() {
        peer.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(503)));

        assertThatThrownBy(() -> transport.send(call().attempts(attempt -> {
                            throw new IllegalStateException("enough");
                        })
                        .build()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("enough");
        assertThat(peer.getAllServeEvents()).hasSize(1);
    }

    private static UnavailableException failure(HttpTransport transport, HttpCall.Builder call) {
        UnavailableException e = catchThrowableOfType(UnavailableException.class, () -> transport.send(call.build()));
        assertThat(e).isNotNull();
        return e;
    }
}
