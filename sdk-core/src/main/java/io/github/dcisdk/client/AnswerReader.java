package io.github.dcisdk.client;

import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.error.DciException;
import io.github.dcisdk.error.ErrorCode;
import io.github.dcisdk.error.HttpStatusException;
import io.github.dcisdk.error.LogText;
import io.github.dcisdk.error.MalformedMessageException;
import io.github.dcisdk.error.NotAuthenticException;
import io.github.dcisdk.error.RawAnswer;
import io.github.dcisdk.error.RefusedException;
import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.error.UnavailableException;
import io.github.dcisdk.json.Code;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.JsonValue.JsonObject;
import io.github.dcisdk.json.MessageSlicer;
import io.github.dcisdk.json.MessageSlices;
import io.github.dcisdk.json.Rule;
import io.github.dcisdk.message.MessageDocument;
import io.github.dcisdk.message.MsgCallbackHeader;
import io.github.dcisdk.message.MsgHeader;
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
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the HTTP answer of one peer into a checked answer, or into the error that says what it means. Of an envelope,
 * nothing but its shape is looked at before its signature is verified. Immutable, thread-safe.
 */
final class AnswerReader {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerReader.class);

    private final String ownId;
    private final TrustedSender peer;
    private final PeerProfile profile;
    private final SignatureVerifier verifier;
    private final AnswerDecryption decryption;

    AnswerReader(Dci dci, TrustedSender peer, PeerProfile profile) {
        this.ownId = dci.senderId();
        this.peer = peer;
        this.profile = profile;
        this.decryption = new AnswerDecryption(dci, peer);
        this.verifier = new SignatureVerifier(TrustStore.of(peer), dci.ownKeys(), dci.clock());
    }

    /** What of a body counts: what the signature covers, or all of it where no signature is asked for. */
    private record Parts<A extends DciObject>(
            MsgCallbackHeader header, @Nullable A message, List<Finding> findings) {}

    /**
     * Reads an answer. Every error that it throws carries the identifiers and what came over the wire.
     *
     * @param http the HTTP answer
     * @param side the answering side of the operation
     * @param context the identifiers of the request
     */
    <A extends DciObject> Answer<A> read(HttpAnswer http, Operation.Side<A> side, CallContext context) {
        RawAnswer raw = new RawAnswer(http.status(), http.contentType().orElse(null), http.body());
        try {
            if (!http.isSuccessful()) {
                throw failure(http, context);
            }
            return read(raw, side, context);
        } catch (MalformedMessageException e) {
            // The JSON reader does not know the exchange.
            throw with(raw, http, e.messageId().isEmpty() ? e.in(context) : e);
        } catch (DciException e) {
            throw with(raw, http, e);
        }
    }

    private static <E extends DciException> E with(RawAnswer raw, HttpAnswer http, E error) {
        error.initRawAnswer(raw);
        http.earlierFailures().forEach(error::addSuppressed);
        return error;
    }

    private <A extends DciObject> Answer<A> read(RawAnswer raw, Operation.Side<A> side, CallContext context) {
        Parts<A> parts = peer.isUnsigned() ? unproven(raw, side, context) : verified(raw, side, context);
        MsgCallbackHeader header = parts.header();
        if (header.status().equals(Optional.of(RequestStatus.RJCT))) {
            throw new RejectedException(
                    header.statusReasonCode().map(Code::code).orElse(null),
                    header.statusReasonMessage().orElse(null),
                    context);
        }
        if (parts.message() == null) {
            throw noAnswer(raw, "/message", "the answer has no message", context);
        }
        CallContext answered = context.withCorrelationId(
                side.correlationId().apply(parts.message()).orElse(null));
        checkTransaction(side.transactionId().apply(parts.message()), raw, answered);
        return new Answer<>(header, parts.message(), answered, parts.findings(), raw);
    }

    /** Without a signature, an answer is taken in whatever shape its meaning is plain. */
    private <A extends DciObject> Parts<A> unproven(RawAnswer raw, Operation.Side<A> side, CallContext context) {
        List<Finding> findings = new ArrayList<>();
        MessageDocument document = readable(raw, side, findings, context);
        findings.addAll(document.findings());
        if (document.kind() == MessageDocument.Kind.BARE_MESSAGE) {
            MsgCallbackHeader nothing = MsgCallbackHeader.TYPE.fromMap(Map.of());
            return new Parts<>(nothing, document.message(side.type()).orElse(null), findings);
        } else if (document.kind() != MessageDocument.Kind.ENVELOPE) {
            throw noAnswer(raw, "", "the body is no envelope: it has no header", context);
        }
        MsgCallbackHeader header = document.callbackHeader().orElseGet(() -> withoutStatus(document, findings));
        checkHeader(header, side, findings);
        return new Parts<>(header, document.message(side.type()).orElse(null), findings);
    }

    /** The document with its message in clear, as if it had come so. */
    private MessageDocument readable(
            RawAnswer raw, Operation.Side<?> side, List<Finding> findings, CallContext context) {
        MessageDocument document = MessageDocument.read(raw.body(), side.type());
        boolean encrypted = document.messageJson()
                .filter(members -> members.get("ciphertext").isPresent())
                .isPresent();
        Optional<Boolean> flag = document.callbackHeader()
                .flatMap(MsgCallbackHeader::isMsgEncrypted)
                .or(() -> document.requestHeader().flatMap(MsgHeader::isMsgEncrypted));
        boolean rejected =
                document.callbackHeader().flatMap(MsgCallbackHeader::status).equals(Optional.of(RequestStatus.RJCT));
        if (!encrypted) {
            if (!rejected && document.message(side.type()).isPresent()) {
                decryption.inClear(flag.orElse(false), findings, context);
            }
            return document;
        }
        MessageSlices slices = MessageSlicer.slice(raw.body());
        JsonSlice message = slices.message()
                .filter(json -> slices.isMessageEncrypted())
                .orElseThrow(() -> notUnderstood(
                        Rule.ENVELOPE, "/message", "the encrypted message does not stand in message", context));
        JsonSlice plain = decryption.decrypt(message, flag.orElse(false), findings, context);
        return MessageDocument.read(AnswerDecryption.body(slices.header(), plain), side.type());
    }

    private static MsgCallbackHeader withoutStatus(MessageDocument document, List<Finding> findings) {
        JsonObject header = Json.toJson(document.requestHeader().orElseThrow());
        return Json.read(header, MsgCallbackHeader.TYPE, "/header", findings::add);
    }

    private <A extends DciObject> Parts<A> verified(RawAnswer raw, Operation.Side<A> side, CallContext context) {
        MessageSlices slices = MessageSlicer.slice(raw.body());
        if (slices.header().isEmpty()) {
            throw noAnswer(raw, "", "the body is no envelope: it has no header", context);
        }
        List<Finding> findings = new ArrayList<>(slices.findings());
        VerifiedContent content = verify(slices, context);
        MsgCallbackHeader header = Json.read(content.header(), MsgCallbackHeader.TYPE, "/header", findings::add);
        checkHeader(header, side, findings);
        boolean flagged = header.isMsgEncrypted().orElse(false);
        JsonSlice plain = content.message();
        if (slices.isMessageEncrypted()) {
            plain = decryption.decrypt(plain, flagged, findings, context);
        } else if (!header.status().equals(Optional.of(RequestStatus.RJCT))) {
            decryption.inClear(flagged, findings, context);
        }
        A message = Json.read(plain, side.type(), "/message", findings::add);
        return new Parts<>(header, message, findings);
    }

    private VerifiedContent verify(MessageSlices slices, CallContext context) {
        SignatureCheck check = verifier.checkFrom(peer.senderId(), slices);
        if (check instanceof SignatureCheck.Verified verified) {
            return verified.content();
        }
        String reason =
                check instanceof SignatureCheck.Failed failed ? failed.reason().name() : "EXPIRED";
        // The error itself gives no reason, because it may travel back to whoever forged the answer.
        LOG.warn("an answer is not authentic: {} [{}]", reason, context);
        throw new NotAuthenticException(context);
    }

    /** The signature proves the sender; these members only tell how well the peer keeps the standard. */
    private void checkHeader(MsgCallbackHeader header, Operation.Side<?> side, List<Finding> findings) {
        if (!header.action().equals(Optional.of(side.action()))) {
            findings.add(new Finding("/header/action", Rule.ACTION));
        }
        if (profile.answerIds() == AnswerIds.ABSENT) {
            return;
        }
        boolean swapped = profile.answerIds() == AnswerIds.SWAPPED;
        if (!header.senderId().equals(Optional.of(swapped ? peer.senderId() : ownId))) {
            findings.add(new Finding("/header/sender_id", Rule.SENDER));
        }
        if (!header.receiverId().equals(Optional.of(swapped ? ownId : peer.senderId()))) {
            findings.add(new Finding("/header/receiver_id", Rule.RECEIVER));
        }
    }

    private static void checkTransaction(Optional<String> answered, RawAnswer raw, CallContext context) {
        if (answered.isEmpty()) {
            throw noAnswer(raw, "/message/transaction_id", "the answer names no transaction", context);
        } else if (!answered.equals(context.transactionId())) {
            throw notUnderstood(
                    Rule.TRANSACTION_ID,
                    "/message/transaction_id",
                    "the answer belongs to another transaction",
                    context);
        }
    }

    /** A part is missing that every answer has; perhaps this is an acknowledgement or an error. */
    private static DciException noAnswer(RawAnswer raw, String missing, String otherwise, CallContext context) {
        ErrorBody body = ErrorBody.of(raw.body());
        if (body.isRefusal()) {
            return refused(raw.httpStatus(), body, context);
        } else if (body.isAcknowledgement()) {
            return notUnderstood(
                    Rule.ENVELOPE, "", "the peer acknowledged the request instead of answering it", context);
        }
        return notUnderstood(missing.isEmpty() ? Rule.ENVELOPE : Rule.REQUIRED_MEMBER, missing, otherwise, context);
    }

    static DciException failure(HttpAnswer http, CallContext context) {
        ErrorBody body = ErrorBody.of(http.body());
        int status = http.status();
        String code = body.code().orElse(null);
        String detail = "HTTP status " + status + (code == null ? "" : " with " + LogText.code(code));
        boolean judged = status >= 400 && status < 500 && status != 401 && status != 403 && status != 429;
        Optional<RejectedException> rejection = judged ? body.rejection(context) : Optional.empty();
        if (rejection.isPresent()) {
            return rejection.get();
        } else if (status == 429 || status >= 500) {
            return unavailable(http, detail, context);
        } else if (status == 401 || status == 403 || code == null) {
            return new HttpStatusException(status, code, detail + hint(status, code), context);
        }
        return refused(status, body, context);
    }

    private static UnavailableException unavailable(HttpAnswer http, String detail, CallContext context) {
        int attempts = http.attempts();
        return new UnavailableException(
                http.status() == 429 ? ErrorCode.TOO_MANY_REQUESTS : ErrorCode.SERVICE_UNAVAILABLE,
                detail + (attempts > 1 ? " after " + attempts + " attempts" : ""),
                context,
                new UnavailableException.Failure(
                        attempts, true, http.status(), http.retryAfter().orElse(null)),
                null);
    }

    private static String hint(int status, @Nullable String code) {
        if (code != null && code.startsWith("err.signature")) {
            return "; the peer does not accept our signature: compare sender_id, key id, key and clock with it";
        } else if (status >= 300 && status < 400) {
            return "; redirects are not followed, so the base URL must be the final address";
        }
        return status == 404 || status == 405 ? "; check the base URL and the path prefix of the peer" : "";
    }

    static RefusedException refused(int status, ErrorBody body, CallContext context) {
        String code = body.code().orElse(null);
        return new RefusedException(
                code, status, "refused with " + (code == null ? "no error code" : LogText.code(code)), context);
    }

    private static MalformedMessageException notUnderstood(
            Rule rule, String pointer, String detail, CallContext context) {
        return new MalformedMessageException(ErrorCode.NOT_UNDERSTOOD, rule.id(), pointer, detail, context, null);
    }
}
