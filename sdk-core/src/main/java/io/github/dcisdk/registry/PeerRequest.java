package io.github.dcisdk.registry;

import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.inbound.InboundExchange;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.RuleClass;
import io.github.dcisdk.message.MsgCallbackHeader;
import io.github.dcisdk.message.MsgHeader;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.store.Delivery;
import io.github.dcisdk.store.DeliveryContent;
import io.github.dcisdk.store.InboxMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * A request of a peer that is answered later. Holds what was asked; {@link #toString()} shows identifiers only.
 *
 * @param <Q> the message
 * @param operation what is asked
 * @param call who asks, and the identifiers, with our {@code correlation_id}
 * @param callbackAddress where the answer goes, exactly as the sender gave it
 * @param encrypted whether it came encrypted, so that the answer is encrypted too
 * @param contentDigest what is asked, to tell a repetition from another request
 * @param message the message
 * @param findings where the message deviates from the standard and changes its meaning
 */
record PeerRequest<Q extends DciObject>(
        Operation<Q, ?> operation,
        CallContext call,
        String callbackAddress,
        boolean encrypted,
        String contentDigest,
        Q message,
        List<Finding> findings) {

    /** The request as the pipeline has it. */
    static <Q extends DciObject> PeerRequest<Q> of(Operation<Q, ?> operation, InboundExchange exchange) {
        MsgCallbackHeader header = Json.read(exchange.headerJson(), MsgCallbackHeader.TYPE, "/header", finding -> {});
        return new PeerRequest<>(
                operation,
                exchange.context(),
                exchange.header().senderUri().orElse(""),
                exchange.isEncrypted(),
                DeliveryContent.digest(header, exchange.messageJson()),
                exchange.message(operation.request()),
                exchange.meaningChangingFindings());
    }

    /** The request as the store has it. */
    static <Q extends DciObject> PeerRequest<Q> of(Operation<Q, ?> operation, InboxMessage stored) {
        Delivery delivery = stored.delivery();
        MsgHeader header = Json.read(stored.header(), MsgHeader.TYPE, "/header", finding -> {});
        List<Finding> findings = new ArrayList<>();
        Q message = read(operation, stored.message(), findings);
        CallContext call = CallContext.of(delivery.key().senderId())
                .withMessageId(header.messageId().orElse(null))
                .withTransactionId(delivery.transactionId())
                .withCorrelationId(delivery.acknowledgement().correlationId());
        return new PeerRequest<>(
                operation,
                call,
                header.senderUri().orElse(""),
                stored.encrypted(),
                delivery.contentDigest(),
                message,
                findings);
    }

    private static <Q extends DciObject> Q read(Operation<Q, ?> operation, JsonSlice message, List<Finding> findings) {
        return Json.read(message, operation.request().type(), "/message", finding -> {
            if (finding.rule().ruleClass() == RuleClass.MEANING_CHANGING) {
                findings.add(finding);
            }
        });
    }

    String senderId() {
        return call.peer().orElseThrow();
    }

    String transactionId() {
        return call.transactionId().orElse("");
    }

    String correlationId() {
        return call.correlationId().orElse("");
    }

    String action() {
        return operation.request().action();
    }

    PeerRequest<Q> withCorrelationId(String value) {
        return new PeerRequest<>(
                operation, call.withCorrelationId(value), callbackAddress, encrypted, contentDigest, message, findings);
    }

    @Override
    public String toString() {
        return "PeerRequest[" + action() + ", " + call + "]";
    }
}
