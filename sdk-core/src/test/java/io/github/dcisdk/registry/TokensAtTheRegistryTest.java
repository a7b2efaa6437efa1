package io.github.dcisdk.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.dcisdk.auth.InboundAuthentication;
import io.github.dcisdk.auth.JwtIssuer;
import io.github.dcisdk.auth.JwtTokens;
import io.github.dcisdk.auth.OAuth2;
import io.github.dcisdk.auth.TokenIssuer;
import io.github.dcisdk.auth.TokenKeys;
import io.github.dcisdk.client.Dci;
import io.github.dcisdk.client.RegistryClient;
import io.github.dcisdk.error.HttpStatusException;
import io.github.dcisdk.error.TokenException;
import io.github.dcisdk.inbound.AuditSink;
import io.github.dcisdk.inbound.JdkHttpServer;
import io.github.dcisdk.inbound.Refusal;
import io.github.dcisdk.inbound.TokenEndpoint;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.security.TrustedSender;
import io.github.dcisdk.transport.TestTime;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A registry and its token endpoint on one server, and a consumer that asks both; JWTs of an issuer elsewhere. */
@Timeout(60)
class TokensAtTheRegistryTest {
    private static final String SECRET = "s3cret-of-the-spmis";

    private final TestTime time = new TestTime();
    private final Dci registry = Dci.builder()
            .identity(TestRegistry.ID, TestRegistry.OWN_KEY)
            .clock(time)
            .trust(TrustedSender.signing(TestRegistry.SENDER, TestRegistry.SENDER_KEY.verificationKey()))
            .trust(TrustedSender.withoutSignature(TestRegistry.UNSIGNED_SENDER))
            .build();
    private final TokenIssuer issuer = TokenIssuer.builder()
            .client("spmis", SECRET, TestRegistry.SENDER, "search", "events")
            .client("old-spmis", "s3cret-of-the-old-one", TestRegistry.UNSIGNED_SENDER, "search")
            .scope("search", "search")
            .clock(time)
            .build();
    private final JdkHttpServer server = JdkHttpServer.builder(endpoint(issuer))
            .handler(TokenEndpoint.PATH, TokenEndpoint.of(issuer))
            .start();
    private final Dci signing = Dci.builder()
            .identity(TestRegistry.SENDER, TestRegistry.SENDER_KEY)
            .clock(time)
            .build();

    @AfterEach
    void close() {
        signing.close();
        server.close();
        registry.close();
    }

    private RegistryEndpoint endpoint(InboundAuthentication authentication) {
        return RegistryEndpoint.of(registry, TestRegistry.PROFILE)
                .audit(AuditSink.none())
                .search(TestRegistry.PERSON, (query, context) -> SearchResult.all(TestRegistry.PEOPLE))
                .authentication(authentication)
                .build();
    }

    private RegistryClient client(Dci side, OAuth2 auth) {
        return RegistryClient.of(
                side.peer(TestRegistry.ID)
                        .baseUrl(server.baseUrl())
                        .trust(TestRegistry.OWN_KEY.verificationKey())
                        .auth(auth)
                        .build(),
                TestRegistry.PROFILE);
    }

    private OAuth2 credentials(String clientId, String secret) {
        return OAuth2.clientCredentials(URI.create(server.baseUrl() + TokenEndpoint.PATH), clientId, secret);
    }

    private static int found(RegistryClient client) {
        return client.search(TestRegistry.PERSON, Query.identifier("UIN", "SYN-1"))
                .records()
                .size();
    }

    @Test
    void aConsumerGetsATokenAndAnotherWhenThatHasExpired() {
        RegistryClient client = client(signing, credentials("spmis", SECRET).basicAuthentication());

        assertThat(found(client)).isEqualTo(3);
        time.pass(Duration.ofMinutes(10));
        assertThat(found(client)).isEqualTo(3);
    }

    @Test
    void whoCannotSignIsKnownByItsToken() {
        try (Dci unsigned = Dci.builder()
                .identityWithoutSignature(TestRegistry.UNSIGNED_SENDER)
                .clock(time)
                .build()) {
            assertThat(found(client(unsigned, credentials("old-spmis", "s3cret-of-the-old-one"))))
                    .isEqualTo(3);
            // The right token of somebody else does not let it in.
            assertThat(catchThrowableOfType(
                                    io.github.dcisdk.error.RefusedException.class,
                                    () -> found(client(unsigned, credentials("spmis", SECRET))))
                            .refusalCode())
                    .contains("err.sender_id.invalid");
        }
    }

    @Test
    void aTokenWithoutTheScopeIsForbiddenToSearch() {
        HttpStatusException error = catchThrowableOfType(
                HttpStatusException.class,
                () -> found(client(signing, credentials("spmis", SECRET).scope("events"))));

        assertThat(error.status()).isEqualTo(403);
        assertThat(error.refusalCode()).contains("err.request.forbidden");
    }

    @Test
    void aWrongSecretIsSaidToTheCaller() {
        TokenException error =
                catchThrowableOfType(TokenException.class, () -> found(client(signing, credentials("spmis", "wrong"))));

        assertThat(error.oauthError()).contains("invalid_client");
    }

    private static String jwt(SigningKey key, String subject, String scope) {
        String input = base64("{\"alg\":\"EdDSA\",\"typ\":\"at+jwt\"}") + "."
                + base64("{\"iss\":\"https://idp.example.gov\",\"aud\":\"crvs\",\"sub\":\"" + subject + "\",\"exp\":"
                        + (TestTime.START.getEpochSecond() + 300) + ",\"scope\":\"" + scope + "\"}");
        byte[] signature = key.sign(input.getBytes(StandardCharsets.US_ASCII));
        return input + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theSubjectOfAJwtIsTheSenderOfTheMessage() {
        SigningKey key = SigningKey.generate("idp-key");
        JwtTokens tokens = JwtTokens.of(
                time,
                JwtIssuer.of("https://idp.example.gov", "crvs", TokenKeys.of(key.verificationKey()))
                        .sender("client-7", TestRegistry.SENDER)
                        .sender("client-8", TestRegistry.UNSIGNED_SENDER)
                        .scope("search", "search"));
        byte[] message = TestRequest.search()
                .header("message_ts", TestTime.START.toString())
                .signed(TestRegistry.SENDER, TestRegistry.SENDER_KEY, TestTime.START);
        try (JdkHttpServer other = JdkHttpServer.startOnLoopback(endpoint(tokens))) {
            send(other, message, jwt(key, "client-7", "search")).answered();
            send(other, message, jwt(key, "client-8", "search")).refusedWith(Refusal.SENDER_INVALID);
            send(other, message, jwt(key, "client-9", "search")).refusedWith(Refusal.TOKEN_INVALID);
            TestAnswer forbidden = send(other, message, jwt(key, "client-7", "events"));
            forbidden.refusedWith(Refusal.INSUFFICIENT_SCOPE);
            assertThat(forbidden.headers().firstValue("WWW-Authenticate"))
                    .contains("Bearer error=\"insufficient_scope\"");
            TestAnswer forged = send(other, message, jwt(SigningKey.generate("idp-key"), "client-7", "search"));
            forged.refusedWith(Refusal.TOKEN_INVALID);
            assertThat(forged.headers().firstValue("WWW-Authenticate")).contains("Bearer error=\"invalid_token\"");
        }
    }

    private static TestAnswer send(JdkHttpServer server, byte[] message, String token) {
        return TestRegistry.send(
                server,
                TestRegistry.PATH,
                "POST",
                message,
                "Content-Type",
                "application/json",
                "Authorization",
                "Bearer " + token);
    }
}
