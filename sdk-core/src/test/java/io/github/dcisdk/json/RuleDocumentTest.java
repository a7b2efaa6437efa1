package io.github.dcisdk.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of rules is the rule catalogue, to the letter. */
class RuleDocumentTest {
    private static final Path PAGE = Path.of("..", "docs", "rules.md");
    private static final String INTRODUCTION = """
            # Rules

            Everything that the SDK checks in what it receives. A finding names one of these rules and the place where it is
            broken, as a JSON pointer into the body, never a value. Error answers and error messages use the same ids.

            A *harmless* deviation leaves no doubt about what is meant: it is read, and reported. One that is *meaning-changing*
            could be understood differently by two readers, or something of it is lost: a registry refuses it by default, a
            consumer reads what it can and reports it. `Findings` holds the usual ways to handle findings: collect, log, refuse.

            This page is made from the enumeration `Rule`; the build compares the two.

            | rule | class | kept when |
            |---|---|---|
            """;

    @Test
    void thePageListsTheCatalogue() throws IOException {
        String expected = INTRODUCTION
                + Arrays.stream(Rule.values()).map(RuleDocumentTest::row).collect(Collectors.joining());

        assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
                .as("docs/rules.md; if the rules are right, the page is to be:%n%s", expected)
                .isEqualTo(expected);
    }

    private static String row(Rule rule) {
        String ruleClass = rule.ruleClass() == RuleClass.HARMLESS ? "harmless" : "meaning-changing";
        return "| `" + rule.id() + "` | " + ruleClass + " | " + rule.statement() + " |\n";
    }

    @Test
    void idsAreUniqueAndFound() {
        assertThat(Arrays.stream(Rule.values()).map(Rule::id))
                .doesNotHaveDuplicates()
                .allMatch(id -> Rule.byId(id).isPresent());
    }
}
