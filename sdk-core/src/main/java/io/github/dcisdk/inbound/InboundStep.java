package io.github.dcisdk.inbound;

/** One step of the pipeline. Implementations are thread-safe: one instance serves all exchanges. */
@FunctionalInterface
public interface InboundStep {
    /**
     * Does its work on an exchange.
     *
     * @param exchange the exchange, as earlier steps left it
     * @throws RefusedRequestException to turn the request away
     * @throws io.github.dcisdk.error.RejectedException to reject the message as a whole, in an envelope; only after
     *     {@link Stage#VALIDATE}
     */
    void handle(InboundExchange exchange);
}
