package io.github.dcisdk.store;

import io.github.dcisdk.error.LogText;
import io.github.dcisdk.message.AckStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * How a message was acknowledged. Every repetition of the delivery is answered with the same one, to the letter, so stores
 * must give it back as it is.
 *
 * @param status {@link AckStatus#ACK}, or {@link AckStatus#NACK} when no callback will follow
 * @param timestamp when, in whole milliseconds
 * @param correlationId our {@code correlation_id}
 */
public record Acknowledgement(AckStatus status, Instant timestamp, String correlationId) {
    /**
     * Checks the parts, and cuts the time to what every database keeps.
     *
     * @param status {@link AckStatus#ACK} or {@link AckStatus#NACK}
     * @param timestamp when
     * @param correlationId our {@code correlation_id}
     * @throws IllegalArgumentException if the status is another, because only what was accepted is acknowledged
     */
    public Acknowledgement {
        if (!status.equals(AckStatus.ACK) && !status.equals(AckStatus.NACK)) {
            throw new IllegalArgumentException("an acknowledgement is ACK or NACK, not " + LogText.code(status.code()));
        }
        timestamp = timestamp.truncatedTo(ChronoUnit.MILLIS);
        Objects.requireNonNull(correlationId, "correlationId");
    }
}
