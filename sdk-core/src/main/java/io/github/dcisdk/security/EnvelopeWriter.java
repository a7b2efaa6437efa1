package io.github.dcisdk.security;

import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Puts an envelope together: header and message are written once, signed as they are, and sent as they are. Immutable,
 * thread-safe.
 */
public final class EnvelopeWriter {
    private final @Nullable Signer signer;

    private EnvelopeWriter(@Nullable Signer signer) {
        this.signer = signer;
    }

    @FunctionalInterface
    private interface Signer {
        String sign(JsonSlice header, JsonSlice message);
    }

    /**
     * A writer that signs for one identity.
     *
     * @param senderId our {@code sender_id}, which every header must carry
     * @param key our key
     * @param scheme how to sign
     * @param clock the time that goes into signatures
     * @return the writer
     * @throws IllegalArgumentException if the identity cannot sign with the scheme
     */
    public static EnvelopeWriter signing(String senderId, SigningKey key, SignatureScheme scheme, Clock clock) {
        Objects.requireNonNull(clock, "clock");
        scheme.requireUsable(senderId, key);
        return new EnvelopeWriter((header, message) -> scheme.sign(senderId, key, header, message, clock.instant()));
    }

    /**
     * A writer that leaves {@code signature} out, for peers that do not verify.
     *
     * @return the writer
     */
    public static EnvelopeWriter withoutSignature() {
        return new EnvelopeWriter(null);
    }

    /**
     * Writes and signs an envelope.
     *
     * @param header the header
     * @param message the message
     * @return the body to send, in UTF-8
     * @throws IllegalArgumentException if the header does not carry our {@code sender_id}
     * @throws io.github.dcisdk.error.MalformedMessageException if header or message holds what cannot be signed, such as
     *     half of a surrogate pair
     */
    public byte[] write(DciObject header, DciObject message) {
        return write(header, JsonSlice.of(Json.write(message)));
    }

    /**
     * Writes and signs an envelope around a message that is text already, such as an encrypted one of {@link
     * MessageEncrypter}.
     *
     * @param header the header
     * @param messageJson the JSON text of the message; sent as it is
     * @return the body to send, in UTF-8
     * @throws IllegalArgumentException if the header does not carry our {@code sender_id}
     * @throws io.github.dcisdk.error.MalformedMessageException if header or message holds what cannot be signed, such as
     *     half of a surrogate pair
     */
    public byte[] write(DciObject header, JsonSlice messageJson) {
        JsonSlice headerJson = JsonSlice.of(Json.write(header));
        ByteArrayOutputStream body = new ByteArrayOutputStream(headerJson.length() + messageJson.length() + 512);
        text(body, "{");
        if (signer != null) {
            String signature = signer.sign(headerJson, messageJson);
            text(body, "\"signature\":" + JsonValue.of(signature).toJson() + ",");
        }
        text(body, "\"header\":");
        body.write(headerJson.array(), headerJson.offset(), headerJson.length());
        text(body, ",\"message\":");
        body.write(messageJson.array(), messageJson.offset(), messageJson.length());
        text(body, "}");
        return body.toByteArray();
    }

    private static void text(ByteArrayOutputStream body, String text) {
        body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
