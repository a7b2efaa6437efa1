package io.github.dcisdk.security;

import io.github.dcisdk.json.Rule;

/**
 * Why a signature proves nothing. For the log of this side only: the sender of a forged message learns no more than that
 * its signature is missing or invalid.
 */
public enum SignatureFailure {
    /** The message is not signed. */
    MISSING(Rule.SIGNATURE_MISSING, "the message has no signature"),
    /** Two JSON readers could read the message differently, so nobody can say what was signed. */
    AMBIGUOUS_CONTENT(
            Rule.SIGNATURE_INVALID,
            "two JSON readers could read the message differently, such as a member that stands there twice"),
    /** Header or message is absent or has no canonical form. */
    UNREADABLE_CONTENT(
            Rule.SIGNATURE_INVALID, "header or message is missing, or cannot be brought into the form that is signed"),
    /** The header names no sender, or one that the trust store does not hold. */
    UNKNOWN_SENDER(Rule.SIGNATURE_INVALID, "the header names no sender, or one without an entry in the trust store"),
    /** The trust entry holds a key of our own: a message of ours, sent back to us, would pass for the sender's. */
    OWN_KEY(Rule.SIGNATURE_INVALID, "the trust entry holds our own key; it must hold the keys of the sender"),
    /** The signature does not have a form that the sender may use. */
    UNKNOWN_FORM(
            Rule.SIGNATURE_INVALID, "the signature has none of the forms that the trust entry allows to this sender"),
    /** The signature is longer than any of its form. */
    TOO_LONG(Rule.SIGNATURE_INVALID, "the signature is longer than any of its form"),
    /** The signature cannot be taken apart, or lacks a part. */
    MALFORMED(Rule.SIGNATURE_INVALID, "the signature cannot be taken apart, or lacks a part"),
    /** The signature has a parameter twice. */
    DUPLICATE_PARAMETER(Rule.SIGNATURE_INVALID, "the signature has a parameter twice"),
    /** The signature covers other parts than the form demands. */
    UNKNOWN_COVERAGE(Rule.SIGNATURE_INVALID, "the signature covers other parts of the message than its form demands"),
    /** The signature names another sender than the header. */
    WRONG_SENDER(Rule.SIGNATURE_INVALID, "the signature names another sender than the header"),
    /** The sender has no key of the id that the signature names. */
    UNKNOWN_KEY(Rule.SIGNATURE_INVALID, "the trust entry has no key of the id that the signature names"),
    /** The signature names another algorithm than the one of the key. */
    WRONG_ALGORITHM(Rule.SIGNATURE_INVALID, "the signature names another algorithm than the one of the key"),
    /** The signature carries another message than the one that stands around it. */
    OTHER_CONTENT(Rule.SIGNATURE_INVALID, "the signature carries another message than the one around it"),
    /** The signature would live too long, ends before it begins, or covers no time at which the message was made. */
    LIFETIME(
            Rule.SIGNATURE_INVALID,
            "the signature would live too long, ends before it begins, or covers no time at which the message was made"),
    /** The signature was made in the future, beyond what clocks may differ. */
    NOT_YET_VALID(Rule.SIGNATURE_EXPIRED, "the signature was made in the future; compare the clocks"),
    /** The signature was not made with the key over this content. */
    WRONG_SIGNATURE(
            Rule.SIGNATURE_INVALID,
            "the signature was not made with this key over this content; compare keys and the canonical text");

    private final Rule rule;
    private final String meaning;

    SignatureFailure(Rule rule, String meaning) {
        this.rule = rule;
        this.meaning = meaning;
    }

    /**
     * The reason in words, for people on this side.
     *
     * @return half a sentence without a full stop
     */
    public String meaning() {
        return meaning;
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
