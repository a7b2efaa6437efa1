package io.github.dcisdk.store;

import io.github.dcisdk.error.LogText;
import java.util.Objects;

/**
 * Which answer or event an item is, whatever {@code message_id} brought it. Some senders renew the id each time they send
 * again, so the same item can come under several.
 *
 * @param senderId the {@code sender_id}, as proven
 * @param transactionId the {@code transaction_id}
 * @param referenceId the item's {@code reference_id}; empty text where an answer has no items
 * @param part the page of an answer, the time of an event
 */
public record BusinessKey(String senderId, String transactionId, String referenceId, String part) {
    /**
     * Checks that the parts are there.
     *
     * @param senderId the {@code sender_id}
     * @param transactionId the {@code transaction_id}
     * @param referenceId the item's {@code reference_id}
     * @param part the page of an answer, the time of an event
     */
    public BusinessKey {
        Objects.requireNonNull(senderId, "senderId");
        Objects.requireNonNull(transactionId, "transactionId");
        Objects.requireNonNull(referenceId, "referenceId");
        Objects.requireNonNull(part, "part");
    }

    /**
     * The key in a form that fits an indexed column of a database.
     *
     * @return 43 ASCII characters; equal for equal keys only
     */
    public String digest() {
        return new Fingerprint()
                .add(senderId)
                .add(transactionId)
                .add(referenceId)
                .add(part)
                .text();
    }

    /** Safe for logs. */
    @Override
    public String toString() {
        return LogText.safe(senderId) + " " + LogText.safe(transactionId) + " " + LogText.safe(referenceId) + " "
                + LogText.safe(part);
    }
}
