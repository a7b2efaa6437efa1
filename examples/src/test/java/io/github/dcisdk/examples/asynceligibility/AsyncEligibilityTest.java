package io.github.dcisdk.examples.asynceligibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AsyncEligibilityTest {
    @Test
    void eachPageCountsOnceAlthoughTheProgramDies() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        AsyncEligibility.run(new PrintStream(printed, true, StandardCharsets.UTF_8));

        List<String> lines =
                printed.toString(StandardCharsets.UTF_8).lines().skip(1).toList();
        assertThat(lines)
                .startsWith("Second program:")
                .containsSubsequence("Second program:", "  the power fails", "Third program:", "  page 2: 5 households")
                .endsWith("  complete: 16 of 16", "In the end: 16 grants to 16 households, 855");
        // A registry calls back with several pages at a time, so they come in any order.
        assertThat(lines.stream().filter(line -> line.startsWith("  page ")))
                .containsExactlyInAnyOrder(
                        "  page 1: 5 households",
                        "  page 2: 5 households",
                        "  page 2: 5 households",
                        "  page 3: 5 households",
                        "  page 4: 1 households");
    }
}
