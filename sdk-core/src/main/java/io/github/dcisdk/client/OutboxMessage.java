package io.github.dcisdk.client;

import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.error.EncryptionException;
import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.JsonValue.JsonBoolean;
import io.github.dcisdk.json.JsonValue.JsonObject;
import io.github.dcisdk.message.MsgCallbackHeader;
import io.github.dcisdk.message.MsgHeader;
import io.github.dcisdk.security.EncryptionKey;
import io.github.dcisdk.security.EnvelopeWriter;
import io.github.dcisdk.security.MessageEncrypter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A message that is to be delivered, in the form in which it is kept until then: in clear, because time, encryption and
 * signature are renewed with each attempt while {@code message_id} and content stay. Immutable; {@link #toString()} shows
 * identifiers only.
 */
public final class OutboxMessage {
    private static final String CALLBACK = "callback";
    private static final String ENCRYPTED = "encrypted";
    private static final String HEADER = "header";
    private static final String MESSAGE = "message";

    private final boolean callback;
    private final boolean encrypted;
    private final JsonObject header;
    private final JsonObject message;

    private OutboxMessage(boolean callback, boolean encrypted, JsonObject header, JsonObject message) {
        this.callback = callback;
        this.encrypted = encrypted;
        this.header = header;
        this.message = message;
    }

    /**
     * A request.
     *
     * @param header its header; {@code message_ts} and {@code is_msg_encrypted} are written anew with each attempt
     * @param message its message
     * @param encrypted whether it is sent encrypted
     * @return the message
     */
    public static OutboxMessage request(MsgHeader header, DciObject message, boolean encrypted) {
        return new OutboxMessage(false, encrypted, Json.toJson(header), Json.toJson(message));
    }

    /**
     * An answer that comes later, or an event.
     *
     * @param header its header; {@code message_ts} and {@code is_msg_encrypted} are written anew with each attempt
     * @param message its message
     * @param encrypted whether it is sent encrypted
     * @return the message
     */
    public static OutboxMessage callback(MsgCallbackHeader header, DciObject message, boolean encrypted) {
        return new OutboxMessage(true, encrypted, Json.toJson(header), Json.toJson(message));
    }

    /**
     * Reads what {@link #toJson()} wrote.
     *
     * @param json the text
     * @return the message
     * @throws IllegalArgumentException if it is something else
     */
    public static OutboxMessage of(JsonSlice json) {
        return of(Json.parse(json).asObject().orElseThrow(OutboxMessage::notOne));
    }

    static OutboxMessage of(JsonObject object) {
        return new OutboxMessage(
                object.get(CALLBACK).equals(Optional.of(new JsonBoolean(true))),
                object.get(ENCRYPTED).equals(Optional.of(new JsonBoolean(true))),
                object.get(HEADER).flatMap(JsonValue::asObject).orElseThrow(OutboxMessage::notOne),
                object.get(MESSAGE).flatMap(JsonValue::asObject).orElseThrow(OutboxMessage::notOne));
    }

    private static IllegalArgumentException notOne() {
        return new IllegalArgumentException("the text is no message that was kept for delivery");
    }

    /**
     * The form in which it is kept.
     *
     * @return JSON with header and message in clear: personal data
     */
    public JsonSlice toJson() {
        return JsonSlice.of(toObject().toJson().getBytes(StandardCharsets.UTF_8));
    }

    JsonObject toObject() {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put(CALLBACK, new JsonBoolean(callback));
        members.put(ENCRYPTED, new JsonBoolean(encrypted));
        members.put(HEADER, header);
        members.put(MESSAGE, message);
        return new JsonObject(members);
    }

    /**
     * The header's {@code message_id}.
     *
     * @return the id
     */
    public String messageId() {
        return text("message_id");
    }

    /**
     * The header's {@code action}.
     *
     * @return the action
     */
    public String action() {
        return text("action");
    }

    private String text(String name) {
        return header.get(name).flatMap(JsonValue::asString).orElse("");
    }

    /**
     * Whether the message is sent encrypted.
     *
     * @return true if it is
     */
    public boolean isEncrypted() {
        return encrypted;
    }

    /**
     * The message in clear.
     *
     * @return the message, without header
     */
    public JsonObject message() {
        return message;
    }

    /** The identifiers, for logs and errors. */
    CallContext context(String peerId) {
        return CallContext.of(peerId)
                .withMessageId(messageId())
                .withTransactionId(message.get("transaction_id")
                        .flatMap(JsonValue::asString)
                        .orElse(null));
    }

    byte[] write(Instant now, EnvelopeWriter writer, Optional<EncryptionKey> key, String senderId, String receiverId) {
        JsonSlice plain = JsonSlice.of(message.toJson().getBytes(StandardCharsets.UTF_8));
        JsonSlice sent = !encrypted
                ? plain
                : MessageEncrypter.encrypt(key.orElseThrow(() -> noKey(receiverId)), plain, senderId, receiverId);
        return writer.write(header(DciDateTime.of(now)), sent);
    }

    private EncryptionException noKey(String receiverId) {
        return new EncryptionException(
                "the message has to be encrypted, and there is no key of the receiver: call encryptFor(..)",
                context(receiverId));
    }

    private DciObject header(DciDateTime now) {
        return callback
                ? Json.read(header, MsgCallbackHeader.TYPE, "/header", finding -> {}).toBuilder()
                        .messageTs(now)
                        .isMsgEncrypted(encrypted)
                        .build()
                : Json.read(header, MsgHeader.TYPE, "/header", finding -> {}).toBuilder()
                        .messageTs(now)
                        .isMsgEncrypted(encrypted)
                        .build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OutboxMessage that
                && callback == that.callback
                && encrypted == that.encrypted
                && header.equals(that.header)
                && message.equals(that.message);
    }

    @Override
    public int hashCode() {
        return Objects.hash(callback, encrypted, header, message);
    }

    @Override
    public String toString() {
        return "OutboxMessage[" + action() + ", " + context("") + "]";
    }
}
