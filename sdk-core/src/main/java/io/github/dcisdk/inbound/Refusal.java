package io.github.dcisdk.inbound;

/**
 * Why a request is turned away before its message is understood, and how: the one table of refusals. {@code
 * docs/errors.md} is checked against it. What is understood but not accepted is answered with {@code rjct.*} codes
 * instead, in an envelope.
 */
public enum Refusal {
    /** No operation lives at this path. */
    NOT_FOUND(404, "err.request.not_found", "no operation of this registry is at this path"),
    /** Not POST. */
    METHOD_NOT_ALLOWED(405, "err.request.bad", "messages are sent with POST"),
    /** Not JSON by its content type. */
    UNSUPPORTED_MEDIA_TYPE(415, "err.request.bad", "messages are sent as application/json, identity or gzip encoded"),
    /** Over the size limit, also after inflation. */
    TOO_LARGE(413, "err.request.bad", "the message is larger than this registry takes"),
    /** Not JSON, ambiguous JSON, no envelope, a message without its required parts, or HTTP headers that contradict. */
    BAD_REQUEST(400, "err.request.bad", "the message cannot be read"),
    /** No bearer token, and no client certificate of a sender. */
    UNAUTHORISED(
            401,
            "err.request.unauthorized",
            "this registry asks for a bearer token or a known client certificate, and none came"),
    /** A bearer token that is wrong, expired, or somebody else's: deliberately one answer for all. */
    TOKEN_INVALID(401, "err.request.unauthorized", "the bearer token is not valid here, or no longer"),
    /** A bearer token that does not cover this operation. */
    INSUFFICIENT_SCOPE(403, "err.request.forbidden", "the bearer token does not allow this"),
    /** No signature. */
    SIGNATURE_MISSING(401, "err.signature.missing", "the message is not signed"),
    /** Wrong or expired signature, or an unknown sender: deliberately one answer for all. */
    SIGNATURE_INVALID(401, "err.signature.invalid", "the signature does not prove the sender"),
    /** The sender may not do this. */
    FORBIDDEN(403, "err.request.forbidden", "this sender may not ask this"),
    /** The header names no sender, or one that the caller may not use. */
    SENDER_INVALID(400, "err.sender_id.invalid", "header.sender_id is missing or is not the caller's"),
    /** The answer would come later, and the address to which it should go is missing or not one for this sender. */
    SENDER_URI_INVALID(
            400, "err.sender_uri.invalid", "header.sender_uri is no address to which this sender is answered"),
    /** The message is for somebody else. */
    RECEIVER_INVALID(400, "err.receiver_id.invalid", "header.receiver_id names somebody else"),
    /** Encrypted and not readable here, or in clear where it has to be encrypted: deliberately one answer for all. */
    ENCRYPTION(
            400,
            "err.encryption.invalid",
            "the message cannot be decrypted here, or is not encrypted although it has to be"),
    /** The registry is overloaded or shutting down, or the body took too long to arrive. */
    UNAVAILABLE(503, "err.service.unavailable", "this registry cannot answer now"),
    /** A fault on our side. */
    INTERNAL_ERROR(
            500, "err.service.unavailable", "this registry failed; the fault is logged under the correlation_id");

    private final int httpStatus;
    private final String errorCode;
    private final String meaning;

    Refusal(int httpStatus, String errorCode, String meaning) {
        this.httpStatus = httpStatus;
        this.errorCode = errorCode;
        this.meaning = meaning;
    }

    /**
     * The HTTP status of the answer.
     *
     * @return for example 400
     */
    public int httpStatus() {
        return httpStatus;
    }

    /**
     * The standard's code in the answer.
     *
     * @return for example {@code err.request.bad}
     */
    public String errorCode() {
        return errorCode;
    }

    /**
     * What the requester is told when nothing more precise is known.
     *
     * @return one sentence without a full stop
     */
    public String meaning() {
        return meaning;
    }
}
