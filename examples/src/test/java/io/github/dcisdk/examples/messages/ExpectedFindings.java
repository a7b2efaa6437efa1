package io.github.dcisdk.examples.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The findings that each file of a folder is known to have, in files of the same names. A finding that is new or gone is
 * to be looked at, and the file to be changed if it is wanted.
 */
record ExpectedFindings(String set) {
    private static final String SUFFIX = ".findings";

    /** The messages of a folder, in the order of their names relative to it. */
    static List<Path> messagesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .map(folder::relativize)
                    .sorted()
                    .toList();
        }
    }

    void areThoseOf(ReadMessage message, Path file) throws IOException {
        Path name = Path.of(file.toString().replace(".json", SUFFIX));
        Path actual = Path.of("target", "findings", set).resolve(name);
        Path expected = folder().resolve(name);
        Files.createDirectories(actual.getParent());
        Files.write(actual, message.findings());

        assertThat(message.findings())
                .as("Read the difference. If it is wanted: cp examples/%s examples/%s", actual, expected)
                .isEqualTo(Files.exists(expected) ? Files.readAllLines(expected) : null);
    }

    /** Every file of expectations belongs to a message. */
    void belongTo(List<Path> messages) throws IOException {
        try (Stream<Path> files = Files.walk(folder())) {
            assertThat(files.filter(Files::isRegularFile).map(folder()::relativize))
                    .containsExactlyInAnyOrderElementsOf(messages.stream()
                            .map(file -> Path.of(file.toString().replace(".json", SUFFIX)))
                            .toList());
        }
    }

    private Path folder() {
        return Path.of("src", "test", "resources", "findings", set);
    }
}
