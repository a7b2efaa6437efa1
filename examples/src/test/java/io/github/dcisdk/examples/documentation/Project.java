package io.github.dcisdk.examples.documentation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

/**
 * The project as its POMs state it.
 *
 * @param published the artifacts that users can depend on
 */
record Project(Path root, String groupId, String version, Set<String> published) {
    /** The checkout that holds the working directory. */
    static Path checkout() {
        Path here = Path.of("").toAbsolutePath();
        return Stream.iterate(here, folder -> folder != null, Path::getParent)
                .filter(folder -> Files.isDirectory(folder.resolve(".mvn")))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no folder above " + here + " holds .mvn"));
    }

    static Project read(Path root) throws IOException {
        Document parent = parse(root.resolve("pom.xml"));
        Set<String> published = new HashSet<>();
        for (String module : modules(parent)) {
            Document pom = parse(root.resolve(module).resolve("pom.xml"));
            if (!text(pom, "/project/properties/maven.deploy.skip").equals("true")) {
                published.add(text(pom, "/project/artifactId"));
            }
        }
        return new Project(
                root, text(parent, "/project/groupId"), text(parent, "/project/version"), Set.copyOf(published));
    }

    /** All pages of the checkout, without what a build writes and what hidden folders hold. */
    List<Markdown> pages() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> pages = files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> Stream.of(root.relativize(file))
                            .flatMap(path -> Stream.iterate(path, part -> part != null, Path::getParent))
                            .noneMatch(Project::isNoSource))
                    .sorted()
                    .toList();
            Stream.Builder<Markdown> read = Stream.builder();
            for (Path page : pages) {
                read.add(Markdown.read(page));
            }
            return read.build().toList();
        }
    }

    private static boolean isNoSource(Path path) {
        String name = path.getFileName().toString();
        return name.equals("target") || name.startsWith(".");
    }

    private static List<String> modules(Document parent) {
        int count = parent.getElementsByTagName("module").getLength();
        return Stream.iterate(0, i -> i < count, i -> i + 1)
                .map(i -> parent.getElementsByTagName("module").item(i).getTextContent())
                .toList();
    }

    private static Document parse(Path pom) throws IOException {
        try (InputStream in = Files.newInputStream(pom)) {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(pom + " is not XML", e);
        }
    }

    private static String text(Document pom, String path) {
        XPath xpath = XPathFactory.newInstance().newXPath();
        try {
            return xpath.evaluate(path, pom);
        } catch (XPathExpressionException e) {
            throw new IllegalArgumentException(path, e);
        }
    }
}
