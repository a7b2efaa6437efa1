package io.github.dcisdk.json;

import java.util.Objects;

/**
 * One deviation from the standard in something that was received: where and which rule, never the value.
 *
 * @param pointer where, as a JSON pointer (RFC 6901) into the received body; empty for the whole body. Holds names of
 *     the standard and positions only
 * @param rule the rule that is not kept
 */
public record Finding(String pointer, Rule rule) {
    /**
     * Checks that both parts are there.
     *
     * @param pointer where
     * @param rule which rule
     */
    public Finding {
        Objects.requireNonNull(pointer, "pointer");
        Objects.requireNonNull(rule, "rule");
    }

    @Override
    public String toString() {
        return rule.id() + " at " + (pointer.isEmpty() ? "the whole body" : pointer);
    }
}
