package io.github.dcisdk.examples.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dcisdk.security.JwkSet;
import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.security.VerificationKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyToolTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private boolean run(String... args) {
        return KeyTool.run(
                List.of(args),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "es256", "RS256"})
    void aPairIsMadeThatFitsTogether(String algorithm, @TempDir Path folder) throws IOException {
        assertThat(run(algorithm, "key-1", folder.resolve("new").toString())).isTrue();

        Path made = folder.resolve("new");
        SigningKey key = SigningKey.pem(made.resolve("key-1.pem"), "key-1");
        VerificationKey publicKey = VerificationKey.pem(made.resolve("key-1.pub.pem"), "key-1");
        assertThat(key.verificationKey().thumbprint()).isEqualTo(publicKey.thumbprint());
        assertThat(JwkSet.parse(Files.readString(made.resolve("key-1.jwks.json")))
                        .keys())
                .singleElement()
                .satisfies(listed -> {
                    assertThat(listed.keyId()).isEqualTo("key-1");
                    assertThat(listed.thumbprint()).isEqualTo(publicKey.thumbprint());
                });
        assertThat(Files.getPosixFilePermissions(made.resolve("key-1.pem")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("BEGIN PUBLIC KEY", "\"keys\"", publicKey.thumbprint())
                .doesNotContain("PRIVATE KEY", "\"d\"");
    }

    @Test
    void aKeyIsNeverWrittenOverAnother(@TempDir Path folder) throws IOException {
        run("ed25519", "key-1", folder.toString());
        String first = Files.readString(folder.resolve("key-1.pem"));

        assertThat(run("ed25519", "key-1", folder.toString())).isFalse();
        assertThat(Files.readString(folder.resolve("key-1.pem"))).isEqualTo(first);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("is there already");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hs256 key-1 keys", "ed25519 key-1", "ed25519 ../key keys"})
    void otherArgumentsAreExplained(String arguments) {
        assertThat(run(arguments.isEmpty() ? new String[0] : arguments.split(" ")))
                .isFalse();
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("<algorithm> <key id> <folder>", "ed25519");
    }
}
