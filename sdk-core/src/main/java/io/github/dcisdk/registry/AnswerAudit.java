package io.github.dcisdk.registry;

import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.inbound.AuditEvent;
import io.github.dcisdk.inbound.AuditEvent.Ending;
import io.github.dcisdk.inbound.AuditSink;
import io.github.dcisdk.inbound.AuditedItem;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.security.CanonicalJson;
import io.github.dcisdk.security.Sha256;
import io.github.dcisdk.security.TrustStore;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Writes the account of what is given later than it was asked for: when the data is handed over to delivery, and before
 * that is stored. What cannot be written down is not given. Immutable, thread-safe.
 *
 * @param sink takes the account
 * @param trustStore knows who signs
 * @param clock the time of the entries
 */
record AnswerAudit(AuditSink sink, TrustStore trustStore, Clock clock) {
    /** Something was answered. */
    void record(PeerRequest<?> request, List<AuditedItem> items) {
        record(request.operation().answer().action(), request.call(), request.message(), items);
    }

    /** An event was published to a subscriber. */
    void event(CallContext call, DciObject event, AuditedItem item) {
        record(Operation.NOTIFY.request().action(), call, event, List.of(item));
    }

    private void record(String action, CallContext call, DciObject message, List<AuditedItem> items) {
        if (sink == AuditSink.none()) {
            return;
        }
        String peer = call.peer().orElse("");
        boolean signed =
                trustStore.sender(peer).filter(sender -> !sender.isUnsigned()).isPresent();
        sink.record(new AuditEvent(
                clock.instant(),
                action,
                peer,
                signed,
                call,
                Ending.ANSWERED,
                Optional.empty(),
                Optional.of(Sha256.base64(CanonicalJson.write(JsonSlice.of(Json.write(message))))),
                items));
    }
}
