package io.github.dcisdk.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code docs/registry-async.md} says of the code is so. */
class RegistryAsyncPageTest {
    private static final Path PAGE = Path.of("..", "docs", "registry-async.md");
    private static final Path TESTS = Path.of("src", "test", "java", "io", "github", "dcisdk", "registry");

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
        try (Stream<Path> files = Files.list(TESTS)) {
            for (Path file : files.toList()) {
                tests.append(Files.readString(file));
            }
        }

        assertThat(named).hasSizeGreaterThan(30).allSatisfy(name -> assertThat(tests)
                .contains(" void " + name + "("));
    }

    @Test
    void saysWhatIsTriedAgainAndHowOften() throws IOException {
        List<String> rows = Files.readAllLines(PAGE).stream()
                .filter(line -> line.matches("\\| `[A-Z_]+`:.*"))
                .toList();

        assertThat(rows).hasSize(DeliveryFault.values().length);
        for (DeliveryFault fault : DeliveryFault.values()) {
            String row = rows.get(fault.ordinal());
            assertThat(row).startsWith("| `" + fault + "`");
            String attempts = row.split("\\|", -1)[2].strip();
            assertThat(attempts)
                    .startsWith(
                            fault.attempts() == Integer.MAX_VALUE
                                    ? "all of the queue"
                                    : String.valueOf(fault.attempts()));
        }
    }
}
