package io.github.dcisdk.security;

import static io.github.dcisdk.security.EncryptedTexts.AGREED;
import static io.github.dcisdk.security.EncryptedTexts.JSON;
import static io.github.dcisdk.security.EncryptedTexts.RECEIVER;
import static io.github.dcisdk.security.EncryptedTexts.RSA;
import static io.github.dcisdk.security.EncryptedTexts.SENDER;
import static io.github.dcisdk.security.EncryptedTexts.TEXT;
import static io.github.dcisdk.security.EncryptedTexts.WRAPPED;
import static io.github.dcisdk.security.EncryptedTexts.base64Url;
import static io.github.dcisdk.security.EncryptedTexts.decrypt;
import static io.github.dcisdk.security.EncryptedTexts.encrypted;
import static io.github.dcisdk.security.EncryptedTexts.slice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.Rule;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An encrypted message is read by its receiver, as it was written, or not at all. */
class MessageEncryptionTest {
    private static final int SEED = 20_261;

    private static void assertRead(Decryption decryption, String text) {
        assertThat(decryption).isInstanceOfSatisfying(Decryption.Decrypted.class, read -> assertThat(
                        EncryptedTexts.text(read.message()))
                .isEqualTo(text));
    }

    private static void assertFailed(Decryption decryption, DecryptionFailure reason) {
        assertThat(decryption).isEqualTo(new Decryption.Failed(reason));
    }

    @Test
    void aMessageIsReadExactlyAsItWasWritten() {
        String text = " {\"a\" : 1E2, \"b\":\"\\u00e9é\"}";
        for (DecryptionKey key : EncryptedTexts.KEYS) {
            assertRead(decrypt(encrypted(key, text), RSA, WRAPPED, AGREED), text.strip());
        }
    }

