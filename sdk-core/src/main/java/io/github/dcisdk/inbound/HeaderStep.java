package io.github.dcisdk.inbound;

import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.Rule;
import io.github.dcisdk.message.MsgHeader;

/** Binds the header as a claim, so that the sender's trust entry can be found. Its findings count only once verified. */
final class HeaderStep implements InboundStep {
    @Override
    public void handle(InboundExchange exchange) {
        JsonSlice json = exchange.slices()
                .header()
                .orElseThrow(() ->
                        new RefusedRequestException(Refusal.BAD_REQUEST, new Finding("/header", Rule.REQUIRED_MEMBER)));
        MsgHeader header = Json.read(json, MsgHeader.TYPE, "/header", finding -> {});
        if (header.senderId().filter(id -> !id.isBlank()).isEmpty()) {
            throw new RefusedRequestException(
                    Refusal.SENDER_INVALID, new Finding("/header/sender_id", Rule.REQUIRED_MEMBER));
        }
        exchange.header(header);
    }
}
