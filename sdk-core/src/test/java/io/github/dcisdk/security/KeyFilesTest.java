package io.github.dcisdk.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys as OpenSSL and Java write them to files. */
class KeyFilesTest {
    private static final String RSA_SIGNATURE =
            "hDHDHIX0rSCxMOEEsX7ZyubuO76ATWo6XT5jsXintmolZ47zlEAugqUou205qzM8CcR3ik2M1b6bVPGY2VLpvj4Ln8BFLnP9xq/LQ0cJpyua"
                    + "1d5c8VjjUEt2A8zXxUsuI1EueWCLEeP5Qsgv8b5Jr61Fmp2oTywcu6KdZgqFIPVHWp1Z9KZBauN1Zri+TE3huxT5T7uYKREMIp50"
                    + "emVXcI1DmWXCb15k65z2TesKA5yDuLsp07Fnk2k2JXx8XlsGVOoqoUskPyYY1P7ZhJ4CcNwpU5P/soCgsLCh9ZjRcfHRHSmIqyyG"
                    + "GeX6+4GxOa8Pl3YV4rUXP7JsRr9LZ1KQ0w==";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "rsa-pkcs8.pem, rsa, RS256",
        "rsa-pkcs1.pem, rsa, RS256",
        "ec-pkcs8.pem, ec, ES256",
        "ec-sec1.pem, ec, ES256",
        "ec-sec1-without-public.pem, ec, ES256",
        "ed25519-pkcs8.pem, ed25519, ED25519"
    })
    void everyFormOfAPrivateKeyIsReadAndItsPublicKeyFollows(String file, String kind, SignatureAlgorithm algorithm) {
        SigningKey key = SigningKey.pem(TestKeys.file(file), "key-1");
        assertThat(key.algorithm()).isEqualTo(algorithm);
        assertThat(key.verificationKey()).isEqualTo(VerificationKey.pem(TestKeys.file(kind + "-public.pem"), "key-1"));
        assertThat(SigningKey.pem(TestKeys.file(file)).keyId()).isEqualTo(TestKeys.expected(kind + ".thumbprint"));
        byte[] content = {1, 2, 3};
        assertThat(key.verificationKey().verifies(content, key.sign(content))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "rsa-public.pem, rsa",
        "rsa-public-pkcs1.pem, rsa",
        "rsa-certificate.pem, rsa",
        "ec-public.pem, ec",
        "ec-certificate.pem, ec",
        "ed25519-public.pem, ed25519",
        "ed25519-certificate.pem, ed25519"
    })
    void everyFormOfAPublicKeyIsReadAndKnownByItsThumbprint(String file, String kind) {
        VerificationKey key = VerificationKey.pem(TestKeys.file(file));
        assertThat(key.keyId()).isEqualTo(key.thumbprint()).isEqualTo(TestKeys.expected(kind + ".thumbprint"));
        assertThat(key.withKeyId("key-1").isSameKey(key)).isTrue();
        assertThat(VerificationKey.pem(key.toPem())).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa", "ec", "ed25519"})
    void aCertificateIsKnownByItsDigest(String kind) {
        VerificationKey key = VerificationKey.certificate(TestKeys.file(kind + "-certificate.pem"));
        assertThat(key.keyId()).isEqualTo(TestKeys.expected(kind + ".certificate"));
        assertThat(key.thumbprint()).isEqualTo(TestKeys.expected(kind + ".thumbprint"));
    }

    @Test
    void whatOpenSslSignsVerifies() {
        VerificationKey key = VerificationKey.pem(TestKeys.file("rsa-public.pem"));
        byte[] message = "message signed by OpenSSL".getBytes(StandardCharsets.US_ASCII);
        byte[] signature = Base64.getDecoder().decode(RSA_SIGNATURE);
        assertThat(key.verifies(message, signature)).isTrue();
        assertThat(SigningKey.pem(TestKeys.file("rsa-pkcs1.pem")).sign(message)).isEqualTo(signature);
        message[0]++;
        assertThat(key.verifies(message, signature)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rsa-pkcs1-encrypted.pem | is encrypted",
                "ec-pkcs8-encrypted.pem | is encrypted",
                "rsa-1024-pkcs8.pem | 1024 bits is not supported; it needs 2048 to 8192",
                "ec-p384-sec1.pem | another curve than P-256",
                "ec-p384-pkcs8.pem | another curve than P-256",
                "ec-public.pem | is a public key; the private key is needed",
                "rsa-public-pkcs1.pem | is a public key; the private key is needed",
                "ec-certificate.pem | is a certificate; the private key is needed"
            })
    void aFileThatCannotSignIsRefusedWithAdvice(String file, String advice) {
        assertThatThrownBy(() -> SigningKey.pem(TestKeys.file(file), "k"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(advice)
                .message()
                .doesNotContain(TestKeys.text(file)
                        .lines()
                        .filter(line -> line.matches("[A-Za-z0-9+/]{64}"))
                        .findFirst()
                        .orElseThrow());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rsa-1024-public.pem | 1024 bits",
                "ec-p384-public.pem | another curve than P-256",
                "rsa-pkcs8.pem | openssl pkey -pubout",
                "rsa-pkcs1.pem | openssl rsa -pubout",
                "ec-sec1.pem | openssl ec -pubout"
            })
    void aFileThatCannotVerifyIsRefusedWithAdvice(String file, String advice) {
        assertThatThrownBy(() -> VerificationKey.pem(TestKeys.file(file), "k"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(advice);
    }

    @Test
    void severalBlocksAreRefusedBecauseNobodyKnowsWhichIsMeant() {
        String chain = TestKeys.text("ec-certificate.pem") + TestKeys.text("rsa-certificate.pem");
        assertThatThrownBy(() -> VerificationKey.pem(chain, "k")).hasMessageContaining("several blocks");
    }

    @Test
    void aKeyStoreOfOpenSslIsReadAndItsKeyKnownByItsCertificate() {
        SigningKey key = SigningKey.keyStore(TestKeys.file("ec.p12"), "changeit".toCharArray(), "key-1");
        assertThat(key.keyId()).isEqualTo(TestKeys.expected("ec.certificate"));
        assertThat(key.verificationKey()).isEqualTo(VerificationKey.certificate(TestKeys.file("ec-certificate.pem")));
        assertThat(key.withKeyId("key-1").verificationKey().keyId()).isEqualTo("key-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PKCS12", "JKS"})
    void keyStoresOfJavaAreRead(String type) throws IOException, GeneralSecurityException {
        char[] password = "changeit".toCharArray();
        KeyStore openSsl = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(TestKeys.file("ec.p12"))) {
            openSsl.load(in, password);
        }
        KeyStore store = KeyStore.getInstance(type);
        store.load(null, null);
        store.setKeyEntry("signing", openSsl.getKey("key-1", password), password, openSsl.getCertificateChain("key-1"));
        store.setCertificateEntry("peer", openSsl.getCertificate("key-1"));
        Path file = folder.resolve("keys");
        try (var out = Files.newOutputStream(file)) {
            store.store(out, password);
        }
        SigningKey key = SigningKey.keyStore(file, password, "signing");
        assertThat(key.verificationKey().thumbprint()).isEqualTo(TestKeys.expected("ec.thumbprint"));
        assertThat(SigningKey.keyStore(store, password, "signing").verificationKey())
                .isEqualTo(key.verificationKey());
        assertThatThrownBy(() -> SigningKey.keyStore(file, password, "peer"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the key store has no key 'peer'; it has 'signing'");
        assertThatThrownBy(() -> SigningKey.keyStore(file, "other".toCharArray(), "signing"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessageContaining("its password is another");
        assertThatThrownBy(() -> SigningKey.keyStore(store, "other".toCharArray(), "signing"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessageContaining("its password is another");
        assertThat(password).containsExactly("changeit".toCharArray());
    }

    @Test
    void whatIsNoKeyStoreIsNamed() {
        char[] password = "changeit".toCharArray();
        assertThatThrownBy(() -> SigningKey.keyStore(TestKeys.file("ec-sec1.pem"), password, "k"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ec-sec1.pem")
                .hasMessageContaining("neither PKCS#12 nor JKS");
        assertThatThrownBy(() -> SigningKey.keyStore(folder.resolve("missing.p12"), password, "k"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("missing.p12");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa-pkcs8.pem", "ec-sec1.pem", "ed25519-pkcs8.pem"})
    void aKeyThatWasExportedIsReadAgain(String file) {
        SigningKey key = SigningKey.pem(TestKeys.file(file), "key-1");
        assertThat(SigningKey.pem(key.exportPem(), "key-1").verificationKey()).isEqualTo(key.verificationKey());
        assertThat(SigningKey.jwk(key.exportJwk()).verificationKey()).isEqualTo(key.verificationKey());
        assertThat(VerificationKey.jwk(key.verificationKey().toJwk())).isEqualTo(key.verificationKey());
        assertThat(key.verificationKey().toJwk()).doesNotContain("\"d\"");
    }
}
