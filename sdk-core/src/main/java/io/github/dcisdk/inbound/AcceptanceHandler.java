package io.github.dcisdk.inbound;

import io.github.dcisdk.json.DciObject;

/**
 * Decides about a message that is answered by an acknowledgement, before it is stored. It does not work on the message:
 * that is for whoever claims the tasks that it names from the {@link io.github.dcisdk.store.DciStore}. It must have no effect, because what it
 * accepts may turn out to be a repetition, or not to be stored. Implementations are thread-safe.
 *
 * @param <M> the message
 */
@FunctionalInterface
public interface AcceptanceHandler<M extends DciObject> {
    /**
     * Decides.
     *
     * @param message the message; deviations are in the exchange's findings
     * @param exchange the exchange, as all stages before {@link Stage#DISPATCH} left it
     * @return what the sender is told, and what is to be done with the message
     * @throws io.github.dcisdk.error.RejectedException to reject the message; its code goes into the acknowledgement
     *     {@code ERR}
     */
    Acceptance accept(M message, InboundExchange exchange);
}
