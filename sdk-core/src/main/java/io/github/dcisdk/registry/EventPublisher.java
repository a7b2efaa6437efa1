package io.github.dcisdk.registry;

import io.github.dcisdk.client.Dci;
import io.github.dcisdk.client.OutboxMessage;
import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.inbound.AuditedItem;
import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.message.MsgCallbackHeader;
import io.github.dcisdk.message.NotifyEventData;
import io.github.dcisdk.message.NotifyEventItem;
import io.github.dcisdk.message.NotifyEventRequest;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.message.RequestStatus;
import io.github.dcisdk.profile.EventType;
import io.github.dcisdk.profile.RecordType;
import io.github.dcisdk.profile.RegistryProfile;
import io.github.dcisdk.registry.Interests.Interest;
import io.github.dcisdk.store.StoreTransaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells subscribers what happened. Publishing stores one notification for each subscription that matches, in one step, and
 * returns; the endpoint's threads deliver them, at least once, those of one subscription in the order in which they were
 * published. Thread-safe.
 *
 * <p>Every open subscription to the event type is looked at for each event. {@code docs/registry-async.md} says what that
 * means for their number.
 */
public final class EventPublisher {
    private static final Logger LOG = LoggerFactory.getLogger(EventPublisher.class);
    private static final String VERSION = "1.0.0";

    private final Dci dci;
    private final RegistryProfile profile;
    private final PeerSubscriptions subscriptions;
    private final String queue;
    private final Interests interests;
    private final AnswerAudit audit;
    private final Runnable wake;

    EventPublisher(
            Dci dci,
            RegistryProfile profile,
            PeerSubscriptions subscriptions,
            EventFilters filters,
            AnswerAudit audit,
            Runnable wake) {
        this.dci = dci;
        this.profile = profile;
        this.subscriptions = subscriptions;
        this.queue = new Queues(profile.regType()).notifications();
        this.interests = new Interests(filters);
        this.audit = audit;
        this.wake = wake;
    }

    /** One event, whoever is told of it. */
    private record Event<T extends DciObject>(
            String id, EventType eventType, RecordType<T> recordType, T record, NotifyEventData data, Instant time) {}

    /**
     * Publishes an event.
     *
     * @param <T> the class of the record
     * @param eventType what happened, one of the event types of the profile
     * @param record the record as it is now; subscribers to the first record type of the profile with this class get it
     * @return how many subscriptions match
     * @throws IllegalArgumentException if the profile has no such event type or record type
     * @throws io.github.dcisdk.store.StoreException if the event could not be stored; nobody is told then, unless the store
     *     fails after it has stored it
     */
    public <T extends DciObject> int publish(EventType eventType, T record) {
        return publish(eventType, recordType(record), record);
    }

    /**
     * Publishes an event to those who subscribed to one of several record types with the same class.
     *
     * @param <T> the class of the record
     * @param eventType what happened, one of the event types of the profile
     * @param recordType the type of the record, one of the profile's
     * @param record the record as it is now
     * @return how many subscriptions match
     * @throws IllegalArgumentException if the profile has no such event type or record type
     * @throws io.github.dcisdk.store.StoreException if the event could not be stored; nobody is told then, unless the store
     *     fails after it has stored it
     */
    public <T extends DciObject> int publish(EventType eventType, RecordType<T> recordType, T record) {
        try (StoreTransaction transaction = dci.store().begin()) {
            int matching = publish(transaction, eventType, recordType, record);
            if (matching > 0) {
                transaction.commit();
                wake.run();
            }
            return matching;
        }
    }

    /**
     * Publishes an event in a transaction of the application's: it is published if the transaction is committed, together
     * with the application's own change. Its account, however, is written at once.
     *
     * @param <T> the class of the record
     * @param transaction the transaction, begun with {@link Dci#store()}; the caller commits it
     * @param eventType what happened, one of the event types of the profile
     * @param record the record as it is now; subscribers to the first record type of the profile with this class get it
     * @return how many subscriptions match
     * @throws IllegalArgumentException if the profile has no such event type or record type
     */
    public <T extends DciObject> int publish(StoreTransaction transaction, EventType eventType, T record) {
        return publish(transaction, eventType, recordType(record), record);
    }

