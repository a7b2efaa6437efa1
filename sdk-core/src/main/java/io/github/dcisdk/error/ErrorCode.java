package io.github.dcisdk.error;

/**
 * The stable codes of the SDK's errors. A code never changes its meaning; support staff can search for it. The table in
 * {@code docs/errors.md} is checked against this list.
 */
public enum ErrorCode {
    /** No connection to the peer: name not resolved, refused, TLS handshake failed. Nothing was sent. */
    CONNECTION_FAILED(
            "DCI-1001",
            "no connection to the peer; nothing was sent",
            "check the base URL, DNS, firewall and TLS certificate; retrying is safe"),
    /** The peer did not answer in time. It may have received the request. */
    TIMED_OUT(
            "DCI-1002",
            "the peer did not answer in time; it may have received the request",
            "raise the timeouts of the client, or ask for smaller pages"),
    /** The connection broke after the request was sent, at least in part. */
    CONNECTION_LOST(
            "DCI-1003",
            "the connection broke after the request was sent; the peer may have received it",
            "repeat the call if doing it twice does no harm"),
    /** HTTP 429. */
    TOO_MANY_REQUESTS("DCI-1004", "the peer limits the rate of requests", "wait as long as retryAfter() says"),
    /** HTTP 5xx. */
    SERVICE_UNAVAILABLE("DCI-1005", "the peer answered with a server error", "repeat later; report it to the peer"),
    /** The calling thread was interrupted. */
    INTERRUPTED(
            "DCI-1006", "the calling thread was interrupted", "let the thread end; the interrupt flag is set again"),
    /** An answer is longer than the configured limit. */
    ANSWER_TOO_LARGE(
            "DCI-1007",
            "the answer is larger than the limit of the client",
            "ask for smaller pages, or raise maxResponseBytes"),
    /** An address that somebody else chose leads to where it may not lead. */
    ADDRESS_REFUSED(
            "DCI-1008",
            "the address is not one that may be called",
            "find out who gave the address; if it is meant, call the method that the message names"),

    /** HTTP 401 or 403. */
    UNAUTHORISED(
            "DCI-1101", "the peer does not accept our credentials", "check the token, its scope and our registration"),
    /** Another HTTP status that is neither success nor explained by a DCI error. */
    HTTP_STATUS("DCI-1102", "unexpected HTTP status", "check the base URL and the path prefix of the peer"),
    /** The token endpoint refused the request for a token (RFC 6749 section 5.2). */
    TOKEN_REFUSED(
            "DCI-1103",
            "the token endpoint refused to give a token",
            "check client id, secret and scope, and in which form the token endpoint wants them"),
    /** The token endpoint answered with success, but not with a token that can be used. */
    TOKEN_UNREADABLE(
            "DCI-1104",
            "the answer of the token endpoint holds no usable token",
            "check the address of the token endpoint and the name of the member with the token"),

    /** The peer refused the whole request with an {@code err.*} code. */
    REFUSED("DCI-2001", "the peer refused the request", "act on refusalCode()"),
    /** A header or item was rejected with an {@code rjct.*} code. */
    REJECTED("DCI-2002", "the peer rejected the request or an item of it", "act on reasonCode()"),

    /** A body that is not JSON, or JSON that two parsers could read differently. */
    MALFORMED(
            "DCI-3001",
            "the body cannot be read as one unambiguous JSON text",
            "report it to the sender with the rule"),
    /** JSON, but not the message that was expected here. */
    NOT_UNDERSTOOD(
            "DCI-3002",
            "the body is JSON, but not the message that belongs here",
            "check that the base URL leads to a DCI endpoint; report it to the sender"),
    /** A value that is sent breaks a rule of the standard. */
    INVALID_MESSAGE("DCI-3003", "a message breaks a rule of the standard", "mend the value that the rule names"),

    /** A signature is missing, wrong, expired, or of a sender who is not trusted. */
    NOT_AUTHENTIC(
            "DCI-4001",
            "the message is not proven to come from the peer",
            "compare keys and clocks with the peer; the log of the side that refused names the reason"),
    /** An encrypted message cannot be read, or a message came in clear that has to be encrypted. */
    ENCRYPTION(
            "DCI-4101",
            "the message cannot be decrypted, or is not encrypted although it has to be",
            "compare keys and key ids with the peer; the log names the reason"),

    /** The pages of a search do not add up. */
    PAGES_INCONSISTENT(
            "DCI-5001",
            "the pages of the answer do not add up",
            "do not treat what was received as complete; repeat the search"),

    /** A request that is answered later was not answered before its deadline. */
    ANSWER_TIMED_OUT(
            "DCI-6001",
            "no answer came in time to a request that is answered later",
            "ask the peer whether it can reach the callback address; an answer that comes late is still taken"),
    /** Of an answer that comes in pieces only some came. */
    ANSWER_INCOMPLETE(
            "DCI-6002",
            "only a part of the answer came",
            "do not treat what was received as complete; repeat the search"),
    /** The peer accepted a request and will not answer it. */
    NO_CALLBACK(
            "DCI-6003",
            "the peer accepted the request and will not answer it",
            "find out from the peer why; search synchronously if it can");

    private final String code;
    private final String meaning;
    private final String advice;

    ErrorCode(String code, String meaning, String advice) {
        this.code = code;
        this.meaning = meaning;
        this.advice = advice;
    }

    /**
     * The stable code.
     *
     * @return for example {@code DCI-1001}
     */
    public String code() {
        return code;
    }

    /**
     * What happened.
     *
     * @return one sentence without a full stop
     */
    public String meaning() {
        return meaning;
    }

    /**
     * What to do about it.
     *
     * @return one sentence without a full stop
     */
    public String advice() {
        return advice;
    }
}
