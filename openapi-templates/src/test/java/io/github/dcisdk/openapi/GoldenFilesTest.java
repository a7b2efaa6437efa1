package io.github.dcisdk.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the templates generate from {@code golden.yaml} is what stands in the golden files, to the letter. */
class GoldenFilesTest {
    private static final Path GENERATED = Path.of("target/golden/java/io/github/dcisdk/golden");
    private static final Path EXPECTED = Path.of("src/test/resources/golden");

    static List<String> files() throws IOException {
        return names(EXPECTED);
    }

    @ParameterizedTest
    @MethodSource("files")
    void generatesTheGoldenFile(String file) throws IOException {
        String generated = Files.readString(GENERATED.resolve(file.replace(".txt", "")));

        assertThat(generated)
                .as(
                        "Read the difference. If it is wanted: cp openapi-templates/%s/%s openapi-templates/%s/%s",
                        GENERATED, file.replace(".txt", ""), EXPECTED, file)
                .isEqualTo(Files.readString(EXPECTED.resolve(file)));
    }

    @Test
    void generatesNoOtherFile() throws IOException {
        assertThat(names(GENERATED))
                .isEqualTo(
                        files().stream().map(name -> name.replace(".txt", "")).toList());
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
