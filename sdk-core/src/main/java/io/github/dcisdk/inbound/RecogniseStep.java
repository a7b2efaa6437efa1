package io.github.dcisdk.inbound;

import io.github.dcisdk.json.Rule;
import java.util.Optional;

/**
 * Answers a delivery that was acknowledged before, however late it comes again; of what is new, the signature must be in
 * time.
 */
final class RecogniseStep implements InboundStep {
    private final UnprovenMessages unproven;

    RecogniseStep(UnprovenMessages unproven) {
        this.unproven = unproven;
    }

    @Override
    public void handle(InboundExchange exchange) {
        Optional<Inbox> inbox = exchange.binding().inbox();
        if (inbox.isPresent() && canBeKnown(exchange)) {
            inbox.get().answerBefore(exchange).ifPresent(exchange::response);
        }
        if (exchange.isExpired() && !exchange.isRepeated()) {
            throw unproven.refused(exchange, Rule.SIGNATURE_EXPIRED, "EXPIRED");
        }
    }

    /** What was acknowledged had the action of its path; a message that was posted elsewhere is left to validation. */
    private static boolean canBeKnown(InboundExchange exchange) {
        return exchange.header().action().filter(exchange.binding()::accepts).isPresent();
    }
}
