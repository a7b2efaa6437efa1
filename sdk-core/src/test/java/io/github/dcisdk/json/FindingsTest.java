package io.github.dcisdk.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dcisdk.error.ErrorCode;
import io.github.dcisdk.error.MalformedMessageException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Findings are collected, logged or refused, as the application says. */
class FindingsTest {
    private static final Finding HARMLESS = new Finding("/header/total_count", Rule.TEXT_FOR_NUMBER);
    private static final Finding SERIOUS = new Finding("/message", Rule.REQUIRED_MEMBER);

    @Test
    void collectingKeepsThemInOrder() {
        Findings.Collected findings = Findings.collect();
        findings.accept(SERIOUS);
        findings.accept(HARMLESS);

        assertThat(findings.list()).containsExactly(SERIOUS, HARMLESS);
    }

    @Test
    void loggingNamesRuleAndPlaceOnOneLine() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            Consumer<Finding> log = Findings.log(LoggerFactory.getLogger("findings"));
            log.accept(SERIOUS);
            log.accept(HARMLESS);
            log.accept(new Finding("/a\nb", Rule.WRONG_TYPE));
        } finally {
            System.setErr(before);
        }

        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .as("harmless findings are on DEBUG, which tests do not print")
                .hasSize(2)
                .satisfiesExactly(
                        line -> assertThat(line).contains("WARN").endsWith("member.required at /message"),
                        line -> assertThat(line).endsWith("member.type at /a?b"));
    }

    @Test
    void refusingWhatChangesTheMeaningLeavesTheRestAlone() {
        Consumer<Finding> refuse = Findings.throwing(RuleClass.MEANING_CHANGING);

        assertThatCode(() -> refuse.accept(HARMLESS)).doesNotThrowAnyException();
        assertThatThrownBy(() -> refuse.accept(SERIOUS))
                .isInstanceOfSatisfying(MalformedMessageException.class, e -> {
                    assertThat(e.errorCode()).isEqualTo(ErrorCode.INVALID_MESSAGE);
                    assertThat(e.ruleId()).contains("member.required");
                    assertThat(e.pointer()).isEqualTo("/message");
                })
                .hasMessageContaining("member.required at /message: A member that the standard demands is there.");
    }

    @Test
    void refusingTheHarmlessRefusesEverything() {
        Consumer<Finding> refuse = Findings.throwing(RuleClass.HARMLESS);

        assertThatThrownBy(() -> refuse.accept(HARMLESS)).isInstanceOf(MalformedMessageException.class);
        assertThatThrownBy(() -> refuse.accept(SERIOUS)).isInstanceOf(MalformedMessageException.class);
    }
}
