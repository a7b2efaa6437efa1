package io.github.dcisdk.security;

import static io.github.dcisdk.security.EncryptedTexts.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Security;
import java.security.interfaces.RSAPrivateKey;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys for encryption, in every form in which keys are kept. */
class EncryptionKeysTest {
    @ParameterizedTest
    @CsvSource({
        "rsa-pkcs8.pem, rsa-public.pem, RSA_OAEP_256",
        "rsa-pkcs1.pem, rsa-public-pkcs1.pem, RSA_OAEP_256",
        "ec-pkcs8.pem, ec-public.pem, ECDH_ES_A256KW",
        "ec-sec1.pem, ec-public.pem, ECDH_ES_A256KW",
        "ec-p384-pkcs8.pem, ec-p384-public.pem, ECDH_ES_A256KW"
    })
    void keysAreReadFromPem(String privateFile, String publicFile, EncryptionAlgorithm algorithm) {
        DecryptionKey own = DecryptionKey.pem(TestKeys.file(privateFile));
        EncryptionKey theirs = EncryptionKey.pem(TestKeys.file(publicFile));
        assertThat(own.encryptionKey()).isEqualTo(theirs).hasSameHashCodeAs(theirs);
        assertThat(own.algorithm()).isEqualTo(algorithm);
        assertThat(own.keyId()).isEqualTo(theirs.thumbprint()).hasSize(43);
        assertThat(EncryptionKey.pem(theirs.toPem())).isEqualTo(theirs);
        assertThat(DecryptionKey.pem(own.exportPem()).encryptionKey()).isEqualTo(theirs);
    }

    @Test
    void keysAreReadFromKeyStoresAndCertificates() {
        DecryptionKey own = DecryptionKey.keyStore(TestKeys.file("ec.p12"), "changeit".toCharArray(), "key-1");
        assertThat(own.encryptionKey())
                .isEqualTo(EncryptionKey.certificate(EncodedKeys.certificate(TestKeys.text("ec-certificate.pem"))));
    }

    @ParameterizedTest
    @EnumSource
    void keysAreWrittenAndReadInJson(EncryptionAlgorithm algorithm) {
        DecryptionKey own = DecryptionKey.generate(algorithm, "k-1");
        assertThat(object(own.encryptionKey().toJwk()))
                .isEqualTo(object(EncryptionKey.jwk(own.encryptionKey().toJwk()).toJwk()));
        assertThat(object(own.encryptionKey().toJwk()).get("use").asText()).isEqualTo("enc");
        assertThat(object(own.encryptionKey().toJwk()).get("alg").asText()).isEqualTo(algorithm.joseName());
        assertThat(object(own.encryptionKey().toJwk()).has("d")).isFalse();
        assertThat(DecryptionKey.jwk(own.exportJwk()).encryptionKey()).isEqualTo(own.encryptionKey());
    }

    @ParameterizedTest
    @ValueSource(strings = {"P-256", "P-384", "P-521"})
    void everyCurveHasItsPublicKeyWorkedOut(String curve) {
        String jwk = null;
        for (var vector : EncryptedTexts.resource("jose.json").get("vectors")) {
            if (vector.get("name").asText().endsWith(", " + curve)) {
                jwk = vector.get("key").toString();
            }
        }
        DecryptionKey own = DecryptionKey.jwk(Objects.requireNonNull(jwk));
        assertThat(DecryptionKey.of(own.privateKey()).encryptionKey().isSameKey(own.encryptionKey()))
                .isTrue();
    }

    @Test
    void aKeyInJsonSaysWhatItIsFor() {
        ObjectNode jwk = object(EncryptedTexts.RSA.encryptionKey().toJwk());
        assertRefused(jwk.deepCopy().put("use", "sig"), "'use' is not 'enc'");
        assertRefused(jwk.deepCopy().put("alg", "RSA-OAEP"), "another algorithm");
        assertRefused(jwk.deepCopy().put("alg", "ECDH-ES"), "another algorithm");
        assertRefused(jwk.deepCopy().put("kid", " "), "'kid'");
        assertRefused(jwk.deepCopy().put("n", jwk.get("n").asText() + "="), "Base64url");
        assertRefused(jwk.deepCopy().put("d", "AAAA"), "private");
        assertRefused(object("{\"kty\":\"oct\",\"k\":\"AAAA\"}"), "symmetric");
        assertRefused(object("{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"AAAA\"}"), "no kind that can encrypt");
        ObjectNode verifies = jwk.deepCopy();
        verifies.putArray("key_ops").add("verify");
        assertRefused(verifies, "'key_ops'");
        ObjectNode without = jwk.deepCopy();
        without.remove("use");
        without.remove("alg");
        without.remove("kid");
        assertThat(EncryptionKey.jwk(without.toString()).keyId())
                .isEqualTo(EncryptedTexts.RSA.encryptionKey().thumbprint());
        assertThatThrownBy(() -> DecryptionKey.jwk(jwk.toString())).hasMessageContaining("'d'");
    }

