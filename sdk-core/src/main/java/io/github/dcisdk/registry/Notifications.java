package io.github.dcisdk.registry;

import io.github.dcisdk.client.Dci;
import io.github.dcisdk.client.OutboxMessage;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.profile.RegistryProfile;
import io.github.dcisdk.security.TrustedSender;
import io.github.dcisdk.store.ClaimedTask;
import io.github.dcisdk.store.NewTask;
import io.github.dcisdk.store.StateRecord;
import io.github.dcisdk.store.StoreTransaction;
import io.github.dcisdk.work.TaskHandler;
import io.github.dcisdk.work.TaskResult;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers events to subscribers, those of one subscription in the order in which they were published. Thread-safe. */
final class Notifications implements TaskHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryEndpoint.class);

    private final Dci dci;
    private final RegistryProfile profile;
    private final PeerSubscriptions subscriptions;
    private final Receivers receivers;

    Notifications(Dci dci, RegistryProfile profile, PeerSubscriptions subscriptions, Receivers receivers) {
        this.dci = dci;
        this.profile = profile;
        this.subscriptions = subscriptions;
        this.receivers = receivers;
    }

    /**
     * What a task says.
     *
     * @param code the subscription's code
     * @param message the event
     */
    record Job(String code, OutboxMessage message) {
        static Job of(JsonSlice json) {
            StoredJson.Stored stored = StoredJson.read(json);
            byte[] message = stored.object("message").toJson().getBytes(StandardCharsets.UTF_8);
            return new Job(stored.text("code"), OutboxMessage.of(JsonSlice.of(message)));
        }

        NewTask toTask(String queue, String receiverId, String transactionId, Instant now) {
            JsonValue content = Json.parse(message.toJson());
            return NewTask.of(queue, receiverId, transactionId, now)
                    .inLane(code + " " + receiverId)
                    .withContent(StoredJson.version1()
                            .with("code", code)
                            .with("message", content)
                            .write());
        }
    }

    @Override
    public TaskResult handle(ClaimedTask task, StoreTransaction transaction) {
        Job job = Job.of(task.content());
        String peer = task.task().peerId();
        Optional<PeerSubscription> subscription = subscriptions
                .find(peer, job.code())
                .filter(StateRecord::open)
                .map(state -> PeerSubscription.of(state.content()));
        if (subscription.isEmpty()) {
            LOG.debug("the subscription ended before the event was delivered: {}", task);
            return TaskResult.done();
        }
        Optional<TrustedSender> receiver =
                dci.trustStore().sender(peer).filter(sender -> mayHave(sender, subscription.get()));
        if (receiver.isEmpty()) {
            return TaskResult.givenUp("the subscriber may not have this event any more");
        }
        return receivers.deliver(
                task,
                receiver.get(),
                Operation.NOTIFY,
                job.message(),
                subscription.get().address());
    }

    private boolean mayHave(TrustedSender sender, PeerSubscription subscription) {
        return sender.allows(Operation.SUBSCRIBE.request().action(), profile.regType())
                && subscription
                        .info()
                        .regEventType()
                        .flatMap(profile::eventType)
                        .filter(eventType -> PeerSubscriptions.mayHave(sender, eventType))
                        .isPresent();
    }
}
