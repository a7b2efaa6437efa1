package io.github.dcisdk.inbound;

/**
 * Refuses encrypted messages, which this side cannot read. Looks at the shape as well as at the flag, because the flag is
 * wrong in some deployments.
 */
final class DecryptStep implements InboundStep {
    @Override
    public void handle(InboundExchange exchange) {
        boolean flagged = exchange.header().isMsgEncrypted().orElse(false);
        if (flagged || exchange.slices().isMessageEncrypted()) {
            throw new RefusedRequestException(Refusal.ENCRYPTION);
        }
    }
}
