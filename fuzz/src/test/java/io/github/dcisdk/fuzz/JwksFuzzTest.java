package io.github.dcisdk.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.dcisdk.security.JwkSet;
import io.github.dcisdk.security.VerificationKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any text is a key set, a key, or a clear refusal. */
class JwksFuzzTest {
    static Stream<byte[]> keySets() {
        VerificationKey one = Known.ED25519.verificationKey();
        VerificationKey two = Known.RS256.verificationKey();
        return Stream.of(
                Known.bytes(JwkSet.of(List.of(one, two)).toJson()), Known.bytes(one.toJwk()), Known.bytes(two.toPem()));
    }

    @MethodSource("keySets")
    @FuzzTest(maxDuration = "5s")
    void anyBytes(byte[] text) {
        if (text == null) {
            return;
        }
        refusedOrRead(() -> JwkSet.parse(text).keys().forEach(VerificationKey::thumbprint));
        String string = new String(text, StandardCharsets.UTF_8);
        refusedOrRead(() -> VerificationKey.jwk(string));
        refusedOrRead(() -> VerificationKey.pem(string, "key"));
    }

    private static void refusedOrRead(Runnable reading) {
        try {
            reading.run();
        } catch (IllegalArgumentException e) {
            // A clear refusal.
        }
    }
}
