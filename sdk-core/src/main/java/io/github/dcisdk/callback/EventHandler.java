package io.github.dcisdk.callback;

import io.github.dcisdk.json.DciObject;

/**
 * Gets events. Those of one kind from one registry come one at a time, in the order in which they arrived. Implementations are
 * thread-safe and may block. What throws is tried again later, and at last put aside for an operator; later events go on. So an
 * event can come more than once: see {@link HandlerContext#idempotencyKey()} and {@link HandlerContext#unwrap}.
 *
 * @param <T> the class of the records
 */
@FunctionalInterface
public interface EventHandler<T extends DciObject> {
    /**
     * Works on an event.
     *
     * @param event the event
     * @param context key, identifiers, transaction
     */
    void handle(ReceivedEvent<T> event, HandlerContext context);
}
