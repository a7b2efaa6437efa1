package io.github.dcisdk.transport;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.github.dcisdk.error.ErrorCode;
import io.github.dcisdk.error.UnavailableException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a caller learns when there is no answer: above all, whether the peer may have received the request. */
@Timeout(30)
class BrokenConnectionTest {
    private final TestTime time = new TestTime();

    @Test
    void aRefusedConnectionSentNothingAndIsTriedAgainEvenIfTwiceWouldHarm() throws IOException {
        URI nobody = URI.create("http://127.0.0.1:" + freePort() + "/x");

        UnavailableException e = failure(builder(), nobody, false);

        assertThat(e.errorCode()).isEqualTo(ErrorCode.CONNECTION_FAILED);
        assertThat(e.attempts()).isEqualTo(3);
        assertThat(e.isRetryable()).isTrue();
        assertThat(e).hasMessageContaining("refused").hasMessageContaining("127.0.0.1");
        assertThat(e.getCause().getSuppressed()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(time.waits()).hasSize(2);
    }

    @Test
    void anUnknownHostSentNothing() {
        UnavailableException e = failure(builder(), URI.create("https://registry.invalid/x"), false);

        assertThat(e.errorCode()).isEqualTo(ErrorCode.CONNECTION_FAILED);
        assertThat(e).hasMessageContaining("host name cannot be resolved");
        assertThat(e.attempts()).isEqualTo(3);
    }

    @Test
    void aConnectTimeoutSentNothing() {
        // TEST-NET-1 (RFC 5737) answers nobody; where a network refuses it outright, nothing was sent either.
        HttpTransport.Builder hasty =
                builder().connectTimeout(Duration.ofMillis(200)).retry(RetryPolicy.none());

        UnavailableException e = failure(hasty, URI.create("https://192.0.2.1/x"), false);

        assertThat(e.errorCode()).isEqualTo(ErrorCode.CONNECTION_FAILED);
        assertThat(e.attempts()).isEqualTo(1);
    }

    @Test
    void aNameLookUpThatHangsEndsWithTheTimeOfTheWholeCall() {
        CountDownLatch over = new CountDownLatch(1);
        OkHttpClient stuck = new OkHttpClient.Builder()
                .dns(host -> {
                    try {
                        over.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return List.of(InetAddress.getLoopbackAddress());
                })
                .build();

        UnavailableException e = failure(
                builder().okHttpClient(stuck).callTimeout(Duration.ofMillis(300)),
                URI.create("https://registry.invalid/x"),
                false);
        over.countDown();

        assertThat(e.errorCode()).isEqualTo(ErrorCode.CONNECTION_FAILED);
        assertThat(e).hasMessageContaining("no connection in time");
        assertThat(e.attempts()).isEqualTo(1);
    }

    @Test
    void aTlsHandshakeThatBreaksOffSentNothing() throws IOException {
        try (RawServer server = new RawServer(socket -> socket.getInputStream().read())) {
            UnavailableException e = failure(builder(), server.uri("https"), false);

            assertThat(e.errorCode()).isEqualTo(ErrorCode.CONNECTION_FAILED);
            assertThat(e.attempts()).isEqualTo(3);
        }
    }

    @Test
    void anUntrustedCertificateIsNotTriedAgain() {
        WireMockServer tls = new WireMockServer(wireMockConfig().dynamicPort().dynamicHttpsPort());
        tls.start();
        try {
            UnavailableException e =
                    failure(builder(), URI.create("https://localhost:" + tls.httpsPort() + "/x"), true);

            assertThat(e.errorCode()).isEqualTo(ErrorCode.CONNECTION_FAILED);
            assertThat(e).hasMessageContaining("certificate");
            assertThat(e.attempts()).isEqualTo(1);
            assertThat(e.isRetryable()).isFalse();
        } finally {
            tls.stop();
        }
    }

    @Test
    void aFailedTlsHandshakeSentNothing() throws IOException {
        try (RawServer server = new RawServer(socket -> RawServer.write(socket, "220 not TLS\r\n"))) {
            UnavailableException e = failure(builder(), server.uri("https"), false);

            assertThat(e.errorCode()).isEqualTo(ErrorCode.CONNECTION_FAILED);
            assertThat(e).hasMessageContaining("TLS handshake");
            assertThat(e.attempts()).isEqualTo(3);
        }
    }

    @Test
    void aSilentPeerTimesOutAndIsNotAskedAgain() throws IOException {
        try (RawServer server = new RawServer(RawServer::awaitClose)) {
            UnavailableException e = failure(builder().readTimeout(Duration.ofMillis(200)), server.uri(), true);

            assertThat(e.errorCode()).isEqualTo(ErrorCode.TIMED_OUT);
            assertThat(e.attempts()).isEqualTo(1);
            assertThat(e.isRetryable()).isTrue();
        }
    }

    @Test
    void aPeerThatStopsInTheMiddleOfAHeaderTimesOut() throws IOException {
        try (RawServer server = new RawServer(socket -> {
            RawServer.write(socket, "HTTP/1.1 200 OK\r\nContent-Ty");
            RawServer.awaitClose(socket);
        })) {
            UnavailableException e = failure(builder().readTimeout(Duration.ofMillis(200)), server.uri(), false);

            assertThat(e.errorCode()).isEqualTo(ErrorCode.TIMED_OUT);
        }
    }

    @Test
    void aPeerThatDripsBytesForEverEndsWithTheTimeOfTheWholeCall() throws IOException {
        try (RawServer server = new RawServer(socket -> {
            RawServer.readRequest(socket);
            RawServer.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
            while (true) {
                RawServer.write(socket, " ");
                Sleeper.system().sleep(Duration.ofMillis(10));
            }
        })) {
            UnavailableException e = failure(builder().callTimeout(Duration.ofMillis(400)), server.uri(), true);

            assertThat(e.errorCode()).isEqualTo(ErrorCode.TIMED_OUT);
            assertThat(e.attempts()).isEqualTo(1);
        }
    }

    @Test
    void aPeerThatClosesBeforeReadingMayHaveReceivedTheRequest() throws IOException {
        try (RawServer server = new RawServer(socket -> {})) {
            UnavailableException e = failure(builder(), server.uri(), false);

            assertThat(e.errorCode()).isEqualTo(ErrorCode.CONNECTION_LOST);
            assertThat(e.attempts()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Ty",
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"name\":\"Asha",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n{\"name\":\"Asha",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{\"name\":\"Asha\"}\r\n",
                "{\"name\":\"Asha\"}\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 15\r\n\r\n{\"name\":\"Asha\"}",
            })
    void halfAnAnswerIsNoAnswerAndItsContentIsNotQuoted(String answer) throws IOException {
        try (RawServer server = new RawServer(socket -> {
            RawServer.readRequest(socket);
            RawServer.write(socket, answer);
        })) {
            UnavailableException e = failure(builder(), server.uri(), false);

            assertThat(e.errorCode()).isEqualTo(ErrorCode.CONNECTION_LOST);
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            assertThat(trace.toString()).doesNotContain("Asha", "Content-Ty", "436f6e74656e742d5479");
        }
    }

    @Test
    void nothingWasSentIsOnlySaidWhenItHoldsForAllAttempts() throws IOException {
        AtomicInteger lookUps = new AtomicInteger();
        OkHttpClient forgetful = new OkHttpClient.Builder()
                .dns(host -> List.of(
                        lookUps.getAndIncrement() == 0
                                ? InetAddress.getLoopbackAddress()
                                : InetAddress.getByAddress(host, new byte[] {127, 0, 0, 99})))
                .build();
        try (RawServer server = new RawServer(RawServer::readRequest)) {
            UnavailableException e = failure(
                    builder().okHttpClient(forgetful).allowClearText(),
                    URI.create("http://registry.invalid:" + server.uri().getPort() + "/x"),
                    true);

            assertThat(e.errorCode()).isEqualTo(ErrorCode.CONNECTION_LOST);
            assertThat(e.attempts()).isEqualTo(3);
            assertThat(e).hasMessageContaining("an earlier attempt was sent");
        }
    }

    private HttpTransport.Builder builder() {
        return HttpTransport.builder().clock(time).sleeper(time).random(new Random(1));
    }

    private static UnavailableException failure(HttpTransport.Builder builder, URI uri, boolean repeatable) {
        try (HttpTransport transport = builder.build()) {
            HttpCall call = HttpCall.to(uri, instant -> "{}".getBytes(StandardCharsets.UTF_8))
                    .repeatable(repeatable)
                    .build();
            return catchThrowableOfType(UnavailableException.class, () -> transport.send(call));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
