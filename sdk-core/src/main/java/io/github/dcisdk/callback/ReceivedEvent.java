package io.github.dcisdk.callback;

import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.Finding;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One event of a registry. Immutable; {@link #toString()} shows identifiers and counts only.
 *
 * @param <T> the class of the records
 */
public final class ReceivedEvent<T extends DciObject> {
    private final String peerId;
    private final String eventType;
    private final String referenceId;
    private final @Nullable DciDateTime timestamp;
    private final List<T> records;
    private final boolean changed;
    private final List<Finding> findings;

    ReceivedEvent(
            String peerId,
            String eventType,
            String referenceId,
            @Nullable DciDateTime timestamp,
            List<T> records,
            boolean changed,
            List<Finding> findings) {
        this.peerId = Objects.requireNonNull(peerId, "peerId");
        this.eventType = Objects.requireNonNull(eventType, "eventType");
        this.referenceId = Objects.requireNonNull(referenceId, "referenceId");
        this.timestamp = timestamp;
        this.records = List.copyOf(records);
        this.changed = changed;
        this.findings = List.copyOf(findings);
    }

    /**
     * The records that the event is about.
     *
     * @return an unmodifiable list
     */
    public List<T> records() {
        return records;
    }

    /**
     * Who reports it.
     *
     * @return the registry's {@code sender_id}, as proven
     */
    public String peerId() {
        return peerId;
    }

    /**
     * What happened.
     *
     * @return the {@code reg_event_type} as received
     */
    public String eventType() {
        return eventType;
    }

    /**
     * Which event of its message it is.
     *
     * @return the {@code reference_id}; empty text if it has none
     */
    public String referenceId() {
        return referenceId;
    }

    /**
     * When the registry reported it.
     *
     * @return the timestamp, if there is one
     */
    public Optional<DciDateTime> timestamp() {
        return Optional.ofNullable(timestamp);
    }

    /**
     * Whether the registry reported other data under the same transaction, reference and time before.
     *
     * @return true if it did
     */
    public boolean isChanged() {
        return changed;
    }

    /**
     * Where the event deviates from the standard.
     *
     * @return the deviations, without values; unmodifiable
     */
    public List<Finding> findings() {
        return findings;
    }

    @Override
    public String toString() {
        return "ReceivedEvent[" + records.size() + " records]";
    }
}
