package io.github.dcisdk.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.dcisdk.auth.TokenIssuer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The token endpoint beside another handler, as RFC 6749 sections 2.3.1, 4.4, 5.1 and 5.2 want it. */
@Timeout(60)
class TokenEndpointTest {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String SECRET = "s3cret&of=the+spmis";
    private static final String ENCODED = "s3cret%26of%3Dthe%2Bspmis";
    private static final String GRANT = "grant_type=client_credentials";
    private static final String CLIENT = "&client_id=sp+mis&client_secret=" + ENCODED;

    private final TokenIssuer issuer = TokenIssuer.builder()
            .client("sp mis", SECRET, "spmis.example.gov", "search", "events")
            .build();
    private final JdkHttpServer server = JdkHttpServer.builder(new EchoPath())
            .handler(TokenEndpoint.PATH, TokenEndpoint.of(issuer))
            .start();
    private final HttpClient client = HttpClient.newHttpClient();

    /** What stands for the registry. */
    private static final class EchoPath implements InboundHandler {
        @Override
        public InboundResponse handle(InboundRequest request) {
            return InboundResponse.json(200, ("\"" + request.path() + "\"").getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public InboundResponse refuse(Refusal refusal) {
            return InboundResponse.json(refusal.httpStatus(), new byte[0]);
        }

        @Override
        public int maxBodyBytes() {
            return 100_000;
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.baseUrl() + path))
                .method(method, BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> ask(String form) throws Exception {
        return send("POST", TokenEndpoint.PATH, form, "Content-Type", FORM);
    }

    private static JsonNode json(HttpResponse<String> response) throws Exception {
        return new JsonMapper().readTree(response.body());
    }

    private static void assertError(HttpResponse<String> response, int status, String code) throws Exception {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(json(response).path("error").asText()).isEqualTo(code);
        assertThat(json(response).has("access_token")).isFalse();
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(response.body()).doesNotContain("s3cret", "sp mis");
    }

    private void assertToken(HttpResponse<String> response, String scope) throws Exception {
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(response.headers().firstValue("Pragma")).contains("no-cache");
        assertThat(json(response).fieldNames())
                .toIterable()
                .containsExactly("access_token", "token_type", "expires_in", "scope");
        assertThat(json(response).path("token_type").textValue()).isEqualTo("Bearer");
        assertThat(json(response).path("expires_in").intValue()).isEqualTo(300);
        assertThat(json(response).path("scope").textValue()).isEqualTo(scope);
        String token = json(response).path("access_token").textValue();
        assertThat(issuer.check("Bearer " + token).senderId()).contains("spmis.example.gov");
    }

    @Test
    void idAndSecretInTheFormGiveAToken() throws Exception {
        assertToken(ask(GRANT + CLIENT), "events search");
        assertToken(ask("scope=search&" + GRANT + CLIENT), "search");
        assertToken(ask("&scope=search%20events&" + GRANT + CLIENT + "&audience=x&"), "events search");
    }

    @Test
    void idAndSecretInHttpBasicGiveAToken() throws Exception {
        String basic = Base64.getEncoder().encodeToString(("sp+mis:" + ENCODED).getBytes(StandardCharsets.UTF_8));

        for (String scheme : new String[] {"Basic ", "basic "}) {
            assertToken(
                    send(
                            "POST",
                            TokenEndpoint.PATH,
                            GRANT,
                            "Content-Type",
                            FORM + "; charset=UTF-8",
                            "Authorization",
                            scheme + basic),
                    "events search");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                GRANT,
                GRANT + "&client_id=sp+mis",
                GRANT + "&client_secret=" + ENCODED,
                GRANT + "&client_id=sp+mis&client_secret=",
                GRANT + "&client_id=sp+mis&client_secret=wrong",
                GRANT + "&client_id=other&client_secret=" + ENCODED
            })
    void withoutTheRightSecretThereIsNone(String form) throws Exception {
        HttpResponse<String> response = ask(form);

        assertError(response, 401, "invalid_client");
        assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Basic realm=\"token\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Basic", "Basic ", "Basic !", "Basic c3A=", "Basic OjpfOg==", "Basic JTpc", "Bearer x", "\u00e4"
            })
    void basicThatIsNoneIsNone(String authorization) throws Exception {
        assertError(
                send("POST", TokenEndpoint.PATH, GRANT, "Content-Type", FORM, "Authorization", authorization),
                authorization.equals("Basic JTpc") ? 400 : 401,
                authorization.equals("Basic JTpc") ? "invalid_request" : "invalid_client");
    }

    @ParameterizedTest
    @CsvSource({
        "client_id=sp+mis&client_secret=" + ENCODED + ", invalid_request",
        "grant_type=" + CLIENT + ", invalid_request",
        "grant_type=password" + CLIENT + ", unsupported_grant_type",
        GRANT + "&" + GRANT + CLIENT + ", invalid_request",
        GRANT + CLIENT + CLIENT + ", invalid_request",
        GRANT + CLIENT + "&scope=%zz, invalid_request",
        GRANT + CLIENT + "&scope=admin, invalid_scope"
    })
    void otherMistakesAreNamed(String form, String code) throws Exception {
        assertError(ask(form), 400, code);
    }

    @Test
    void theClientProvesItselfInOneWayOnly() throws Exception {
        assertError(
                send(
                        "POST",
                        TokenEndpoint.PATH,
                        GRANT + CLIENT,
                        "Content-Type",
                        FORM,
                        "Authorization",
                        "Basic c3A6bWlz"),
                400,
                "invalid_request");
    }

    @Test
    void onlyAFormByPostIsTaken() throws Exception {
        assertError(send("GET", TokenEndpoint.PATH, ""), 405, "invalid_request");
        assertError(
                send("POST", TokenEndpoint.PATH + "?" + GRANT + CLIENT, "", "Content-Type", FORM),
                401,
                "invalid_client");
        assertError(send("POST", TokenEndpoint.PATH, "{}", "Content-Type", "application/json"), 400, "invalid_request");
        assertError(ask(GRANT + CLIENT + "&x=" + "x".repeat(20_000)), 413, "invalid_request");
    }

    @Test
    void everyWrongProofGetsTheSameAnswer() throws Exception {
        HttpResponse<String> wrong = ask(GRANT + "&client_id=sp+mis&client_secret=wrong");
        assertError(wrong, 401, "invalid_client");
        for (HttpResponse<String> other : List.of(
                ask(GRANT + "&client_id=sp+mis&client_secret=wrong&scope=none"),
                ask(GRANT + "&client_id=stranger&client_secret=wrong"),
                ask(GRANT + "&client_id=stranger&client_secret=" + ENCODED),
                ask(GRANT + "&client_id=sp+mis&client_secret="),
                ask(GRANT + "&client_id=sp+mis"),
                ask(GRANT))) {
            assertThat(other.statusCode()).isEqualTo(401);
            assertThat(other.body()).isEqualTo(wrong.body());
            assertThat(other.headers().map().keySet())
                    .isEqualTo(wrong.headers().map().keySet());
        }
        for (int i = 0; i < 50; i++) {
            assertThat(ask(GRANT + "&client_id=sp+mis&client_secret=wrong").body())
                    .isEqualTo(wrong.body());
        }
        assertThat(ask(GRANT + CLIENT).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/oauth2/client/token/", "/oauth2/client/tokens", "/oauth2/client", "/oauth2/client/%74oken"
            })
    void allOtherPathsBelongToTheOtherHandler(String path) throws Exception {
        assertThat(send("POST", path, "x".repeat(50_000)).body()).isEqualTo("\"" + path + "\"");
    }

    @Test
    void apathHasOneHandlerAndASlash() {
        JdkHttpServer.Builder builder = JdkHttpServer.builder(new EchoPath()).handler("/a", new EchoPath());

        assertThatThrownBy(() -> builder.handler("/a", new EchoPath())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.handler("a", new EchoPath())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.handler("/a?b", new EchoPath())).isInstanceOf(IllegalArgumentException.class);
    }
}
