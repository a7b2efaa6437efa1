package io.github.dcisdk.security;

import static io.github.dcisdk.security.SignedMessages.MESSAGE;
import static io.github.dcisdk.security.SignedMessages.NOW;
import static io.github.dcisdk.security.SignedMessages.envelope;
import static io.github.dcisdk.security.SignedMessages.failed;
import static io.github.dcisdk.security.SignedMessages.text;
import static io.github.dcisdk.security.SignedMessages.verified;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dcisdk.json.MessageSlicer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an attacker, or a sloppy sender, can do to a JSON Web Signature. */
class JwsDialectsTest {
    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

    private static String payload(Dialect dialect) {
        return "{\"header\":" + dialect.header() + ",\"message\":" + MESSAGE + "}";
    }

    /** The payload as it is signed in the dialect. */
    private static String signedPayload(Dialect dialect) {
        return dialect.scheme == SignatureSchemes.JWS_COMPACT
                ? payload(dialect)
                : new String(
                        CanonicalJson.write(SignedMessages.slice(payload(dialect)), JsonStyle.ORJSON),
                        StandardCharsets.UTF_8);
    }

    private static String protectedHeader(Dialect dialect) {
        return "{\"alg\":\"" + dialect.algorithm() + "\",\"kid\":\"" + dialect.key.keyId() + "\"}";
    }

    private static SignatureCheck check(Dialect dialect, String protectedHeader) {
        return dialect.check(envelope(dialect.jws(protectedHeader, signedPayload(dialect)), dialect.header(), MESSAGE));
    }

    @ParameterizedTest
    @EnumSource(names = {"COMPACT_RSA", "COMPACT_EC", "DETACHED_RSA", "DETACHED_EC", "DETACHED_ED25519"})
    void theHeaderHoldsAlgorithmAndKeyIdOnly(Dialect dialect) {
        String signature = dialect.sign(dialect.header(), MESSAGE);
        String first = signature.substring(0, signature.indexOf('.'));
        assertThat(new String(Base64.getUrlDecoder().decode(first), StandardCharsets.UTF_8))
                .isEqualTo(protectedHeader(dialect));
        assertThat(check(dialect, protectedHeader(dialect))).isInstanceOf(SignatureCheck.Verified.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"COMPACT_RSA", "COMPACT_EC", "DETACHED_RSA", "DETACHED_EC", "DETACHED_ED25519"})
    void membersThatWouldChangeTheSignatureOrNameAnotherKeyAreRefused(Dialect dialect) {
        String header = protectedHeader(dialect);
        for (String member : List.of(
                "\"crit\":[]",
                "\"crit\":[\"b64\"],\"b64\":false",
                "\"b64\":true",
                "\"zip\":\"DEF\"",
                "\"jwk\":{}",
                "\"jku\":\"https://evil.example\"",
                "\"x5u\":\"https://evil.example\"",
                "\"kid\":\"" + dialect.key.keyId() + "\"",
                "\"\\u0061lg\":\"" + dialect.algorithm() + "\"")) {
            assertThat(check(dialect, header.replace("}", "," + member + "}")))
                    .as(member)
                    .isEqualTo(failed(SignatureFailure.MALFORMED));
        }
        for (String member : List.of("\"typ\":\"JWT\"", "\"x5c\":[\"AAAA\"]", "\"x\":{\"crit\":1}")) {
            assertThat(check(dialect, header.replace("}", "," + member + "}")))
                    .as(member + " is not read")
                    .isInstanceOf(SignatureCheck.Verified.class);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"COMPACT_RSA", "COMPACT_EC", "DETACHED_RSA", "DETACHED_EC", "DETACHED_ED25519"})
    void aHeaderThatIsNoneIsRefused(Dialect dialect) {
        for (String header : List.of(
                "{}",
                "[]",
                "\"\"",
                "{\"kid\":\"" + dialect.key.keyId() + "\"}",
                "{\"alg\":1,\"kid\":\"k\"}",
                "{\"alg\":null,\"kid\":\"k\"}",
                protectedHeader(dialect) + "x",
                protectedHeader(dialect).replace("\"kid\":\"", "\"kid\":[\"").replace("\"}", "\"]}"))) {
            assertThat(check(dialect, header)).as(header).isEqualTo(failed(SignatureFailure.MALFORMED));
        }
        assertThat(check(dialect, protectedHeader(dialect).replace("}", ",\"x\":\"" + "a".repeat(10_000) + "\"}")))
                .isEqualTo(failed(SignatureFailure.TOO_LONG));
    }

