package io.github.dcisdk.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.security.Decryption;
import io.github.dcisdk.security.MessageDecrypter;
import io.github.dcisdk.security.MessageEncrypter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any JSON in the place of an encrypted message: never an exception, and nothing but what was encrypted comes out. */
class JweFuzzTest {
    private static final MessageDecrypter DECRYPTER = new MessageDecrypter(List.of(Known.RSA, Known.EC));
    private static final JsonSlice PLAIN = JsonSlice.of(Json.write(Known.message()));

    static Stream<byte[]> messages() {
        return Stream.of(Known.RSA, Known.EC)
                .map(key -> MessageEncrypter.encrypt(key.encryptionKey(), PLAIN, "sender", "receiver"))
                .map(JweFuzzTest::bytes);
    }

    private static byte[] bytes(JsonSlice slice) {
        return Arrays.copyOfRange(slice.array(), slice.offset(), slice.offset() + slice.length());
    }

    @MethodSource("messages")
    @FuzzTest(maxDuration = "5s")
    void anyBytes(byte[] message) {
        if (message == null) {
            return;
        }
        Decryption decryption = DECRYPTER.decrypt(Known.slice(message), "sender", "receiver");
        if (decryption instanceof Decryption.Decrypted decrypted) {
            assertEquals(text(PLAIN), text(decrypted.message()));
        }
    }

    private static String text(JsonSlice slice) {
        return new String(bytes(slice), StandardCharsets.UTF_8);
    }
}