    /**
     * Publishes an event in a transaction of the application's to those who subscribed to one of several record types with
     * the same class.
     *
     * @param <T> the class of the record
     * @param transaction the transaction, begun with {@link Dci#store()}; the caller commits it
     * @param eventType what happened, one of the event types of the profile
     * @param recordType the type of the record, one of the profile's
     * @param record the record as it is now
     * @return how many subscriptions match
     * @throws IllegalArgumentException if the profile has no such event type or record type
     */
    public <T extends DciObject> int publish(
            StoreTransaction transaction, EventType eventType, RecordType<T> recordType, T record) {
        if (!profile.eventTypes().contains(eventType)) {
            throw new IllegalArgumentException(profile + " does not have " + eventType);
        } else if (!profile.recordTypes().contains(recordType)) {
            throw new IllegalArgumentException(profile + " does not have " + recordType);
        }
        Event<T> event = new Event<>(
                UUID.randomUUID().toString(),
                eventType,
                recordType,
                record,
                NotifyEventData.builder(recordType.name(), List.of(Json.toJson(record)))
                        .version(VERSION)
                        .regType(profile.regType())
                        .regEventType(eventType.name())
                        .build(),
                dci.clock().instant());
        Counter matching = new Counter();
        subscriptions.forEach(eventType, state -> {
            Interest<T> interest = interests.of(state, recordType);
            if (interest.isFor(event.record(), event.time())) {
                notify(transaction, event, state.key().peerId(), interest.subscription());
                matching.value++;
            }
        });
        LOG.debug("{} of {} published to {} subscriptions", event.id(), eventType, matching.value);
        return matching.value;
    }

    private static final class Counter {
        private int value;
    }

    private <T extends DciObject> RecordType<T> recordType(T record) {
        return profile.recordTypes().stream()
                .filter(type -> type.type() == record.modelType())
                .findFirst()
                .map(EventPublisher::<T>typed)
                .orElseThrow(() -> new IllegalArgumentException(profile + " has no record type for a "
                        + record.modelType().name()));
    }

    @SuppressWarnings("unchecked") // A record type describes one class, and this one's is that of the record.
    private static <T extends DciObject> RecordType<T> typed(RecordType<?> recordType) {
        return (RecordType<T>) recordType;
    }

    private void notify(
            StoreTransaction transaction, Event<?> event, String receiverId, PeerSubscription subscription) {
        DciDateTime now = DciDateTime.of(event.time());
        String messageId = UUID.randomUUID().toString();
        NotifyEventItem item = NotifyEventItem.builder(UUID.randomUUID().toString(), now, event.data())
                .locale(subscription.info().locale().orElse(null))
                .build();
        NotifyEventRequest message =
                NotifyEventRequest.builder(event.id(), List.of(item)).build();
        MsgCallbackHeader header = MsgCallbackHeader.builder(
                        messageId, now, Operation.NOTIFY.request().action(), RequestStatus.SUCC)
                .version(VERSION)
                .totalCount(1L)
                .completedCount(1L)
                .senderId(dci.senderId())
                .receiverId(receiverId)
                .build();
        audit.event(
                CallContext.of(receiverId).withMessageId(messageId).withTransactionId(event.id()),
                message,
                account(item, event, subscription));
        OutboxMessage kept = OutboxMessage.callback(header, message, subscription.encrypted());
        transaction.add(
                new Notifications.Job(subscription.code(), kept).toTask(queue, receiverId, event.id(), event.time()));
    }

    private static AuditedItem account(NotifyEventItem item, Event<?> event, PeerSubscription subscription) {
        return new AuditedItem(
                item.referenceId().orElse(""),
                event.eventType().name() + "/" + event.recordType().name(),
                subscription.purpose(),
                Optional.empty(),
                Optional.empty(),
                1);
    }

    @Override
    public String toString() {
        return "EventPublisher[" + profile.regType() + "]";
    }
}
