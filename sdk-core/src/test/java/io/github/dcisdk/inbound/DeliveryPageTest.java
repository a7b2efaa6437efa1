package io.github.dcisdk.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every test that {@code docs/delivery.md} names is there. */
class DeliveryPageTest {
    private static final Path PAGE = Path.of("..", "docs", "delivery.md");
    private static final Path TESTS = Path.of("src", "test", "java", "io", "github", "dcisdk");

    /** Names of tests are sentences: a small letter first, and three capitals at least. */
    private static final Pattern TEST_NAME = Pattern.compile("`([a-z]+(?:[A-Z][a-z0-9]*){3,})`");

    @Test
    void namesTestsThatExist() throws IOException {
        List<String> named = TEST_NAME
                .matcher(Files.readString(PAGE))
                .results()
                .map(name -> name.group(1))
                .toList();
        StringBuilder tests = new StringBuilder();
        for (String folder : List.of("contract", "inbound", "store")) {
            try (Stream<Path> files = Files.list(TESTS.resolve(folder))) {
                for (Path file : files.toList()) {
                    tests.append(Files.readString(file));
                }
            }
        }

        assertThat(named).hasSizeGreaterThan(30).allSatisfy(name -> assertThat(tests)
                .contains(" void " + name + "("));
    }
}
