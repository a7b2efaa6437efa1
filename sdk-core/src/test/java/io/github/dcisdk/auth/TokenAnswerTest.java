package io.github.dcisdk.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.dcisdk.auth.TokenServer.Reply;
import io.github.dcisdk.error.DciException;
import io.github.dcisdk.error.ErrorCode;
import io.github.dcisdk.error.TokenException;
import io.github.dcisdk.error.UnavailableException;
import io.github.dcisdk.transport.Authorization;
import io.github.dcisdk.transport.HttpTransport;
import io.github.dcisdk.transport.TestTime;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of the answer of a token endpoint: RFC 6749 sections 5.1 and 5.2, and what else is met. */
@Timeout(60)
class TokenAnswerTest {
    private static final String SECRET = "very_s3cret";

    private final TestTime time = new TestTime();
    private final HttpTransport transport =
            HttpTransport.builder().clock(time).sleeper(time).build();

    private Authorization bound(TokenServer server) {
        return OAuth2.clientCredentials(server.uri(), "spmis", SECRET).bind(transport, time, "crvs.example.gov");
    }

    private <T extends DciException> T failure(Class<T> type, int status, String body) {
        try (TokenServer server = new TokenServer(request -> Reply.of(status, body))) {
            T error = catchThrowableOfType(type, () -> bound(server).header());
            StringWriter trace = new StringWriter();
            error.printStackTrace(new PrintWriter(trace));
            assertThat(trace.toString()).doesNotContain(SECRET, "canary");
            assertThat(error.peer()).contains("crvs.example.gov");
            assertThat(error.rawAnswer()).isEmpty();
            return error;
        }
    }

