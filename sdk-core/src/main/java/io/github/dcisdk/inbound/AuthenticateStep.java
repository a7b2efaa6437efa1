package io.github.dcisdk.inbound;

import io.github.dcisdk.auth.InboundAuthentication;
import io.github.dcisdk.auth.InboundAuthentication.Caller;

/** Admits the caller by its {@code Authorization} header. */
final class AuthenticateStep implements InboundStep {
    private final InboundAuthentication authentication;

    AuthenticateStep(InboundAuthentication authentication) {
        this.authentication = authentication;
    }

    @Override
    public void handle(InboundExchange exchange) {
        Caller caller =
                authentication.check(exchange.request().header("Authorization").orElse(null));
        if (!caller.isAdmitted()) {
            throw new RefusedRequestException(Refusal.UNAUTHORISED);
        }
        exchange.caller(caller);
    }
}
