package io.github.dcisdk.examples.asynceligibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AsyncEligibilityTest {
    @Test
    void eachPageCountsOnceAlthoughTheProgramDies() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        AsyncEligibility.run(new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(printed.toString(StandardCharsets.UTF_8).lines().skip(1))
                .containsExactly(
                        "Second program:",
                        "  page 1: 5 households",
                        "  page 2: 5 households",
                        "  the power fails",
                        "Third program:",
                        "  page 2: 5 households",
                        "  page 3: 5 households",
                        "  page 4: 1 households",
                        "  complete: 16 of 16",
                        "In the end: 16 grants to 16 households, 855");
    }
}
