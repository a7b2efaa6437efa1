package io.github.dcisdk.message;

import io.github.dcisdk.json.Code;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.JsonValue.JsonObject;
import io.github.dcisdk.json.ModelType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A body of the standard, read whole and in whatever form it came: what it is, its header and message typed, and where it
 * deviates. It is told by the members that are there, not by what a header says. Immutable; {@link #toString()} shows no
 * value of the body.
 *
 * <p>Nothing here is proven: signatures are not looked at. A peer that signs is read through its signature; this is for
 * peers that are trusted without, and for tools.
 */
public final class MessageDocument {
    private final Kind kind;
    private final Parts parts;
    private final List<Finding> findings;

    MessageDocument(Kind kind, Parts parts, List<Finding> findings) {
        this.kind = kind;
        this.parts = parts;
        this.findings = List.copyOf(findings);
    }

    /**
     * What a document is made of.
     *
     * @param json the document as received
     * @param signature its signature; null when there is none
     * @param header its header; null when there is none
     * @param message its message, typed; null when it is none that is known
     * @param located the members of its message, wherever they stand; null when there is none
     * @param ackStatus what it says about the receipt of another message; null when it says nothing
     */
    record Parts(
            JsonObject json,
            @Nullable String signature,
            @Nullable DciObject header,
            @Nullable DciObject message,
            @Nullable LocatedMessage located,
            @Nullable AckStatus ackStatus) {}

    /** What a body is. */
    public enum Kind {
        /** A header, with a message or without. */
        ENVELOPE,
        /** A message without header. */
        BARE_MESSAGE,
        /** An acknowledgement or a refusal, with a header or without, in the standard's form or another. */
        ACKNOWLEDGEMENT,
        /** An error of the HTTP layer. */
        ERROR,
        /** A JSON object that is none of these. */
        OTHER
    }

    /**
     * Reads a body.
     *
     * @param body the bytes as received; shared, and not to be changed from now on
     * @return the document
     * @throws io.github.dcisdk.error.MalformedMessageException if the body is not UTF-8 without byte order mark, not
     *     well-formed JSON, beyond {@link io.github.dcisdk.json.JsonLimits}, not an object, or repeats {@code signature},
     *     {@code header} or {@code message}
     */
    public static MessageDocument read(byte[] body) {
        return DocumentReader.read(body, MessageShapes.standard());
    }

    /**
     * Reads a body that should hold a certain message, for example the answer to a request. The message is found where
     * its members are, even if only one registry has it; a body that holds something else is read as that.
     *
     * @param body the bytes as received; shared, and not to be changed from now on
     * @param expected the message that is expected
     * @return the document
     * @throws io.github.dcisdk.error.MalformedMessageException as {@link #read(byte[])}
     */
    public static MessageDocument read(byte[] body, ModelType<?> expected) {
        return DocumentReader.read(body, MessageShapes.with(expected));
    }

    /**
     * What the body is.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * The body as received. It may hold personal data.
     *
     * @return the whole document; of members that stand twice in an object, the last
     */
    public JsonObject json() {
        return parts.json;
    }

    /**
     * The value of {@code signature}, not verified.
     *
     * @return the text; empty when the member is absent, blank or not a string
     */
    public Optional<String> signature() {
        return Optional.ofNullable(parts.signature);
    }

    /**
     * The header of a request: one without {@code status}.
     *
     * @return the header; empty when there is none, or when it is the other kind
     */
    public Optional<MsgHeader> requestHeader() {
        return as(parts.header, MsgHeader.TYPE);
    }

    /**
     * The header of an answer, a callback or an event: one with {@code status}.
     *
     * @return the header; empty when there is none, or when it is the other kind
     */
    public Optional<MsgCallbackHeader> callbackHeader() {
        return as(parts.header, MsgCallbackHeader.TYPE);
    }

    /**
     * The message.
     *
     * @return the message under its own class; empty when there is none, or when it is none that is known
     */
    public Optional<DciObject> message() {
        return Optional.ofNullable(parts.message);
    }

    /**
     * The message, if it is of a certain class.
     *
     * @param <M> the class
     * @param type the description of the class
     * @return the message; empty when there is none, or when it is another
     */
    public <M extends DciObject> Optional<M> message(ModelType<M> type) {
        return as(parts.message, type);
    }

    /**
     * The members of the message as received, also of one that is not known. It may hold personal data.
     *
     * @return the members, of a nested message those of both levels; empty when there is no message
     */
    public Optional<JsonObject> messageJson() {
        return Optional.ofNullable(parts.located).map(LocatedMessage::members);
    }

    /**
     * Where a member of the message stands in the body, for findings in what is read from it later, such as records.
     *
     * @param member the member's name in the standard, for example {@code search_response}
     * @return a JSON pointer (RFC 6901), with the name that the member has in the body
     */
    public String pointerTo(String member) {
        return parts.located == null ? "/message/" + member : parts.located.pointerTo(member);
    }

    /**
     * What the document says about the receipt of another message.
     *
     * @return the status of an {@link Kind#ACKNOWLEDGEMENT}, if it has one
     */
    public Optional<AckStatus> ackStatus() {
        return Optional.ofNullable(parts.ackStatus);
    }

    /**
     * The reason of a refusal or of an error. The error beside an acknowledgement that accepts means nothing.
     *
     * @return the first code that the body names
     */
    public Optional<String> errorCode() {
        if (ackStatus().isPresent()) {
            return message(AckMessage.TYPE)
                    .filter(ack -> ackStatus().equals(Optional.of(AckStatus.ERR)))
                    .flatMap(AckMessage::error)
                    .flatMap(RequestError::code)
                    .map(Code::code);
        }
        return message(HttpErrorResponse.TYPE).stream()
                .flatMap(error -> error.errors().stream())
                .flatMap(error -> error.code().stream())
                .findFirst();
    }

    /**
     * Where the body deviates from the standard, in envelope, header and message. Records are not looked into; whoever
     * types them reports what is found there. {@link io.github.dcisdk.json.Findings} has handlers that log or refuse them.
     *
     * @return rules and places, never values
     */
    public List<Finding> findings() {
        return findings;
    }

    private static <T extends DciObject> Optional<T> as(@Nullable DciObject object, ModelType<T> type) {
        return Optional.ofNullable(object)
                .filter(part -> part.modelType() == type)
                .map(type::cast);
    }

    @Override
    public String toString() {
        return "MessageDocument[" + kind + ", header " + name(parts.header) + ", message " + name(parts.message) + ", "
                + findings.size() + " findings]";
    }

    private static String name(@Nullable DciObject object) {
        return object == null ? "none" : object.modelType().name();
    }
}
