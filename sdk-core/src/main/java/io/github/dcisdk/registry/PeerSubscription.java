package io.github.dcisdk.registry;

import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.message.EventFrequency;
import io.github.dcisdk.message.SubscriptionInfo;
import io.github.dcisdk.message.SubscriptionStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * A subscription of a peer. Kept as the content of a state of type {@code PEER_SUBSCRIPTION}, whose id is the subscription's
 * code and whose group is registry and event type. {@link #toString()} shows its code only.
 *
 * @param transactionId the {@code transaction_id} with which it was asked for
 * @param referenceId the {@code reference_id} of the item that asked for it
 * @param address where its events go, exactly as the subscriber gave it; empty when it has ended
 * @param encrypted whether its events are encrypted, as the request was
 * @param digest what it covers: one subscriber has no two open subscriptions with the same
 * @param recordType the name of the record type that it gets
 * @param purpose the authority under which the data is given, by reference or code
 * @param info what the subscriber knows of it
 */
record PeerSubscription(
        String transactionId,
        String referenceId,
        String address,
        boolean encrypted,
        String digest,
        String recordType,
        Optional<String> purpose,
        SubscriptionInfo info) {

    static PeerSubscription of(JsonSlice json) {
        StoredJson.Stored stored = StoredJson.read(json);
        return new PeerSubscription(
                stored.text("transaction_id"),
                stored.text("reference_id"),
                stored.text("address"),
                stored.isTrue("encrypted"),
                stored.text("digest"),
                stored.text("record_type"),
                stored.find("purpose"),
                Json.read(stored.object("info"), SubscriptionInfo.TYPE, "/info", finding -> {}));
    }

    JsonSlice toJson() {
        return StoredJson.version1()
                .with("transaction_id", transactionId)
                .with("reference_id", referenceId)
                .with("address", address)
                .with("encrypted", encrypted)
                .with("digest", digest)
                .with("record_type", recordType)
                .with("purpose", purpose)
                .with("info", Json.toJson(info))
                .write();
    }

    String code() {
        return info.code().orElse("");
    }

    private Optional<Instant> start() {
        return info.frequency().flatMap(EventFrequency::startTime).flatMap(DciDateTime::toInstant);
    }

    Optional<Instant> end() {
        return info.frequency().flatMap(EventFrequency::endTime).flatMap(DciDateTime::toInstant);
    }

    /** What the subscriber knows of it, but not of whom it is about. */
    SubscriptionInfo infoWithoutFilter() {
        return info.toBuilder().filter(null).filterType(null).build();
    }

    /** Whether it covers events of that time. */
    boolean covers(Instant time) {
        return start().filter(time::isBefore).isEmpty()
                && end().filter(end -> !time.isBefore(end)).isEmpty();
    }

    /** The same terms under the code of an earlier subscription. */
    PeerSubscription withCode(String code) {
        return new PeerSubscription(
                transactionId,
                referenceId,
                address,
                encrypted,
                digest,
                recordType,
                purpose,
                info.toBuilder().code(code).build());
    }

    /** Whether another one adds nothing: same records, same time, same way. */
    boolean isSameAs(PeerSubscription other) {
        return digest.equals(other.digest)
                && info.frequency().equals(other.info.frequency())
                && address.equals(other.address)
                && encrypted == other.encrypted;
    }

    /** What is kept of it after its end: nothing of whom it was about. */
    PeerSubscription ended(DciDateTime now) {
        return new PeerSubscription(
                transactionId,
                referenceId,
                "",
                encrypted,
                "",
                recordType,
                purpose,
                info.toBuilder()
                        .status(SubscriptionStatus.UNSUBSCRIBE)
                        .timestamp(now)
                        .filter(null)
                        .filterType(null)
                        .build());
    }

    @Override
    public String toString() {
        return "PeerSubscription[" + code() + "]";
    }
}
