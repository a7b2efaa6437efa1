package io.github.dcisdk.registry;

import io.github.dcisdk.client.Dci;
import io.github.dcisdk.client.OutboxMessage;
import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.inbound.StatusReason;
import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.message.MsgCallbackHeader;
import io.github.dcisdk.message.MsgHeaderStatusReasonCode;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.message.RequestStatus;
import io.github.dcisdk.store.DciStore;
import io.github.dcisdk.store.NewTask;
import io.github.dcisdk.store.StateKey;
import io.github.dcisdk.store.StateRecord;
import io.github.dcisdk.store.StateType;
import io.github.dcisdk.store.StoreTransaction;
import java.time.Instant;
import java.util.UUID;

/**
 * Takes the answers to one request and hands them over to delivery: each becomes a state that holds the message until it is
 * delivered, so that its owner can ask for it meanwhile, and a task that delivers it. Used by one thread.
 *
 * @param <A> the answer
 */
final class AnswerOutbox<A extends DciObject> {
    private static final String VERSION = "1.0.0";

    private final Dci dci;
    private final StoreTransaction transaction;
    private final PeerRequest<?> request;
    private final Operation.Side<A> side;
    private final String queue;
    private final String group;

    /**
     * Begins an outbox.
     *
     * @param queue where the answers wait to be delivered
     * @param group the id of the transaction that the answers are content of; empty text if they only tell of others
     */
    AnswerOutbox(
            Dci dci,
            StoreTransaction transaction,
            PeerRequest<?> request,
            Operation.Side<A> side,
            String queue,
            String group) {
        this.dci = dci;
        this.transaction = transaction;
        this.request = request;
        this.side = side;
        this.queue = queue;
        this.group = group;
    }

    /** Writes what belongs to the answers. */
    StoreTransaction transaction() {
        return transaction;
    }

    DciDateTime now() {
        return DciDateTime.of(dci.clock().instant());
    }

    /** Answers the request, or a part of it; items have statuses of their own. */
    void add(A answer) {
        add(answer, header(RequestStatus.SUCC, answer));
    }

    /** Rejects the request as a whole. */
    void reject(A empty, RejectedException rejection) {
        add(
                empty,
                header(RequestStatus.RJCT, empty)
                        .statusReasonCode(rejection
                                .reasonCode()
                                .map(MsgHeaderStatusReasonCode::of)
                                .orElse(null))
                        .statusReasonMessage(
                                rejection.reasonMessage().map(StatusReason::cut).orElse(null)));
    }

    private MsgCallbackHeader.Builder header(RequestStatus status, A answer) {
        long items = side.itemCount().applyAsInt(answer);
        return MsgCallbackHeader.builder(UUID.randomUUID().toString(), now(), side.action(), status)
                .version(VERSION)
                .totalCount(items)
                .completedCount(items)
                .senderId(dci.senderId())
                .receiverId(request.senderId());
    }

    private void add(A answer, MsgCallbackHeader.Builder header) {
        Instant now = dci.clock().instant();
        OutboxMessage message = OutboxMessage.callback(header.build(), answer, request.encrypted());
        StateKey key = key(request.senderId(), message.messageId());
        // Undelivered content is kept no longer than any other.
        transaction.put(StateRecord.create(key, group, now.plus(DciStore.CONTENT_RETENTION), message.toJson()));
        transaction.add(NewTask.of(queue, request.senderId(), request.transactionId(), now)
                .withContent(
                        new Deliveries.Job(request.action(), message.messageId(), request.callbackAddress()).toJson()));
    }

    static StateKey key(String receiverId, String messageId) {
        return new StateKey(StateType.PEER_ANSWER, receiverId, messageId);
    }
}
