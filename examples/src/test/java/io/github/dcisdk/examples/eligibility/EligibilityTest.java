package io.github.dcisdk.examples.eligibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EligibilityTest {
    @Test
    void decidesOnEachHouseholdThatTheRegistrySelectsThePoorestFirst() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        Eligibility.run(new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "Score below 30 and a member under five on 2026-07-01:",
                        "  SYN-H-02, score 8.25, សុភា ចាន់",
                        "    100: living children under five: 2, with a disability: 1",
                        "  SYN-H-03, score 12.0, فاطمة الحسن",
                        "    40: living children under five: 1",
                        "  SYN-H-04, score 15.75, Grace Uwase",
                        "    no grant: no living child under five",
                        "  SYN-H-05, score 19.0, Maria Condori",
                        "    no grant: the score is not of the method PMT",
                        "  SYN-H-06, score 22.0, Tomás Quispe",
                        "    no grant: a birth date has to be cleared up first",
                        "  SYN-H-01, score 28.5, Almaz አበበ",
                        "    40: living children under five: 1",
                        "Granted to 3 of 6 households: 180");
    }
}
