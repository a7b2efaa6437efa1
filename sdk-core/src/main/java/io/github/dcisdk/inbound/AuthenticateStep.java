package io.github.dcisdk.inbound;

import io.github.dcisdk.auth.InboundAuthentication;
import io.github.dcisdk.auth.InboundAuthentication.Caller;
import java.util.Optional;

/** Admits the caller by its {@code Authorization} header or its certificate, and only for what these allow. */
final class AuthenticateStep implements InboundStep {
    private final InboundAuthentication authentication;

    AuthenticateStep(InboundAuthentication authentication) {
        this.authentication = authentication;
    }

    @Override
    public void handle(InboundExchange exchange) {
        Optional<String> authorization = exchange.request().header("Authorization");
        Caller caller = authentication.check(
                authorization.orElse(null), exchange.request().clientCertificates());
        if (!caller.isAdmitted()) {
            boolean bearer = authorization.filter(AuthenticateStep::isBearer).isPresent();
            throw new RefusedRequestException(bearer ? Refusal.TOKEN_INVALID : Refusal.UNAUTHORISED);
        }
        exchange.caller(caller);
        if (exchange.isBindingChosen()) {
            requireScope(exchange);
        }
    }

    static void requireScope(InboundExchange exchange) {
        if (!exchange.caller().allows(exchange.side().action())) {
            throw new RefusedRequestException(Refusal.INSUFFICIENT_SCOPE);
        }
    }

    /** RFC 6750 section 3.1: who tried something else is not told what is wrong with it. */
    private static boolean isBearer(String authorization) {
        return authorization.regionMatches(true, 0, "Bearer ", 0, "Bearer ".length());
    }
}
