package io.github.dcisdk.inbound;

import io.github.dcisdk.json.MessageSlicer;
import io.github.dcisdk.json.MessageSlices;

/** Finds signature, header and message in the bytes. */
final class SliceStep implements InboundStep {
    @Override
    public void handle(InboundExchange exchange) {
        MessageSlices slices = MessageSlicer.slice(exchange.request().body());
        slices.findings().forEach(exchange::report);
        exchange.slices(slices);
    }
}
