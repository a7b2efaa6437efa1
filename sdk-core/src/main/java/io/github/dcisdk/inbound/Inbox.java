package io.github.dcisdk.inbound;

import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.Rule;
import io.github.dcisdk.message.AckMessage;
import io.github.dcisdk.message.AckResponse;
import io.github.dcisdk.message.AckStatus;
import io.github.dcisdk.message.MsgCallbackHeader;
import io.github.dcisdk.store.Acknowledgement;
import io.github.dcisdk.store.BusinessItem;
import io.github.dcisdk.store.DciStore;
import io.github.dcisdk.store.Delivery;
import io.github.dcisdk.store.DeliveryContent;
import io.github.dcisdk.store.DeliveryKey;
import io.github.dcisdk.store.InboxMessage;
import io.github.dcisdk.store.Receipt;
import io.github.dcisdk.store.Recurrence;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows deliveries again and stores new ones: the rules for duplicates, over a store. Immutable, thread-safe.
 *
 * @param store keeps the messages
 * @param clock the time of receipt
 * @param acknowledgedWith the HTTP status of an acknowledgement
 * @param idStandsForContent whether another content under the same id is refused; else it is another delivery, and a
 *     finding
 */
record Inbox(DciStore store, Clock clock, int acknowledgedWith, boolean idStandsForContent) {
    private static final Logger LOG = LoggerFactory.getLogger(MessagePipeline.class);
    private static final Finding OTHER_CONTENT = new Finding("/header/message_id", Rule.DELIVERY_CONTENT);
    private static final Finding CHANGED_ITEM = new Finding("/message", Rule.ITEM_CHANGED);

    /** Which delivery a message is, and what it says. */
    record Seen(DeliveryKey key, String contentDigest) {}

    /**
     * Looks a delivery up before anything but its sender is checked.
     *
     * @return the answer that was given before; empty if the delivery is new
     * @throws RefusedRequestException if it came before with another content
     */
    Optional<InboundResponse> answerBefore(InboundExchange exchange) {
        Seen seen = see(exchange);
        exchange.seen(seen);
        Optional<Delivery> before = ask(exchange, () -> store.find(seen.key()));
        if (before.isEmpty()) {
            return Optional.empty();
        } else if (before.get().contentDigest().equals(seen.contentDigest())) {
            return Optional.of(repeated(exchange, before.get().acknowledgement()));
        } else if (exchange.isExpired()) {
            // Not what was acknowledged, so nothing speaks for it any more.
            return Optional.empty();
        }
        throw new RefusedRequestException(Refusal.BAD_REQUEST, OTHER_CONTENT);
    }

    /**
     * Stores a message that has passed every check, unless another thread was faster.
     *
     * @return the acknowledgement
     * @throws RefusedRequestException if it cannot be stored
     */
    InboundResponse receive(InboundExchange exchange, DciObject message, String transactionId, Acceptance acceptance) {
        Instant now = clock.instant();
        Seen seen = exchange.seen();
        Delivery delivery = new Delivery(
                seen.key(),
                exchange.side().action(),
                transactionId,
                seen.contentDigest(),
                BusinessItem.of(seen.key().senderId(), message),
                new Acknowledgement(
                        acceptance.callbackFollows() ? AckStatus.ACK : AckStatus.NACK, now, exchange.correlationId()),
                now);
        InboxMessage stored =
                new InboxMessage(delivery, exchange.isEncrypted(), exchange.headerJson(), exchange.messageJson());
        Receipt receipt = ask(exchange, () -> store.receive(stored, acceptance.tasks()));
        if (receipt instanceof Receipt.Stored news) {
            report(exchange, news);
            return answer(delivery.acknowledgement());
        } else if (receipt instanceof Receipt.Known known) {
            return repeated(exchange, known.acknowledgement());
        } else if (receipt instanceof Receipt.OtherContent) {
            throw new RefusedRequestException(Refusal.BAD_REQUEST, OTHER_CONTENT);
        }
        LOG.error("the inbox store is full: messages are refused [{}]", exchange.context());
        throw new RefusedRequestException(Refusal.UNAVAILABLE);
    }

    private static void report(InboundExchange exchange, Receipt.Stored news) {
        if (news.idSeenBefore()) {
            exchange.reportOnly(OTHER_CONTENT);
        }
        if (news.recurrences().contains(Recurrence.CHANGED)) {
            exchange.reportOnly(CHANGED_ITEM);
        }
    }

    private Seen see(InboundExchange exchange) {
        MsgCallbackHeader header = Json.read(exchange.headerJson(), MsgCallbackHeader.TYPE, "/header", finding -> {});
        String content = DeliveryContent.digest(header, exchange.messageJson());
        String sender = exchange.header().senderId().orElse("");
        String id = exchange.header().messageId().orElse("");
        // Of a message without id only its content says which delivery it is.
        boolean byId = idStandsForContent && !id.isBlank();
        return new Seen(byId ? DeliveryKey.of(sender, id) : DeliveryKey.ofContent(sender, id, content), content);
    }

    /** A store that fails, such as a database that is away, is a reason to come again and not to give up. */
    private static <T> T ask(InboundExchange exchange, Supplier<T> question) {
        try {
            return question.get();
        } catch (RuntimeException e) {
            LOG.error("the inbox store failed [{}]", exchange.context(), new TraceWithoutMessages(e));
            throw new RefusedRequestException(Refusal.UNAVAILABLE);
        }
    }

    private InboundResponse repeated(InboundExchange exchange, Acknowledgement before) {
        LOG.debug("repeats the delivery acknowledged as {} [{}]", before.correlationId(), exchange.context());
        exchange.repeated();
        return answer(before);
    }

    private InboundResponse answer(Acknowledgement acknowledgement) {
        AckMessage message = AckMessage.builder(
                        acknowledgement.status(),
                        DciDateTime.of(acknowledgement.timestamp()),
                        acknowledgement.correlationId())
                .build();
        return InboundResponse.json(
                acknowledgedWith, Json.write(AckResponse.builder(message).build()));
    }
}
