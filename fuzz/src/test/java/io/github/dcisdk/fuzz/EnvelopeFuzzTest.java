package io.github.dcisdk.fuzz;

import static org.junit.jupiter.api.Assertions.fail;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.dcisdk.error.MalformedMessageException;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.MessageSlicer;
import io.github.dcisdk.message.MessageDocument;
import io.github.dcisdk.message.MsgHeader;
import io.github.dcisdk.security.CanonicalJson;
import io.github.dcisdk.security.SignatureCheck;
import io.github.dcisdk.security.SignatureSchemes;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes are a message, or a typed error; and none but the sender's own verify. */
class EnvelopeFuzzTest {
    static Stream<byte[]> messages() {
        return SignatureSchemes.ALL.stream().map(Known::signed);
    }

    @MethodSource("messages")
    @FuzzTest(maxDuration = "5s")
    void anyBytes(byte[] body) {
        if (body == null) {
            return;
        }
        try {
            SignatureCheck check = Known.VERIFIER.check(MessageSlicer.slice(body));
            if (check instanceof SignatureCheck.Verified verified
                    && messages().noneMatch(own -> saysTheSame(own, verified))) {
                fail("a message that the sender never signed verifies");
            }
            MessageDocument.read(body);
        } catch (MalformedMessageException e) {
            // What is no message is told so.
        }
    }

    /** White space and order may change on the way; what is said may not. */
    private static boolean saysTheSame(byte[] own, SignatureCheck.Verified verified) {
        MsgHeader ownHeader = header(MessageSlicer.slice(own).header().orElseThrow());
        MsgHeader header = header(verified.content().header());
        return header.senderId().equals(ownHeader.senderId())
                && header.receiverId().equals(ownHeader.receiverId())
                && header.messageId().equals(ownHeader.messageId())
                && header.action().equals(ownHeader.action())
                && Arrays.equals(
                        CanonicalJson.write(MessageSlicer.slice(own).message().orElseThrow()),
                        CanonicalJson.write(verified.content().message()));
    }

    private static MsgHeader header(JsonSlice json) {
        return Json.read(json, MsgHeader.TYPE, "/header", finding -> {});
    }
}
