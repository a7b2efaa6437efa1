package io.github.dcisdk.examples.anatomy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dcisdk.security.SigningKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnatomyTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void everyStepIsShown() {
        Anatomy.run(SigningKey.generate("key-1"), out);

        assertThat(printed())
                .contains(
                        "1. Header and message as they are sent",
                        "2. Canonical text",
                        "\"receiver_id\":\"crvs.example.gov\",\"sender_id\":\"spmis.example.gov\",\"sender_uri\":null",
                        "\\u12a0\\u120d\\u121b\\u12dd",
                        "3. Signing input",
                        "(created): 1782892800",
                        "(expires): 1782893100",
                        "4. The body, with the signature",
                        "kidId=\\\"spmis.example.gov|key-1|ed25519\\\"");
    }

    @Test
    void theDigestStandsInTheSigningInput() {
        Anatomy.run(SigningKey.generate("key-1"), out);

        String digest = printed().replaceAll("(?s).*SHA-256 of it, in Base64: (\\S+).*", "$1");
        assertThat(printed()).contains("digest: " + digest);
    }

    @Test
    void everyRefusalIsExplained() {
        Anatomy.run(SigningKey.generate("key-1"), out);

        assertThat(printed())
                .contains(
                        "  as it was sent: believed, signed with key-1",
                        "  with another name in it: refused, the signature was not made with this key over this content",
                        "  with white space added: believed",
                        "  without signature: refused, the message has no signature",
                        "  in another's name: refused, the header names no sender",
                        "  an hour later: refused, the signature was right and its time is over",
                        "  ten minutes early: refused, the signature was made in the future",
                        "  by the registry that has another key: refused, the signature was not made with this key");
    }

    @Test
    void aMessageInAFileIsExplained(@TempDir Path folder) throws IOException {
        SigningKey key = SigningKey.generate("key-1");
        Path pem = Files.writeString(
                folder.resolve("pub.pem"), key.verificationKey().toPem());
        Path body = Files.writeString(
                folder.resolve("body.json"),
                "{\"signature\":\"\",\"header\":{\"sender_id\":\"a.example.gov\"},\"message\":{\"b\":1,\"a\":2}}");

        Anatomy.explain(
                List.of(body.toString(), "a.example.gov", "key-1", pem.toString(), "jws-detached"),
                Clock.fixed(Instant.EPOCH, ZoneOffset.UTC),
                out);

        assertThat(printed())
                .contains("refused, ")
                .contains("{\"header\":{\"sender_id\":\"a.example.gov\"},\"message\":{\"a\":2,\"b\":1}}");
    }
}
