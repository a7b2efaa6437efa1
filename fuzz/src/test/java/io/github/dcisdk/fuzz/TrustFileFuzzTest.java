package io.github.dcisdk.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.dcisdk.security.TrustFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any text is a trust file, or a clear refusal. */
class TrustFileFuzzTest {
    static Stream<byte[]> files() {
        return Stream.of(Known.bytes("{\"senders\":[{\"sender_id\":\"a\",\"keys\":[{\"jwk\":"
                + Known.ED25519.verificationKey().toJwk() + "}],\"actions\":[\"search\"]},"
                + "{\"sender_id\":\"b\",\"without_signature\":true,\"reg_types\":[\"Civil\"]}]}"));
    }

    @MethodSource("files")
    @FuzzTest(maxDuration = "5s")
    void anyBytes(byte[] text) throws IOException {
        if (text == null) {
            return;
        }
        Path file = Files.createTempFile("trust", ".json");
        try {
            Files.write(file, text);
            TrustFile.load(file);
        } catch (IllegalArgumentException e) {
            // A clear refusal.
        } finally {
            Files.delete(file);
        }
    }
}
