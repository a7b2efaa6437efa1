package io.github.dcisdk.examples.documentation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a page holds that can be wrong: its fenced blocks, its links, and the anchors that links may name. Lines count
 * from 1.
 */
record Markdown(Path file, List<Block> blocks, List<Link> links, List<String> anchors) {
    private static final Pattern FENCE = Pattern.compile("\\s*(`{3,}|~{3,})\\s*([\\w+-]*).*");
    private static final Pattern HEADING = Pattern.compile("#{1,6}\\s+(.*)");
    private static final Pattern INLINE_CODE = Pattern.compile("`[^`]*`");
    private static final Pattern LINK = Pattern.compile(
            "]\\(\\s*<?([^)\\s>]+)[^)]*\\)|^\\s*\\[[^]]+]:\\s*<?([^\\s>]+)|(?:href|src)\\s*=\\s*\"([^\"]+)\"");

    /**
     * One fenced block.
     *
     * @param line where its fence opens
     * @param lineAbove the last line before it that is not blank, or an empty text
     */
    record Block(int line, String language, String lineAbove, List<String> lines) {}

    record Link(int line, String target) {}

    static Markdown read(Path file) throws IOException {
        List<Block> blocks = new ArrayList<>();
        List<Link> links = new ArrayList<>();
        List<String> headings = new ArrayList<>();
        String lineAbove = "";
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            Matcher fence = FENCE.matcher(line);
            if (fence.matches()) {
                int end = i + 1;
                while (end < lines.size() && !closes(lines.get(end), fence.group(1))) {
                    end++;
                }
                blocks.add(new Block(
                        i + 1, fence.group(2).toLowerCase(Locale.ROOT), lineAbove, lines.subList(i + 1, end)));
                lineAbove = "";
                i = end;
                continue;
            }
            if (!line.isBlank()) {
                lineAbove = line.strip();
            }
            Matcher heading = HEADING.matcher(line);
            if (heading.matches()) {
                headings.add(heading.group(1));
            }
            Matcher link = LINK.matcher(INLINE_CODE.matcher(line).replaceAll("``"));
            while (link.find()) {
                String target = link.group(1) != null ? link.group(1) : link.group(2);
                links.add(new Link(i + 1, target != null ? target : link.group(3)));
            }
        }
        return new Markdown(file, List.copyOf(blocks), List.copyOf(links), anchors(headings));
    }

    private static boolean closes(String line, String fence) {
        String text = line.strip();
        return text.startsWith(fence) && text.chars().allMatch(c -> c == fence.charAt(0));
    }

    /** The anchors as the usual renderers make them: lower case, no punctuation, a number behind a repeated one. */
    private static List<String> anchors(List<String> headings) {
        Map<String, Integer> seen = new HashMap<>();
        List<String> anchors = new ArrayList<>();
        for (String heading : headings) {
            String anchor = heading.strip()
                    .replaceAll("]\\([^)]*\\)", "")
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-');
            int before = seen.merge(anchor, 1, Integer::sum) - 1;
            anchors.add(before == 0 ? anchor : anchor + "-" + before);
        }
        return List.copyOf(anchors);
    }
}
