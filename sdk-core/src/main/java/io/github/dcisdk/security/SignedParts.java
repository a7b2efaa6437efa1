package io.github.dcisdk.security;

import io.github.dcisdk.json.JsonSlice;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What the schemes do alike with header and message. */
final class SignedParts {
    private SignedParts() {}

    /** The {@code sender_id} of a header, if it has one that is a string. */
    static Optional<String> senderId(JsonSlice header) {
        return Optional.ofNullable(CanonicalJson.members(header).get("sender_id"))
                .flatMap(CanonicalJson::text);
    }

    /** Refuses to sign in a name that is not ours. */
    static void requireSender(String senderId, JsonSlice header) {
        if (!senderId(header).equals(Optional.of(senderId))) {
            throw notOurs(senderId);
        }
    }

    static IllegalArgumentException notOurs(String senderId) {
        return new IllegalArgumentException(
                "the header's sender_id is not '" + senderId + "', which is the identity that signs");
    }

    /** Header and message with text around them. */
    static byte[] join(String before, JsonSlice header, String between, JsonSlice message, String after) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(header.length() + message.length() + 32);
        out.writeBytes(before.getBytes(StandardCharsets.US_ASCII));
        out.write(header.array(), header.offset(), header.length());
        out.writeBytes(between.getBytes(StandardCharsets.US_ASCII));
        out.write(message.array(), message.offset(), message.length());
        out.writeBytes(after.getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }
}
