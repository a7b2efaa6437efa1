package io.github.dcisdk.json;

import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.error.ErrorCode;
import io.github.dcisdk.error.LogText;
import io.github.dcisdk.error.MalformedMessageException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;

/**
 * The usual ways to handle findings. Whatever reads hands its findings to a {@link Consumer}: one of these, or one of
 * the application.
 */
public final class Findings {
    private Findings() {}

    /**
     * Collects findings, for tools that show or count them.
     *
     * @return a new, empty collection; not thread-safe
     */
    public static Collected collect() {
        return new Collected();
    }

    /**
     * Logs findings, for systems that read whatever can be read: on WARN what changes the meaning, on DEBUG what is
     * harmless.
     *
     * @param logger where to; rule and place are logged, never a value
     * @return a handler that is as thread-safe as the logger
     */
    public static Consumer<Finding> log(Logger logger) {
        return finding -> {
            String line = LogText.safe(finding.toString());
            if (finding.rule().ruleClass() == RuleClass.MEANING_CHANGING) {
                logger.warn("{}", line);
            } else {
                logger.debug("{}", line);
            }
        };
    }

    /**
     * Refuses what deviates, for systems that take the standard to the letter. Reading ends at the first such finding.
     *
     * @param least the least serious class to refuse: {@link RuleClass#HARMLESS} refuses every deviation, {@link
     *     RuleClass#MEANING_CHANGING} leaves the harmless ones unsaid
     * @return a thread-safe handler that throws {@link MalformedMessageException} with rule and place
     */
    public static Consumer<Finding> throwing(RuleClass least) {
        return finding -> {
            if (finding.rule().ruleClass().compareTo(least) >= 0) {
                throw new MalformedMessageException(
                        ErrorCode.INVALID_MESSAGE,
                        finding.rule().id(),
                        finding.pointer(),
                        LogText.safe(finding.toString()) + ": " + finding.rule().statement(),
                        CallContext.none(),
                        null);
            }
        };
    }

    /** Findings in the order in which they were made. Not thread-safe. */
    public static final class Collected implements Consumer<Finding> {
        private final List<Finding> findings = new ArrayList<>();

        private Collected() {}

        @Override
        public void accept(Finding finding) {
            findings.add(finding);
        }

        /**
         * What was found so far.
         *
         * @return an unmodifiable copy
         */
        public List<Finding> list() {
            return List.copyOf(findings);
        }
    }
}
