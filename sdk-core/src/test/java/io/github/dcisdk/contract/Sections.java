package io.github.dcisdk.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A table of test data: headings in brackets with their lines; lines that begin with # are remarks. */
final class Sections {
    private Sections() {}

    /** The lines of each section of a resource, by the whole line of its heading. */
    static Map<String, List<String>> of(String resource) {
        Map<String, List<String>> sections = new LinkedHashMap<>();
        List<String> lines = new ArrayList<>();
        for (String line : text(resource).lines().toList()) {
            if (line.startsWith("[")) {
                lines = new ArrayList<>();
                sections.put(line, lines);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                lines.add(line);
            }
        }
        return sections;
    }

    private static String text(String resource) {
        try (InputStream in = Sections.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
