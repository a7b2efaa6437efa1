package io.github.dcisdk.inbound;

import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.MessageSlices;
import io.github.dcisdk.json.Rule;
import io.github.dcisdk.message.MsgHeader;
import io.github.dcisdk.profile.PeerProfile.AnswerIds;
import io.github.dcisdk.security.SignatureCheck;
import io.github.dcisdk.security.SignatureFailure;
import io.github.dcisdk.security.SignatureVerifier;
import java.util.List;
import java.util.Optional;

/**
 * Proves which peer calls back, although some do not name themselves in the header. From here on the header names the peer as
 * the sender and us as the receiver, where its profile says that the header's own ids mean nothing else.
 */
final class VerifyCallbackStep implements InboundStep {
    private final List<CallbackPeer> peers;
    private final String ownId;
    private final SignatureVerifier verifier;
    private final UnprovenMessages unproven;

    VerifyCallbackStep(List<CallbackPeer> peers, String ownId, SignatureVerifier verifier, UnprovenMessages unproven) {
        this.peers = peers;
        this.ownId = ownId;
        this.verifier = verifier;
        this.unproven = unproven;
    }

    @Override
    public void handle(InboundExchange exchange) {
        MessageSlices slices = exchange.slices();
        JsonSlice message = slices.message()
                .orElseThrow(() -> new RefusedRequestException(
                        Refusal.BAD_REQUEST, new Finding("/message", Rule.REQUIRED_MEMBER)));
        String path = exchange.request().path();
        Optional<CallbackPeer> own =
                peers.stream().filter(peer -> path.equals(peer.path())).findFirst();
        CallbackPeer peer;
        if (own.isPresent()) {
            peer = own.get();
            slices.ambiguities().forEach(exchange::reportOnly);
            VerifyStep.accept(exchange, slices.header().orElseThrow(), message);
        } else {
            peer = verify(exchange, slices);
        }
        requireSame(exchange);
        exchange.header(named(exchange.header(), peer, exchange));
        requireOwner(exchange);
    }

    private CallbackPeer verify(InboundExchange exchange, MessageSlices slices) {
        if (!slices.ambiguities().isEmpty()) {
            throw new RefusedRequestException(
                    Refusal.BAD_REQUEST, slices.ambiguities().get(0));
        }
        String claimed = exchange.header().senderId().orElse("");
        SignatureFailure failure = SignatureFailure.UNKNOWN_SENDER;
        for (CallbackPeer peer : candidates(claimed)) {
            SignatureCheck check = verifier.checkFrom(peer.trusted().senderId(), slices);
            if (check instanceof SignatureCheck.Verified verified) {
                VerifyStep.accept(
                        exchange,
                        verified.content().header(),
                        verified.content().message());
                exchange.verified(verified.content().expires().isPresent());
                return peer;
            } else if (check instanceof SignatureCheck.Expired expired) {
                VerifyStep.accept(
                        exchange, expired.content().header(), expired.content().message());
                exchange.expired();
                return peer;
            } else if (check instanceof SignatureCheck.Failed failed) {
                failure = failed.reason();
            }
        }
        boolean missing = slices.signature().isEmpty();
        throw unproven.refused(
                exchange, missing ? Rule.SIGNATURE_MISSING : failure.rule(), missing ? "MISSING" : failure.name());
    }

    /** A peer that names itself is itself; the others are tried, because only their keys tell. */
    private List<CallbackPeer> candidates(String claimed) {
        List<CallbackPeer> signing =
                peers.stream().filter(peer -> peer.path() == null).toList();
        List<CallbackPeer> named = signing.stream()
                .filter(peer -> peer.trusted().senderId().equals(claimed))
                .toList();
        if (!named.isEmpty()) {
            return named;
        }
        return signing.stream()
                .filter(peer -> peer.answerIds() == AnswerIds.ABSENT
                        || (peer.answerIds() == AnswerIds.COPIED && claimed.equals(ownId)))
                .toList();
    }

    /** What the signature covers decides, also about what the message is for. */
    private static void requireSame(InboundExchange exchange) {
        String action = exchange.header().action().orElse("");
        if (!exchange.binding().accepts(action)) {
            throw new RefusedRequestException(Refusal.BAD_REQUEST, new Finding("/header/action", Rule.ACTION));
        }
    }

    private MsgHeader named(MsgHeader header, CallbackPeer peer, InboundExchange exchange) {
        String peerId = peer.trusted().senderId();
        Optional<String> sender = header.senderId().filter(id -> !id.isBlank());
        Optional<String> receiver = header.receiverId().filter(id -> !id.isBlank());
        boolean swapped = peer.answerIds() == AnswerIds.SWAPPED;
        if (peer.answerIds() != AnswerIds.ABSENT) {
            report(exchange, "/header/sender_id", Rule.SENDER, sender, swapped ? peerId : ownId);
            report(exchange, "/header/receiver_id", Rule.RECEIVER, receiver, swapped ? ownId : peerId);
        }
        boolean copied = sender.equals(Optional.of(ownId))
                && receiver.filter(id -> !id.equals(peerId)).isEmpty();
        boolean meaningless = peer.answerIds() == AnswerIds.ABSENT || (copied && !swapped) || receiver.isEmpty();
        return header.toBuilder()
                .senderId(peerId)
                .receiverId(meaningless ? ownId : receiver.get())
                .build();
    }

    private static void report(
            InboundExchange exchange, String pointer, Rule rule, Optional<String> received, String expected) {
        if (!received.equals(Optional.of(expected))) {
            exchange.report(new Finding(pointer, rule));
        }
    }

    /** A token stands for one sender: with it, nobody speaks in another's name. */
    private static void requireOwner(InboundExchange exchange) {
        Optional<String> tokenOwner = exchange.caller().senderId();
        if (tokenOwner.isPresent() && !tokenOwner.equals(exchange.header().senderId())) {
            throw new RefusedRequestException(Refusal.SENDER_INVALID);
        }
    }
}
