package io.github.dcisdk.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.dcisdk.auth.TokenServer.Reply;
import io.github.dcisdk.auth.TokenServer.Request;
import io.github.dcisdk.transport.HttpTransport;
import io.github.dcisdk.transport.TestTime;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a token is asked for: RFC 6749 section 4.4, and the other forms that are met. */
@Timeout(60)
class TokenRequestTest {
    private static final String ID = "sp mis:1";
    private static final String SECRET = "s3cret&=+%é";

    private final TokenServer server = new TokenServer(Reply::token);
    private final HttpTransport transport = HttpTransport.builder().build();
    private final OAuth2 oauth2 = OAuth2.clientCredentials(server.uri(), ID, SECRET);

    @AfterEach
    void close() {
        transport.close();
        server.close();
    }

    private Request asked(Authentication authentication) {
        assertThat(authentication
                        .bind(transport, new TestTime(), "crvs.example.gov")
                        .header())
                .contains("Bearer t0ken-1");
        assertThat(server.requests()).hasSize(1);
        return server.requests().get(0);
    }

    @Test
    void byDefaultAllParametersAreAFormInTheBody() {
        Request request = asked(oauth2.scope("search", "events").parameter("audience", "https://crvs.example.gov"));

        assertThat(request)
                .isEqualTo(new Request(
                        1,
                        "POST /oauth2/client/token",
                        "application/x-www-form-urlencoded",
                        null,
                        "grant_type=client_credentials&client_id=sp+mis%3A1&client_secret=s3cret%26%3D%2B%25%C3%A9"
                                + "&scope=search+events&audience=https%3A%2F%2Fcrvs.example.gov"));
    }

    @Test
    void withBasicIdAndSecretAreEncodedBeforeTheyAreJoined() {
        Request request = asked(oauth2.basicAuthentication());

        String credentials = new String(
                Base64.getDecoder().decode(request.authorization().substring("Basic ".length())),
                StandardCharsets.US_ASCII);
        assertThat(credentials).isEqualTo("sp+mis%3A1:s3cret%26%3D%2B%25%C3%A9");
        assertThat(request.body()).isEqualTo("grant_type=client_credentials");
    }

    @Test
    void inTheQueryTheParametersFollowThoseOfTheAddress() {
        OAuth2 tenant = OAuth2.clientCredentials(URI.create(server.uri() + "?tenant=1#top"), ID, SECRET);

        Request request = asked(tenant.parametersInQuery().scope("search"));

        assertThat(request.line())
                .isEqualTo("POST /oauth2/client/token?tenant=1&grant_type=client_credentials&client_id=sp%20mis%3A1"
                        + "&client_secret=s3cret%26%3D%2B%25%C3%A9&scope=search");
        assertThat(request.body()).isEmpty();
    }

    @Test
    void asJsonTheParametersAreMembers() throws Exception {
        Request request = asked(oauth2.parametersAsJson().parameter("audience", "a\"b"));

        assertThat(request.contentType()).isEqualTo("application/json");
        JsonNode json = new JsonMapper().readTree(request.body());
        assertThat(json)
                .isEqualTo(new JsonMapper()
                        .createObjectNode()
                        .put("grant_type", "client_credentials")
                        .put("client_id", ID)
                        .put("client_secret", SECRET)
                        .put("audience", "a\"b"));
    }

    @Test
    void aLoginSendsNameAndPasswordAsJsonAndTakesTheTokenFromAnotherMember() throws Exception {
        try (TokenServer login = new TokenServer(request -> Reply.of(200, "{\"jwt\":\"t0ken-7\"}"))) {
            PasswordLogin named = PasswordLogin.json(login.uri(), "Admin", "p\"ss")
                    .members("user", "secret")
                    .tokenMember("jwt")
                    .withoutBearer();

            assertThat(named.bind(transport, new TestTime(), "imis.example.gov").header())
                    .contains("t0ken-7");

            assertThat(new JsonMapper().readTree(login.requests().get(0).body()))
                    .isEqualTo(new JsonMapper()
                            .createObjectNode()
                            .put("user", "Admin")
                            .put("secret", "p\"ss"));
        }
    }

    @Test
    void theTokenCanBeSentWithoutTheWordBearer() {
        assertThat(oauth2.withoutBearer()
                        .bind(transport, new TestTime(), "crvs.example.gov")
                        .header())
                .contains("t0ken-1");
    }

    @Test
    void eachMethodLeavesTheOriginalAsItWas() {
        oauth2.scope("x")
                .parameter("a", "b")
                .basicAuthentication()
                .parametersAsJson()
                .withoutBearer();

        assertThat(asked(oauth2).body()).doesNotContain("scope", "a=b");
    }

    @Test
    void nothingIsSentBeforeATokenIsNeeded() {
        oauth2.bind(transport, new TestTime(), "crvs.example.gov");

        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://idp.example.gov/token", "ftp://idp.example.gov/token", "/token", "https://u:p@idp/"})
    void theAddressKeepsTheRulesForPeers(String address) {
        OAuth2 elsewhere = OAuth2.clientCredentials(URI.create(address), ID, SECRET);
        PasswordLogin login = PasswordLogin.json(URI.create(address), ID, SECRET);

        for (Authentication authentication : new Authentication[] {elsewhere, login}) {
            assertThatThrownBy(() -> authentication.bind(transport, new TestTime(), "crvs.example.gov"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        URI uri = server.uri();
        for (org.assertj.core.api.ThrowableAssert.ThrowingCallable mistake :
                new org.assertj.core.api.ThrowableAssert.ThrowingCallable[] {
                    () -> OAuth2.clientCredentials(uri, " ", SECRET),
                    () -> OAuth2.clientCredentials(uri, ID, ""),
                    () -> oauth2.scope(),
                    () -> oauth2.scope("a b"),
                    () -> oauth2.scope(""),
                    () -> oauth2.parameter("client_secret", "x"),
                    () -> oauth2.parameter(" ", "x"),
                    () -> oauth2.tokenMember(" "),
                    () -> oauth2.defaultLifetime(Duration.ZERO),
                    () -> oauth2.defaultLifetime(Duration.ofDays(2)),
                    () -> PasswordLogin.json(uri, "", "x"),
                    () -> PasswordLogin.json(uri, "x", " "),
                    () -> PasswordLogin.json(uri, "x", "y").members("a", "a")
                }) {
            assertThatThrownBy(mistake)
                    .isInstanceOf(IllegalArgumentException.class)
                    .message()
                    .doesNotContain(SECRET);
        }
    }

    @Test
    void neitherIdNorSecretIsPrinted() {
        assertThat(oauth2).hasToString("OAuth2[127.0.0.1]");
        assertThat(PasswordLogin.json(server.uri(), ID, SECRET)).hasToString("PasswordLogin[127.0.0.1]");
        assertThat(oauth2.bind(transport, new TestTime(), "crvs.example.gov"))
                .hasToString("TokenSession[peer=crvs.example.gov]");
    }
}
