package io.github.dcisdk.store;

import io.github.dcisdk.error.LogText;
import java.util.Objects;

/**
 * Which delivery a message is: what one sender sends under one {@code message_id}. Another sender's same id is another
 * delivery. Both texts come from outside and have no limit of length; {@link #digest()} has.
 *
 * @param senderId the {@code sender_id}, as proven
 * @param messageId the header's {@code message_id}; empty text if the message has none
 * @param variant tells deliveries under one id apart where the id alone does not identify them; empty text elsewhere
 */
public record DeliveryKey(String senderId, String messageId, String variant) {
    /**
     * Checks that the parts are there.
     *
     * @param senderId the {@code sender_id}
     * @param messageId the {@code message_id}
     * @param variant what tells deliveries under one id apart
     */
    public DeliveryKey {
        Objects.requireNonNull(senderId, "senderId");
        Objects.requireNonNull(messageId, "messageId");
        Objects.requireNonNull(variant, "variant");
    }

    /**
     * The key where one id stands for one content: requests and events.
     *
     * @param senderId the {@code sender_id}
     * @param messageId the {@code message_id}
     * @return the key
     */
    public static DeliveryKey of(String senderId, String messageId) {
        return new DeliveryKey(senderId, messageId, "");
    }

    /**
     * The key where one id may come again with another content: answers of peers that repeat the request's id on every
     * page.
     *
     * @param senderId the {@code sender_id}
     * @param messageId the {@code message_id}
     * @param contentDigest what was delivered, by {@link DeliveryContent}
     * @return the key
     */
    public static DeliveryKey ofContent(String senderId, String messageId, String contentDigest) {
        return new DeliveryKey(senderId, messageId, contentDigest);
    }

    /**
     * The key in a form that fits a unique column of a database.
     *
     * @return 43 ASCII characters; equal for equal keys only
     */
    public String digest() {
        return new Fingerprint().add(senderId).add(messageId).add(variant).text();
    }

    /** Safe for logs. */
    @Override
    public String toString() {
        return LogText.safe(senderId) + " " + LogText.safe(messageId) + (variant.isEmpty() ? "" : " " + variant);
    }
}
