package io.github.dcisdk.transport;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.error.ErrorCode;
import io.github.dcisdk.error.UnavailableException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class RetryTest {
    private static final String PATH = "/registry/sync/search";

    @RegisterExtension
    final WireMockExtension peer = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    private final TestTime time = new TestTime();
    private final HttpTransport transport = HttpTransport.builder()
            .clock(time)
            .sleeper(time)
            .random(new Random(1))
            .build();

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void anAnswerIsHandedOverWithStatusHeadersBodyAndEffort() {
        peer.stubFor(post(PATH)
                .willReturn(aResponse()
                        .withHeader("Content-Type", "application/json; charset=utf-8")
                        .withHeader("X-Trace", "t-1")
                        .withBody("{\"é\":1}")));

        HttpAnswer answer = transport.send(call().build());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.isSuccessful()).isTrue();
        assertThat(answer.contentType()).contains("application/json; charset=utf-8");
        assertThat(answer.header("x-trace")).contains("t-1");
        assertThat(answer.header("absent")).isEmpty();
        assertThat(answer.body()).isEqualTo("{\"é\":1}".getBytes(StandardCharsets.UTF_8));
        assertThat(answer.attempts()).isEqualTo(1);
        assertThat(answer.duration()).isPositive().isLessThan(Duration.ofSeconds(20));
        assertThat(answer.earlierFailures()).isEmpty();
        assertThat(answer.retryAfter()).isEmpty();
        assertThat(time.waits()).isEmpty();
    }

    @Test
    void aRequestIsJsonAndCarriesCredentialsAndUserAgent() {
        peer.stubFor(post(PATH).willReturn(aResponse()));

        transport.send(call().header("X-Request", "r-1")
                .authorization(() -> Optional.of("Bearer t0ken"))
                .build());

        peer.verify(postRequestedFor(urlPathEqualTo(PATH))
                .withHeader("Content-Type", equalTo("application/json"))
                .withHeader("Accept", equalTo("application/json"))
                .withHeader("X-Request", equalTo("r-1"))
                .withHeader("User-Agent", equalTo("dci-sdk-java"))
                .withHeader("Authorization", equalTo("Bearer t0ken"))
                .withRequestBody(equalTo("{}")));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void aPeerThatIsBusyIsAskedAgain(int status) {
        answers(aResponse().withStatus(status), aResponse().withBody("found"));

        HttpAnswer answer = transport.send(call().build());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.attempts()).isEqualTo(2);
        assertThat(answer.earlierFailures()).singleElement().satisfies(failure -> assertThat(failure)
                .hasMessage("attempt 1: HTTP status " + status));
        assertThat(time.waits())
                .singleElement(InstanceOfAssertFactories.DURATION)
                .isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
        assertThat(answer.duration()).isGreaterThanOrEqualTo(time.waits().get(0));
    }

    @ParameterizedTest
    @CsvSource({"429", "503"})
    void aPeerThatStaysBusyIsAskedThreeTimesAndItsAnswerHandedOver(int status) {
        peer.stubFor(post(PATH)
                .willReturn(aResponse()
                        .withStatus(status)
                        .withHeader("Retry-After", "2")
                        .withBody("{\"error\":{}}")));

        HttpAnswer answer = transport.send(call().build());

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).asString(StandardCharsets.UTF_8).isEqualTo("{\"error\":{}}");
        assertThat(answer.attempts()).isEqualTo(3);
        assertThat(answer.retryAfter()).contains(Duration.ofSeconds(2));
        assertThat(answer.earlierFailures()).hasSize(2);
        assertThat(time.waits()).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(2));
        peer.verify(3, postRequestedFor(urlPathEqualTo(PATH)));
    }

    @Test
    void retryAfterAsADateCountsFromOurClock() {
        answers(aResponse().withStatus(503).withHeader("Retry-After", "Tue, 24 Nov 2026 10:00:07 GMT"), aResponse());

        assertThat(transport.send(call().build()).status()).isEqualTo(200);

        assertThat(time.waits()).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void retryAfterInTheBodyIsHonoured() {
        answers(aResponse().withStatus(429).withBody("{\"error\":{\"retry_after\":\"11\"}}"), aResponse());

        assertThat(transport.send(call().build()).status()).isEqualTo(200);

        assertThat(time.waits()).containsExactly(Duration.ofSeconds(11));
    }

    @Test
    void aPeerThatSaysRetryAtOnceIsStillCountedAndNotHammered() {
        peer.stubFor(post(PATH).willReturn(aResponse().withStatus(503).withHeader("Retry-After", "0")));

        HttpAnswer answer = transport.send(call().build());

        assertThat(answer.attempts()).isEqualTo(3);
        peer.verify(3, postRequestedFor(urlPathEqualTo(PATH)));
        assertThat(time.waits()).hasSize(2).allSatisfy(wait -> assertThat(wait).isPositive());
    }

    @Test
    void aWaitBeyondTheLimitIsLeftToTheCaller() {
        peer.stubFor(post(PATH).willReturn(aResponse().withStatus(429).withHeader("Retry-After", "3600")));

        HttpAnswer answer = transport.send(call().build());

        assertThat(answer.attempts()).isEqualTo(1);
        assertThat(answer.retryAfter()).contains(Duration.ofHours(1));
        assertThat(time.waits()).isEmpty();
    }

    @Test
    void aWaitThatTheCallHasNoTimeForIsLeftToTheCaller() {
        peer.stubFor(post(PATH).willReturn(aResponse().withStatus(429).withHeader("Retry-After", "20")));

        try (HttpTransport hurried = HttpTransport.builder()
                .callTimeout(Duration.ofSeconds(30))
                .sleeper(time)
                .build()) {
            HttpAnswer answer = hurried.send(call().build());

            assertThat(answer.status()).isEqualTo(429);
            assertThat(time.waits()).containsExactly(Duration.ofSeconds(20));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {502, 504})
    void aGatewayThatLostThePeerIsAskedAgainOnlyWhenTwiceDoesNoHarm(int status) {
        peer.stubFor(post(PATH).willReturn(aResponse().withStatus(status)));

        assertThat(transport.send(call().build()).attempts()).isEqualTo(1);
        assertThat(transport.send(call().repeatable(true).build()).attempts()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {202, 204, 400, 401, 403, 404, 405, 408, 413, 415, 421, 422, 500, 501})
    void anyOtherStatusIsAnAnswerAtOnce(int status) {
        peer.stubFor(post(PATH).willReturn(aResponse().withStatus(status)));

        HttpAnswer answer = transport.send(call().repeatable(true).build());

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.attempts()).isEqualTo(1);
        peer.verify(1, postRequestedFor(urlPathEqualTo(PATH)));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectIsNotFollowed(int status) {
        peer.stubFor(post(PATH)
                .willReturn(aResponse().withStatus(status).withHeader("Location", peer.baseUrl() + "/elsewhere")));

        HttpAnswer answer = transport.send(call().build());

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.isSuccessful()).isFalse();
        assertThat(peer.getAllServeEvents()).hasSize(1);
    }

    @Test
    void aPageOfHtmlIsHandedOverAsItIs() {
        peer.stubFor(post(PATH)
                .willReturn(aResponse()
                        .withStatus(500)
                        .withHeader("Content-Type", "text/html")
                        .withBody("<html>")));

        HttpAnswer answer = transport.send(call().build());

        assertThat(answer.contentType()).contains("text/html");
        assertThat(answer.body()).asString(StandardCharsets.UTF_8).isEqualTo("<html>");
    }

    @ParameterizedTest
    @CsvSource({"CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE", "MALFORMED_RESPONSE_CHUNK", "RANDOM_DATA_THEN_CLOSE"})
    void aConnectionThatBreaksAfterSendingIsTriedAgainOnlyWhenTwiceDoesNoHarm(Fault fault) {
        answers(aResponse().withFault(fault), aResponse().withBody("found"));

        HttpAnswer answer = transport.send(call().repeatable(true).build());

        assertThat(answer.body()).asString(StandardCharsets.UTF_8).isEqualTo("found");
        assertThat(answer.attempts()).isEqualTo(2);
        assertThat(answer.earlierFailures()).singleElement().isInstanceOf(IOException.class);

        peer.resetAll();
        answers(aResponse().withFault(fault), aResponse().withBody("found"));

        assertThatThrownBy(() -> transport.send(
                        call().context(CallContext.of("crvs.example.gov").withMessageId("m-1"))
                                .build()))
                .isInstanceOfSatisfying(UnavailableException.class, e -> {
                    assertThat(e.errorCode()).isEqualTo(ErrorCode.CONNECTION_LOST);
                    assertThat(e.attempts()).isEqualTo(1);
                    assertThat(e.isRetryable()).isTrue();
                    assertThat(e.httpStatus()).isEmpty();
                    assertThat(e.peer()).contains("crvs.example.gov");
                    assertThat(e.messageId()).contains("m-1");
                    assertThat(e.getCause()).isInstanceOf(IOException.class);
                });
        peer.verify(1, postRequestedFor(urlPathEqualTo(PATH)));
    }

    @Test
    void anErrorKnowsAttemptsLastStatusAndEarlierFailures() {
        answers(
                aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER),
                aResponse().withStatus(503).withHeader("Retry-After", "1"),
                aResponse().withFault(Fault.EMPTY_RESPONSE));

        assertThatThrownBy(() -> transport.send(call().repeatable(true).build()))
                .isInstanceOfSatisfying(UnavailableException.class, e -> {
                    assertThat(e.errorCode()).isEqualTo(ErrorCode.CONNECTION_LOST);
                    assertThat(e.attempts()).isEqualTo(3);
                    assertThat(e).hasMessageContaining("after 3 attempts");
                    assertThat(e.httpStatus()).contains(503);
                    assertThat(e.retryAfter()).contains(Duration.ofSeconds(1));
                    assertThat(e.getCause().getSuppressed()).hasSize(2);
                    assertThat(e.getCause().getSuppressed()[1]).hasMessage("attempt 2: HTTP status 503");
                });
    }

    @Test
    void everyAttemptGetsItsOwnInstantBodyAndCredentials() {
        answers(aResponse().withStatus(503).withHeader("Retry-After", "9"), aResponse());
        List<Instant> instants = new ArrayList<>();
        AtomicInteger token = new AtomicInteger();

        transport.send(HttpCall.to(uri(), instant -> {
                    instants.add(instant);
                    return ("m-1 " + instant).getBytes(StandardCharsets.UTF_8);
                })
                .authorization(() -> Optional.of("Bearer " + token.incrementAndGet()))
                .build());

        assertThat(instants).containsExactly(TestTime.START, TestTime.START.plusSeconds(9));
        peer.verify(postRequestedFor(urlPathEqualTo(PATH))
                .withRequestBody(equalTo("m-1 2026-11-24T10:00:00Z"))
                .withHeader("Authorization", equalTo("Bearer 1")));
        peer.verify(postRequestedFor(urlPathEqualTo(PATH))
                .withRequestBody(equalTo("m-1 2026-11-24T10:00:09Z"))
                .withHeader("Authorization", equalTo("Bearer 2")));
    }

    @Test
    void whatTheBodysMakerThrowsReachesTheCaller() {
        HttpCall call = HttpCall.to(uri(), instant -> {
                    throw new IllegalStateException("no key");
                })
                .build();

        assertThatThrownBy(() -> transport.send(call))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no key");
        assertThat(peer.getAllServeEvents()).isEmpty();
    }

    @Test
    void withoutRetriesThereIsOneAttempt() {
        peer.stubFor(post(PATH).willReturn(aResponse().withStatus(503)));

        try (HttpTransport once =
                HttpTransport.builder().retry(RetryPolicy.none()).sleeper(time).build()) {
            assertThat(once.send(call().build()).attempts()).isEqualTo(1);
        }
    }

    private URI uri() {
        return URI.create(peer.baseUrl() + PATH);
    }

    private HttpCall.Builder call() {
        return HttpCall.to(uri(), instant -> "{}".getBytes(StandardCharsets.UTF_8));
    }

    /** One answer after the other. */
    private void answers(ResponseDefinitionBuilder... answers) {
        for (int i = 0; i < answers.length; i++) {
            peer.stubFor(post(PATH)
                    .inScenario("answers")
                    .whenScenarioStateIs(i == 0 ? Scenario.STARTED : "after " + i)
                    .willSetStateTo("after " + (i + 1))
                    .willReturn(answers[i]));
        }
    }
}
