package io.github.dcisdk.inbound;

import io.github.dcisdk.client.Dci;
import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.Rule;
import io.github.dcisdk.message.MsgHeader;
import io.github.dcisdk.message.MsgHeaderStatusReasonCode;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.security.TrustStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Binds the message and checks header and message as a whole. Deviations inside an item are left to the operation, which
 * rejects that item alone.
 */
final class ValidateStep implements InboundStep {
    private static final String VERSION = "1.0.0";
    private static final int MAX_TRANSACTION_ID = 99;
    private static final Duration VALIDITY = Duration.ofMinutes(5);
    private static final Duration SKEW = Duration.ofMinutes(1);

    /** A member of the message itself, or an item as a whole; what stands inside an item has a name after that. */
    private static final Pattern MESSAGE_OR_ITEM = Pattern.compile("/message(?:/[^/]+(?:/[0-9]+)*)?");

    private static final Map<String, MsgHeaderStatusReasonCode> HEADER_REASONS = Map.of(
            "/header/version", MsgHeaderStatusReasonCode.RJCT_VERSION_INVALID,
            "/header/message_ts", MsgHeaderStatusReasonCode.RJCT_MESSAGE_TS_INVALID,
            "/header/action", MsgHeaderStatusReasonCode.RJCT_ACTION_INVALID,
            "/header/total_count", MsgHeaderStatusReasonCode.RJCT_TOTAL_COUNT_INVALID);

    private final Dci dci;
    private final TrustStore trustStore;
    private final String regType;
    private final int maxItems;
    private final boolean receiverRequired;

    ValidateStep(Dci dci, TrustStore trustStore, String regType, int maxItems, boolean receiverRequired) {
        this.dci = dci;
        this.trustStore = trustStore;
        this.regType = regType;
        this.maxItems = maxItems;
        this.receiverRequired = receiverRequired;
    }

    @Override
    public void handle(InboundExchange exchange) {
        MsgHeader header = exchange.header();
        String action = exchange.side().action();
        boolean allowed = header.senderId()
                .flatMap(trustStore::sender)
                .filter(sender -> sender.allows(action, regType))
                .isPresent();
        if (!allowed) {
            throw new RefusedRequestException(Refusal.FORBIDDEN);
        }
        Optional<String> receiver = header.receiverId().filter(id -> !id.isBlank());
        if (receiver.isEmpty() ? receiverRequired : !receiver.get().equals(dci.senderId())) {
            throw new RefusedRequestException(
                    Refusal.RECEIVER_INVALID, new Finding("/header/receiver_id", Rule.RECEIVER));
        }
        int items = bind(exchange.side(), exchange);
        if (exchange.binding().isForConsumer()) {
            requireUsable(exchange, items);
        } else {
            checkHeader(exchange, items);
        }
    }

    private static <M extends DciObject> int bind(Operation.Side<M> side, InboundExchange exchange) {
        if (!(Json.parse(exchange.messageJson()) instanceof JsonValue.JsonObject json)) {
            throw refused("/message", Rule.WRONG_TYPE);
        }
        M message = Json.read(json, side.type(), "/message", exchange::report);
        exchange.message(side, message);
        if (!exchange.binding().isForConsumer()) {
            requireClear(json, side, exchange);
        }
        String transactionId = side.transactionId().apply(message).orElse("");
        int length = transactionId.codePointCount(0, transactionId.length());
        if (transactionId.isBlank() || length > MAX_TRANSACTION_ID) {
            throw refused("/message/transaction_id", Rule.LENGTH);
        }
        return side.itemCount().applyAsInt(message);
    }

    private static void requireClear(JsonValue.JsonObject json, Operation.Side<?> side, InboundExchange exchange) {
        for (Finding finding : exchange.meaningChangingFindings()) {
            if (MESSAGE_OR_ITEM.matcher(finding.pointer()).matches()) {
                throw new RefusedRequestException(Refusal.BAD_REQUEST, finding);
            }
        }
        requireItems(json, side);
    }

