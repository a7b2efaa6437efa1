package io.github.dcisdk.error;

import java.io.Serializable;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Which exchange an error or a log line is about: identifiers and counts only, never content. Immutable. Serialisable, so
 * that an error keeps its identifiers when it crosses a process.
 */
public final class CallContext implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final CallContext NONE = new CallContext(null, null, null, null, null);

    private final @Nullable String peer;
    private final @Nullable String messageId;
    private final @Nullable String transactionId;
    private final @Nullable String correlationId;
    private final @Nullable Long recordsReceived;

    private CallContext(
            @Nullable String peer,
            @Nullable String messageId,
            @Nullable String transactionId,
            @Nullable String correlationId,
            @Nullable Long recordsReceived) {
        this.peer = peer;
        this.messageId = messageId;
        this.transactionId = transactionId;
        this.correlationId = correlationId;
        this.recordsReceived = recordsReceived;
    }

    /**
     * The context of an error that belongs to no exchange.
     *
     * @return the empty context
     */
    public static CallContext none() {
        return NONE;
    }

    /**
     * Starts a context for a peer.
     *
     * @param peer the peer's identity: its {@code sender_id}, or the name under which it is configured
     * @return a context that knows the peer only
     */
    public static CallContext of(String peer) {
        return new CallContext(peer, null, null, null, null);
    }

    /**
     * Adds the {@code message_id} of the request.
     *
     * @param value the identifier, or null to leave it unknown
     * @return a copy of this context
     */
    public CallContext withMessageId(@Nullable String value) {
        return new CallContext(peer, value, transactionId, correlationId, recordsReceived);
    }

    /**
     * Adds the {@code transaction_id}.
     *
     * @param value the identifier, or null to leave it unknown
     * @return a copy of this context
     */
    public CallContext withTransactionId(@Nullable String value) {
        return new CallContext(peer, messageId, value, correlationId, recordsReceived);
    }

    /**
     * Adds the {@code correlation_id} that the answering side chose.
     *
     * @param value the identifier, or null to leave it unknown
     * @return a copy of this context
     */
    public CallContext withCorrelationId(@Nullable String value) {
        return new CallContext(peer, messageId, transactionId, value, recordsReceived);
    }

    /**
     * Adds how far a search of several pages has come.
     *
     * @param count how many records the pages before brought
     * @return a copy of this context
     */
    public CallContext withRecordsReceived(long count) {
        return new CallContext(peer, messageId, transactionId, correlationId, count);
    }

    /**
     * The other side of the exchange.
     *
     * @return the peer's identity, if known
     */
    public Optional<String> peer() {
        return Optional.ofNullable(peer);
    }

    /**
     * The {@code message_id} of the request.
     *
     * @return the identifier, if known
     */
    public Optional<String> messageId() {
        return Optional.ofNullable(messageId);
    }

    /**
     * The {@code transaction_id} of the exchange.
     *
     * @return the identifier, if known
     */
    public Optional<String> transactionId() {
        return Optional.ofNullable(transactionId);
    }

    /**
     * The {@code correlation_id} of the exchange.
     *
     * @return the identifier, if known
     */
    public Optional<String> correlationId() {
        return Optional.ofNullable(correlationId);
    }

    /**
     * How many records a search of several pages had received before this exchange.
     *
     * @return the count; empty when the exchange does not belong to a further page of a search
     */
    public OptionalLong recordsReceived() {
        return recordsReceived == null ? OptionalLong.empty() : OptionalLong.of(recordsReceived);
    }

    /**
     * The known identifiers in one line, for logs.
     *
     * @return for example {@code peer=crvs.example.gov message_id=… transaction_id=…}; empty when nothing is known
     */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder();
        append(line, "peer", peer);
        append(line, "message_id", messageId);
        append(line, "transaction_id", transactionId);
        append(line, "correlation_id", correlationId);
        append(line, "records_received", recordsReceived == null ? null : recordsReceived.toString());
        return line.toString();
    }

    private static void append(StringBuilder line, String name, @Nullable String value) {
        if (value != null) {
            // Without spaces, one identifier cannot pass for several.
            String shown = LogText.safe(value).replace(' ', '?');
            line.append(line.isEmpty() ? "" : " ").append(name).append('=').append(shown);
        }
    }
}
