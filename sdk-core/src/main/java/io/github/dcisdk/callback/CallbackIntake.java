package io.github.dcisdk.callback;

import io.github.dcisdk.client.Dci;
import io.github.dcisdk.client.DciClient;
import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.inbound.Acceptance;
import io.github.dcisdk.inbound.CallbackPeer;
import io.github.dcisdk.inbound.InboundExchange;
import io.github.dcisdk.inbound.MessagePipeline;
import io.github.dcisdk.inbound.Refusal;
import io.github.dcisdk.inbound.RefusedRequestException;
import io.github.dcisdk.inbound.Stage;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.message.NotifyEventRequest;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.store.NewTask;
import io.github.dcisdk.transaction.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Decides what of a message that came in is to be done, and by whom. Immutable, thread-safe. */
final class CallbackIntake {
    private static final List<Operation<?, ?>> ANSWERED_LATER =
            List.of(Operation.SEARCH, Operation.SUBSCRIBE, Operation.UNSUBSCRIBE, Operation.TXN_STATUS);

    private final Dci dci;
    private final Map<String, DciClient> peers;
    private final Peers known;
    private final List<EventRoute<?>> routes;
    private final boolean unsignedEvents;

    CallbackIntake(
            Dci dci, Map<String, DciClient> peers, Peers known, List<EventRoute<?>> routes, boolean unsignedEvents) {
        this.dci = dci;
        this.known = known;
        this.peers = new LinkedHashMap<>(peers);
        this.routes = List.copyOf(routes);
        this.unsignedEvents = unsignedEvents;
    }

    /** Takes everything at one path, and each kind at the standard's path under it; and so for each peer with its own. */
    void bind(MessagePipeline.Builder pipeline, String basePath) {
        List<CallbackPeer> callers = new ArrayList<>();
        bindAt(pipeline, basePath);
        for (DciClient peer : peers.values()) {
            String own = peer.callbackSegment()
                    .map(segment -> basePath + "/" + segment)
                    .orElse(null);
            callers.add(new CallbackPeer(peer.trustedSender(), peer.profile().answerIds(), own));
            if (own != null) {
                bindAll(pipeline, own);
            }
        }
        pipeline.callbackPeers(callers);
        pipeline.after(Stage.VALIDATE, this::report);
    }

    private void bindAt(MessagePipeline.Builder pipeline, String basePath) {
        bindAll(pipeline, basePath.isEmpty() ? "/" : basePath);
        for (Operation<?, ?> operation : ANSWERED_LATER) {
            bindAnswer(pipeline, basePath + operation.callbackPath().orElseThrow(), operation);
        }
        bindEvents(pipeline, basePath + Operation.NOTIFY.path());
    }

    private void bindAll(MessagePipeline.Builder pipeline, String path) {
        ANSWERED_LATER.forEach(operation -> bindAnswer(pipeline, path, operation));
        bindEvents(pipeline, path);
    }

    private <A extends DciObject> void bindAnswer(
            MessagePipeline.Builder pipeline, String path, Operation<?, A> operation) {
        pipeline.callback(
                path,
                operation,
                dci.store(),
                (message, exchange) ->
                        answer(operation.answer().transactionId().apply(message).orElse(""), exchange));
    }

    private void bindEvents(MessagePipeline.Builder pipeline, String path) {
        pipeline.acknowledged(path, Operation.NOTIFY, dci.store(), this::events);
    }

    /** The application may refuse a message for one of its deviations. */
    private void report(InboundExchange exchange) {
        DciClient peer = peers.get(sender(exchange));
        if (peer != null) {
            exchange.findings().forEach(peer.findingHandler());
        }
    }

    private static String sender(InboundExchange exchange) {
        return exchange.header().senderId().orElse("");
    }

    private Acceptance answer(String transactionId, InboundExchange exchange) {
        String peerId = sender(exchange);
        if (!exchange.isVerified()) {
            boolean open = dci.store()
                    .state(Transaction.key(peerId, transactionId))
                    .map(Transaction::of)
                    .filter(transaction -> !transaction.isSettled())
                    .isPresent();
            if (!open) {
                throw new RejectedException(
                        "rjct.reference_id.invalid", "an answer without signature belongs to a question that is open");
            }
        }
        return Acceptance.ack(CallbackTask.task(peerId, transactionId, now()));
    }

    private Acceptance events(NotifyEventRequest message, InboundExchange exchange) {
        String peerId = sender(exchange);
        boolean proven = exchange.isVerified()
                || unsignedEvents
                || exchange.caller().senderId().isPresent();
        if (!proven) {
            throw new RefusedRequestException(Refusal.SIGNATURE_MISSING);
        }
        String transactionId = message.transactionId().orElse("");
        List<NewTask> tasks = new ArrayList<>();
        boolean allTaken = !message.notifyEvent().isEmpty();
        for (int i = 0; i < message.notifyEvent().size(); i++) {
            boolean taken = false;
            for (EventRoute<?> route : routes) {
                if (route.takes(message.notifyEvent().get(i)) && known.mayReport(peerId, route.registry())) {
                    tasks.add(EventTask.task(route, peerId, transactionId, i, now()));
                    taken = true;
                }
            }
            allTaken &= taken;
        }
        if (!allTaken) {
            tasks.add(CallbackTask.task(peerId, transactionId, now())); // Which puts it aside for an operator.
        }
        return new Acceptance(true, tasks);
    }

    private Instant now() {
        return dci.clock().instant();
    }
}
