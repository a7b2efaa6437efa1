package io.github.dcisdk.examples.widowpension;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class WidowPensionTest {
    @Test
    void tellsEveryCaseApart() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        WidowPension.run(new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "  claim-1: granted from 2026-02-04",
                        "  claim-2: refused, the spouse lives",
                        "  claim-3: refused, the two were divorced",
                        "  claim-4: refused, the claimant has married again",
                        "  claim-5: refused, the two were not married",
                        "  claim-6: look at the deeds, a date cannot be read",
                        "  claim-7: ask the claimant, the spouse is not in the registry",
                        "  claim-8: ask the registry, several persons have the number of the spouse",
                        "  claim-9: mend the number of the spouse",
                        "Then the registry is down:",
                        "  claim-1: later, the registry does not answer");
    }
}
