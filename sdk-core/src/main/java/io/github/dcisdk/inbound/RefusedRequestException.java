package io.github.dcisdk.inbound;

import io.github.dcisdk.json.Finding;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Thrown by a step of the pipeline to turn a request away. Its text is sent to the requester. */
public final class RefusedRequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Refusal refusal;
    private final transient @Nullable Finding finding;

    /**
     * Refuses in the words of the table.
     *
     * @param refusal why
     */
    public RefusedRequestException(Refusal refusal) {
        this(refusal, refusal.meaning(), null);
    }

    /**
     * Refuses because of a rule.
     *
     * @param refusal why
     * @param finding the rule that is broken, and where
     */
    public RefusedRequestException(Refusal refusal, Finding finding) {
        this(refusal, finding + ": " + finding.rule().statement(), finding);
    }

    /**
     * Refuses in words of one's own.
     *
     * @param refusal why
     * @param explanation for the requester; must hold no personal data
     */
    public RefusedRequestException(Refusal refusal, String explanation) {
        this(refusal, explanation, null);
    }

    private RefusedRequestException(Refusal refusal, String explanation, @Nullable Finding finding) {
        super(explanation, null, false, false);
        this.refusal = refusal;
        this.finding = finding;
    }

    /**
     * Why the request is refused.
     *
     * @return the row of the table
     */
    public Refusal refusal() {
        return refusal;
    }

    /**
     * What the requester is told.
     *
     * @return the explanation
     */
    public String explanation() {
        return String.valueOf(getMessage());
    }

    /**
     * The broken rule.
     *
     * @return rule and place, if one applies
     */
    public Optional<Finding> finding() {
        return Optional.ofNullable(finding);
    }
}
