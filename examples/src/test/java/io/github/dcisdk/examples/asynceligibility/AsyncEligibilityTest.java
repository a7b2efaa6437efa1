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
                        "  a page of 5 households",
                        "  a page of 5 households",
                        "  the power fails",
                        "Third program:",
                        "  a page of 5 households",
                        "  a page of 5 households",
                        "  a page of 5 households",
                        "  complete: 20 of 20",
                        "In the end: 20 grants to 20 households, 1080");
    }
}
