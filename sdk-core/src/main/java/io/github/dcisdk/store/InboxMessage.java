package io.github.dcisdk.store;

import io.github.dcisdk.json.JsonSlice;
import java.util.Objects;

/**
 * A message to be kept until it is worked on, with the record of its delivery. Header and message are personal data: {@link
 * #toString()} shows their lengths only, and a durable store encrypts them or says that it does not.
 *
 * @param delivery the record of the delivery
 * @param encrypted whether the message came encrypted, so that its answer is encrypted too
 * @param header the bytes of the header that the signature covers
 * @param message the bytes of the message that the signature covers, decrypted
 */
public record InboxMessage(Delivery delivery, boolean encrypted, JsonSlice header, JsonSlice message) {
    /**
     * Checks that the parts are there.
     *
     * @param delivery the record of the delivery
     * @param encrypted whether the message came encrypted
     * @param header the bytes of the header
     * @param message the bytes of the message
     */
    public InboxMessage {
        Objects.requireNonNull(delivery, "delivery");
        Objects.requireNonNull(header, "header");
        Objects.requireNonNull(message, "message");
    }

    @Override
    public String toString() {
        return "InboxMessage[" + delivery + ", header " + header.length() + " bytes, message " + message.length()
                + " bytes]";
    }
}
