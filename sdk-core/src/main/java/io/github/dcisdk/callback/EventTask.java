package io.github.dcisdk.callback;

import io.github.dcisdk.client.DciClient;
import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonValue.JsonObject;
import io.github.dcisdk.json.Rule;
import io.github.dcisdk.message.NotifyEventData;
import io.github.dcisdk.message.NotifyEventItem;
import io.github.dcisdk.message.NotifyEventRequest;
import io.github.dcisdk.store.BusinessItem;
import io.github.dcisdk.store.BusinessKey;
import io.github.dcisdk.store.ClaimedTask;
import io.github.dcisdk.store.Delivery;
import io.github.dcisdk.store.InboxEntry;
import io.github.dcisdk.store.NewTask;
import io.github.dcisdk.store.Recurrence;
import io.github.dcisdk.store.StoreTransaction;
import io.github.dcisdk.transaction.StoredJson;
import io.github.dcisdk.work.TaskHandler;
import io.github.dcisdk.work.TaskResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Hands events to one handler. Thread-safe. */
final class EventTask<T extends DciObject> implements TaskHandler {
    private static final String ITEM = "item";

    private final EventRoute<T> route;
    private final Peers peers;

    EventTask(EventRoute<T> route, Peers peers) {
        this.route = route;
        this.peers = peers;
    }

    static NewTask task(EventRoute<?> route, String peerId, String transactionId, int item, Instant now) {
        return NewTask.of(route.queue(), peerId, transactionId, now)
                .inLane(route.lane(peerId))
                .withContent(StoredJson.versioned().with(ITEM, item).toJson());
    }

    @Override
    public TaskResult handle(ClaimedTask task, StoreTransaction to) {
        Optional<InboxEntry> entry = task.message();
        if (entry.isEmpty()) {
            return TaskResult.givenUp("the message of the event is not there");
        }
        Optional<DciClient> peer = peers.find(task.task().peerId());
        if (peer.isEmpty()) {
            return peers.leaveToOthers(task);
        }
        int index = (int) StoredJson.read(task.content()).number(ITEM, 0);
        Recurrence recurrence = entry.get().recurrences().get(index);
        if (recurrence == Recurrence.REPEATED) {
            return TaskResult.done(); // The one before has a task of its own.
        }
        List<Finding> findings = new ArrayList<>();
        NotifyEventRequest message =
                Json.read(entry.get().message().message(), NotifyEventRequest.TYPE, "/message", findings::add);
        NotifyEventItem event = message.notifyEvent().get(index);
        if (!route.takes(event) || !peers.mayReport(task.task().peerId(), route.registry())) {
            return TaskResult.givenUp("the handler does not take this event any more");
        }
        if (recurrence == Recurrence.CHANGED) {
            findings.add(new Finding("/message/notify_event/" + index, Rule.ITEM_CHANGED));
        }
        Delivery delivery = entry.get().message().delivery();
        ReceivedEvent<T> received = new ReceivedEvent<>(
                delivery.key().senderId(),
                event.data().flatMap(NotifyEventData::regEventType).orElse(""),
                event.referenceId().orElse(""),
                event.timestamp().orElse(null),
                records(event, index, findings),
                recurrence == Recurrence.CHANGED,
                findings);
        CallContext context = CallContext.of(delivery.key().senderId())
                .withMessageId(delivery.key().messageId())
                .withTransactionId(delivery.transactionId());
        route.work()
                .handle(
                        received,
                        HandlerContext.of(route.handler(), identity(delivery, message, index), task, context, to));
        return TaskResult.done();
    }

    private List<T> records(NotifyEventItem event, int index, List<Finding> findings) {
        List<T> records = new ArrayList<>();
        List<JsonObject> received =
                event.data().map(NotifyEventData::regRecords).orElse(List.of());
        for (JsonObject record : received) {
            String pointer = "/message/notify_event/" + index + "/data/reg_records/" + records.size();
            records.add(Json.read(record, route.recordType().type(), pointer, findings::add));
        }
        return records;
    }

    /** What the event is and says, whatever message brought it. */
    private static List<String> identity(Delivery delivery, NotifyEventRequest message, int index) {
        BusinessItem item = BusinessItem.of(delivery.key().senderId(), message).get(index);
        BusinessKey key = item.key();
        return key == null
                ? List.of(
                        "event",
                        delivery.key().senderId(),
                        delivery.key().messageId(),
                        String.valueOf(index),
                        item.contentDigest())
                : List.of("event", key.digest(), item.contentDigest());
    }
}