    private static void assertRefused(ObjectNode jwk, String text) {
        assertThatThrownBy(() -> EncryptionKey.jwk(jwk.toString()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text);
    }

    @Test
    void keysThatCannotEncryptAreRefused() throws GeneralSecurityException {
        assertThatThrownBy(() -> EncryptionKey.pem(TestKeys.file("ed25519-public.pem")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no kind that can encrypt");
        assertThatThrownBy(() -> EncryptionKey.pem(TestKeys.file("rsa-1024-public.pem")))
                .hasMessageContaining("1024 bits");
        assertThatThrownBy(() -> DecryptionKey.pem(TestKeys.file("rsa-1024-pkcs8.pem")))
                .hasMessageContaining("1024 bits");
        KeyPair dsa = KeyPairGenerator.getInstance("X25519").generateKeyPair();
        assertThatThrownBy(() -> EncryptionKey.of(dsa.getPublic())).hasMessageContaining("no kind that can encrypt");
        KeyPair pss = KeyPairGenerator.getInstance("RSASSA-PSS").generateKeyPair();
        assertThatThrownBy(() -> EncryptionKey.of(pss.getPublic())).hasMessageContaining("no kind that can encrypt");
        assertThatThrownBy(() -> EncryptedTexts.RSA.withKeyId(" ")).hasMessageContaining("blank");
    }

    @Test
    void aPairThatDoesNotFitIsFoundAtOnce() {
        for (DecryptionKey key : EncryptedTexts.KEYS) {
            EncryptionKey other =
                    DecryptionKey.generate(key.algorithm(), "other").encryptionKey();
            assertThatThrownBy(() -> DecryptionKey.of(key.privateKey(), other))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("do not belong together");
        }
        assertThatThrownBy(
                        () -> DecryptionKey.of(EncryptedTexts.RSA.privateKey(), EncryptedTexts.WRAPPED.encryptionKey()))
                .hasMessageContaining("different kinds");
    }

    @Test
    void aKeyThatHidesItsContentNeedsItsPublicKey() {
        PrivateKey hidden = new HiddenKey((RSAPrivateKey) EncryptedTexts.RSA.privateKey());
        assertThatThrownBy(() -> DecryptionKey.of(hidden))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("give its public key too");
    }

    /** As a key in hardware is seen. */
    private record HiddenKey(RSAPrivateKey key) implements PrivateKey {
        @Override
        public String getAlgorithm() {
            return "RSA";
        }

        @Override
        public String getFormat() {
            return "none";
        }

        @Override
        @SuppressWarnings("NullAway") // What keys in hardware answer.
        public byte[] getEncoded() {
            return null;
        }
    }

    @Test
    void aProviderThatCannotUseTheKeyIsRefused() {
        var without = Security.getProvider("SUN");
        for (DecryptionKey key : EncryptedTexts.KEYS) {
            assertThatThrownBy(() -> key.withProvider(without)).hasMessageContaining("SUN");
            assertThatThrownBy(() -> key.encryptionKey().withProvider(without)).hasMessageContaining("SUN");
        }
        DecryptionKey rsa = EncryptedTexts.RSA.withProvider(Security.getProviders("Cipher.RSA")[0]);
        assertThat(EncryptedTexts.decrypt(EncryptedTexts.encrypted(rsa), rsa)).isInstanceOf(Decryption.Decrypted.class);
        DecryptionKey ec = EncryptedTexts.WRAPPED.withProvider(Security.getProviders("KeyAgreement.ECDH")[0]);
        assertThat(EncryptedTexts.decrypt(EncryptedTexts.encrypted(ec), ec)).isInstanceOf(Decryption.Decrypted.class);
    }

    @Test
    void noTextShowsKeyMaterial() {
        for (DecryptionKey key : EncryptedTexts.KEYS) {
            assertThat(key.toString()).isEqualTo("DecryptionKey[" + key.keyId() + ", " + key.algorithm() + "]");
            assertThat(key.encryptionKey().toString())
                    .isEqualTo("EncryptionKey[" + key.keyId() + ", " + key.algorithm() + "]");
        }
    }
}
