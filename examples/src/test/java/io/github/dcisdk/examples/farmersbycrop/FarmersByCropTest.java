package io.github.dcisdk.examples.farmersbycrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FarmersByCropTest {
    @Test
    void fillsEveryCellButTheOneThatIsRejected() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        FarmersByCrop.run(new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "8 searches, at most 3 in a message",
                        "  Kirehe, Cereals: 50 of the 55 found, 39.67 ha; farms without a size: 2",
                        "  Kirehe, Leguminous crops: 26 of the 31 found, 23.08 ha; farms without a size: 1",
                        "  አዳማ, Cereals: 50 of the 60 found, 40.47 ha",
                        "  አዳማ, Leguminous crops: 26 of the 31 found, 22.43 ha",
                        "  បាទី, Cereals: 50 of the 60 found, 37.42 ha; farms without a size: 3",
                        "  បាទី, Leguminous crops: 25 of the 30 found, 20.14 ha; farms without a size: 1",
                        "  Yauyos, Cereals: 50 of the 55 found, 41.57 ha",
                        "  Yauyos, Leguminous crops: rejected, legumes of Yauyos are being counted, ask again in August",
                        "Not answered: 1");
    }
}
