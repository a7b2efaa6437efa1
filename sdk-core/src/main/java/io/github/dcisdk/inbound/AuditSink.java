package io.github.dcisdk.inbound;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps account of who asked for what, and what was given. It is told of every message that was sent in the name of a
 * trusted sender, whatever became of it; of others only the log knows, because anybody can send them; and of what is given later than it was asked for, answers ({@code on-search}) and events
 * ({@code notify}), when it is handed over to delivery. An endpoint that
 * cannot write its account gives no data: an exception thrown here turns the answer into a refusal (HTTP 500).
 *
 * <p>Implementations are thread-safe and quick, because the answer waits for them.
 */
@FunctionalInterface
public interface AuditSink {
    /**
     * Writes an entry.
     *
     * @param event what happened, without personal values
     */
    void record(AuditEvent event);

    /**
     * Writes entries as lines of level INFO to the SLF4J logger {@code io.github.dcisdk.audit}. How long they are kept, and
     * whether losing one stops the service, is then up to the logging framework.
     *
     * @return the sink
     */
    static AuditSink log() {
        Logger logger = LoggerFactory.getLogger("io.github.dcisdk.audit");
        return event -> logger.info("{}", event);
    }

    /**
     * Keeps no account. For tests, and for registries that keep one of their own.
     *
     * @return the sink
     */
    static AuditSink none() {
        return NoAudit.INSTANCE;
    }
}
