package io.github.dcisdk.client;

import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.error.EncryptionException;
import io.github.dcisdk.error.ErrorCode;
import io.github.dcisdk.error.HttpStatusException;
import io.github.dcisdk.error.LogText;
import io.github.dcisdk.error.MalformedMessageException;
import io.github.dcisdk.error.NotAuthenticException;
import io.github.dcisdk.error.RefusedException;
import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.error.UnavailableException;
import io.github.dcisdk.json.Code;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.MessageSlicer;
import io.github.dcisdk.json.MessageSlices;
import io.github.dcisdk.json.Rule;
import io.github.dcisdk.message.AckStatus;
import io.github.dcisdk.message.MsgCallbackHeader;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.message.RequestStatus;
import io.github.dcisdk.profile.PeerProfile;
import io.github.dcisdk.profile.PeerProfile.AnswerIds;
import io.github.dcisdk.security.SignatureCheck;
import io.github.dcisdk.security.SignatureVerifier;
import io.github.dcisdk.security.TrustStore;
import io.github.dcisdk.security.TrustedSender;
import io.github.dcisdk.security.VerifiedContent;
import io.github.dcisdk.transport.HttpAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the HTTP answer of one peer into a checked answer, or into the error that says what it means. Immutable,
 * thread-safe.
 */
final class AnswerReader {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerReader.class);

    private final String ownId;
    private final TrustedSender peer;
    private final PeerProfile profile;
    private final SignatureVerifier verifier;

    AnswerReader(Dci dci, TrustedSender peer, PeerProfile profile) {
        this.ownId = dci.senderId();
        this.peer = peer;
        this.profile = profile;
        this.verifier =
                new SignatureVerifier(TrustStore.of(peer), dci.ownKey().stream().toList(), dci.clock());
    }

    /** What of a body counts: as received, or what the signature covers. */
    private record Content(JsonSlice header, @Nullable JsonSlice message) {}

    /**
     * Reads an answer.
     *
     * @param http the HTTP answer
     * @param side the answering side of the operation
     * @param context the identifiers of the request
     */
    <A extends DciObject> Answer<A> read(HttpAnswer http, Operation.Side<A> side, CallContext context) {
        if (!http.isSuccessful()) {
            throw failure(http, context);
        }
        try {
            return readBody(http, side, context);
        } catch (MalformedMessageException e) {
            throw e.in(context);
        }
    }

    private <A extends DciObject> Answer<A> readBody(HttpAnswer http, Operation.Side<A> side, CallContext context) {
        MessageSlices slices = MessageSlicer.slice(http.body());
        JsonSlice received = slices.header().orElseThrow(() -> withoutHeader(http, context));
        if (slices.isMessageEncrypted()) {
            throw new EncryptionException("the answer is encrypted, and no key to read it is configured", context);
        }
        List<Finding> findings = new ArrayList<>(slices.findings());
        Content content = peer.isUnsigned() ? unsigned(slices, received, findings) : verified(slices, context);
        MsgCallbackHeader header = Json.read(content.header(), MsgCallbackHeader.TYPE, "/header", findings::add);
        if (header.status().equals(Optional.of(RequestStatus.RJCT))) {
            throw new RejectedException(
                    header.statusReasonCode().map(Code::code).orElse(null),
                    header.statusReasonMessage().orElse(null),
                    context);
        }
        checkHeader(header, side, findings);
        if (content.message() == null) {
            throw malformed(Rule.REQUIRED_MEMBER, "/message", "the answer has no message", context);
        }
        A message = Json.read(content.message(), side.type(), "/message", findings::add);
        if (!side.transactionId().apply(message).equals(context.transactionId())) {
            throw malformed(
                    Rule.TRANSACTION_ID,
                    "/message/transaction_id",
                    "the answer belongs to another transaction",
                    context);
        }
        CallContext answered =
                context.withCorrelationId(side.correlationId().apply(message).orElse(null));
        return new Answer<>(header, message, answered, findings, slices.body());
    }

    private static Content unsigned(MessageSlices slices, JsonSlice header, List<Finding> findings) {
        findings.addAll(slices.ambiguities());
        return new Content(header, slices.message().orElse(null));
    }

    private Content verified(MessageSlices slices, CallContext context) {
        SignatureCheck check = verifier.checkFrom(peer.senderId(), slices);
        if (check instanceof SignatureCheck.Verified verified) {
            VerifiedContent content = verified.content();
            return new Content(content.header(), content.message());
        }
        String reason =
                check instanceof SignatureCheck.Failed failed ? failed.reason().name() : "EXPIRED";
        LOG.warn("an answer is not authentic: {} [{}]", reason, context);
        throw new NotAuthenticException(context);
    }

    private void checkHeader(MsgCallbackHeader header, Operation.Side<?> side, List<Finding> findings) {
        if (!header.action().equals(Optional.of(side.action()))) {
            findings.add(new Finding("/header/action", Rule.ACTION));
        }
        boolean swapped = header.senderId().equals(Optional.of(peer.senderId()))
                && header.receiverId().equals(Optional.of(ownId));
        if (profile.answerIds() == AnswerIds.SWAPPED && !swapped) {
            findings.add(new Finding("/header/sender_id", Rule.SENDER));
        }
    }

    /** A body without header is no answer; perhaps it is an acknowledgement or an error. */
    private static RuntimeException withoutHeader(HttpAnswer http, CallContext context) {
        ErrorBody body = ErrorBody.of(http.body());
        Optional<String> acknowledged = body.ackStatus();
        boolean refused = acknowledged.equals(Optional.of(AckStatus.ERR.code()));
        if (refused || (acknowledged.isEmpty() && body.code().isPresent())) {
            return refused(http, body, context);
        }
        return malformed(
                Rule.ENVELOPE,
                "",
                acknowledged.isPresent()
                        ? "the peer acknowledged the request instead of answering it"
                        : "the body is no envelope: it has no header",
                context);
    }

    private static RuntimeException failure(HttpAnswer http, CallContext context) {
        ErrorBody body = ErrorBody.of(http.body());
        int status = http.status();
        String code = body.code().orElse(null);
        String detail = "HTTP " + status + (code == null ? "" : " with " + LogText.safe(code));
        if (status == 429 || status >= 500) {
            return new UnavailableException(
                    status == 429 ? ErrorCode.TOO_MANY_REQUESTS : ErrorCode.SERVICE_UNAVAILABLE,
                    detail + " after " + http.attempts() + " attempts",
                    context,
                    new UnavailableException.Failure(
                            http.attempts(), true, status, http.retryAfter().orElse(null)),
                    null);
        } else if (status == 401 || status == 403 || code == null) {
            return new HttpStatusException(status, code, detail, context);
        }
        return refused(http, body, context);
    }

    private static RefusedException refused(HttpAnswer http, ErrorBody body, CallContext context) {
        String code = body.code().orElse(null);
        String detail =
                "refused with " + (code == null ? "no error code" : LogText.safe(code)) + ", HTTP " + http.status();
        return new RefusedException(code, http.status(), detail, context);
    }

    private static MalformedMessageException malformed(Rule rule, String pointer, String detail, CallContext context) {
        return new MalformedMessageException(ErrorCode.NOT_UNDERSTOOD, rule.id(), pointer, detail, context, null);
    }
}
