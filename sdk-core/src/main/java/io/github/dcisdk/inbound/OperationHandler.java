package io.github.dcisdk.inbound;

import io.github.dcisdk.json.DciObject;

/**
 * Works on the messages of one operation. Implementations are thread-safe.
 *
 * @param <Q> the message that comes in
 * @param <A> the message that answers it
 */
@FunctionalInterface
public interface OperationHandler<Q extends DciObject, A extends DciObject> {
    /**
     * Answers a message.
     *
     * @param message the message; deviations within its items are in the exchange's findings
     * @param exchange the exchange, as all stages before {@link Stage#DISPATCH} left it
     * @return the answer
     * @throws io.github.dcisdk.error.RejectedException to reject the message as a whole
     */
    A handle(Q message, InboundExchange exchange);
}
