package io.github.dcisdk.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.github.dcisdk.client.ScriptedPeer.Reply;
import io.github.dcisdk.error.DciException;
import io.github.dcisdk.error.ErrorCode;
import io.github.dcisdk.error.HttpStatusException;
import io.github.dcisdk.error.MalformedMessageException;
import io.github.dcisdk.error.RefusedException;
import io.github.dcisdk.error.UnavailableException;
import io.github.dcisdk.profile.PeerProfile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a search ends in when the answer is no envelope. */
@Timeout(60)
class AnswerOutcomeTest {
    private static final String HTML = "<!DOCTYPE html><html><body>Welcome, Almaz</body></html>";

    @RegisterExtension
    final WireMockExtension broken = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort())
            .build();

    private static <E extends DciException> E outcome(Class<E> type, Reply reply) {
        try (Fixture fixture = new Fixture(request -> reply)) {
            RegistryClient client = fixture.signed();
            E error = catchThrowableOfType(type, () -> client.search(Fixture.PERSON, Fixture.QUERY));
            assertThat(error).isNotNull();
            assertIdentifiers(error, fixture);
            assertThat(error.rawAnswer()).hasValueSatisfying(raw -> {
                assertThat(raw.httpStatus()).isEqualTo(reply.status());
                assertThat(raw.body()).isEqualTo(reply.body());
            });
            assertThat(error.getMessage())
                    .contains("HTTP " + reply.status(), reply.body().length + " bytes")
                    .doesNotContain("Almaz");
            return error;
        }
    }

    private static void assertIdentifiers(DciException error, Fixture fixture) {
        ScriptedPeer.Request request = fixture.peer.requests().get(0);
        String messageId = request.json().get("header").get("message_id").textValue();
        assertThat(error.peer()).contains(Fixture.PEER);
        assertThat(error.messageId()).contains(messageId);
        assertThat(error.transactionId()).contains(request.transactionId());
        assertThat(error.recordsReceived()).isEmpty();
        assertThat(error.getMessage())
                .startsWith(error.errorCode().code() + ": ")
                .endsWith("[peer=" + Fixture.PEER + " message_id=" + messageId + " transaction_id="
                        + request.transactionId() + "]");
    }

    @Test
    void aPageForPeopleIsNotUnderstood() {
        MalformedMessageException error =
                outcome(MalformedMessageException.class, Reply.of(200, "text/HTML; charset=utf-8", HTML));

        assertThat(error.errorCode()).isEqualTo(ErrorCode.MALFORMED);
        assertThat(error.ruleId()).contains("json.syntax");
        assertThat(error.getMessage()).contains("(HTTP 200, text/html, 55 bytes)");
    }

    @ParameterizedTest
    @CsvSource({"'', json.syntax", "'{\"header\":{\"action\":\"on-se', json.syntax", "'[]', envelope.shape"})
    void anEmptyOrBrokenBodyIsNotUnderstood(String body, String rule) {
        MalformedMessageException error =
                outcome(MalformedMessageException.class, Reply.of(200, "application/json", body));

        assertThat(error.ruleId()).contains(rule);
    }

    @Test
    void aWrongAddressIsAnHttpStatusWithAdvice() {
        HttpStatusException error = outcome(HttpStatusException.class, Reply.of(404, "text/html", HTML));

        assertThat(error.status()).isEqualTo(404);
        assertThat(error.isUnauthorised()).isFalse();
        assertThat(error.refusalCode()).isEmpty();
        assertThat(error.getMessage()).contains("check the base URL and the path prefix");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void aRedirectIsNotFollowed(int status) {
        try (Fixture fixture =
                new Fixture(request -> new Reply(status, Map.of("Location", "https://example.org/"), new byte[0]))) {
            RegistryClient client = fixture.signed();
            HttpStatusException error =
                    catchThrowableOfType(HttpStatusException.class, () -> client.search(Fixture.PERSON, Fixture.QUERY));

            assertThat(error.status()).isEqualTo(status);
            assertThat(error.getMessage()).contains("redirects are not followed");
            assertThat(fixture.peer.requests()).hasSize(1);
        }
    }

    @Test
    void whateverEndsACallItKeepsWhyEarlierAttemptsFailed() {
        AtomicInteger asked = new AtomicInteger();
        try (Fixture fixture =
                new Fixture(request -> Reply.of(asked.getAndIncrement() == 0 ? 503 : 401, "text/html", HTML))) {
            RegistryClient client = fixture.signed();
            HttpStatusException error =
                    catchThrowableOfType(HttpStatusException.class, () -> client.search(Fixture.PERSON, Fixture.QUERY));

            assertThat(error.status()).isEqualTo(401);
            assertThat(error.getSuppressed()).singleElement().satisfies(earlier -> assertThat(earlier)
                    .hasMessage("attempt 1: HTTP status 503"));
        }
    }

    @ParameterizedTest
    @CsvSource({"500, 1", "501, 1", "502, 3", "503, 3", "504, 3"})
    void aServerErrorIsUnavailableAfterTheAttemptsThatMakeSense(int status, int attempts) {
        UnavailableException error = outcome(UnavailableException.class, Reply.of(status, "text/html", HTML));

        assertThat(error.errorCode()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
        assertThat(error.isRetryable()).isTrue();
        assertThat(error.attempts()).isEqualTo(attempts);
        assertThat(error.httpStatus()).contains(status);
        assertThat(error.retryAfter()).isEmpty();
        assertThat(error.getSuppressed()).hasSize(attempts - 1);
        assertThat(error.detail())
                .isEqualTo("HTTP status " + status + (attempts > 1 ? " after " + attempts + " attempts" : ""));
    }

    @ParameterizedTest
    @CsvSource({"502, 1", "504, 1", "503, 3"})
    void whatAPeerDoesNotTakeTwiceIsNotSentAgainWhenItMayHaveArrived(int status, int requests) {
        try (Fixture fixture = new Fixture(request -> Reply.of(status, "text/html", HTML))) {
            RegistryClient client = fixture.signed(PeerProfile.STANDARD.refusingRepeatedRequests());
            UnavailableException error = catchThrowableOfType(
                    UnavailableException.class, () -> client.search(Fixture.PERSON, Fixture.QUERY));

            assertThat(error.attempts()).isEqualTo(requests);
            assertThat(fixture.peer.requests()).hasSize(requests);
        }
    }

    @Test
    void aLimitedRateNamesTheWaitFromTheHeader() {
        UnavailableException error = outcome(
                UnavailableException.class,
                new Reply(429, Map.of("Retry-After", "3600"), "slow down".getBytes(StandardCharsets.UTF_8)));

        assertThat(error.errorCode()).isEqualTo(ErrorCode.TOO_MANY_REQUESTS);
        assertThat(error.retryAfter()).contains(Duration.ofHours(1));
        assertThat(error.attempts()).isEqualTo(1);
        assertThat(error.httpStatus()).contains(429);
    }

    @Test
    void aLimitedRateNamesTheWaitFromTheBody() {
        UnavailableException error = outcome(
                UnavailableException.class,
                Reply.of(
                        429,
                        "application/json",
                        "{\"error\":{\"code\":\"err.too_many_requests\",\"retry_after\":90}}"));

        assertThat(error.retryAfter()).contains(Duration.ofSeconds(90));
        assertThat(error.detail()).isEqualTo("HTTP status 429 with err.too_many_requests");
    }

    @Test
    void aShortWaitIsKeptBeforeTheNextAttempt() {
        try (Fixture fixture = new Fixture(request -> new Reply(429, Map.of("Retry-After", "7"), new byte[0]))) {
            RegistryClient client = fixture.signed();
            UnavailableException error = catchThrowableOfType(
                    UnavailableException.class, () -> client.search(Fixture.PERSON, Fixture.QUERY));

            assertThat(error.attempts()).isEqualTo(3);
            assertThat(error.retryAfter()).contains(Duration.ofSeconds(7));
            assertThat(fixture.time.waits()).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(7));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void badCredentialsAreUnauthorisedWithAndWithoutCode(int status) {
        HttpStatusException bare = outcome(HttpStatusException.class, Reply.of(status, "text/plain", "no, Almaz"));
        assertThat(bare.isUnauthorised()).isTrue();
        assertThat(bare.errorCode()).isEqualTo(ErrorCode.UNAUTHORISED);
        assertThat(bare.refusalCode()).isEmpty();

        HttpStatusException coded = outcome(
                HttpStatusException.class,
                Reply.of(
                        status,
                        "application/json",
                        "{\"errors\":[{\"code\":\"err.request.unauthorized\",\"message\":\"no, Almaz\"}]}"));
        assertThat(coded.isUnauthorised()).isTrue();
        assertThat(coded.refusalCode()).contains("err.request.unauthorized");
        assertThat(coded.getMessage()).contains("HTTP status " + status + " with err.request.unauthorized");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"message\":{\"ack_status\":\"ERR\",\"error\":{\"code\":\"err.request.bad\",\"message\":\"Almaz\"}}}",
                "{\"message\":{\"ack_status\":\"err\",\"error\":{\"code\":\"err.request.bad\"}}}",
                "{\"errors\":[{\"code\":\"err.request.bad\",\"message\":\"Almaz\"},{\"code\":\"err.other\"}]}",
                "{\"errors\":{\"code\":\"err.request.bad\"}}",
                "{\"error\":{\"code\":\"err.request.bad\",\"message\":\"Almaz\"}}"
            })
    void anErrorCodeIsARefusalWhateverTheStatus(String body) {
        for (int status : new int[] {200, 202, 400, 422}) {
            RefusedException error = outcome(RefusedException.class, Reply.of(status, "application/json", body));

            assertThat(error.refusalCode()).contains("err.request.bad");
            assertThat(error.httpStatus()).isEqualTo(status);
            assertThat(error.detail()).isEqualTo("refused with err.request.bad");
        }
    }

    @Test
    void aRefusalMayLackItsCode() {
        RefusedException error = outcome(
                RefusedException.class,
                Reply.json("{\"message\":{\"ack_status\":\"ERR\",\"correlation_id\":\"c-1\"}}"));

        assertThat(error.refusalCode()).isEmpty();
        assertThat(error.detail()).isEqualTo("refused with no error code");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json|{\"detail\":\"Almaz is unknown\"}",
                "application/json|{\"detail\":[{\"loc\":[\"body\"],\"msg\":\"Almaz\"}]}",
                "application/problem+json|{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400}",
                "text/plain|Almaz is unknown",
                "text/html|<html>Almaz</html>"
            })
    void anErrorWithoutCodeSaysNoMoreThanItsStatus(String contentType, String body) {
        for (int status : new int[] {400, 422}) {
            HttpStatusException error = outcome(HttpStatusException.class, Reply.of(status, contentType, body));

            assertThat(error.status()).isEqualTo(status);
            assertThat(error.refusalCode()).isEmpty();
        }
        assertThat(outcome(MalformedMessageException.class, Reply.of(200, contentType, body))
                        .getMessage())
                .contains(contentType);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"message\":{\"ack_status\":\"ACK\",\"correlation_id\":\"c-1\"}}",
                "{\"message\":{\"ack_status\":\"NACK\",\"correlation_id\":\"c-1\"}}",
                "{\"message\":{\"ack_status\":\"ACK\",\"error\":{\"code\":\"err.request.bad\"}}}"
            })
    void anAcknowledgementIsNoAnswerToASynchronousSearch(String body) {
        MalformedMessageException error = outcome(MalformedMessageException.class, Reply.json(body));

        assertThat(error.errorCode()).isEqualTo(ErrorCode.NOT_UNDERSTOOD);
        assertThat(error.detail()).isEqualTo("the peer acknowledged the request instead of answering it");
    }

    @Test
    void aCodeFromOutsideCannotForgeALogLine() {
        RefusedException error =
                outcome(RefusedException.class, Reply.json("{\"error\":{\"code\":\"x\\r\\n2026 ERROR forged\"}}"));

        assertThat(error.getMessage()).doesNotContain("\n", "\r", "forged");
        assertThat(error.refusalCode()).contains("x\r\n2026 ERROR forged");
    }

    @Test
    void aHugeErrorBodyIsNotSearched() {
        String padding = " ".repeat(70_000);
        HttpStatusException error = outcome(
                HttpStatusException.class,
                Reply.of(400, "application/json", "{\"error\":{\"code\":\"err.request.bad\"}" + padding + "}"));

        assertThat(error.refusalCode()).isEmpty();
    }

    @Test
    void thirtyMegabytesAreTooMuch() {
        byte[] body = new byte[30_000_000];
        try (Fixture fixture = new Fixture(request -> new Reply(200, Map.of(), body))) {
            RegistryClient client = fixture.signed();
            UnavailableException error = catchThrowableOfType(
                    UnavailableException.class, () -> client.search(Fixture.PERSON, Fixture.QUERY));

            assertThat(error.errorCode()).isEqualTo(ErrorCode.ANSWER_TOO_LARGE);
            assertThat(error.isRetryable()).isFalse();
            assertThat(error.attempts()).isEqualTo(1);
            assertThat(error.rawAnswer()).isEmpty();
            assertIdentifiers(error, fixture);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"EMPTY_RESPONSE", "CONNECTION_RESET_BY_PEER", "RANDOM_DATA_THEN_CLOSE"})
    void aConnectionThatBreaksAfterSendingIsLostAfterThreeAttempts(Fault fault) {
        broken.stubFor(
                WireMock.post(WireMock.anyUrl()).willReturn(WireMock.aResponse().withFault(fault)));
        UnavailableException error = search(broken.baseUrl());

        assertThat(error.errorCode()).isEqualTo(ErrorCode.CONNECTION_LOST);
        assertThat(error.attempts()).isEqualTo(3);
        assertThat(error.isRetryable()).isTrue();
        broken.verify(3, WireMock.postRequestedFor(WireMock.urlEqualTo("/registry/sync/search")));
    }

    @Test
    void aConnectionThatCannotBeMadeFailsAfterThreeAttempts() throws IOException {
        int port;
        try (ServerSocket closedAtOnce = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closedAtOnce.getLocalPort();
        }
        UnavailableException error = search("http://127.0.0.1:" + port);

        assertThat(error.errorCode()).isEqualTo(ErrorCode.CONNECTION_FAILED);
        assertThat(error.attempts()).isEqualTo(3);
        assertThat(error.getMessage())
                .contains("127.0.0.1:" + port + ": the connection is refused", "peer=" + Fixture.PEER);
    }

    private static UnavailableException search(String baseUrl) {
        try (Fixture fixture = new Fixture(request -> Reply.json(""))) {
            DciClient peer = fixture.dci
                    .peer(Fixture.PEER)
                    .baseUrl(baseUrl)
                    .acceptUnsignedAnswers()
                    .build();
            RegistryClient client = RegistryClient.of(peer, Fixture.REGISTRY);
            return catchThrowableOfType(UnavailableException.class, () -> client.search(Fixture.PERSON, Fixture.QUERY));
        }
    }
}
