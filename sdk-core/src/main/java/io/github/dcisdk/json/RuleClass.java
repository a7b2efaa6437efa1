package io.github.dcisdk.json;

/** Whether breaking a rule can change what a message means. */
public enum RuleClass {
    /** Every reader understands the same in spite of it. */
    HARMLESS,
    /** Two readers may understand different things, or something is lost. */
    MEANING_CHANGING
}
