package io.github.dcisdk.testing;

import io.github.dcisdk.error.MalformedMessageException;
import io.github.dcisdk.inbound.InboundResponse;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.MessageSlicer;
import io.github.dcisdk.json.MessageSlices;
import io.github.dcisdk.message.MsgCallbackHeader;
import io.github.dcisdk.message.Operation;
import java.util.Optional;

/** Header and message of an answer, typed so that they can be changed. Immutable. */
record Envelope(MsgCallbackHeader header, DciObject message) {

    /** Reads an answer; empty if it is none, such as a refusal or what a fault has made of it. */
    static Optional<Envelope> read(InboundResponse response, Operation<?, ?> operation) {
        try {
            MessageSlices slices = MessageSlicer.slice(response.body());
            return slices.header().flatMap(header -> slices.message()
                    .map(message -> new Envelope(
                            Json.read(header, MsgCallbackHeader.TYPE, "/header", finding -> {}),
                            Json.read(message, operation.answer().type(), "/message", finding -> {}))));
        } catch (MalformedMessageException e) {
            return Optional.empty();
        }
    }

    Envelope message(DciObject value) {
        return new Envelope(header, value);
    }
}
