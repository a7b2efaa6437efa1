package io.github.dcisdk.inbound;

import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.Rule;
import io.github.dcisdk.message.MsgHeader;

/**
 * Binds the header as a claim, so that the sender's trust entry can be found, and what the message is for where the path does
 * not tell. Its findings count only once verified.
 */
final class HeaderStep implements InboundStep {
    private final boolean senderRequired;

    HeaderStep(boolean senderRequired) {
        this.senderRequired = senderRequired;
    }

    @Override
    public void handle(InboundExchange exchange) {
        JsonSlice json = exchange.slices()
                .header()
                .orElseThrow(() ->
                        new RefusedRequestException(Refusal.BAD_REQUEST, new Finding("/header", Rule.REQUIRED_MEMBER)));
        MsgHeader header = Json.read(json, MsgHeader.TYPE, "/header", finding -> {});
        if (senderRequired && header.senderId().filter(id -> !id.isBlank()).isEmpty()) {
            throw new RefusedRequestException(
                    Refusal.SENDER_INVALID, new Finding("/header/sender_id", Rule.REQUIRED_MEMBER));
        }
        exchange.header(header);
        if (!exchange.isBindingChosen()) {
            exchange.chooseBinding(header.action().orElse(""));
            AuthenticateStep.requireScope(exchange);
        }
    }
}
