package io.github.dcisdk.examples.paging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PagingTest {
    @Test
    void goesOnAtThePageWhereItStopped() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        Paging.run(new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "Page 1: 1000 of 10000 (10 %)",
                        "Page 2: 2000 of 10000 (20 %)",
                        "Page 3: 3000 of 10000 (30 %)",
                        "Page 4: 4000 of 10000 (40 %)",
                        "Page 5: 5000 of 10000 (50 %)",
                        "Page 6: 6000 of 10000 (60 %)",
                        "No answer. Counted so far: 6000, next page: 7",
                        "Page 7: 7000 of 10000 (70 %)",
                        "Page 8: 8000 of 10000 (80 %)",
                        "Page 9: 9000 of 10000 (90 %)",
                        "Page 10: 10000 of 10000 (100 %)",
                        "Counted: 10000, under 18: 1854");
    }
}
