package io.github.dcisdk.examples.documentation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** A marked region of a compiled source file: what stands between {@code // snippet: name} and {@code // end: name}. */
final class Snippet {
    private static final Pattern MARKER = Pattern.compile("\\s*// (snippet|end): \\S+\\s*");

    private Snippet() {}

    /**
     * Reads a region.
     *
     * @return its lines without markers and common indentation
     * @throws IllegalArgumentException if the file does not hold exactly one such region
     */
    static List<String> read(Path source, String name) throws IOException {
        List<String> lines = Files.readAllLines(source);
        int start = only(lines, "// snippet: " + name);
        int end = only(lines, "// end: " + name);
        if (end < start) {
            throw new IllegalArgumentException("'// end: " + name + "' stands before '// snippet: " + name + "'");
        }
        return withoutIndentation(lines.subList(start + 1, end).stream()
                .filter(line -> !MARKER.matcher(line).matches())
                .toList());
    }

    /** Takes the common indentation, trailing blanks and blank lines at both ends away. */
    static List<String> withoutIndentation(List<String> lines) {
        return new ArrayList<>(
                String.join("\n", lines).stripIndent().strip().lines().toList());
    }

    private static int only(List<String> lines, String marker) {
        int[] found = IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).strip().equals(marker))
                .toArray();
        if (found.length != 1) {
            throw new IllegalArgumentException("'" + marker + "' stands there " + found.length + " times, not once");
        }
        return found[0];
    }
}
