package io.github.dcisdk.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.dcisdk.error.MalformedMessageException;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.MessageSlicer;
import io.github.dcisdk.json.MessageSlices;
import io.github.dcisdk.security.SignatureCheck;
import io.github.dcisdk.security.SignatureSchemes;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any text in the place of the signature, of every form: never an exception, and never believed around another message. */
class SignatureFuzzTest {
    private static final String OTHER = "{\"sender_id\":\"spmis.example.gov\",\"message_id\":\"m\",\"message_ts\":"
            + "\"2026-07-01T08:00:00Z\",\"action\":\"search\",\"total_count\":1},\"message\":{\"transaction_id\":\"other\"}}";

    static Stream<String> signatures() {
        return SignatureSchemes.ALL.stream()
                .map(Known::signed)
                .map(body -> MessageSlicer.slice(body).signature().orElseThrow());
    }

    @MethodSource("signatures")
    @FuzzTest(maxDuration = "5s")
    void anySignature(String signature) {
        if (signature == null) {
            return;
        }
        SignatureSchemes.ALL.forEach(scheme -> scheme.recognises(signature));
        try {
            MessageSlices slices = MessageSlicer.slice(
                    Known.bytes("{\"signature\":" + JsonValue.of(signature).toJson() + ",\"header\":" + OTHER));
            assertFalse(Known.VERIFIER.check(slices) instanceof SignatureCheck.Verified);
        } catch (MalformedMessageException e) {
            // Half of a surrogate pair cannot be sent.
        }
    }
}
