package io.github.dcisdk.examples.documentation;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares what the pages claim with the project. Each problem names page and line and says what to do. */
final class DocumentationCheck {
    private static final Pattern SNIPPET = Pattern.compile("<!--\\s*snippet:\\s*([^#\\s]+)#(\\S+)\\s*-->");
    private static final Pattern COMPILED = Pattern.compile("([\\w-]+/)+src/(main|test)/java/.+\\.java");
    private static final Pattern DEPENDENCY = Pattern.compile("<dependency>(.*?)</dependency>", Pattern.DOTALL);
    private static final Pattern COORDINATES = Pattern.compile("([\\w.-]+):([\\w.-]+):([\\w.-]*\\w)");
    private static final Pattern WITH_SCHEME = Pattern.compile("([a-z][a-z0-9+.-]*:|//).*");

    private final Project project;
    private final List<Markdown> pages;

    DocumentationCheck(Project project) throws IOException {
        this.project = project;
        this.pages = project.pages();
    }

    List<String> javaBlocks() throws IOException {
        List<String> problems = new ArrayList<>();
        for (Markdown page : pages) {
            for (Markdown.Block block : page.blocks()) {
                if (block.language().equals("java")) {
                    javaProblem(block).ifPresent(problem -> problems.add(at(page, block.line()) + problem));
                }
            }
        }
        return problems;
    }

    List<String> coordinates() {
        List<String> problems = new ArrayList<>();
        for (Markdown page : pages) {
            for (Markdown.Block block : page.blocks()) {
                String text = String.join("\n", block.lines());
                Matcher dependency = DEPENDENCY.matcher(text);
                while (dependency.find()) {
                    String xml = dependency.group(1);
                    coordinateProblem(element(xml, "groupId"), element(xml, "artifactId"), element(xml, "version"))
                            .ifPresent(problem -> problems.add(at(page, block.line()) + problem));
                }
                Matcher coordinates = COORDINATES.matcher(text);
                while (coordinates.find()) {
                    coordinateProblem(coordinates.group(1), coordinates.group(2), coordinates.group(3))
                            .ifPresent(problem -> problems.add(at(page, block.line()) + problem));
                }
            }
        }
        return problems;
    }

    List<String> links() throws IOException {
        List<String> problems = new ArrayList<>();
        for (Markdown page : pages) {
            for (Markdown.Link link : page.links()) {
                if (!WITH_SCHEME.matcher(link.target()).matches()) {
                    linkProblem(page, link.target())
                            .ifPresent(problem ->
                                    problems.add(at(page, link.line()) + "the link to " + link.target() + problem));
                }
            }
        }
        return problems;
    }

    private Optional<String> javaProblem(Markdown.Block block) throws IOException {
        Matcher marker = SNIPPET.matcher(block.lineAbove());
        if (!marker.matches()) {
            return Optional.of("no compiled source stands behind this block; put it into a source file between"
                    + " '// snippet: name' and '// end: name', and <!-- snippet: path/of/File.java#name --> above it");
        }
        String path = marker.group(1);
        Path source = project.root().resolve(path).normalize();
        if (!COMPILED.matcher(path).matches() || !source.startsWith(project.root()) || !Files.isRegularFile(source)) {
            return Optional.of(path + " is not a source file of a module (module/src/main|test/java/…)");
        }
        List<String> expected;
        try {
            expected = Snippet.read(source, marker.group(2));
        } catch (IllegalArgumentException e) {
            return Optional.of(path + ": " + e.getMessage());
        }
        if (Snippet.withoutIndentation(block.lines()).equals(expected)) {
            return Optional.empty();
        }
        return Optional.of("differs from " + path + "#" + marker.group(2) + "; paste this:\n"
                + String.join("\n", expected) + "\n");
    }

    private Optional<String> coordinateProblem(String groupId, String artifactId, String version) {
        if (!groupId.equals(project.groupId())) {
            return Optional.empty();
        }
        if (!project.published().contains(artifactId)) {
            return Optional.of("there is no artifact " + artifactId + ", only " + project.published());
        }
        if (!version.equals(project.version())) {
            return Optional.of(artifactId + " has version " + project.version() + ", not '" + version + "'");
        }
        return Optional.empty();
    }

    private Optional<String> linkProblem(Markdown page, String target) throws IOException {
        int hash = target.indexOf('#');
        String path = URLDecoder.decode(hash < 0 ? target : target.substring(0, hash), StandardCharsets.UTF_8);
        Path file =
                path.isEmpty() ? page.file() : page.file().resolveSibling(path).normalize();
        if (!file.startsWith(project.root())) {
            return Optional.of(" leads out of the project");
        }
        if (!Files.exists(file)) {
            return Optional.of(" leads nowhere");
        }
        boolean hasAnchor = hash >= 0 && file.toString().endsWith(".md");
        if (hasAnchor && !Markdown.read(file).anchors().contains(target.substring(hash + 1))) {
            return Optional.of(" names no heading of " + project.root().relativize(file));
        }
        return Optional.empty();
    }

    private String at(Markdown page, int line) {
        return project.root().relativize(page.file()) + ":" + line + ": ";
    }

    private static String element(String xml, String name) {
        Matcher element =
                Pattern.compile("<" + name + ">\\s*([^<]*?)\\s*</" + name + ">").matcher(xml);
        return element.find() ? element.group(1) : "";
    }
}
