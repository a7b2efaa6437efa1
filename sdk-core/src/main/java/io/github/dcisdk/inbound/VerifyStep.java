package io.github.dcisdk.inbound;

import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.MessageSlices;
import io.github.dcisdk.json.Rule;
import io.github.dcisdk.message.MsgCallbackHeader;
import io.github.dcisdk.message.MsgHeader;
import io.github.dcisdk.security.SignatureCheck;
import io.github.dcisdk.security.SignatureVerifier;
import io.github.dcisdk.security.TrustStore;
import io.github.dcisdk.security.TrustedSender;
import java.util.Optional;

/** Proves who sent the message, and replaces the claimed header by the one that the signature covers. */
final class VerifyStep implements InboundStep {
    private final TrustStore trustStore;
    private final SignatureVerifier verifier;
    private final UnprovenMessages unproven;
    private final boolean unsignedNeedsToken;

    VerifyStep(
            TrustStore trustStore, SignatureVerifier verifier, UnprovenMessages unproven, boolean unsignedNeedsToken) {
        this.trustStore = trustStore;
        this.verifier = verifier;
        this.unproven = unproven;
        this.unsignedNeedsToken = unsignedNeedsToken;
    }

    @Override
    public void handle(InboundExchange exchange) {
        MessageSlices slices = exchange.slices();
        JsonSlice message = slices.message()
                .orElseThrow(() -> new RefusedRequestException(
                        Refusal.BAD_REQUEST, new Finding("/message", Rule.REQUIRED_MEMBER)));
        String claimedSender = exchange.header().senderId().orElse("");
        boolean unsigned = trustStore
                .sender(claimedSender)
                .filter(TrustedSender::isUnsigned)
                .isPresent();
        Optional<String> tokenOwner = exchange.caller().senderId();
        if (unsigned) {
            if (unsignedNeedsToken && tokenOwner.isEmpty()) {
                // Neither signature nor token: nothing says who this is. Seen at once where the set-up is checked, and
                // here where trust entries come and go, or a check of one's own admits callers without naming them.
                throw unproven.refused(exchange, Rule.SIGNATURE_MISSING, "NEITHER_SIGNATURE_NOR_TOKEN");
            }
            requireOwner(tokenOwner, exchange);
            slices.ambiguities().forEach(exchange::reportOnly);
            accept(exchange, slices.header().orElseThrow(), message);
        } else {
            verify(exchange, slices);
        }
        requireOwner(tokenOwner, exchange);
    }

    /** A token or certificate stands for one sender: with it, nobody speaks in another's name, signed or not. */
    private static void requireOwner(Optional<String> tokenOwner, InboundExchange exchange) {
        if (tokenOwner.isPresent() && !tokenOwner.equals(exchange.header().senderId())) {
            throw new RefusedRequestException(Refusal.SENDER_INVALID);
        }
    }

    private void verify(InboundExchange exchange, MessageSlices slices) {
        if (!slices.ambiguities().isEmpty()) {
            throw new RefusedRequestException(
                    Refusal.BAD_REQUEST, slices.ambiguities().get(0));
        }
        SignatureCheck check = verifier.check(slices);
        if (check instanceof SignatureCheck.Verified verified) {
            accept(exchange, verified.content().header(), verified.content().message());
            exchange.verified(verified.content().expires().isPresent());
        } else if (check instanceof SignatureCheck.Expired expired
                && exchange.binding().inbox().isPresent()) {
            accept(exchange, expired.content().header(), expired.content().message());
            exchange.expired();
        } else if (check instanceof SignatureCheck.Failed failed) {
            throw unproven.refused(
                    exchange, failed.reason().rule(), failed.reason().name());
        } else {
            throw unproven.refused(exchange, Rule.SIGNATURE_EXPIRED, "EXPIRED");
        }
    }

    /** Replaces what was claimed by what is proven, or believed. */
    static void accept(InboundExchange exchange, JsonSlice header, JsonSlice message) {
        if (exchange.binding().isForConsumer()) {
            // That of an answer or event requires other members; what it shares with a request's is read twice.
            Json.read(header, MsgCallbackHeader.TYPE, "/header", exchange::report);
            exchange.header(Json.read(header, MsgHeader.TYPE, "/header", finding -> {}));
        } else {
            exchange.header(Json.read(header, MsgHeader.TYPE, "/header", exchange::report));
        }
        exchange.headerJson(header);
        exchange.messageJson(message);
    }
}