    /** Renewed 30 s before the end, or with a fifth left if that is later. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"expires_in\":3600 | 3570",
                "\"expires_in\":\"3600\" | 3570",
                "\"expires_in\":\" 3600 \" | 3570",
                "\"expires_in\":3600.5 | 3570",
                "\"expires_in\":100 | 80",
                "\"expires_in\":1 | 0.8",
                "\"expires_in\":0.001 | 0.8",
                "\"x\":1 | 270",
                "\"expires_in\":null | 270",
                "\"expires_in\":0 | 270",
                "\"expires_in\":\"0\" | 270",
                "\"expires_in\":-5 | 270",
                "\"expires_in\":\"\" | 270",
                "\"expires_in\":\"soon\" | 270",
                "\"expires_in\":{} | 270",
                "\"expires_in\":[3600] | 270",
                "\"expires_in\":true | 270",
                "\"expires_in\":1e999999999 | 86370",
                "\"expires_in\":99999999999999999999999999 | 86370",
                "\"expires_in\":3600000 | 86370"
            })
    void theLifetimeIsWhatTheAnswerSaysIfItCanBe(String member, double seconds) {
        Duration renewal = Duration.ofMillis(Math.round(seconds * 1000));
        try (TokenServer server = new TokenServer(
                request -> Reply.of(200, "{\"access_token\":\"t-" + request.number() + "\"," + member + "}"))) {
            Authorization bound = bound(server);

            assertThat(bound.header()).contains("Bearer t-1");
            time.pass(renewal.minusMillis(1));
            assertThat(bound.header()).contains("Bearer t-1");
            time.pass(Duration.ofMillis(1));
            assertThat(bound.header()).contains("Bearer t-2");
        }
    }

    @Test
    void theLifetimeOfAnAnswerThatSaysNothingCanBeSet() {
        try (TokenServer server = new TokenServer(request -> Reply.of(200, "{\"access_token\":\"t\"}"))) {
            Authorization bound = OAuth2.clientCredentials(server.uri(), "spmis", SECRET)
                    .defaultLifetime(Duration.ofHours(1))
                    .bind(transport, time, "crvs.example.gov");
            bound.header();
            time.pass(Duration.ofMinutes(59));
            bound.header();

            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"token_type\":\"bearer\",", "\"token_type\":\"BEARER\",", "\"token_type\":null,"})
    void aMissingTypeMeansBearer(String type) {
        try (TokenServer server = new TokenServer(request -> Reply.of(200, "{" + type + "\"access_token\":\"t\"}"))) {
            assertThat(bound(server).header()).contains("Bearer t");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"canary\"",
                "<html>canary</html>",
                "{\"access_token\":\"canary",
                "{}",
                "{\"token\":\"canary\"}",
                "{\"access_token\":null}",
                "{\"access_token\":\"\"}",
                "{\"access_token\":7}",
                "{\"access_token\":{\"canary\":1}}",
                "{\"access_token\":\"can ary\"}",
                "{\"access_token\":\"canary\\r\\nX-Injected: 1\"}",
                "{\"access_token\":\"can\\u00e4ry\"}",
                "{\"access_token\":\"canary\",\"token_type\":\"mac\"}",
                "{\"access_token\":\"canary\",\"token_type\":\"very_s3cret\"}"
            })
    void whatIsNoTokenIsNotUsedAndNotShown(String body) {
        TokenException error = failure(TokenException.class, 200, body);

        assertThat(error.errorCode()).isEqualTo(ErrorCode.TOKEN_UNREADABLE);
        assertThat(error.oauthError()).isEmpty();
    }

    @Test
    void anEndlessAnswerIsNotRead() {
        String token = "a".repeat(20_000);
        assertThat(failure(TokenException.class, 200, "{\"access_token\":\"" + token + "\"}"))
                .hasMessageContaining("too long")
                .hasMessageNotContaining(token);
        String padded = "{\"access_token\":\"a\",\"x\":\"" + token.repeat(4) + "\"}";
        assertThat(failure(UnavailableException.class, 200, padded).errorCode()).isEqualTo(ErrorCode.ANSWER_TOO_LARGE);
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_request",
        "401, invalid_client",
        "400, invalid_grant",
        "400, unauthorized_client",
        "400, unsupported_grant_type",
        "400, invalid_scope",
        "403, access_denied",
        "200, invalid_client"
    })
    void aRefusalNamesItsCodeOnly(int status, String code) {
        TokenException error = failure(
                TokenException.class,
                status,
                "{\"error\":\"" + code + "\",\"error_description\":\"canary\",\"access_token\":\"canary\"}");

        assertThat(error.errorCode()).isEqualTo(ErrorCode.TOKEN_REFUSED);
        assertThat(error.oauthError()).contains(code);
        assertThat(error.httpStatus()).isEqualTo(status);
        assertThat(error)
                .hasMessage("DCI-1103: token endpoint: HTTP status " + status + " with " + code
                        + " [peer=crvs.example.gov]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "canary",
                "{\"error\":\"very_s3cret\"}",
                "{\"error\":\"s3cret\"}",
                "{\"error\":\"xvery_s3cretx\"}",
                "{\"error\":\"no such client: canary\"}",
                "{\"error\":{\"code\":\"canary\"}}",
                "{\"detail\":\"canary\"}"
            })
    void aRefusalInOtherWordsShowsNoneOfThem(String body) {
        TokenException error = failure(TokenException.class, 401, body);

        assertThat(error.oauthError()).isEmpty();
        assertThat(error).hasMessage("DCI-1103: token endpoint: HTTP status 401 [peer=crvs.example.gov]");
    }

    @Test
    void aRedirectIsNotFollowed() {
        try (TokenServer target = new TokenServer(Reply::token);
                TokenServer server =
                        new TokenServer(request -> new Reply(307, target.uri().toString(), ""))) {
            assertThat(catchThrowableOfType(
                            TokenException.class, () -> bound(server).header()))
                    .hasMessageContaining("redirects are not followed");
            assertThat(target.requests()).isEmpty();
        }
    }

    @Test
    void aPassingFaultIsRetriedAndThenReportedAsUnavailable() {
        try (TokenServer server =
                new TokenServer(request -> request.number() < 3 ? Reply.of(503, "") : Reply.token(request))) {
            assertThat(bound(server).header()).contains("Bearer t0ken-3");
        }
        UnavailableException error = failure(UnavailableException.class, 503, "{\"error\":\"canary\"}");
        assertThat(error.errorCode()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
        assertThat(error.attempts()).isEqualTo(3);
        assertThat(error.isRetryable()).isTrue();
        assertThat(error).hasMessageContaining("token endpoint: HTTP status 503");
        assertThat(failure(UnavailableException.class, 429, "").errorCode()).isEqualTo(ErrorCode.TOO_MANY_REQUESTS);
    }

    @Test
    void anEndpointThatIsNotThereIsUnavailable() {
        TokenServer server = new TokenServer(Reply::token);
        server.close();

        UnavailableException error = catchThrowableOfType(
                UnavailableException.class, () -> bound(server).header());

        assertThat(error.errorCode()).isEqualTo(ErrorCode.CONNECTION_FAILED);
        assertThat(error).hasMessageContaining("token endpoint 127.0.0.1:");
    }
}
