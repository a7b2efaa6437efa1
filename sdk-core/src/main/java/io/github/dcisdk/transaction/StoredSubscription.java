package io.github.dcisdk.transaction;

import io.github.dcisdk.error.LogText;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.JsonValue.JsonObject;
import io.github.dcisdk.message.SubscribeCriteria;
import io.github.dcisdk.store.DciStore;
import io.github.dcisdk.store.StateKey;
import io.github.dcisdk.store.StateRecord;
import io.github.dcisdk.store.StateType;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A subscription of ours at a registry, as it is stored. Immutable; {@link #toString()} is safe for logs.
 *
 * @param peerId the {@code sender_id} of the registry
 * @param id our id, which it has before the registry gives it a code
 * @param status how it stands
 * @param transactionId the last request that it is the subject of
 * @param code the registry's code; null while it gave none
 * @param reason why the registry rejected it; null unless it did
 * @param criteria what was subscribed to; personal data; null once it ended
 * @param group the event type, by which subscriptions are listed
 */
public record StoredSubscription(
        String peerId,
        String id,
        Status status,
        String transactionId,
        @Nullable String code,
        @Nullable String reason,
        @Nullable JsonObject criteria,
        String group) {
    /** Subscriptions end when they are cancelled, not by growing old. */
    private static final Duration KEPT = Duration.ofDays(3_650);

    /** How a subscription stands. The names stand in databases and stay as they are. */
    public enum Status {
        /** It was asked for, and the registry has not answered. */
        REQUESTED,
        /** The registry keeps it. */
        ACTIVE,
        /** The registry does not keep it. */
        REJECTED,
        /** It was cancelled. */
        ENDED
    }

    /**
     * Checks that the parts are there.
     *
     * @param peerId the {@code sender_id} of the registry
     * @param id our id
     * @param status how it stands
     * @param transactionId the last request
     * @param code the registry's code
     * @param reason why the registry rejected it
     * @param criteria what was subscribed to
     * @param group the event type
     */
    public StoredSubscription {
        Objects.requireNonNull(peerId, "peerId");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(transactionId, "transactionId");
        Objects.requireNonNull(group, "group");
    }

    /**
     * The key under which a subscription is stored.
     *
     * @param peerId the {@code sender_id} of the registry
     * @param id our id
     * @return the key
     */
    public static StateKey key(String peerId, String id) {
        return new StateKey(StateType.SUBSCRIPTION, peerId, id);
    }

    /**
     * A subscription that is about to be asked for.
     *
     * @param peerId the {@code sender_id} of the registry
     * @param id our id
     * @param transactionId the request
     * @param criteria what is subscribed to
     * @return the subscription
     */
    public static StoredSubscription requested(
            String peerId, String id, String transactionId, SubscribeCriteria criteria) {
        return new StoredSubscription(
                peerId,
                id,
                Status.REQUESTED,
                transactionId,
                null,
                null,
                Json.toJson(criteria),
                criteria.regEventType().orElse(""));
    }

    /**
     * The same as the subject of a further request.
     *
     * @param transaction the request
     * @return a changed copy
     */
    public StoredSubscription asked(String transaction) {
        return new StoredSubscription(peerId, id, status, transaction, code, reason, criteria, group);
    }

    /**
     * The same after the registry said that it keeps it.
     *
     * @param newCode the registry's code; null if it gave none now
     * @return a changed copy
     */
    StoredSubscription active(@Nullable String newCode) {
        return new StoredSubscription(
                peerId, id, Status.ACTIVE, transactionId, newCode == null ? code : newCode, null, criteria, group);
    }

    StoredSubscription rejected(@Nullable String why) {
        return new StoredSubscription(peerId, id, Status.REJECTED, transactionId, code, why, null, group);
    }

    StoredSubscription ended() {
        return new StoredSubscription(peerId, id, Status.ENDED, transactionId, code, null, null, group);
    }

    /**
     * What was subscribed to.
     *
     * @return the criteria; empty once it ended
     */
    public Optional<SubscribeCriteria> typedCriteria() {
        return Optional.ofNullable(criteria)
                .map(json -> Json.read(json, SubscribeCriteria.TYPE, "/subscribe_criteria", finding -> {}));
    }

    /**
     * The subscription as a state that is not stored yet.
     *
     * @param now the time
     * @return the state
     */
    public StateRecord toState(Instant now) {
        return StateRecord.create(key(peerId, id), group, now.plus(KEPT), toContent());
    }

    /**
     * The subscription as a state in place of the one that was read.
     *
     * @param read the state that was read
     * @param now the time
     * @return the state
     */
    public StateRecord toState(StateRecord read, Instant now) {
        boolean open = status == Status.REQUESTED || status == Status.ACTIVE;
        return read.withContent(toContent()).with(open, now.plus(open ? KEPT : DciStore.RETENTION));
    }

    private JsonSlice toContent() {
        return StoredJson.versioned()
                .with("status", status.name())
                .with("transaction", transactionId)
                .with("code", code)
                .with("reason", reason)
                .with("criteria", criteria)
                .toJson();
    }

    /**
     * Reads a state.
     *
     * @param state a state of type {@link StateType#SUBSCRIPTION}
     * @return the subscription
     * @throws IllegalStateException if it was written in a form that is not known
     */
    public static StoredSubscription of(StateRecord state) {
        StoredJson json = StoredJson.read(state.content());
        return new StoredSubscription(
                state.key().peerId(),
                state.key().id(),
                Status.valueOf(json.required("status")),
                json.required("transaction"),
                json.text("code").orElse(null),
                json.text("reason").orElse(null),
                json.object("criteria").orElse(null),
                state.group());
    }

    @Override
    public String toString() {
        return "StoredSubscription[" + status + ", " + LogText.safe(peerId) + ", " + LogText.safe(id) + "]";
    }
}
