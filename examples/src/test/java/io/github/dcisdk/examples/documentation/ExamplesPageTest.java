package io.github.dcisdk.examples.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The examples that README.md offers can be run. */
class ExamplesPageTest {
    private static final Pattern ROW = Pattern.compile("^\\| `([a-z]+\\.[A-Z]\\w+)` \\|", Pattern.MULTILINE);

    @Test
    void everyExampleOfTheReadmeIsAProgram() throws IOException {
        String readme = Files.readString(Project.checkout().resolve("README.md"));
        List<String> examples =
                ROW.matcher(readme).results().map(row -> row.group(1)).toList();

        assertThat(examples).isNotEmpty().allSatisfy(example -> assertThatCode(() ->
                        Class.forName("io.github.dcisdk.examples." + example).getMethod("main", String[].class))
                .doesNotThrowAnyException());
    }
}
