package io.github.dcisdk.json;

import java.util.List;

/**
 * What a schema says about a member beside its type. Immutable.
 *
 * @param isRequired whether the standard demands the member
 * @param isLoggable whether its value is free of personal data and secrets and may appear in logs
 * @param aliases other keys under which senders write the member; each is read when the standard's key is absent
 * @param unwraps keys of objects that senders put around the member's value, or around each item of its list, for
 *     example {@code person} in <code>{"person": {...}}</code>
 */
public record MemberTraits(boolean isRequired, boolean isLoggable, List<String> aliases, List<String> unwraps) {
    /** Nothing special: optional, hidden in logs, met under its own key, and bare. */
    public static final MemberTraits PLAIN = new MemberTraits(false, false, List.of(), List.of());

    /**
     * Copies the lists.
     *
     * @param isRequired whether the standard demands the member
     * @param isLoggable whether its value may appear in logs
     * @param aliases other keys of the member
     * @param unwraps keys of objects around its value
     */
    public MemberTraits {
        aliases = List.copyOf(aliases);
        unwraps = List.copyOf(unwraps);
    }

    /**
     * The member is demanded by the standard.
     *
     * @return a copy that says so
     */
    public MemberTraits required() {
        return new MemberTraits(true, isLoggable, aliases, unwraps);
    }

    /**
     * The member's value may appear in logs.
     *
     * @return a copy that says so
     */
    public MemberTraits loggable() {
        return new MemberTraits(isRequired, true, aliases, unwraps);
    }

    /**
     * The member is also met under other keys. The bare name behind a prefix such as {@code spdci:} needs no entry.
     *
     * @param keys the other keys, in place of those named before
     * @return a copy that says so
     */
    public MemberTraits aliases(String... keys) {
        return new MemberTraits(isRequired, isLoggable, List.of(keys), unwraps);
    }

    /**
     * The member's value, or each item of its list, is also met inside another object that holds nothing else.
     *
     * @param keys the keys under which that object holds it, in place of those named before
     * @return a copy that says so
     */
    public MemberTraits unwraps(String... keys) {
        return new MemberTraits(isRequired, isLoggable, aliases, List.of(keys));
    }
}
