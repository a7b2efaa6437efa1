package io.github.dcisdk.examples.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dcisdk.auth.Authentication;
import io.github.dcisdk.auth.InboundAuthentication;
import io.github.dcisdk.auth.OAuth2;
import io.github.dcisdk.client.Dci;
import io.github.dcisdk.crvs.CrvsClient;
import io.github.dcisdk.crvs.CrvsPerson;
import io.github.dcisdk.inbound.JdkHttpServer;
import io.github.dcisdk.record.Name;
import io.github.dcisdk.registry.SearchResult;
import io.github.dcisdk.security.JwkSet;
import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.security.TrustedSender;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What docs/tokens.md shows does what the page says. */
@Timeout(60)
class TokensGuideTest {
    private static final SigningKey REGISTRY_KEY = SigningKey.generate("registry-key");
    private static final SigningKey CONSUMER_KEY = SigningKey.generate("consumer-key");
    private static final String SECRET = "made-by-chance-7f3a";

    private final Dci registry = Dci.builder()
            .identity("crvs.example.gov", REGISTRY_KEY)
            .trust(TrustedSender.signing("spmis.example.gov", CONSUMER_KEY.verificationKey()))
            .build();
    private final JdkHttpServer server = TokensGuide.ownTokens(
            registry,
            (query, context) -> SearchResult.all(List.of(CrvsPerson.builder()
                    .name(Name.builder().givenName("Sophea").build())
                    .build())),
            SECRET);
    private final Dci consumer =
            Dci.builder().identity("spmis.example.gov", CONSUMER_KEY).build();

    @AfterEach
    void close() {
        consumer.close();
        server.close();
        registry.close();
    }

    private String search(String secret) {
        CrvsClient crvs =
                TokensGuide.clientCredentials(consumer, server.baseUrl(), REGISTRY_KEY.verificationKey(), secret);
        return TokensGuide.search(crvs);
    }

    @Test
    void aConsumerGetsATokenAndSearches() {
        assertThat(search(SECRET)).isEqualTo("1 found");
    }

    @Test
    void eachKindOfEndIsToldApart() {
        assertThat(search("wrong")).isEqualTo("no token: invalid_client");
        server.close();
        assertThat(search(SECRET)).startsWith("later: DCI-100").contains("token endpoint 127.0.0.1:");
    }

    @Test
    void allFormsCanBeSetUp() {
        URI uri = URI.create("https://idp.example.gov/token");
        assertThat(TokensGuide.otherForms(OAuth2.clientCredentials(uri, "spmis", SECRET)))
                .hasToString("OAuth2[idp.example.gov]");
        for (Authentication authentication : TokensGuide.notOAuth2(uri, SECRET, "t0ken")) {
            assertThat(authentication.toString()).doesNotContain(SECRET, "t0ken");
        }
    }

    @Test
    void aMissingKeyStoreIsNoticedAtOnce(@TempDir Path folder) {
        assertThatThrownBy(() -> TokensGuide.mutualTls(folder, SECRET.toCharArray()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("spmis.p12");
    }

    @Test
    void jwtAndIssuedTokensNameTheSender() {
        SigningKey idp = SigningKey.generate("idp-key");
        String keySet = JwkSet.of(List.of(idp.verificationKey())).toJson();
        InboundAuthentication.Caller caller = TokensGuide.jwt(keySet).check("Bearer " + jwt(idp));

        assertThat(caller.senderId()).contains("spmis.example.gov");
        assertThat(caller.allows("search")).isTrue();
        assertThat(caller.allows("subscribe")).isFalse();
        assertThat(TokensGuide.issuedTokens("t0ken").check("Bearer t0ken").senderId())
                .contains("spmis.example.gov");
    }

    private static String jwt(SigningKey key) {
        long end = Instant.now().getEpochSecond() + 300;
        String input = base64("{\"alg\":\"EdDSA\",\"kid\":\"idp-key\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + base64(("{\"iss\":\"https://idp.example.gov\",\"aud\":\"crvs\",\"sub\":\"client-7\",\"exp\":" + end
                                + ",\"scope\":\"registry.search\"}")
                        .getBytes(StandardCharsets.UTF_8));
        return input + "." + base64(key.sign(input.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
