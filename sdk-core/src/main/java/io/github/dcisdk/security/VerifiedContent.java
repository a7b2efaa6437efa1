package io.github.dcisdk.security;

import io.github.dcisdk.json.JsonSlice;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a signature covers, and only that: members that the scheme leaves out are not here. Immutable; {@link #toString()}
 * shows identifiers and lengths only.
 */
public final class VerifiedContent {
    private final String senderId;
    private final VerificationKey key;
    private final JsonSlice header;
    private final JsonSlice message;
    private final @Nullable Instant expires;

    /**
     * Puts together what a scheme has verified.
     *
     * @param senderId the sender that the key belongs to
     * @param key the key that verified
     * @param header the covered part of the header, a JSON object
     * @param message the covered message
     * @param expires when the signature's lifetime ends; null if it has none
     */
    public VerifiedContent(
            String senderId, VerificationKey key, JsonSlice header, JsonSlice message, @Nullable Instant expires) {
        this.senderId = Objects.requireNonNull(senderId, "senderId");
        this.key = Objects.requireNonNull(key, "key");
        this.header = Objects.requireNonNull(header, "header");
        this.message = Objects.requireNonNull(message, "message");
        this.expires = expires;
    }

    /**
     * Who signed.
     *
     * @return the {@code sender_id}
     */
    public String senderId() {
        return senderId;
    }

    /**
     * The key that verified.
     *
     * @return one of the sender's keys
     */
    public VerificationKey key() {
        return key;
    }

    /**
     * The covered part of the header.
     *
     * @return a JSON object
     */
    public JsonSlice header() {
        return header;
    }

    /**
     * The covered message.
     *
     * @return its JSON text
     */
    public JsonSlice message() {
        return message;
    }

    /**
     * When the signature's lifetime ends.
     *
     * @return empty if the scheme has no lifetime; then only {@code message_ts} tells how old the message is
     */
    public Optional<Instant> expires() {
        return Optional.ofNullable(expires);
    }

    @Override
    public String toString() {
        return "VerifiedContent[" + senderId + ", " + key + ", header " + header.length() + " bytes, message "
                + message.length() + " bytes]";
    }
}
