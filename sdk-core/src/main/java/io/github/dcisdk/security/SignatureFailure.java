package io.github.dcisdk.security;

import io.github.dcisdk.json.Rule;

/**
 * Why a signature proves nothing. For the log of this side only: the sender of a forged message learns no more than that
 * its signature is missing or invalid.
 */
public enum SignatureFailure {
    /** The message is not signed. */
    MISSING(Rule.SIGNATURE_MISSING),
    /** Two JSON readers could read the message differently, so nobody can say what was signed. */
    AMBIGUOUS_CONTENT(Rule.SIGNATURE_INVALID),
    /** Header or message is absent or has no canonical form. */
    UNREADABLE_CONTENT(Rule.SIGNATURE_INVALID),
    /** The header names no sender, or one that the trust store does not hold. */
    UNKNOWN_SENDER(Rule.SIGNATURE_INVALID),
    /** The key is our own: a message of ours, sent back to us, would pass for the sender's. */
    OWN_KEY(Rule.SIGNATURE_INVALID),
    /** The signature does not have a form that the sender may use. */
    UNKNOWN_FORM(Rule.SIGNATURE_INVALID),
    /** The signature is longer than any of its form. */
    TOO_LONG(Rule.SIGNATURE_INVALID),
    /** The signature cannot be taken apart, or lacks a part. */
    MALFORMED(Rule.SIGNATURE_INVALID),
    /** The signature has a parameter twice. */
    DUPLICATE_PARAMETER(Rule.SIGNATURE_INVALID),
    /** The signature covers other parts than the form demands. */
    UNKNOWN_COVERAGE(Rule.SIGNATURE_INVALID),
    /** The signature names another sender than the header. */
    WRONG_SENDER(Rule.SIGNATURE_INVALID),
    /** The sender has no key of the id that the signature names. */
    UNKNOWN_KEY(Rule.SIGNATURE_INVALID),
    /** The signature names another algorithm than the one of the key. */
    WRONG_ALGORITHM(Rule.SIGNATURE_INVALID),
    /** The signature carries another message than the one that stands around it. */
    OTHER_CONTENT(Rule.SIGNATURE_INVALID),
    /** The signature would live too long, ends before it begins, or covers no time at which the message was made. */
    LIFETIME(Rule.SIGNATURE_INVALID),
    /** The signature was made in the future, beyond what clocks may differ. */
    NOT_YET_VALID(Rule.SIGNATURE_EXPIRED),
    /** The signature was not made with the key over this content. */
    WRONG_SIGNATURE(Rule.SIGNATURE_INVALID);

    private final Rule rule;

    SignatureFailure(Rule rule) {
        this.rule = rule;
    }

    /**
     * The rule of the catalogue that is broken.
     *
     * @return one of the signature rules
     */
    public Rule rule() {
        return rule;
    }
}