    @ParameterizedTest
    @EnumSource(names = {"COMPACT_RSA", "COMPACT_EC", "DETACHED_RSA", "DETACHED_EC", "DETACHED_ED25519"})
    void onlyTheAlgorithmOfTheKeyItselfIsBelieved(Dialect dialect) {
        for (String algorithm : List.of(
                "none", "None", "", "HS256", "RS512", "PS256", "ES384", "RS256 ", "rs256", "EdDSA", "RS256", "ES256")) {
            if (!algorithm.equals(dialect.algorithm())) {
                assertThat(check(
                                dialect,
                                protectedHeader(dialect)
                                        .replace("\"" + dialect.algorithm() + "\"", "\"" + algorithm + "\"")))
                        .as(algorithm)
                        .isEqualTo(failed(SignatureFailure.WRONG_ALGORITHM));
            }
        }
        assertThat(check(
                        Dialect.DETACHED_ED25519,
                        protectedHeader(Dialect.DETACHED_ED25519).replace("EdDSA", "Ed25519")))
                .isInstanceOf(SignatureCheck.Verified.class);
    }

    /** The oldest trick: a public key, which everybody has, as the secret of an HMAC. */
    @ParameterizedTest
    @EnumSource(names = {"COMPACT_RSA", "COMPACT_EC", "DETACHED_RSA", "DETACHED_EC", "DETACHED_ED25519"})
    void anHmacUnderThePublicKeyIsNoSignature(Dialect dialect) throws GeneralSecurityException {
        VerificationKey key = dialect.key.verificationKey();
        for (byte[] secret : List.of(key.publicKey().getEncoded(), key.toPem().getBytes(StandardCharsets.US_ASCII))) {
            for (String algorithm : List.of("HS256", dialect.algorithm())) {
                String header = protectedHeader(dialect).replace(dialect.algorithm(), algorithm);
                String first = URL.encodeToString(header.getBytes(StandardCharsets.UTF_8));
                String second = URL.encodeToString(signedPayload(dialect).getBytes(StandardCharsets.UTF_8));
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(secret, "HmacSHA256"));
                byte[] value = mac.doFinal((first + "." + second).getBytes(StandardCharsets.US_ASCII));
                String middle = dialect.scheme == SignatureSchemes.JWS_COMPACT ? second : "";
                assertThat(dialect.check(envelope(
                                first + "." + middle + "." + URL.encodeToString(value), dialect.header(), MESSAGE)))
                        .isInstanceOf(SignatureCheck.Failed.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"COMPACT_RSA", "COMPACT_EC", "DETACHED_RSA", "DETACHED_EC", "DETACHED_ED25519"})
    void otherSpellingsOfTheSameSignatureAreNone(Dialect dialect) {
        String header = dialect.header();
        String signature = dialect.sign(header, MESSAGE);
        String sixBits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        char last = signature.charAt(signature.length() - 1);
        String twin = signature.substring(0, signature.length() - 1) + sixBits.charAt(sixBits.indexOf(last) + 1);
        for (String changed : List.of(
                twin,
                signature + "=",
                signature + "==",
                signature + ".",
                "." + signature,
                signature + "\n",
                " " + signature,
                signature.replace(".", "=."),
                signature.substring(0, signature.length() - 1))) {
            assertThat(dialect.check(envelope(changed, header, MESSAGE)))
                    .as(changed)
                    .isInstanceOf(SignatureCheck.Failed.class);
        }
    }

    @Test
    void anUnknownKeyIdIsRefusedAndNoneMeansAnyKeyOfTheSenderWhereTheDialectAllowsIt() {
        Dialect detached = Dialect.DETACHED_RSA;
        String without = "{\"alg\":\"RS256\",\"typ\":\"JWT\"}";
        assertThat(check(detached, without)).isInstanceOf(SignatureCheck.Verified.class);
        assertThat(check(Dialect.COMPACT_RSA, without)).isEqualTo(failed(SignatureFailure.MALFORMED));
        for (Dialect dialect : List.of(detached, Dialect.COMPACT_RSA)) {
            assertThat(check(dialect, "{\"alg\":\"RS256\",\"kid\":\"other\"}"))
                    .isEqualTo(failed(SignatureFailure.UNKNOWN_KEY));
        }
        TrustedSender several = TrustedSender.signing(
                        detached.senderId,
                        Dialect.DETACHED_EC.key.verificationKey(),
                        SigningKey.generate(SignatureAlgorithm.RS256, "older").verificationKey(),
                        detached.key.verificationKey())
                .withSchemes(detached.scheme);
        assertThat(verified(SignedMessages.verifier(NOW, several)
                                .check(envelope(
                                        detached.jws(without, signedPayload(detached)), detached.header(), MESSAGE)))
                        .key())
                .isEqualTo(detached.key.verificationKey());
    }

    @Test
    void whatStandsAroundACompactSignatureMustSayWhatItSays() {
        Dialect dialect = Dialect.COMPACT_RSA;
        String header = dialect.header();
        String signature = dialect.sign(header, MESSAGE);
        for (String changed : List.of(MESSAGE.replace("t-1", "t-2"), "{}", "{\"transaction_id\":\"t-1\"}")) {
            assertThat(dialect.check(envelope(signature, header, changed)))
                    .isEqualTo(failed(SignatureFailure.OTHER_CONTENT));
        }
        for (String changed :
                List.of(header.replace("m-1", "m-2"), header.replace("{\"version\"", "{\"x\":1,\"version\""))) {
            assertThat(dialect.check(envelope(signature, changed, MESSAGE)))
                    .isEqualTo(failed(SignatureFailure.OTHER_CONTENT));
        }
        String more =
                "{\"x\":1,\"signature\":\"" + signature + "\",\"header\":" + header + ",\"message\":" + MESSAGE + "}";
        assertThat(dialect.check(MessageSlicer.slice(more.getBytes(StandardCharsets.UTF_8))))
                .as("a member beside header and message")
                .isEqualTo(failed(SignatureFailure.OTHER_CONTENT));
    }

    @Test
    void anotherSpellingOfTheSameContentIsTheSameAndThePayloadIsWhatCounts() {
        Dialect dialect = Dialect.COMPACT_RSA;
        String header = dialect.header();
        String signed = "{\"n\":1e2,\"t\":\"\u00e9/\",\"o\":{\"a\":1,\"b\":-0}}";
        String sent = "{ \"o\" : {\"b\":0, \"a\":1}, \"n\":100.0 , \"t\":\"\\u00e9\\/\" }";
        VerifiedContent content = verified(dialect.check(envelope(dialect.sign(header, signed), header, sent)));
        assertThat(text(content.message())).isEqualTo(signed);
        String signedMore = "{\"extra\":[1],\"header\":" + header + ",\"message\":" + MESSAGE + "}";
        String envelope = "{\"extra\":[1],\"signature\":\"" + dialect.jws(protectedHeader(dialect), signedMore)
                + "\",\"header\":" + header + ",\"message\":" + MESSAGE + "}";
        assertThat(dialect.check(MessageSlicer.slice(envelope.getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(SignatureCheck.Verified.class);
    }

    @Test
    void aPayloadThatTwoReadersCouldReadDifferentlyProvesNothing() {
        Dialect dialect = Dialect.COMPACT_RSA;
        String header = dialect.header();
        for (String payload : List.of(
                payload(dialect).replace("{\"transaction_id\"", "{\"transaction_id\":\"x\",\"transaction_id\""),
                payload(dialect) + "{}",
                payload(dialect).replace("\"t-1\"", "\"\\ud800\""))) {
            assertThat(dialect.check(envelope(dialect.jws(protectedHeader(dialect), payload), header, MESSAGE)))
                    .isEqualTo(failed(SignatureFailure.AMBIGUOUS_CONTENT));
        }
        for (String payload : List.of(
                "",
                "[]",
                "{}",
                "{\"header\":" + header + "}",
                "\ufeff" + payload(dialect),
                "{\"header\":{},\"header\":" + header + ",\"message\":" + MESSAGE + "}")) {
            assertThat(dialect.check(envelope(dialect.jws(protectedHeader(dialect), payload), header, MESSAGE)))
                    .as(payload)
                    .isInstanceOf(SignatureCheck.Failed.class);
        }
    }

    @Test
    void theFormerTextsOfNumbersVerifyInTheDetachedForm() {
        Dialect dialect = Dialect.DETACHED_EC;
        String header = dialect.header();
        String message = "{\"a\":1e16}";
        for (String written : List.of("1e+16", "1e16")) {
            String payload = "{\"header\":"
                    + new String(
                            CanonicalJson.write(SignedMessages.slice(header), JsonStyle.ORJSON), StandardCharsets.UTF_8)
                    + ",\"message\":{\"a\":" + written + "}}";
            assertThat(dialect.check(envelope(dialect.jws(protectedHeader(dialect), payload), header, message)))
                    .isInstanceOf(SignatureCheck.Verified.class);
        }
    }
}
