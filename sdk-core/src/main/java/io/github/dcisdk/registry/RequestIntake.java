package io.github.dcisdk.registry;

import io.github.dcisdk.client.Dci;
import io.github.dcisdk.inbound.Acceptance;
import io.github.dcisdk.inbound.InboundExchange;
import io.github.dcisdk.inbound.Refusal;
import io.github.dcisdk.inbound.RefusedRequestException;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.registry.PeerTransaction.Phase;
import io.github.dcisdk.security.CallbackCheck;
import io.github.dcisdk.security.TrustedSender;
import io.github.dcisdk.store.NewTask;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which requests of one operation are acknowledged, to be answered later, and writes them down as transactions.
 * Thread-safe.
 *
 * @param <Q> the request
 * @param dci our side
 * @param lane in which order requests are worked on
 * @param queue where requests wait to be worked on
 * @param work knows what an answer looks like before it is there
 * @param transactions where transactions are written down; null for requests that ask about others
 * @param wake called when there is something to do
 */
record RequestIntake<Q extends DciObject>(
        Dci dci,
        Lane lane,
        String queue,
        RequestWork<Q, ?> work,
        @Nullable PeerTransactions transactions,
        Runnable wake) {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryEndpoint.class);

    /** Which requests wait for each other. */
    enum Lane {
        /** Those of one transaction. */
        TRANSACTION,
        /** Those of one sender. */
        SENDER,
        /** None. */
        NONE
    }

    Acceptance accept(Q message, InboundExchange exchange) {
        PeerRequest<Q> request = PeerRequest.of(work.operation(), exchange);
        requireCallback(request);
        Optional<PeerTransaction> known = known(request);
        if (known.filter(transaction -> !transaction.isFor(request)).isPresent()) {
            throw new RefusedRequestException(
                    Refusal.BAD_REQUEST, "the transaction_id was used for another request; take a new one");
        }
        // What was answered already is not answered again, although it is asked under another message_id. What failed
        // is
        // tried again.
        boolean callbackFollows = known.filter(transaction -> transaction.phase() == Phase.ANSWERED)
                .isEmpty();
        NewTask task = NewTask.of(
                queue, request.senderId(), request.transactionId(), dci.clock().instant());
        NewTask inLane =
                switch (lane) {
                    case NONE -> task;
                    case SENDER -> task.inLane(request.senderId());
                    case TRANSACTION -> task.inLane(request.transactionId() + " " + request.senderId());
                };
        return callbackFollows ? Acceptance.ack(inLane) : Acceptance.nack(inLane);
    }

    private void requireCallback(PeerRequest<Q> request) {
        TrustedSender sender = dci.trustStore()
                .sender(request.senderId())
                .orElseThrow(() -> new RefusedRequestException(Refusal.FORBIDDEN));
        if (sender.checkCallback(request.callbackAddress()) instanceof CallbackCheck.Refused refused) {
            LOG.warn("refused, because there would be no answer: {} [{}]", refused.detail(), request.call());
            throw new RefusedRequestException(
                    Refusal.SENDER_URI_INVALID,
                    "header.sender_uri: " + refused.reason().meaning());
        }
    }

    private Optional<PeerTransaction> known(PeerRequest<Q> request) {
        return transactions == null
                ? Optional.empty()
                : ask(() -> transactions.find(request.senderId(), request.transactionId()));
    }

    /** A store that fails is a reason to come again and not to give up. */
    private static <T> T ask(Supplier<T> question) {
        try {
            return question.get();
        } catch (RuntimeException e) {
            LOG.error("the store failed: {}", e.getClass().getName());
            throw new RefusedRequestException(Refusal.UNAVAILABLE);
        }
    }

    /** Called when the request is stored, so its sender can ask how far it is before anybody has begun to work on it. */
    void stored(InboundExchange exchange) {
        if (transactions != null) {
            PeerRequest<Q> request = PeerRequest.of(work.operation(), exchange);
            try {
                transactions.begin(request, work.pending(request));
            } catch (RuntimeException e) {
                // The request is acknowledged; whoever works on it makes up for this.
                LOG.warn(
                        "the transaction is written down later: {} [{}]",
                        e.getClass().getName(),
                        request.call());
            }
        }
        wake.run();
    }
}
