package io.github.dcisdk.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.dcisdk.auth.BearerToken;
import io.github.dcisdk.auth.OAuth2;
import io.github.dcisdk.client.ScriptedPeer.Reply;
import io.github.dcisdk.client.ScriptedPeer.Request;
import io.github.dcisdk.error.HttpStatusException;
import io.github.dcisdk.error.TokenException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A search with tokens from a token endpoint: one renewal and one repetition after HTTP 401. */
@Timeout(60)
class TokenRenewalTest {
    private static final String TOKEN_PATH = "/oauth2/client/token";
    private static final Reply UNAUTHORISED = Reply.of(401, "application/json", "{}");

    private int issued;

    /** A peer with a token endpoint of its own that lets in only those tokens. */
    private Fixture admitting(Predicate<String> tokens, Reply refusal) {
        return new Fixture(request -> {
            if (request.path().equals(TOKEN_PATH)) {
                issued++;
                return Reply.json("{\"access_token\":\"t0ken-" + issued + "\",\"expires_in\":3600}");
            }
            String authorization = request.headers().getOrDefault("authorization", "");
            return tokens.test(authorization)
                    ? Reply.json(Answers.onSearch(request, Answers.succeeded(request, "", Answers.person(1))))
                    : refusal;
        });
    }

    private static RegistryClient client(Fixture fixture) {
        return RegistryClient.of(
                fixture.dci
                        .peer(Fixture.PEER)
                        .baseUrl(fixture.peer.baseUrl())
                        .auth(OAuth2.clientCredentials(
                                URI.create(fixture.peer.baseUrl() + TOKEN_PATH), "spmis", "s3cret-of-spmis"))
                        .acceptUnsignedAnswers()
                        .build(),
                Fixture.REGISTRY);
    }

    private static List<String> sent(Fixture fixture) {
        return fixture.peer.requests().stream()
                .map(request -> request.path().equals(TOKEN_PATH)
                        ? "token"
                        : request.headers().get("authorization"))
                .toList();
    }

    private static List<Request> searches(Fixture fixture) {
        return fixture.peer.requests().stream()
                .filter(request -> !request.path().equals(TOKEN_PATH))
                .toList();
    }

    @Test
    void oneTokenServesManySearches() {
        try (Fixture fixture = admitting("Bearer t0ken-1"::equals, UNAUTHORISED)) {
            RegistryClient client = client(fixture);
            client.search(Fixture.PERSON, Fixture.QUERY);
            client.search(Fixture.PERSON, Fixture.QUERY);

            assertThat(sent(fixture)).containsExactly("token", "Bearer t0ken-1", "Bearer t0ken-1");
        }
    }

    @Test
    void afterA401TheTokenIsRenewedAndTheSameMessageSentAgain() {
        try (CapturedLog log = new CapturedLog();
                Fixture fixture = admitting("Bearer t0ken-2"::equals, UNAUTHORISED)) {
            assertThat(client(fixture).search(Fixture.PERSON, Fixture.QUERY).records())
                    .hasSize(1);

            assertThat(sent(fixture)).containsExactly("token", "Bearer t0ken-1", "token", "Bearer t0ken-2");
            assertThat(log.text()).contains("status 401").doesNotContain("t0ken", "s3cret-of-spmis");
            assertThat(searches(fixture))
                    .extracting(Request::text)
                    .containsExactly(
                            searches(fixture).get(0).text(),
                            searches(fixture).get(0).text());
        }
    }

    @Test
    void aSecond401IsTheCallers() {
        try (Fixture fixture = admitting(token -> false, UNAUTHORISED)) {
            HttpStatusException error = catchThrowableOfType(
                    HttpStatusException.class, () -> client(fixture).search(Fixture.PERSON, Fixture.QUERY));

            assertThat(error.isUnauthorised()).isTrue();
            assertThat(sent(fixture)).containsExactly("token", "Bearer t0ken-1", "token", "Bearer t0ken-2");
        }
    }

    @Test
    void a401ThatMissesASignatureIsNoMatterOfTokens() {
        Reply signatureMissing = new Reply(401, Map.of("WWW-Authenticate", "Signature"), new byte[0]);
        try (Fixture fixture = admitting(token -> false, signatureMissing)) {
            assertThatThrownBy(() -> client(fixture).search(Fixture.PERSON, Fixture.QUERY))
                    .isInstanceOf(HttpStatusException.class);

            assertThat(sent(fixture)).containsExactly("token", "Bearer t0ken-1");
        }
    }

    @Test
    void a403IsNotRepeated() {
        try (Fixture fixture = admitting(token -> false, Reply.of(403, "application/json", "{}"))) {
            assertThatThrownBy(() -> client(fixture).search(Fixture.PERSON, Fixture.QUERY))
                    .isInstanceOf(HttpStatusException.class);

            assertThat(sent(fixture)).containsExactly("token", "Bearer t0ken-1");
        }
    }

    @Test
    void aFixedTokenIsRefusedOnce() {
        try (Fixture fixture = admitting(token -> false, UNAUTHORISED)) {
            RegistryClient client = RegistryClient.of(
                    fixture.dci
                            .peer(Fixture.PEER)
                            .baseUrl(fixture.peer.baseUrl())
                            .auth(BearerToken.withoutBearer("t0ken"))
                            .acceptUnsignedAnswers()
                            .build(),
                    Fixture.REGISTRY);
            assertThatThrownBy(() -> client.search(Fixture.PERSON, Fixture.QUERY))
                    .isInstanceOf(HttpStatusException.class);

            assertThat(sent(fixture)).containsExactly("t0ken");
        }
    }

    @Test
    void withoutATokenThePeerIsNotCalled() {
        try (CapturedLog log = new CapturedLog();
                Fixture fixture =
                        new Fixture(request -> Reply.of(401, "application/json", "{\"error\":\"invalid_client\"}"))) {
            TokenException error = catchThrowableOfType(
                    TokenException.class, () -> client(fixture).search(Fixture.PERSON, Fixture.QUERY));

            assertThat(error.oauthError()).contains("invalid_client");
            assertThat(error).hasMessageContaining("peer=" + Fixture.PEER);
            assertThat(sent(fixture)).containsExactly("token");
            assertThat(log.text()).doesNotContain("s3cret-of-spmis");
        }
    }

    @Test
    void aTokenEndpointInClearTextIsFoundWhenTheClientIsBuilt() {
        try (Fixture fixture = admitting(token -> true, UNAUTHORISED)) {
            DciClient.Builder peer = fixture.dci
                    .peer(Fixture.PEER)
                    .baseUrl(fixture.peer.baseUrl())
                    .acceptUnsignedAnswers()
                    .auth(OAuth2.clientCredentials(URI.create("http://idp.example.gov/token"), "spmis", "s3cret"));

            assertThatThrownBy(peer::build)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("idp.example.gov");
        }
    }
}
