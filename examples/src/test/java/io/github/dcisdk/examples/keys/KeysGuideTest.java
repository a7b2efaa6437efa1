package io.github.dcisdk.examples.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dcisdk.client.Dci;
import io.github.dcisdk.error.UnavailableException;
import io.github.dcisdk.inbound.JdkHttpServer;
import io.github.dcisdk.inbound.JwksEndpoint;
import io.github.dcisdk.security.JwkSet;
import io.github.dcisdk.security.SignatureAlgorithm;
import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.security.VerificationKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the guide to keys shows works. */
class KeysGuideTest {
    private static final SigningKey ED25519 = SigningKey.generate("key-1");
    private static final SigningKey EC = SigningKey.generate(SignatureAlgorithm.ES256, "ec");
    private static final SigningKey RSA = SigningKey.generate(SignatureAlgorithm.RS256, "rsa");

    /** A certificate for tests and its private key, made with OpenSSL. */
    private static final String CERTIFICATE = """
            -----BEGIN CERTIFICATE-----
            MIIBkDCCATegAwIBAgIUWe2ft8ORDXO4BGZFHWZqUkyUyXwwCgYIKoZIzj0EAwIw
            HTEbMBkGA1UEAwwSc3AtbWlzLmV4YW1wbGUub3JnMCAXDTI2MTEyNDEyMDAxN1oY
            DzIxMjYxMDMxMTIwMDE3WjAdMRswGQYDVQQDDBJzcC1taXMuZXhhbXBsZS5vcmcw
            WTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATJcsnWfp2YTXdlugR/VgzPQckMk4qL
            sL3wtLWd9apFB/cV+paQ5S2VgQcSs7QPofrlQwTsT5VpxXj5EqL3UYTWo1MwUTAd
            BgNVHQ4EFgQUWdgykdCSe1UdnmkC7FkCZxTpbtswHwYDVR0jBBgwFoAUWdgykdCS
            e1UdnmkC7FkCZxTpbtswDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNHADBE
            AiAR50OlQBudCYmzw+tr5GBL3BO7w9PjhzjdMoibJYht3AIgSmw4VUo47wXv4slU
            B+ofehopF/yIaX45/RiDST1ClEE=
            -----END CERTIFICATE-----
            """;

    private static final String PRIVATE_KEY = """
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg2GEsni3C2iTfzzL9
            GXXbmGE/Z7auNUaG0MnDkjq8o12hRANCAATJcsnWfp2YTXdlugR/VgzPQckMk4qL
            sL3wtLWd9apFB/cV+paQ5S2VgQcSs7QPofrlQwTsT5VpxXj5EqL3UYTW
            -----END PRIVATE KEY-----
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void theToolMakesAKeyThatOnlyItsOwnerCanRead(SignatureAlgorithm algorithm) throws IOException {
        Path file = folder.resolve("key.pem");
        SigningKey key = SigningKey.generate(algorithm, "key-1");
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        KeyTool.write(key, file, new PrintStream(printed, true, StandardCharsets.UTF_8));
        String text = printed.toString(StandardCharsets.UTF_8);
        assertThat(SigningKey.pem(file, "key-1").verificationKey()).isEqualTo(key.verificationKey());
        assertThat(text).startsWith("Key id: key-1").doesNotContain("PRIVATE", "\"d\"");
        String pem = text.substring(text.indexOf("-----BEGIN"), text.indexOf('{'));
        assertThat(VerificationKey.pem(pem, "key-1")).isEqualTo(key.verificationKey());
        assertThat(JwkSet.parse(text.substring(text.indexOf('{'))).keys()).containsExactly(key.verificationKey());
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
        assertThatThrownBy(() -> KeyTool.write(key, file, System.out)).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void ourKeysComeFromFilesKeyStoresAndVaults() throws IOException, GeneralSecurityException {
        SigningKey key = SigningKey.pem(PRIVATE_KEY, "key-1");
        Files.writeString(folder.resolve("sp-mis.pem"), PRIVATE_KEY);
        Files.writeString(
                folder.resolve("sp-mis.pub.pem"), key.verificationKey().toPem());
        char[] password = "changeit".toCharArray();
        keyStore(folder.resolve("sp-mis.p12"), password);
        List<SigningKey> keys = KeysGuide.ownKeys(folder, password, (name, content) -> key.sign(content));
        assertThat(keys).allMatch(own -> own.verificationKey().isSameKey(key.verificationKey()));
        assertThat(keys.get(1).keyId()).isEqualTo(key.verificationKey().thumbprint());
        Files.writeString(
                folder.resolve("crvs.pub.pem"), ED25519.verificationKey().toPem());
        Files.writeString(folder.resolve("partner.crt"), CERTIFICATE);
        List<VerificationKey> peers =
                KeysGuide.peerKeys(folder, RSA.verificationKey().toJwk());
        assertThat(peers)
                .containsExactly(ED25519.verificationKey(), keys.get(2).verificationKey(), RSA.verificationKey());
    }

    private static void keyStore(Path file, char[] password) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        Certificate certificate = CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(CERTIFICATE.getBytes(StandardCharsets.US_ASCII)));
        byte[] encoded = Base64.getMimeDecoder().decode(PRIVATE_KEY.replaceAll("-----[A-Z ]+-----", ""));
        store.setKeyEntry(
                "signing",
                KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded)),
                password,
                new Certificate[] {certificate});
        try (var out = Files.newOutputStream(file)) {
            store.store(out, password);
        }
    }

    @Test
    void eachPeerIsTalkedToInItsForm() {
        assertThat(KeysGuide.peers(
                        ED25519,
                        RSA,
                        SigningKey.generate("social").verificationKey(),
                        SigningKey.generate(SignatureAlgorithm.RS256, "legacy").verificationKey()))
                .hasSize(2);
        try (Dci registry = KeysGuide.registry(RSA, EC.verificationKey())) {
            assertThat(registry.trustStore().sender("https://spmis.example.gov"))
                    .isPresent();
        }
        assertThatThrownBy(() -> KeysGuide.inside("https://127.0.0.1:9/jwks.json"))
                .isInstanceOf(UnavailableException.class);
        byte[] content = {1};
        SigningKey faster = KeysGuide.faster(EC, Security.getProvider("SunEC"));
        assertThat(EC.verificationKey().verifies(content, faster.sign(content))).isTrue();
    }

    @Test
    void bothKeysArePublishedWhileOneReplacesTheOther() throws IOException {
        SigningKey next = SigningKey.generate("key-2");
        try (Dci dci = KeysGuide.rotating(ED25519, next);
                JdkHttpServer server = KeysGuide.publish(dci, JwksEndpoint.of(dci));
                var in =
                        URI.create(server.baseUrl() + JwksEndpoint.PATH).toURL().openStream()) {
            assertThat(JwkSet.parse(in.readAllBytes()).keys())
                    .containsExactly(ED25519.verificationKey(), next.verificationKey());
        }
    }
}
