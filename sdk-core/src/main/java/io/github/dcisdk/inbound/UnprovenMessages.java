package io.github.dcisdk.inbound;

import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.Rule;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Refuses what is not authentic: the log is told why, the sender is not. Thread-safe. */
final class UnprovenMessages {
    private static final Logger LOG = LoggerFactory.getLogger(MessagePipeline.class);

    private final WarningLimit warnings;

    UnprovenMessages(Clock clock) {
        this.warnings = new WarningLimit(clock);
    }

    RefusedRequestException refused(InboundExchange exchange, Rule rule, String reason) {
        if (warnings.allows()) {
            LOG.warn("not authentic: {} [{}]", reason, exchange.context());
        } else {
            LOG.debug("not authentic: {} [{}]", reason, exchange.context());
        }
        exchange.report(new Finding("/signature", rule));
        return new RefusedRequestException(
                rule == Rule.SIGNATURE_MISSING ? Refusal.SIGNATURE_MISSING : Refusal.SIGNATURE_INVALID);
    }
}
