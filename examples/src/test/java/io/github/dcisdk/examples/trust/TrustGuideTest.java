package io.github.dcisdk.examples.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dcisdk.client.Dci;
import io.github.dcisdk.security.CallbackCheck;
import io.github.dcisdk.security.DecryptionKey;
import io.github.dcisdk.security.EncryptionAlgorithm;
import io.github.dcisdk.security.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file that the page shows is one. */
class TrustGuideTest {
    private static final Pattern JSON_BLOCK = Pattern.compile("```json\\R(.*?)```", Pattern.DOTALL);

    @Test
    void theFileOfThePageIsRead(@TempDir Path folder) throws IOException {
        Matcher block = JSON_BLOCK.matcher(Files.readString(Path.of("../docs/trust-file.md")));
        assertThat(block.find()).isTrue();
        Path file = Files.writeString(folder.resolve("trust.json"), block.group(1));
        Files.writeString(
                folder.resolve("spmis.pub.pem"),
                SigningKey.generate("key-1").verificationKey().toPem());
        Files.writeString(
                folder.resolve("spmis.enc.pem"),
                DecryptionKey.generate(EncryptionAlgorithm.RSA_OAEP_256, "enc-1")
                        .encryptionKey()
                        .toPem());

        try (Dci dci = TrustGuide.fromFile(SigningKey.generate("own-key"), file)) {
            assertThat(dci.trustStore()
                            .sender("spmis.example.gov")
                            .orElseThrow()
                            .isUnsigned())
                    .isFalse();
            assertThat(dci.trustStore()
                            .sender("spmis.example.gov")
                            .orElseThrow()
                            .checkCallback("https://spmis.example.gov/dci/callback"))
                    .isInstanceOf(CallbackCheck.Permitted.class);
            assertThat(dci.trustStore().sender("https://health.example.gov")).isPresent();
            assertThat(dci.trustStore()
                            .sender("old-spmis.example.gov")
                            .orElseThrow()
                            .isUnsigned())
                    .isTrue();
        }
    }
}
