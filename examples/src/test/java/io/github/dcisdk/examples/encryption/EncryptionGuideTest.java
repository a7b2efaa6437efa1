package io.github.dcisdk.examples.encryption;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dcisdk.client.Dci;
import io.github.dcisdk.client.SearchPage;
import io.github.dcisdk.crvs.CrvsPerson;
import io.github.dcisdk.inbound.JdkHttpServer;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.record.Name;
import io.github.dcisdk.registry.SearchResult;
import io.github.dcisdk.security.DecryptionKey;
import io.github.dcisdk.security.EncryptionAlgorithm;
import io.github.dcisdk.security.EncryptionKey;
import io.github.dcisdk.security.SignatureAlgorithm;
import io.github.dcisdk.security.SignatureSchemes;
import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.security.TrustedSender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What docs/encryption.md shows does what the page says. */
@Timeout(60)
class EncryptionGuideTest {
    private static final SigningKey CRVS = SigningKey.generate("crvs-1");
    private static final SigningKey SPMIS = SigningKey.generate("spmis-1");
    private static final DecryptionKey CRVS_READS =
            DecryptionKey.generate(EncryptionAlgorithm.RSA_OAEP_256, "crvs-enc");
    private static final DecryptionKey SPMIS_READS =
            DecryptionKey.generate(EncryptionAlgorithm.ECDH_ES_A256KW, "spmis-enc");

    @TempDir
    private Path folder;

    @Test
    void keysAreKeptAndHandedOut() throws IOException {
        EncryptionKey key = EncryptionGuide.makeKey(folder.resolve("enc.pem"));
        assertThat(key.keyId()).isEqualTo("enc-2026");
        assertThat(DecryptionKey.pem(folder.resolve("enc.pem")).encryptionKey().isSameKey(key))
                .isTrue();
    }

    @Test
    void bothDirectionsAreEncrypted() {
        try (Dci registry =
                EncryptionGuide.registry(CRVS, CRVS_READS, SPMIS.verificationKey(), SPMIS_READS.encryptionKey())) {
            assertFound(registry, CRVS_READS);
        }
    }

    @Test
    void aPeerThatPublishesItsKeysIsSetUpWithoutAskingIt() {
        SigningKey rsa = SigningKey.generate(SignatureAlgorithm.RS256, "spmis-rsa");
        try (Dci dci = Dci.builder()
                .identity("https://spmis.example.gov", rsa)
                .signatureScheme(SignatureSchemes.JWS_COMPACT)
                .decryptWith(SPMIS_READS)
                .build()) {
            assertThat(EncryptionGuide.published(dci).peerId()).isEqualTo("https://opencrvs.example.gov");
        }
    }

    @Test
    void bothKeysWorkDuringAChange() {
        DecryptionKey next = DecryptionKey.generate(EncryptionAlgorithm.RSA_OAEP_256, "crvs-enc-2");
        TrustedSender spmis = TrustedSender.signing("spmis.example.gov", SPMIS.verificationKey())
                .encryptFor(SPMIS_READS.encryptionKey());
        try (Dci registry = EncryptionGuide.changingKeys(CRVS, CRVS_READS, next, spmis)) {
            assertFound(registry, CRVS_READS);
            assertFound(registry, next);
        }
    }

    private static void assertFound(Dci registry, DecryptionKey key) {
        CrvsPerson person = CrvsPerson.builder()
                .name(Name.builder().givenName("Sophea").build())
                .build();
        try (JdkHttpServer server = JdkHttpServer.startOnLoopback(
                        EncryptionGuide.endpoint(registry, (query, context) -> SearchResult.all(List.of(person))));
                Dci consumer = EncryptionGuide.consumer(SPMIS, SPMIS_READS)) {
            SearchPage<CrvsPerson> page = EncryptionGuide.client(
                            consumer, server.baseUrl(), CRVS.verificationKey(), key.encryptionKey())
                    .search(Query.identifier("UIN", "SYN-0002"));
            assertThat(page.records()).hasSize(1);
            assertThat(new String(page.rawAnswer().body(), StandardCharsets.UTF_8))
                    .contains("ciphertext")
                    .doesNotContain("Sophea");
        }
    }
}
