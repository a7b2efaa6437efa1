package io.github.dcisdk.inbound;

import io.github.dcisdk.error.MalformedMessageException;
import io.github.dcisdk.inbound.AuditEvent.Ending;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.security.CanonicalJson;
import io.github.dcisdk.security.Sha256;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the account of a pipeline. Immutable, thread-safe. */
final class Audit {
    private static final Logger LOG = LoggerFactory.getLogger(MessagePipeline.class);

    private final AuditSink sink;
    private final Clock clock;

    Audit(AuditSink sink, Clock clock) {
        this.sink = sink;
        this.clock = clock;
    }

    /**
     * Writes down what became of a message, unless nobody is known to have sent it.
     *
     * @return false if the account could not be written
     */
    boolean record(InboundExchange exchange, Ending ending, Optional<String> code) {
        if (sink == NoAudit.INSTANCE || !exchange.hasTrustedSender()) {
            return true;
        }
        try {
            sink.record(new AuditEvent(
                    clock.instant(),
                    exchange.side().action(),
                    exchange.header().senderId().orElse(""),
                    exchange.isVerified(),
                    exchange.context(),
                    ending,
                    code,
                    digest(exchange.messageJson()),
                    exchange.auditedItems()));
            return true;
        } catch (Throwable e) {
            // Whatever its kind: data that nobody can account for does not leave.
            LOG.error("the audit sink failed [{}]", exchange.context(), new TraceWithoutMessages(e));
            return false;
        }
    }

    private static Optional<String> digest(JsonSlice message) {
        try {
            return Optional.of(Sha256.base64(CanonicalJson.write(message)));
        } catch (MalformedMessageException e) {
            return Optional.empty();
        }
    }
}
