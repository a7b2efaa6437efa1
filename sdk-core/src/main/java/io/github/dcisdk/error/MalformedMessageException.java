package io.github.dcisdk.error;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A body that is no answer or no request: not JSON, ambiguous JSON, or JSON that is not the message that belongs here.
 */
public final class MalformedMessageException extends DciException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String ruleId;
    private final String pointer;

    /**
     * Creates the error.
     *
     * @param errorCode {@link ErrorCode#MALFORMED}, {@link ErrorCode#NOT_UNDERSTOOD} or {@link
     *     ErrorCode#INVALID_MESSAGE}
     * @param ruleId the rule of the catalogue that is broken, for example {@code json.duplicate-member}; null when none
     *     applies
     * @param pointer where, as a JSON pointer (RFC 6901); empty for the whole body
     * @param detail what is wrong, without quoting the body
     * @param context the exchange
     * @param cause the parser's error; null when there is none
     */
    public MalformedMessageException(
            ErrorCode errorCode,
            @Nullable String ruleId,
            String pointer,
            String detail,
            CallContext context,
            @Nullable Throwable cause) {
        super(errorCode, detail, context, cause);
        this.ruleId = ruleId;
        this.pointer = pointer;
    }

    /**
     * The broken rule.
     *
     * @return its id in the rule catalogue, if one applies
     */
    public Optional<String> ruleId() {
        return Optional.ofNullable(ruleId);
    }

    /**
     * Where the rule is broken.
     *
     * @return a JSON pointer (RFC 6901), empty for the whole body
     */
    public String pointer() {
        return pointer;
    }

    /**
     * The same error with the exchange it belongs to, for code that learns it only later.
     *
     * @param context the exchange
     * @return a copy, with the stack trace of this one
     */
    public MalformedMessageException in(CallContext context) {
        MalformedMessageException copy =
                new MalformedMessageException(errorCode(), ruleId, pointer, detail(), context, getCause());
        copy.setStackTrace(getStackTrace());
        return copy;
    }
}
