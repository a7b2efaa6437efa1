package io.github.dcisdk.client;

import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.message.EventFrequency;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.message.SubscribeCriteria;
import io.github.dcisdk.message.SubscribeRequest;
import io.github.dcisdk.message.SubscribeRequestItem;
import io.github.dcisdk.message.UnSubscribeRequest;
import io.github.dcisdk.profile.EventType;
import io.github.dcisdk.profile.RecordType;
import io.github.dcisdk.store.DciStore;
import io.github.dcisdk.store.StateQuery;
import io.github.dcisdk.store.StateRecord;
import io.github.dcisdk.store.StateType;
import io.github.dcisdk.transaction.StoredSubscription;
import io.github.dcisdk.transaction.Transaction;
import io.github.dcisdk.transaction.TransactionItem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Subscriptions of ours at one registry. Immutable, thread-safe. */
record Subscriptions(AsyncCall calls) {
    private static final String VERSION = "1.0.0";
    private static final int BATCH = 100;

    Subscription subscribe(
            RecordType<?> recordType, EventType eventType, Query filter, @Nullable EventFrequency frequency) {
        calls.require(Operation.SUBSCRIBE);
        if (!calls.registry().recordTypes().contains(recordType)) {
            throw new IllegalArgumentException(calls.registry() + " does not have " + recordType
                    + ": take one of recordTypes(), or add it with RegistryProfile.Builder.recordType(..)");
        }
        peer().profile().requireEvaluates(filter);
        SubscribeCriteria criteria = SubscribeCriteria.builder(eventType.name(), filter.toJson(), recordType.name())
                .version(VERSION)
                .regType(peer().profile().regType(calls.registry()))
                .filterType(filter.queryType())
                .frequency(frequency)
                .build();
        Asked asked = ask(criteria, UUID.randomUUID().toString());
        StoredSubscription subscription = StoredSubscription.requested(
                peer().peerId(), asked.subject(), asked.begun().transaction().transactionId(), criteria);
        AsyncCall.Begun begun = new AsyncCall.Begun(
                asked.begun().transaction(), asked.begun().message(), List.of(subscription.toState(peer().now())));
        return new Subscription(subscription, this, await(subscription, begun));
    }

    private record Asked(String subject, AsyncCall.Begun begun) {}

    private Asked ask(SubscribeCriteria criteria, String subject) {
        SubscribeRequestItem item = SubscribeRequestItem.builder(
                        UUID.randomUUID().toString(), DciDateTime.of(peer().now()), criteria)
                .build();
        SubscribeRequest request = SubscribeRequest.builder(UUID.randomUUID().toString(), List.of(item))
                .build();
        AsyncCall.Begun begun = calls.begun(
                Operation.SUBSCRIBE,
                request,
                Transaction.Kind.SUBSCRIBE,
                request.transactionId().orElseThrow(),
                List.of(TransactionItem.create(item.referenceId().orElseThrow(), null, false)));
        return new Asked(subject, new AsyncCall.Begun(begun.transaction().about(subject), begun.message()));
    }

    /** Asks for the same again, to make it last longer. */
    PendingAnswer<Subscription> renew(StoredSubscription old) {
        StateRecord read = read(old);
        StoredSubscription current = StoredSubscription.of(read);
        SubscribeCriteria criteria = current.typedCriteria()
                .orElseThrow(() -> new IllegalStateException(
                        "the subscription ended, so there is nothing to renew: " + current + "; subscribe anew"));
        Asked asked = ask(criteria, current.id());
        StoredSubscription renewed = current.asked(asked.begun().transaction().transactionId());
        return await(renewed, asked.begun(), read);
    }

    PendingAnswer<Subscription> cancel(StoredSubscription old) {
        calls.require(Operation.UNSUBSCRIBE);
        StateRecord read = read(old);
        StoredSubscription current = StoredSubscription.of(read);
        String code = current.code();
        if (code == null) {
            throw new IllegalStateException(
                    "the registry has given no code for the subscription, by which it could be cancelled: " + current
                            + "; wait for active()");
        }
        Instant now = peer().now();
        UnSubscribeRequest request = UnSubscribeRequest.builder(
                        UUID.randomUUID().toString(), DciDateTime.of(now), List.of(code))
                .build();
        AsyncCall.Begun begun = calls.begun(
                Operation.UNSUBSCRIBE,
                request,
                Transaction.Kind.UNSUBSCRIBE,
                request.transactionId().orElseThrow(),
                List.of(TransactionItem.create("", null, false)));
        StoredSubscription cancelling = current.asked(begun.transaction().transactionId());
        return await(cancelling, new AsyncCall.Begun(begun.transaction().about(current.id()), begun.message()), read);
    }

    private PendingAnswer<Subscription> await(StoredSubscription changed, AsyncCall.Begun begun, StateRecord read) {
        return await(
                changed,
                new AsyncCall.Begun(
                        begun.transaction(), begun.message(), List.of(changed.toState(read, peer().now()))));
    }

    private PendingAnswer<Subscription> await(StoredSubscription subscription, AsyncCall.Begun begun) {
        return calls.await(begun, (transaction, parts) -> answered(subscription, transaction), null);
    }

    private Subscription answered(StoredSubscription subscription, Transaction transaction) {
        AsyncCall.requireAnswered(
                transaction, transaction.items().keySet().iterator().next());
        return found(StoredSubscription.of(read(subscription)));
    }

    /** Waits for the answer to the last request, perhaps of another program. */
    PendingAnswer<Subscription> resume(StoredSubscription subscription) {
        return calls.transactions()
                .watch()
                .resume(
                        subscription.peerId(),
                        subscription.transactionId(),
                        null,
                        (transaction, parts) -> answered(subscription, transaction));
    }

    List<Subscription> list() {
        StateQuery query = StateQuery.of(StateType.SUBSCRIPTION)
                .ofPeer(peer().peerId())
                .open()
                .limit(BATCH);
        List<Subscription> all = new ArrayList<>();
        List<StateRecord> some = store().states(query);
        while (!some.isEmpty()) {
            some.forEach(state -> all.add(found(StoredSubscription.of(state))));
            some = store().states(query.after(some.get(some.size() - 1)));
        }
        return all;
    }

    Subscription current(StoredSubscription subscription) {
        return found(StoredSubscription.of(read(subscription)));
    }

    private Subscription found(StoredSubscription subscription) {
        return new Subscription(subscription, this, null);
    }

    private StateRecord read(StoredSubscription subscription) {
        return store().state(StoredSubscription.key(subscription.peerId(), subscription.id()))
                .orElseThrow(
                        () -> new NoSuchElementException("the subscription is not stored any more: " + subscription));
    }

    private DciClient peer() {
        return calls.peer();
    }

    private DciStore store() {
        return calls.transactions().store();
    }
}
