package io.github.dcisdk.client;

import io.github.dcisdk.error.MalformedMessageException;
import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.message.MsgHeader;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.profile.PeerProfile;
import io.github.dcisdk.security.EnvelopeWriter;
import io.github.dcisdk.security.TrustedSender;
import io.github.dcisdk.transport.Authorization;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What all clients of a peer share, whatever their options.
 *
 * @param dci our side
 * @param baseUrl what stands before the standard's paths, without a slash at the end
 * @param authorization what calls are authorised with
 * @param profile how the peer departs from the standard
 * @param findingHandler gets each deviation
 * @param recordCheck what is done about records that do not answer their query
 * @param trusted what proves that an answer is the peer's
 * @param envelopes writes and signs
 * @param callbackSegment what stands behind the callback address for this peer alone; null if it calls the common one
 */
record PeerSetUp(
        Dci dci,
        URI baseUrl,
        Authorization authorization,
        PeerProfile profile,
        Consumer<Finding> findingHandler,
        RecordCheck recordCheck,
        TrustedSender trusted,
        EnvelopeWriter envelopes,
        @Nullable String callbackSegment) {
    private static final String VERSION = "1.0.0";

    int port() {
        int named = baseUrl.getPort();
        return named >= 0 ? named : baseUrl.getScheme().equalsIgnoreCase("http") ? 80 : 443;
    }

    /** Where the peer calls us back, as it is told. */
    URI callbackAddress() {
        URI common = dci.callbackAddress()
                .orElseThrow(
                        () -> new IllegalStateException("the answer comes to the callback address, and there is none:"
                                + " call Dci.Builder.callbackAddress(..) with where the CallbackEndpoint is reached"));
        if (!trusted.isUnsigned()) {
            return common;
        } else if (callbackSegment == null) {
            throw new IllegalStateException("peer " + trusted.senderId()
                    + " cannot sign, so it needs a callback address of its own: call acceptUnsignedCallbacks(..)");
        }
        String address = common.toString();
        return URI.create(address + (address.endsWith("/") ? "" : "/") + callbackSegment);
    }

    /** Whether what is sent to the peer is encrypted. */
    boolean isEncrypted() {
        return trusted.encryptionKeySource().isPresent();
    }

    /** The header of a request to the peer. */
    <Q extends DciObject> MsgHeader.Builder header(
            Operation<Q, ?> operation, Q message, String messageId, Instant sent) {
        Operation.Side<Q> side = operation.request();
        return MsgHeader.builder(messageId, DciDateTime.of(sent), side.action(), dci.senderId(), (long)
                        side.itemCount().applyAsInt(message))
                .version(VERSION)
                .receiverId(trusted.senderId())
                .isMsgEncrypted(isEncrypted());
    }

    /** Hands findings to the application, which may refuse the answer for one of them. */
    void handOver(List<Finding> findings, Answer<?> answer) {
        try {
            findings.forEach(findingHandler);
        } catch (MalformedMessageException e) {
            MalformedMessageException refused = e.messageId().isEmpty() ? e.in(answer.context()) : e;
            refused.initRawAnswer(answer.rawAnswer());
            throw refused;
        }
    }
}
