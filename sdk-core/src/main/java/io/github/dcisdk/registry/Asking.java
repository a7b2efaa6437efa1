package io.github.dcisdk.registry;

import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.inbound.InboundExchange;
import io.github.dcisdk.json.Finding;
import java.util.List;
import java.util.function.Consumer;

/**
 * Who asks, and what is known of the message beside its items.
 *
 * @param senderId the {@code sender_id}, as proven
 * @param call the identifiers of the exchange, with our {@code correlation_id}
 * @param broken the deviations that change the meaning of the message or of items
 * @param findings receives deviations that are noticed later
 */
record Asking(String senderId, CallContext call, List<Finding> broken, Consumer<Finding> findings) {
    static Asking of(InboundExchange exchange) {
        return new Asking(
                exchange.header().senderId().orElseThrow(),
                exchange.context(),
                exchange.meaningChangingFindings(),
                exchange::report);
    }
}