    @Test
    void theFormIsTheStandards() {
        JsonNode rsa = encrypted(RSA);
        assertThat(rsa.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("header", "encrypted_key", "iv", "ciphertext", "tag");
        assertThat(rsa.get("header").toString())
                .isEqualTo("{\"alg\":\"RSA-OAEP-256\",\"enc\":\"A256GCM\",\"kid\":\"rsa-1\"}");
        JsonNode wrapped = encrypted(WRAPPED);
        assertThat(wrapped.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("header", "encrypted_key", "iv", "ciphertext", "tag");
        assertThat(wrapped.get("header").fieldNames())
                .toIterable()
                .containsExactly("alg", "enc", "kid", "epk", "apu", "apv");
        assertThat(wrapped.get("header").get("apu").asText()).isEqualTo(base64Url(SENDER));
        assertThat(encrypted(AGREED).has("encrypted_key")).isFalse();
    }

    @Test
    void noTwoEncryptionsOfAMessageAreAlike() {
        for (DecryptionKey key : EncryptedTexts.KEYS) {
            Set<String> parts = new HashSet<>();
            for (int i = 0; i < 5; i++) {
                JsonNode message = encrypted(key);
                parts.add(message.get("iv").asText());
                parts.add(message.get("ciphertext").asText());
                parts.add(message.get("tag").asText());
            }
            assertThat(parts).hasSize(15);
        }
    }

    @Test
    void theKidChoosesTheKey() {
        DecryptionKey old = DecryptionKey.generate(EncryptionAlgorithm.ECDH_ES_A256KW, "ec-0");
        assertRead(decrypt(encrypted(WRAPPED), old, WRAPPED), TEXT);
        assertRead(decrypt(encrypted(old), old, WRAPPED), TEXT);
        assertFailed(decrypt(encrypted(WRAPPED), old), DecryptionFailure.UNKNOWN_KEY);
        // The right key under another id, and another key under the right id.
        assertFailed(decrypt(encrypted(WRAPPED), WRAPPED.withKeyId("ec-3")), DecryptionFailure.UNKNOWN_KEY);
        assertFailed(decrypt(encrypted(WRAPPED), old.withKeyId("ec-1")), DecryptionFailure.WRONG_KEY_OR_CONTENT);
        assertThatThrownBy(() -> new MessageDecrypter(List.of(old, WRAPPED.withKeyId("ec-0"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ec-0");
    }

    @Test
    void withoutKidTheOnlyKeyThatFitsIsMeant() {
        ObjectNode message = encrypted(RSA);
        ((ObjectNode) message.get("header")).remove("kid");
        assertRead(decrypt(message, RSA, WRAPPED), TEXT);
        DecryptionKey second = DecryptionKey.generate(EncryptionAlgorithm.RSA_OAEP_256, "rsa-2");
        assertFailed(decrypt(message, RSA, second), DecryptionFailure.UNKNOWN_KEY);
        assertFailed(decrypt(message, WRAPPED), DecryptionFailure.UNKNOWN_KEY);
    }

    @Test
    void aKeyIsUsedWithItsOwnAlgorithmOnly() {
        assertFailed(
                decrypt(encrypted(WRAPPED), WRAPPED.withAlgorithm(EncryptionAlgorithm.ECDH_ES)),
                DecryptionFailure.WRONG_ALGORITHM);
        assertThatThrownBy(() -> RSA.withAlgorithm(EncryptionAlgorithm.ECDH_ES))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void withoutKeysNothingIsRead() {
        assertFailed(decrypt(encrypted(RSA)), DecryptionFailure.NO_KEY);
    }

    /** Whoever takes a message of somebody else cannot make it his own where the encryption says whose it is. */
    @Test
    void withKeyAgreementAMessageBelongsToItsSenderAndItsReceiver() {
        for (DecryptionKey key : List.of(WRAPPED, AGREED)) {
            MessageDecrypter decrypter = new MessageDecrypter(List.of(key));
            JsonSlice message = slice(encrypted(key).toString());
            assertFailed(decrypter.decrypt(message, "thief.example.org", RECEIVER), DecryptionFailure.WRONG_PARTIES);
            assertFailed(decrypter.decrypt(message, SENDER, "other.example.org"), DecryptionFailure.WRONG_PARTIES);
            ObjectNode renamed = encrypted(key);
            ((ObjectNode) renamed.get("header")).put("apu", base64Url("thief.example.org"));
            assertFailed(
                    decrypter.decrypt(slice(renamed.toString()), "thief.example.org", RECEIVER),
                    DecryptionFailure.WRONG_KEY_OR_CONTENT);
            ((ObjectNode) renamed.get("header")).remove("apu");
            assertFailed(
                    decrypter.decrypt(slice(renamed.toString()), "thief.example.org", RECEIVER),
                    DecryptionFailure.WRONG_KEY_OR_CONTENT);
        }
    }

    @Test
    void anotherWrappingDoesNotChangeTheFingerprint() {
        ObjectNode message = encrypted(WRAPPED);
        String fingerprint = ((Decryption.Decrypted) decrypt(message, WRAPPED)).fingerprint();
        // The other point with the same X gives the same secret, so the ephemeral key can be written in two ways.
        ObjectNode epk = (ObjectNode) message.get("header").get("epk");
        byte[] y = Base64.getUrlDecoder().decode(epk.get("y").asText());
        byte[] p = ((java.security.spec.ECFieldFp) ((java.security.interfaces.ECPublicKey)
                                WRAPPED.encryptionKey().publicKey())
                        .getParams()
                        .getCurve()
                        .getField())
                .getP()
                .subtract(new java.math.BigInteger(1, y))
                .toByteArray();
        byte[] other = new byte[32];
        int length = Math.min(p.length, 32);
        System.arraycopy(p, p.length - length, other, 32 - length, length);
        epk.put("y", Base64.getUrlEncoder().withoutPadding().encodeToString(other));
        assertThat(decrypt(message, WRAPPED))
                .isInstanceOfSatisfying(Decryption.Decrypted.class, read -> assertThat(read.fingerprint())
                        .isEqualTo(fingerprint));
        assertThat(((Decryption.Decrypted) decrypt(encrypted(WRAPPED), WRAPPED)).fingerprint())
                .isNotEqualTo(fingerprint);
    }

    @Test
    void noChangedCharacterOfAnyPartIsOverlooked() {
        SplitMix64 random = new SplitMix64(SEED);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+ ";
        for (DecryptionKey key : EncryptedTexts.KEYS) {
            ObjectNode message = encrypted(key);
            for (String part : List.of("ciphertext", "iv", "tag", "encrypted_key")) {
                if (!message.has(part)) {
                    continue;
                }
                String right = message.get(part).asText();
                for (int at = 0; at < right.length(); at++) {
                    char changed = alphabet.charAt(random.below(alphabet.length()));
                    if (changed != right.charAt(at)) {
                        ObjectNode wrong = message.deepCopy();
                        wrong.put(part, right.substring(0, at) + changed + right.substring(at + 1));
                        assertThat(decrypt(wrong, key)).as("%s %s", part, at).isInstanceOf(Decryption.Failed.class);
                    }
                }
                for (String wrong : List.of(right + "A", right + "=", right.substring(1), "")) {
                    assertThat(decrypt(message.deepCopy().put(part, wrong), key))
                            .as("%s %s", part, wrong)
                            .isInstanceOf(Decryption.Failed.class);
                }
            }
        }
    }

    /** Base64 has unused bits in the last character; each text has one form all the same. */
    @Test
    void noOtherTextStandsForTheSameBytes() {
        for (String text : List.of("{\"a\":1}", "{\"a\":12}", "{\"a\":123}")) {
            ObjectNode message = encrypted(RSA, text);
            String right = message.get("ciphertext").asText();
            byte[] bytes = Base64.getUrlDecoder().decode(right);
            for (char last : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".toCharArray()) {
                String other = right.substring(0, right.length() - 1) + last;
                if (!other.equals(right) && Arrays.equals(Base64.getUrlDecoder().decode(other), bytes)) {
                    assertFailed(
                            decrypt(message.deepCopy().put("ciphertext", other), RSA), DecryptionFailure.MALFORMED);
                }
            }
        }
    }

    @Test
    void whateverIsChangedNothingElseIsReadAndNothingThrows() {
        SplitMix64 random = new SplitMix64(SEED + 1);
        for (DecryptionKey key : EncryptedTexts.KEYS) {
            String right = encrypted(key).toString();
            for (int i = 0; i < 2_000; i++) {
                byte[] bytes = slice(right).toByteArray();
                for (int n = random.below(3); n >= 0; n--) {
                    bytes[random.below(bytes.length)] = (byte) random.below(256);
                }
                Decryption decryption =
                        new MessageDecrypter(List.of(key)).decrypt(JsonSlice.of(bytes), SENDER, RECEIVER);
                if (decryption instanceof Decryption.Decrypted read) {
                    assertThat(EncryptedTexts.text(read.message())).isEqualTo(TEXT);
                }
                assertThat(decryption).isNotInstanceOf(Decryption.Unreadable.class);
            }
        }
    }

    static Stream<Arguments> hostile() {
        return Stream.of(
                hostile("compressed", DecryptionFailure.COMPRESSED, header(h -> h.put("zip", "DEF"))),
                hostile("compressed, by null", DecryptionFailure.COMPRESSED, header(h -> h.putNull("zip"))),
                hostile("critical", DecryptionFailure.CRITICAL_EXTENSION, header(h -> h.putArray("crit"))),
                hostile("RSA1_5", DecryptionFailure.UNKNOWN_ALGORITHM, header(h -> h.put("alg", "RSA1_5"))),
                hostile("RSA-OAEP", DecryptionFailure.UNKNOWN_ALGORITHM, header(h -> h.put("alg", "RSA-OAEP"))),
                hostile("dir", DecryptionFailure.UNKNOWN_ALGORITHM, header(h -> h.put("alg", "dir"))),
                hostile("PBES2", DecryptionFailure.UNKNOWN_ALGORITHM, header(h -> h.put("alg", "PBES2-HS256+A128KW")
                        .put("p2c", 100_000_000))),
                hostile("none", DecryptionFailure.UNKNOWN_ALGORITHM, header(h -> h.put("alg", "none"))),
                hostile("no alg", DecryptionFailure.UNKNOWN_ALGORITHM, header(h -> h.remove("alg"))),
                hostile("alg is a number", DecryptionFailure.MALFORMED, header(h -> h.put("alg", 1))),
                hostile("A128GCM", DecryptionFailure.UNKNOWN_CONTENT_ALGORITHM, header(h -> h.put("enc", "A128GCM"))),
                hostile(
                        "A256CBC-HS512",
                        DecryptionFailure.UNKNOWN_CONTENT_ALGORITHM,
                        header(h -> h.put("enc", "A256CBC-HS512"))),
                hostile("no enc", DecryptionFailure.UNKNOWN_CONTENT_ALGORITHM, header(h -> h.remove("enc"))),
                hostile("kid of another kind", DecryptionFailure.WRONG_ALGORITHM, header(h -> h.put("kid", "ec-1"))),
                hostile("kid is an object", DecryptionFailure.MALFORMED, header(h -> h.putObject("kid"))),
                hostile("no header", DecryptionFailure.UNKNOWN_ALGORITHM, message(m -> m.remove("header"))),
                hostile("header is text", DecryptionFailure.MALFORMED, message(m -> m.put("header", "x"))),
                hostile(
                        "header twice",
                        DecryptionFailure.MALFORMED,
                        message(m -> m.set("unprotected", m.get("header")))),
                hostile(
                        "alg protected too",
                        DecryptionFailure.MALFORMED,
                        message(m -> m.put("protected", base64Url("{\"alg\":\"RSA-OAEP-256\"}")))),
                hostile(
                        "protected added",
                        DecryptionFailure.WRONG_KEY_OR_CONTENT,
                        message(m -> m.put("protected", base64Url("{}")))),
                hostile(
                        "protected repeats a member",
                        DecryptionFailure.MALFORMED,
                        message(m -> m.put("protected", base64Url("{\"a\":1,\"a\":2}")))),
                hostile("protected is no JSON", DecryptionFailure.MALFORMED, message(m -> m.put("protected", "AAAA"))),
                hostile("aad added", DecryptionFailure.WRONG_KEY_OR_CONTENT, message(m -> m.put("aad", "AAAA"))),
                hostile("aad is no Base64", DecryptionFailure.MALFORMED, message(m -> m.put("aad", "é"))),
                hostile("huge header", DecryptionFailure.MALFORMED, header(h -> h.put("x", "x".repeat(70_000)))),
                hostile("short iv", DecryptionFailure.MALFORMED, message(m -> m.put("iv", "AAAA"))),
                hostile("short tag", DecryptionFailure.MALFORMED, message(m -> m.put("tag", "AAAA"))),
                hostile("no tag", DecryptionFailure.MALFORMED, message(m -> m.remove("tag"))),
                hostile("no iv", DecryptionFailure.MALFORMED, message(m -> m.remove("iv"))),
                hostile("no ciphertext", DecryptionFailure.MALFORMED, message(m -> m.remove("ciphertext"))),
                hostile("ciphertext is null", DecryptionFailure.MALFORMED, message(m -> m.putNull("ciphertext"))),
                hostile("ciphertext is a list", DecryptionFailure.MALFORMED, message(m -> m.putArray("ciphertext"))),
                hostile("no encrypted_key", DecryptionFailure.MALFORMED, message(m -> m.remove("encrypted_key"))),
                hostile("empty key", DecryptionFailure.MALFORMED, message(m -> m.put("encrypted_key", ""))),
                hostile(
                        "short key",
                        DecryptionFailure.WRONG_KEY_OR_CONTENT,
                        message(m -> m.put("encrypted_key", "AAAA"))),
                hostile(
                        "long key",
                        DecryptionFailure.MALFORMED,
                        message(m -> m.put("encrypted_key", "A".repeat(4_000)))),
                hostile("several receivers", DecryptionFailure.MALFORMED, message(m -> {
                    m.putArray("recipients");
                    m.remove("encrypted_key");
                })));
    }

    private static Arguments hostile(String name, DecryptionFailure reason, Consumer<ObjectNode> spoil) {
        return Arguments.of(name, reason, spoil);
    }

    private static Consumer<ObjectNode> header(Consumer<ObjectNode> spoil) {
        return message -> spoil.accept((ObjectNode) message.get("header"));
    }

    private static Consumer<ObjectNode> message(Consumer<ObjectNode> spoil) {
        return spoil;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void hostileMessagesAreRefused(String name, DecryptionFailure reason, Consumer<ObjectNode> spoil) {
        ObjectNode message = encrypted(RSA);
        spoil.accept(message);
        assertFailed(decrypt(message, RSA, WRAPPED, AGREED), reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"X\"}'",
                "'{\"kty\":\"OKP\",\"crv\":\"P-256\",\"x\":\"X\",\"y\":\"Y\"}'",
                "'{\"kty\":\"EC\",\"crv\":\"P-384\",\"x\":\"X\",\"y\":\"Y\"}'",
                "'{\"kty\":\"EC\",\"crv\":\"secp256k1\",\"x\":\"X\",\"y\":\"Y\"}'",
                // A point that is on no curve of ours, the point at infinity, and coordinates of the wrong length.
                "'{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"X\",\"y\":\"X\"}'",
                "'{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"Z\",\"y\":\"Z\"}'",
                "'{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AAAA\",\"y\":\"Y\"}'",
                "'{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":1,\"y\":2}'",
                "'null'",
                "'\"X\"'",
                "'[]'"
            })
    void aPointThatIsNotOnTheCurveIsNoKey(String epk) throws Exception {
        ObjectNode message = encrypted(WRAPPED);
        JsonNode right = message.get("header").get("epk");
        String spoilt = epk.replace("\"X\"", right.get("x").toString())
                .replace("\"Y\"", right.get("y").toString())
                .replace("\"Z\"", "\"" + "A".repeat(43) + "\"");
        ((ObjectNode) message.get("header")).set("epk", JSON.readTree(spoilt));
        assertFailed(decrypt(message, WRAPPED), DecryptionFailure.MALFORMED);
        ((ObjectNode) message.get("header")).remove("epk");
        assertFailed(decrypt(message, WRAPPED), DecryptionFailure.MALFORMED);
    }

    @Test
    void theKeysOfAnotherCurveDoNotFit() {
        ObjectNode message = encrypted(WRAPPED);
        ObjectNode other =
                encrypted(DecryptionKey.pem(TestKeys.file("ec-p384-pkcs8.pem")).withKeyId("ec-1"));
        message.set("header", other.get("header"));
        assertFailed(decrypt(message, WRAPPED), DecryptionFailure.MALFORMED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":1,\"a\":2} | json.duplicate-member | /message/a",
                "{\"m\":{\"a\":1,\"a\":2}} | json.duplicate-member | /message/m/a",
                "{\"a\":\"\\ud800\"} | json.unpaired-surrogate | /message/a",
                "{\"a\":1} x | json.trailing-content | /message",
                "{\"a\":1 | json.syntax | /message",
                "[] | envelope.shape | /message",
                "1 | envelope.shape | /message",
                "\uFEFF{\"a\":1} | json.encoding | /message",
            })
    void aPlainTextThatTwoReadersCouldReadDifferentlyIsNotUsed(String text, String rule, String pointer) {
        assertThat(decrypt(encrypted(RSA, text), RSA))
                .isInstanceOfSatisfying(Decryption.Unreadable.class, read -> assertThat(read.finding())
                        .isEqualTo(new Finding(pointer, Rule.byId(rule).orElseThrow())));
    }

    @Test
    void membersBesideThoseOfAnEncryptedMessageAreAFinding() {
        ObjectNode message = encrypted(RSA).put("transaction_id", "t-2");
        assertThat(decrypt(message, RSA))
                .isInstanceOfSatisfying(Decryption.Decrypted.class, read -> assertThat(read.findings())
                        .containsExactly(new Finding("/message", Rule.ENCRYPTION_MEMBERS)));
        // Parameters that are not understood are ignored, as RFC 7516 section 4 says.
        ObjectNode more = encrypted(RSA);
        ((ObjectNode) more.get("header")).put("jku", "http://169.254.169.254/").put("typ", "JOSE");
        assertRead(decrypt(more, RSA), TEXT);
    }

    @Test
    void nothingShowsContentOrKeys() {
        Decryption read = decrypt(encrypted(RSA, "{\"name\":\"SECRET\"}"), RSA);
        assertThat(read.toString()).doesNotContain("SECRET");
        assertThat(new MessageDecrypter(EncryptedTexts.KEYS).toString())
                .isEqualTo("MessageDecrypter[DecryptionKey[rsa-1, RSA_OAEP_256], DecryptionKey[ec-1, ECDH_ES_A256KW],"
                        + " DecryptionKey[ec-2, ECDH_ES]]");
    }
}
