package io.github.dcisdk.examples.deathnotification;

import io.github.dcisdk.inbound.InboundHandler;
import io.github.dcisdk.inbound.InboundRequest;
import io.github.dcisdk.inbound.InboundResponse;
import io.github.dcisdk.inbound.Refusal;

/** Delivers every message twice, as registries do that do not get the acknowledgement. */
record DeliveredTwice(InboundHandler endpoint) implements InboundHandler {
    @Override
    public InboundResponse handle(InboundRequest request) {
        InboundResponse lost = endpoint.handle(request);
        return lost.status() < 300 ? endpoint.handle(request) : lost;
    }

    @Override
    public InboundResponse refuse(Refusal refusal) {
        return endpoint.refuse(refusal);
    }

    @Override
    public int maxBodyBytes() {
        return endpoint.maxBodyBytes();
    }
}
