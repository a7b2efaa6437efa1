package io.github.dcisdk.examples.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The pages of this project tell the truth. */
class DocumentationTest {
    private final Project project = Project.read(Project.checkout());
    private final DocumentationCheck check = new DocumentationCheck(project);

    DocumentationTest() throws IOException {}

    @Test
    void thePagesAreFound() throws IOException {
        assertThat(project.pages())
                .extracting(page -> project.root().relativize(page.file()).toString())
                .contains("CHANGELOG.md", "docs/README.md");
    }

    @Test
    void everyJavaBlockIsCompiledCode() throws IOException {
        assertThat(check.javaBlocks()).isEmpty();
    }

    @Test
    void everyDependencyNamesAnArtifactOfThisVersion() {
        assertThat(check.coordinates()).isEmpty();
    }

    @Test
    void everyRelativeLinkLeadsSomewhere() throws IOException {
        assertThat(check.links()).isEmpty();
    }
}
