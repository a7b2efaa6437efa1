package io.github.dcisdk.examples.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The check finds what is wrong, and nothing else. */
class DocumentationCheckTest {
    private static final String SOURCE = "module/src/main/java/Guide.java";

    @TempDir
    Path root;

    @BeforeEach
    void aProjectOfOneModule() throws IOException {
        write("pom.xml", """
                <project><groupId>org.example</groupId><version>1.0</version>
                <modules><module>module</module><module>hidden</module></modules></project>
                """);
        write("module/pom.xml", "<project><artifactId>sdk</artifactId></project>");
        write("hidden/pom.xml", """
                <project><artifactId>hidden</artifactId>
                <properties><maven.deploy.skip>true</maven.deploy.skip></properties></project>
                """);
        write(SOURCE, """
                class Guide {
                    void search() {
                        // snippet: search
                        if (found) {
                            // snippet: print
                            print();
                            // end: print
                        }
                        // end: search
                    }
                    // end: lonely
                    // snippet: lonely
                    // snippet: twice
                    // end: twice
                    // snippet: twice
                    // end: twice
                    // snippet: endless
                }
                """);
    }

    @Test
    void aBlockEqualsItsRegionWhateverTheIndentation() throws IOException {
        write("docs/guide.md", """
                <!-- snippet: module/src/main/java/Guide.java#search -->
                ```java
                if (found) {
                    print();
                }
                ```
                1. In a list:

                   <!-- snippet: module/src/main/java/Guide.java#print -->

                   ```java
                   print();
                   ```
                """);

        assertThat(check().javaBlocks()).isEmpty();
    }

    @Test
    void aBlockThatDiffersIsShownWithWhatToPaste() throws IOException {
        write("docs/guide.md", """
                Text.

                <!-- snippet: module/src/main/java/Guide.java#search -->
                ```java
                if (found) {
                  print();
                }
                ```
                """);

        assertThat(check().javaBlocks()).singleElement().asString().isEqualTo("""
                docs/guide.md:4: differs from module/src/main/java/Guide.java#search; paste this:
                if (found) {
                    print();
                }
                """);
    }

    @Test
    void aBlockNeedsAMarkerOfItsOwn() throws IOException {
        write("README.md", """
                <!-- snippet: module/src/main/java/Guide.java#print -->
                ```java
                print();
                ```
                ```java
                print();
                ```
                """);

        assertThat(check().javaBlocks())
                .singleElement()
                .asString()
                .startsWith("README.md:5: no compiled source stands behind this block");
    }

    @ParameterizedTest
    @CsvSource({
        "missing, 'stands there 0 times'",
        "twice, 'stands there 2 times'",
        "endless, 'stands there 0 times'",
        "lonely, 'stands before'"
    })
    void aRegionExistsOnce(String region, String problem) throws IOException {
        write("README.md", "<!-- snippet: " + SOURCE + "#" + region + " -->\n```java\nprint();\n```\n");

        assertThat(check().javaBlocks()).singleElement().asString().contains(SOURCE, problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "module/src/main/java/Absent.java",
                "module/src/main/resources/Guide.java",
                "Guide.java",
                "x/../../other/src/main/java/Guide.java"
            })
    void onlyACompiledSourceCounts(String path) throws IOException {
        write("module/src/main/resources/Guide.java", "// snippet: print\nprint();\n// end: print\n");
        write("README.md", "<!-- snippet: " + path + "#print -->\n```java\nprint();\n```\n");

        assertThat(check().javaBlocks()).singleElement().asString().contains("is not a source file of a module");
    }

    @Test
    void otherLanguagesAndBuiltPagesAreFree() throws IOException {
        write("README.md", "```bash\nmvn verify\n```\n~~~json\n{}\n~~~\n");
        write("module/target/site.md", "```java\nprint();\n```\n");

        assertThat(check().javaBlocks()).isEmpty();
    }

    @Test
    void aDependencyNamesAPublishedArtifactAndThisVersion() throws IOException {
        write("README.md", """
                ```xml
                <dependency>
                  <groupId>org.example</groupId>
                  <artifactId>sdk</artifactId>
                  <version>1.0</version>
                </dependency>
                <dependency><groupId>org.other</groupId><artifactId>any</artifactId></dependency>
                ```
                ```kotlin
                implementation("org.example:sdk:1.0")
                implementation("org.other:any:7")
                ```
                """);
        assertThat(check().coordinates()).isEmpty();

        write("README.md", """
                ```xml
                <dependency><groupId>org.example</groupId><artifactId>sdk</artifactId><version>0.9</version></dependency>
                <dependency><groupId>org.example</groupId><artifactId>sdk</artifactId></dependency>
                <dependency><groupId>org.example</groupId><artifactId>hidden</artifactId><version>1.0</version></dependency>
                ```
                ```kotlin
                implementation("org.example:sdk:0.9")
                ```
                """);
        assertThat(check().coordinates())
                .containsExactly(
                        "README.md:1: sdk has version 1.0, not '0.9'",
                        "README.md:1: sdk has version 1.0, not ''",
                        "README.md:1: there is no artifact hidden, only [sdk]",
                        "README.md:6: sdk has version 1.0, not '0.9'");
    }

    @Test
    void aLinkLeadsToAFileAndItsHeading() throws IOException {
        write("docs/errors.md", "# Errors\n## What to do: `DCI-001`, retry?\n## Errors\n");
        write("README.md", """
                [a](docs/errors.md) [b](docs/errors.md#errors-1) [c](docs/errors.md#what-to-do-dci-001-retry)
                [d](https://example.org/x) [e](mailto:a@example.org) `[f](nowhere.md)` [![g](module/pom.xml)](docs)
                ```text
                [h](nowhere.md)
                ```
                """);
        assertThat(check().links()).isEmpty();

        write("README.md", """
                [a](docs/error.md) [b](docs/errors.md#gone) [c](#gone)
                [d](../elsewhere)
                <img src="docs/gone.svg">

                [e]: gone.md
                """);
        assertThat(check().links())
                .isEqualTo(List.of(
                        "README.md:1: the link to docs/error.md leads nowhere",
                        "README.md:1: the link to docs/errors.md#gone names no heading of docs/errors.md",
                        "README.md:1: the link to #gone names no heading of README.md",
                        "README.md:2: the link to ../elsewhere leads out of the project",
                        "README.md:3: the link to docs/gone.svg leads nowhere",
                        "README.md:5: the link to gone.md leads nowhere"));
    }

    private DocumentationCheck check() throws IOException {
        return new DocumentationCheck(Project.read(root));
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
