package io.github.dcisdk.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import io.github.dcisdk.auth.InboundAuthentication.Caller;
import io.github.dcisdk.security.JwkSet;
import io.github.dcisdk.security.SignatureAlgorithm;
import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.transport.TestTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which JWT opens the door: RFC 7519, RFC 9068, and what RFC 8725 warns of. Tokens are written by hand, to be bent. */
class JwtTokensTest {
    private static final String ISSUER = "https://idp.example.gov";
    private static final String AUDIENCE = "https://crvs.example.gov";
    private static final String SENDER = "spmis.example.gov";
    private static final SigningKey KEY = SigningKey.generate("key-1");
    private static final SigningKey RSA = SigningKey.generate(SignatureAlgorithm.RS256, "key-2");
    private static final String HEADER = "{\"alg\":\"EdDSA\",\"typ\":\"at+jwt\",\"kid\":\"key-1\"}";
    private static final long NOW = TestTime.START.getEpochSecond();
    private static final String CLAIMS = "{\"iss\":\"" + ISSUER + "\",\"aud\":\"" + AUDIENCE
            + "\",\"sub\":\"client-7\",\"exp\":" + (NOW + 300) + ",\"scope\":\"search events\"}";

    private final TestTime time = new TestTime();
    private final JwtIssuer issuer = JwtIssuer.of(
                    ISSUER, AUDIENCE, TokenKeys.of(KEY.verificationKey(), RSA.verificationKey()))
            .sender("client-7", SENDER);
    private final JwtTokens tokens = JwtTokens.of(time, issuer);

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String jwt(SigningKey key, String header, String claims) {
        String input = base64(header) + "." + base64(claims);
        return input + "." + base64(key.sign(input.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String jwt(String header, String claims) {
        return jwt(KEY, header, claims);
    }

    private Caller check(String token) {
        return tokens.check("Bearer " + token);
    }

    private void assertRefused(String token) {
        assertThat(check(token).isAdmitted()).isFalse();
    }

    private void assertAdmitted(String token) {
        assertThat(check(token).senderId()).contains(SENDER);
    }

    @ParameterizedTest
    @EnumSource(SignatureAlgorithm.class)
    void aTokenStandsForTheSenderThatItsSubjectIs(SignatureAlgorithm algorithm) {
        SigningKey key = SigningKey.generate(algorithm, "k");
        JwtTokens believing = JwtTokens.of(
                time,
                JwtIssuer.of(ISSUER, AUDIENCE, TokenKeys.of(key.verificationKey()))
                        .sender("client-7", SENDER));
        String name = algorithm == SignatureAlgorithm.ED25519 ? "EdDSA" : algorithm.name();

        assertThat(believing
                        .check("Bearer " + jwt(key, "{\"alg\":\"" + name + "\",\"kid\":\"k\"}", CLAIMS))
                        .senderId())
                .contains(SENDER);
        assertThat(believing
                        .check("Bearer " + jwt(KEY, "{\"alg\":\"" + name + "\"}", CLAIMS))
                        .isAdmitted())
                .isFalse();
    }

    @Test
    void itEndsWithItsEndGiveOrTakeAMinute() {
        String token = jwt(HEADER, CLAIMS);

        time.pass(Duration.ofSeconds(359));
        assertAdmitted(token);
        time.pass(Duration.ofSeconds(2));
        assertRefused(token);
    }

    @Test
    void itBeginsWithItsBeginningGiveOrTakeAMinute() {
        assertAdmitted(jwt(HEADER, CLAIMS.replace("{\"iss\"", "{\"nbf\":" + (NOW + 59) + ",\"iss\"")));
        assertRefused(jwt(HEADER, CLAIMS.replace("{\"iss\"", "{\"nbf\":" + (NOW + 62) + ",\"iss\"")));
    }

    @Test
    void aMemberThatMattersIsThereAndRight() {
        for (String claims : List.of(
                CLAIMS.replace("\"exp\"", "\"xp\""),
                CLAIMS.replace("\"exp\":", "\"exp\":\"soon\",\"x\":"),
                CLAIMS.replace("\"exp\":", "\"exp\":-1,\"x\":"),
                CLAIMS.replace("\"exp\":", "\"exp\":null,\"x\":"),
                CLAIMS.replace("\"exp\":", "\"exp\":1e400,\"x\":"),
                CLAIMS.replace("\"exp\":", "\"exp\":9223372036854775807,\"x\":"),
                CLAIMS.replace("\"iss\"", "\"is\""),
                CLAIMS.replace(ISSUER, ISSUER + "/"),
                CLAIMS.replace("\"" + ISSUER + "\"", "[\"" + ISSUER + "\"]"),
                CLAIMS.replace("\"aud\"", "\"au\""),
                CLAIMS.replace(AUDIENCE, "https://other.example.gov"),
                CLAIMS.replace("\"" + AUDIENCE + "\"", "{}"),
                CLAIMS.replace("\"" + AUDIENCE + "\"", "[]"),
                CLAIMS.replace("\"sub\"", "\"su\""),
                CLAIMS.replace("\"client-7\"", "7"),
                CLAIMS.replace("client-7", "client-8"),
                CLAIMS.replace("client-7", "Client-7"),
                CLAIMS.replace("\"sub\":\"client-7\"", "\"sub\":\"client-8\",\"sub\":\"client-7\""),
                CLAIMS.replace("\"iss\":", "\"iss\":\"x\",\"iss\":"),
                "[]",
                "{}",
                "null",
                "",
                CLAIMS.substring(1),
                CLAIMS + CLAIMS)) {
            assertThat(claims).isNotEqualTo(CLAIMS);
            assertThat(check(jwt(HEADER, claims)).isAdmitted()).as(claims).isFalse();
        }
        assertAdmitted(jwt(HEADER, CLAIMS.replace("\"" + AUDIENCE + "\"", "[\"x\",\"" + AUDIENCE + "\"]")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"none\"}",
                "{\"alg\":\"None\"}",
                "{\"alg\":\"HS256\"}",
                "{\"alg\":\"ES256\",\"kid\":\"key-1\"}",
                "{\"alg\":\"RS256\",\"kid\":\"key-1\"}",
                "{\"alg\":\"eddsa\"}",
                "{\"alg\":\"\"}",
                "{\"alg\":7}",
                "{\"alg\":[\"EdDSA\"]}",
                "{}",
                "{\"alg\":\"EdDSA\",\"typ\":\"logout+jwt\"}",
                "{\"alg\":\"EdDSA\",\"typ\":\"dpop+jwt\"}",
                "{\"alg\":\"EdDSA\",\"typ\":7}",
                "{\"alg\":\"EdDSA\",\"crit\":[\"exp\"],\"exp\":1}",
                "{\"alg\":\"EdDSA\",\"crit\":[\"b64\"],\"b64\":false}",
                "{\"alg\":\"EdDSA\",\"b64\":false}",
                "{\"alg\":\"none\",\"alg\":\"EdDSA\"}",
                "{\"alg\":\"EdDSA\",\"enc\":\"A256GCM\",\"alg\":\"dir\"}"
            })
    void aHeaderThatSaysSomethingElseIsRefused(String header) {
        assertRefused(jwt(header, CLAIMS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"EdDSA\"}",
                "{\"alg\":\"Ed25519\",\"kid\":\"key-1\"}",
                "{\"alg\":\"EdDSA\",\"kid\":\"another name\"}",
                "{\"alg\":\"EdDSA\",\"typ\":\"JWT\"}",
                "{\"alg\":\"EdDSA\",\"typ\":\"application/at+JWT\"}",
                "{\"alg\":\"EdDSA\",\"jku\":\"https://evil.example.org/keys\",\"x\":1}"
            })
    void aHeaderInOtherWordsIsNot(String header) {
        assertAdmitted(jwt(header, CLAIMS));
    }

    @Test
    void aKeyThatTheTokenBringsAlongProvesNothing() {
        SigningKey own = SigningKey.generate("own");
        String jwk = own.verificationKey().toJwk();

        assertRefused(jwt(own, "{\"alg\":\"EdDSA\",\"jwk\":" + jwk + "}", CLAIMS));
        assertRefused(jwt(own, "{\"alg\":\"EdDSA\",\"kid\":\"key-1\",\"jku\":\"https://evil.example.org\"}", CLAIMS));
    }

    @Test
    void aPublicKeyIsNoSharedSecret() throws Exception {
        for (SigningKey key : List.of(KEY, RSA)) {
            for (byte[] secret : List.of(
                    key.verificationKey().publicKey().getEncoded(),
                    key.verificationKey().toPem().getBytes(StandardCharsets.US_ASCII))) {
                JWSObject forged = new JWSObject(
                        new JWSHeader.Builder(JWSAlgorithm.HS256)
                                .keyID(key.keyId())
                                .build(),
                        new Payload(CLAIMS));
                forged.sign(new MACSigner(secret));

                assertRefused(forged.serialize());
            }
        }
    }

    @Test
    void withoutSignatureThereIsNoToken() {
        String unsigned = base64("{\"alg\":\"none\"}") + "." + base64(CLAIMS);

        for (String token : List.of(unsigned + ".", unsigned, unsigned + ".AAAA", "..", "a.b.c", "a.b.c.d.e", "x")) {
            assertRefused(token);
        }
    }

    @Test
    void noChangedCharacterIsOverlooked() {
        String token = jwt(HEADER, CLAIMS);
        Random random = new Random(20261124);
        for (int i = 0; i < 500; i++) {
            StringBuilder changed = new StringBuilder(token);
            // The last character of the signature holds bits that mean nothing.
            int at = random.nextInt(token.length() - 1);
            changed.setCharAt(at, "ABCabc019-_.=+/ \u00e4".charAt(random.nextInt(17)));
            if (!changed.toString().equals(token)) {
                assertRefused(changed.toString());
            }
        }
    }

    @Test
    void aHugeTokenIsNotRead() {
        String claims = CLAIMS.replace("{\"iss\"", "{\"x\":\"" + "a".repeat(8_192) + "\",\"iss\"");

        assertRefused(jwt(HEADER, claims));
        assertRefused(jwt(HEADER, "{\"x\":" + "[".repeat(5_000)));
    }

    @Test
    void eachIssuerHasKeysAndSubjectsOfItsOwn() {
        SigningKey otherKey = SigningKey.generate("key-1");
        JwtTokens both = JwtTokens.of(
                time,
                issuer,
                JwtIssuer.of("https://other.example.gov", AUDIENCE, TokenKeys.of(otherKey.verificationKey()))
                        .sender("client-7", "pension.example.gov"));
        String others = CLAIMS.replace(ISSUER, "https://other.example.gov");

        assertThat(both.check("Bearer " + jwt(HEADER, CLAIMS)).senderId()).contains(SENDER);
        assertThat(both.check("Bearer " + jwt(otherKey, HEADER, others)).senderId())
                .contains("pension.example.gov");
        assertThat(both.check("Bearer " + jwt(otherKey, HEADER, CLAIMS)).isAdmitted())
                .isFalse();
        assertThat(both.check("Bearer " + jwt(HEADER, others)).isAdmitted()).isFalse();
    }

    @Test
    void anotherClaimCanSayWhoCallsAndAFunctionWhichSenderThatIs() {
        JwtTokens byClient = JwtTokens.of(
                time,
                JwtIssuer.of(ISSUER, AUDIENCE, TokenKeys.of(KEY.verificationKey()))
                        .senderClaim("client_id")
                        .sender("named", "named.example.gov")
                        .senders(client -> client.equals("looked-up") ? Optional.of(SENDER) : Optional.empty()));

        assertThat(byClient.check("Bearer " + jwt(HEADER, CLAIMS)).isAdmitted()).isFalse();
        assertThat(byClient.check("Bearer "
                                + jwt(HEADER, CLAIMS.replace("\"sub\":\"client-7\"", "\"client_id\":\"named\"")))
                        .senderId())
                .contains("named.example.gov");
        assertThat(byClient.check("Bearer "
                                + jwt(HEADER, CLAIMS.replace("\"sub\":\"client-7\"", "\"client_id\":\"looked-up\"")))
                        .senderId())
                .contains(SENDER);
        assertThat(byClient.check(
                                "Bearer " + jwt(HEADER, CLAIMS.replace("\"sub\":\"client-7\"", "\"client_id\":\"x\"")))
                        .isAdmitted())
                .isFalse();
    }

    @Test
    void whereScopesAreNamedTheTokenNeedsTheOneOfTheAction() {
        JwtTokens scoped = JwtTokens.of(time, issuer.scope("search", "search").scope("subscribe", "admin"));
        for (String scope : List.of("\"search events\"", "[\"events\",\"search\"]")) {
            Caller caller = scoped.check("Bearer " + jwt(HEADER, CLAIMS.replace("\"search events\"", scope)));
            assertThat(caller.senderId()).contains(SENDER);
            assertThat(caller.allows("search")).isTrue();
            assertThat(caller.allows("subscribe")).isFalse();
            assertThat(caller.allows("txn-status")).isFalse();
        }
        for (String scope : List.of("\"\"", "\"searching\"", "\"SEARCH\"", "null", "7", "{\"search\":1}", "[7]")) {
            Caller caller = scoped.check("Bearer " + jwt(HEADER, CLAIMS.replace("\"search events\"", scope)));
            assertThat(caller.allows("search")).isFalse();
        }
        assertThat(check(jwt(HEADER, CLAIMS)).allows("anything")).isTrue();
    }

    @Test
    void onlyAccessTokensCanBeTaken() {
        JwtTokens strict = JwtTokens.of(time, issuer.onlyAccessTokenType());

        assertThat(strict.check("Bearer " + jwt(HEADER, CLAIMS)).isAdmitted()).isTrue();
        for (String header : List.of("{\"alg\":\"EdDSA\"}", "{\"alg\":\"EdDSA\",\"typ\":\"JWT\"}")) {
            assertThat(strict.check("Bearer " + jwt(header, CLAIMS)).isAdmitted())
                    .isFalse();
        }
    }

    @Test
    void keysCanComeFromASetOrFromASourceThatChanges() {
        JwkSet set = JwkSet.of(List.of(KEY.verificationKey()));
        JwtTokens fromSet = JwtTokens.of(
                time, JwtIssuer.of(ISSUER, AUDIENCE, TokenKeys.of(set)).sender("client-7", SENDER));
        JwtTokens fromSource = JwtTokens.of(
                time,
                JwtIssuer.of(ISSUER, AUDIENCE, keyId -> "key-1".equals(keyId) ? set.keys() : List.of())
                        .sender("client-7", SENDER));

        assertThat(fromSet.check("Bearer " + jwt(HEADER, CLAIMS)).isAdmitted()).isTrue();
        assertThat(fromSource.check("Bearer " + jwt(HEADER, CLAIMS)).isAdmitted())
                .isTrue();
        assertThat(fromSource
                        .check("Bearer " + jwt("{\"alg\":\"EdDSA\"}", CLAIMS))
                        .isAdmitted())
                .isFalse();
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        TokenKeys keys = TokenKeys.of(KEY.verificationKey());
        for (ThrowingCallable mistake : new ThrowingCallable[] {
            () -> JwtTokens.of(),
            () -> JwtTokens.of(issuer, issuer),
            () -> JwtTokens.of(JwtIssuer.of(ISSUER, AUDIENCE, keys)),
            () -> JwtIssuer.of(" ", AUDIENCE, keys),
            () -> JwtIssuer.of(ISSUER, "", keys),
            () -> issuer.sender("client-7", "other.example.gov"),
            () -> issuer.sender("", SENDER),
            () -> issuer.sender("x", " "),
            () -> issuer.senderClaim(" "),
            () -> issuer.scope("search", "a b"),
            () -> TokenKeys.of(),
            () -> TokenKeys.of(JwkSet.of(List.of()))
        }) {
            assertThatThrownBy(mistake).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void subjectsAndSendersAreNotPrinted() {
        assertThat(tokens).hasToString("JwtTokens[JwtIssuer[https://idp.example.gov]]");
    }
}
