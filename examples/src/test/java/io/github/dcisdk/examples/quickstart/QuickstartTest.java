package io.github.dcisdk.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class QuickstartTest {
    @Test
    void printsThePeopleThatWereFound() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        Quickstart.run(new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(printed.toString(StandardCharsets.UTF_8).lines().skip(1))
                .containsExactly(
                        "By number: 1 of 1",
                        "  Sophea Chan, born 2014-07-02",
                        "By number of a parent, page after page:",
                        "  Sophea Chan, born 2014-07-02",
                        "  Dara Chan, born 2017-11-23",
                        "Encrypted, by attributes:",
                        "  Dara Chan, born 2017-11-23",
                        "Answered later, in a callback:",
                        "  Sophea Chan, born 2014-07-02",
                        "  Dara Chan, born 2017-11-23");
    }
}
