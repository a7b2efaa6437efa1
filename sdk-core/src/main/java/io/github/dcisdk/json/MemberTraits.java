package io.github.dcisdk.json;

/**
 * What a schema says about a member beside its type.
 *
 * @param isRequired whether the standard demands the member
 * @param isLoggable whether its value is free of personal data and secrets and may appear in logs
 */
public record MemberTraits(boolean isRequired, boolean isLoggable) {
    /** Nothing special: optional, and hidden in logs. */
    public static final MemberTraits PLAIN = new MemberTraits(false, false);

    /**
     * The member is demanded by the standard.
     *
     * @return a copy that says so
     */
    public MemberTraits required() {
        return new MemberTraits(true, isLoggable);
    }

    /**
     * The member's value may appear in logs.
     *
     * @return a copy that says so
     */
    public MemberTraits loggable() {
        return new MemberTraits(isRequired, true);
    }
}