    /** An item that holds nothing is skipped by the typed view, which would move all places behind it. */
    private static void requireItems(JsonValue.JsonObject message, Operation.Side<?> side) {
        message.members().forEach((key, value) -> {
            String name = key.substring(key.lastIndexOf(':') + 1);
            if (side.type().hasMember(name) && value instanceof JsonValue.JsonArray array) {
                for (int i = 0; i < array.items().size(); i++) {
                    if (holdsNothing(array.items().get(i))) {
                        throw refused("/message/" + name + "/" + i, Rule.WRONG_TYPE);
                    }
                }
            }
        });
    }

    private static boolean holdsNothing(JsonValue item) {
        if (item instanceof JsonValue.JsonObject object) {
            return object.members().isEmpty();
        } else if (item instanceof JsonValue.JsonArray array) {
            return array.items().stream().allMatch(ValidateStep::holdsNothing);
        }
        return item instanceof JsonValue.JsonNull
                || item.asString().filter(String::isBlank).isPresent();
    }

    private static RefusedRequestException refused(String pointer, Rule rule) {
        return new RefusedRequestException(Refusal.BAD_REQUEST, new Finding(pointer, rule));
    }

    /**
     * Answers and events are read in whatever form they come, and their counts prove nothing; but they must be what the
     * path is for, and in time.
     */
    private void requireUsable(InboundExchange exchange, int items) {
        requireAction(exchange);
        boolean namesTheQuestion = exchange.header()
                .action()
                .filter(action -> !action.equals(exchange.side().action()))
                .isPresent();
        if (namesTheQuestion && items == 0) {
            // Nothing says that this is the answer and not a question of somebody who took us for a registry.
            throw broken(new Finding("/header/action", Rule.ACTION));
        }
        requireFresh(exchange);
        requireAtMost(items);
    }

    private void checkHeader(InboundExchange exchange, int items) {
        MsgHeader header = exchange.header();
        if (items == 0) {
            throw refused("/message", Rule.NO_ITEMS);
        }
        for (Finding finding : exchange.meaningChangingFindings()) {
            if (finding.pointer().startsWith("/header")) {
                throw broken(finding);
            }
        }
        if (header.messageId().filter(String::isBlank).isPresent()) {
            throw broken(new Finding("/header/message_id", Rule.REQUIRED_MEMBER));
        }
        if (header.version().filter(version -> !version.equals(VERSION)).isPresent()) {
            throw broken(new Finding("/header/version", Rule.VERSION));
        }
        requireAction(exchange);
        requireFresh(exchange);
        if (!header.totalCount().equals(Optional.of((long) items))) {
            throw broken(new Finding("/header/total_count", Rule.TOTAL_COUNT));
        }
        requireAtMost(items);
    }

    private static void requireAction(InboundExchange exchange) {
        Optional<String> action = exchange.header().action();
        if (action.filter(exchange.binding()::accepts).isEmpty()) {
            throw broken(new Finding("/header/action", Rule.ACTION));
        } else if (!action.equals(Optional.of(exchange.side().action()))) {
            exchange.report(new Finding("/header/action", Rule.ACTION));
        }
    }

    private void requireFresh(InboundExchange exchange) {
        if (!exchange.isLifetimeChecked() && !isFresh(exchange.header().messageTs())) {
            throw broken(new Finding("/header/message_ts", Rule.FRESHNESS));
        }
    }

    private void requireAtMost(int items) {
        if (items > maxItems) {
            throw new RejectedException(
                    MsgHeaderStatusReasonCode.RJCT_TOTAL_COUNT_LIMIT_EXCEEDED.code(),
                    "at most " + maxItems + " items are taken in one message");
        }
    }

    /** Asked only where no signature with a lifetime of its own came; then the header's timestamp is all there is. */
    private boolean isFresh(Optional<DciDateTime> messageTs) {
        Instant now = dci.clock().instant();
        return messageTs
                .flatMap(DciDateTime::toInstant)
                .filter(sent -> sent.isBefore(now.plus(SKEW))
                        && sent.isAfter(now.minus(VALIDITY).minus(SKEW)))
                .isPresent();
    }

    /** The standard has reason codes for some members of the header; the rest is refused as a bad request. */
    private static RuntimeException broken(Finding finding) {
        MsgHeaderStatusReasonCode reason = HEADER_REASONS.get(finding.pointer());
        return reason == null
                ? new RefusedRequestException(Refusal.BAD_REQUEST, finding)
                : new RejectedException(
                        reason.code(), finding + ": " + finding.rule().statement());
    }
}
