package io.github.dcisdk.json;

import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.error.ErrorCode;
import io.github.dcisdk.error.MalformedMessageException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A place in a text that is being read, and where to report what is wrong there. The pointer is made only when needed. */
final class Reading {
    private final @Nullable Reading parent;
    private final String segment;
    private final Limited limited;

    private Reading(@Nullable Reading parent, String segment, Limited limited) {
        this.parent = parent;
        this.segment = segment;
        this.limited = limited;
    }

    /** The top of a text that stands at a JSON pointer in the whole body. */
    static Reading top(String pointer, Consumer<Finding> findings) {
        return new Reading(null, pointer, new Limited(findings));
    }

    Reading member(String key) {
        return new Reading(this, key, limited);
    }

    Reading item(int index) {
        return new Reading(this, Integer.toString(index), limited);
    }

    boolean isTop() {
        return parent == null;
    }

    void report(Rule rule) {
        limited.report(this, rule);
    }

    String pointer() {
        StringBuilder pointer = new StringBuilder();
        appendTo(pointer);
        return pointer.toString();
    }

    private void appendTo(StringBuilder pointer) {
        if (parent == null) {
            pointer.append(segment);
        } else {
            parent.appendTo(pointer);
            pointer.append('/').append(segment.replace("~", "~0").replace("/", "~1"));
        }
    }

    /**
     * Bounded, because three bytes can be a finding. Harmless ones are dropped when there are many. Others decide what
     * is refused, so none of them is dropped: too many refuse the text.
     */
    private static final class Limited {
        private final Consumer<Finding> target;
        private int harmless;
        private int meaningChanging;

        Limited(Consumer<Finding> target) {
            this.target = target;
        }

        void report(Reading at, Rule rule) {
            if (rule.ruleClass() == RuleClass.HARMLESS) {
                harmless++;
                if (harmless > JsonLimits.MAX_HARMLESS_FINDINGS) {
                    return;
                }
            } else {
                meaningChanging++;
                if (meaningChanging > JsonLimits.MAX_FINDINGS) {
                    throw new MalformedMessageException(
                            ErrorCode.NOT_UNDERSTOOD,
                            rule.id(),
                            at.pointer(),
                            "more than " + JsonLimits.MAX_FINDINGS + " places break rules of the standard",
                            CallContext.none(),
                            null);
                }
            }
            target.accept(new Finding(at.pointer(), rule));
        }
    }
}
