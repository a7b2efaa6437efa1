package io.github.dcisdk.registry;

import io.github.dcisdk.client.Dci;
import io.github.dcisdk.client.OutboxMessage;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.security.TrustedSender;
import io.github.dcisdk.store.ClaimedTask;
import io.github.dcisdk.store.StateKey;
import io.github.dcisdk.store.StateRecord;
import io.github.dcisdk.store.StoreTransaction;
import io.github.dcisdk.work.TaskHandler;
import io.github.dcisdk.work.TaskResult;
import java.util.List;
import java.util.Optional;

/** Delivers answers to requests that were acknowledged. Thread-safe. */
final class Deliveries implements TaskHandler {
    private static final List<Operation<?, ?>> OPERATIONS =
            List.of(Operation.SEARCH, Operation.SUBSCRIBE, Operation.UNSUBSCRIBE, Operation.TXN_STATUS);

    private final Dci dci;
    private final String regType;
    private final Receivers receivers;

    Deliveries(Dci dci, String regType, Receivers receivers) {
        this.dci = dci;
        this.regType = regType;
        this.receivers = receivers;
    }

    /**
     * What a task says.
     *
     * @param action the {@code action} of the request that is answered
     * @param messageId the {@code message_id} of the answer, under which its content is kept
     * @param address where to
     */
    record Job(String action, String messageId, String address) {
        static Job of(JsonSlice json) {
            StoredJson.Stored stored = StoredJson.read(json);
            return new Job(stored.text("action"), stored.text("message_id"), stored.text("address"));
        }

        JsonSlice toJson() {
            return StoredJson.version1()
                    .with("action", action)
                    .with("message_id", messageId)
                    .with("address", address)
                    .write();
        }

        Operation<?, ?> operation() {
            return OPERATIONS.stream()
                    .filter(operation -> operation.request().action().equals(action))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no operation is answered later as this one"));
        }
    }

    @Override
    public TaskResult handle(ClaimedTask task, StoreTransaction transaction) {
        Job job = Job.of(task.content());
        String peer = task.task().peerId();
        StateKey key = AnswerOutbox.key(peer, job.messageId());
        Optional<StateRecord> answer = dci.store().state(key);
        Optional<TrustedSender> receiver =
                dci.trustStore().sender(peer).filter(sender -> sender.allows(job.action(), regType));
        if (answer.isEmpty()) {
            return TaskResult.givenUp("the answer is not stored any more");
        } else if (receiver.isEmpty()) {
            return TaskResult.givenUp("the receiver may not ask this any more");
        }
        OutboxMessage message = OutboxMessage.of(answer.get().content());
        TaskResult result = receivers.deliver(task, receiver.get(), job.operation(), message, job.address());
        if (result instanceof TaskResult.Done) {
            transaction.delete(key);
        }
        return result;
    }
}
