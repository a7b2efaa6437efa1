package io.github.dcisdk.store;

import io.github.dcisdk.error.LogText;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What has to be remembered of a message that was acknowledged, so that a repetition is recognised: identifiers, digests
 * and the acknowledgement, nothing of the content. Immutable; {@link #toString()} is safe for logs.
 *
 * @param key which delivery it is
 * @param action the header's {@code action}, which says what is to be done with the message
 * @param transactionId the message's {@code transaction_id}
 * @param contentDigest what was delivered, by {@link DeliveryContent}
 * @param items the items that can be joined when they come again under another id; empty for requests
 * @param acknowledgement how it was acknowledged
 * @param receivedAt when it came
 */
public record Delivery(
        DeliveryKey key,
        String action,
        String transactionId,
        String contentDigest,
        List<BusinessItem> items,
        Acknowledgement acknowledgement,
        Instant receivedAt) {
    /**
     * Checks that the parts are there.
     *
     * @param key which delivery it is
     * @param action the header's {@code action}
     * @param transactionId the message's {@code transaction_id}
     * @param contentDigest what was delivered
     * @param items the items that can be joined; copied
     * @param acknowledgement how it was acknowledged
     * @param receivedAt when it came
     */
    public Delivery {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(transactionId, "transactionId");
        Objects.requireNonNull(contentDigest, "contentDigest");
        items = List.copyOf(items);
        Objects.requireNonNull(acknowledgement, "acknowledgement");
        Objects.requireNonNull(receivedAt, "receivedAt");
    }

    @Override
    public String toString() {
        return "Delivery[" + key + ", " + LogText.safe(action) + ", transaction " + LogText.safe(transactionId) + ", "
                + items.size() + " items, " + acknowledgement.status() + " " + acknowledgement.correlationId() + "]";
    }
}
