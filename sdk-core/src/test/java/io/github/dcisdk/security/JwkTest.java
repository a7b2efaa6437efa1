package io.github.dcisdk.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys in JSON: the examples of the RFCs, and what is not believed. */
class JwkTest {
    /** RFC 7517 appendix A.1 and RFC 7638 section 3.1. */
    private static final String RSA_N =
            "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3"
                    + "oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9"
                    + "c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw"
                    + "0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";

    private static final String RSA =
            "{\"kty\":\"RSA\",\"n\":\"" + RSA_N + "\",\"e\":\"AQAB\",\"alg\":\"RS256\",\"kid\":\"2011-04-29\"}";
    private static final String EC_FOR_ENCRYPTION =
            "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4\","
                    + "\"y\":\"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM\",\"use\":\"enc\",\"kid\":\"1\"}";
    private static final String EC = EC_FOR_ENCRYPTION.replace("\"use\":\"enc\",", "");

    /** RFC 8037 appendix A.1 and A.2. */
    private static final String ED25519 =
            "{\"kty\":\"OKP\",\"crv\":\"Ed25519\"," + "\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}";

    private static final String ED25519_PRIVATE =
            ED25519.replace("}", ",\"d\":\"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A\"}");

    @Test
    void theThumbprintsOfTheRfcsAreWorkedOut() {
        VerificationKey rsa = VerificationKey.jwk(RSA);
        assertThat(rsa.keyId()).isEqualTo("2011-04-29");
        assertThat(rsa.algorithm()).isEqualTo(SignatureAlgorithm.RS256);
        assertThat(rsa.thumbprint()).isEqualTo("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
        VerificationKey ed25519 = VerificationKey.jwk(ED25519);
        assertThat(ed25519.keyId())
                .isEqualTo(ed25519.thumbprint())
                .isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
        assertThat(VerificationKey.jwk(EC).algorithm()).isEqualTo(SignatureAlgorithm.ES256);
    }

    @Test
    void theSignatureOfRfc8037IsMade() {
        byte[] input = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc".getBytes(StandardCharsets.US_ASCII);
        SigningKey key = SigningKey.jwk(ED25519_PRIVATE);
        assertThat(StrictBase64.encodeUrl(key.sign(input)))
                .isEqualTo("hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg");
        assertThat(key.verificationKey()).isEqualTo(VerificationKey.jwk(ED25519));
    }

    /** RFC 7515 appendix A.3: the key, and a signature over the signing input. */
    @Test
    void theEcdsaSignatureOfRfc7515Verifies() {
        SigningKey key = SigningKey.jwk(
                "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\","
                        + "\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\","
                        + "\"d\":\"jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI\"}");
        byte[] input = Rfc7515.input("ES256");
        byte[] signature = StrictBase64.decodeUrl(
                        "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q")
                .orElseThrow();
        assertThat(key.verificationKey().verifies(input, signature)).isTrue();
        assertThat(key.verificationKey().verifies(input, key.sign(input))).isTrue();
        input[0]++;
        assertThat(key.verificationKey().verifies(input, signature)).isFalse();
    }

    /** RFC 7515 appendix A.2. */
    @Test
    void theRsaSignatureOfRfc7515IsMade() {
        SigningKey key = SigningKey.jwk(Rfc7515.RSA_JWK);
        byte[] input = Rfc7515.input("RS256");
        assertThat(StrictBase64.encodeUrl(key.sign(input))).isEqualTo(Rfc7515.RSA_SIGNATURE);
        assertThat(key.verificationKey()
                        .verifies(
                                input,
                                StrictBase64.decodeUrl(Rfc7515.RSA_SIGNATURE).orElseThrow()))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"} | private or symmetric",
                "{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"3p7bfXt9wbTTW2HC7OQ1Nz-DQ8hbeGdNrfx-FG-IK08\"} | no supported kind",
                "{\"kty\":\"EC\",\"crv\":\"P-384\"} | no supported kind",
                "{\"crv\":\"Ed25519\"} | no supported kind",
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo=\"} | Base64url",
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qY AYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"} | Base64url",
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AAAA\"} | has 32 bytes",
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\"} | lacks a member",
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":1} | is no string",
                "{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"} | do not form a key",
                "{\"kty\":\"RSA\",\"kty\":\"RSA\"} | twice",
                "[] | no JSON object",
                "{ | no JSON object"
            })
    void whatIsNoPublicKeyForSignaturesIsRefused(String jwk, String reason) {
        assertThatThrownBy(() -> VerificationKey.jwk(jwk))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void aKeyForAnotherUseOrAlgorithmIsRefused() {
        for (String changed : List.of(
                EC_FOR_ENCRYPTION,
                RSA.replace("RS256", "RS512"),
                RSA.replace("RS256", "HS256"),
                RSA.replace("RS256", "none"),
                RSA.replace("\"alg\"", "\"key_ops\":[\"encrypt\"],\"alg\""),
                RSA.replace("\"alg\"", "\"key_ops\":\"verify\",\"alg\""),
                RSA.replace("AQAB", "AQ"),
                RSA.replace("AQAB", "Ag"),
                RSA.replace("2011-04-29", " "),
                EC.replace("\"y\":\"4", "\"y\":\"5"))) {
            assertThatThrownBy(() -> VerificationKey.jwk(changed))
                    .as(changed)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasNoCause();
        }
        assertThat(VerificationKey.jwk(RSA.replace("\"alg\"", "\"use\":\"sig\",\"key_ops\":[\"verify\"],\"alg\""))
                        .keyId())
                .isEqualTo("2011-04-29");
        assertThat(VerificationKey.jwk(ED25519.replace("}", ",\"alg\":\"Ed25519\"}"))
                        .algorithm())
                .isEqualTo(SignatureAlgorithm.ED25519);
    }

    @Test
    void aPrivateKeyBelongsWithItsOwnerAlone() {
        assertThatThrownBy(() -> VerificationKey.jwk(ED25519_PRIVATE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("private")
                .hasMessageNotContaining("nWGxne");
        assertThatThrownBy(() -> SigningKey.jwk(ED25519)).hasMessageContaining("the private key is needed");
        assertThatThrownBy(() -> SigningKey.jwk(ED25519_PRIVATE.replace("nWGxne", "nWGxnf")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("do not belong together")
                .hasMessageNotContaining("nWGxn");
    }

    @Test
    void aSetGivesTheKeysThatCanBeUsedAndNamesTheOthers() {
        JwkSet set = JwkSet.parse("{\"keys\":[" + EC_FOR_ENCRYPTION + "," + RSA + "," + ED25519_PRIVATE + "," + ED25519
                + ",7,{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"},{\"kty\":\"new\"}," + RSA + "],\"other\":1}");
        assertThat(set.keys()).containsExactly(VerificationKey.jwk(RSA), VerificationKey.jwk(ED25519));
        assertThat(set.encryptionKeys()).containsExactly(EncryptionKey.jwk(EC_FOR_ENCRYPTION));
        assertThat(set.skipped()).hasSize(5);
        assertThat(set.skipped()).anyMatch(text -> text.contains("twice")).noneMatch(text -> text.contains("nWGxne"));
        assertThat(JwkSet.parse(set.toJson()).keys()).isEqualTo(set.keys());
        assertThat(JwkSet.parse(set.toJson()).encryptionKeys()).isEqualTo(set.encryptionKeys());
        assertThat(set).hasToString("JwkSet[2 keys for signatures, 1 for encryption]");
    }

    @Test
    void aSetOfPrivateKeysIsPublishedWithoutThem() {
        SigningKey key = SigningKey.jwk(ED25519_PRIVATE);
        assertThat(JwkSet.of(List.of(key.verificationKey())).toJson())
                .contains("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")
                .doesNotContain("\"d\"");
        assertThatThrownBy(() -> JwkSet.of(List.of(key.verificationKey(), key.verificationKey())))
                .hasMessageContaining("two keys have the id");
    }

    @Test
    void whatIsNoSetIsRefused() {
        for (String text : List.of(
                "",
                "[]",
                "{}",
                "{\"keys\":{}}",
                "{\"keys\":[],\"keys\":[]}",
                "{\"keys\":[{\"kty\":\"a\",\"kty\":\"b\"}]}",
                "{\"keys\":[]} x",
                "{\"keys\":[" + "1,".repeat(100) + "1]}",
                "{\"keys\":[" + " ".repeat(JwkSet.MAX_BYTES) + "]}")) {
            assertThatThrownBy(() -> JwkSet.parse(text)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(JwkSet.parse("{\"keys\":[]}").keys()).isEmpty();
    }
}
