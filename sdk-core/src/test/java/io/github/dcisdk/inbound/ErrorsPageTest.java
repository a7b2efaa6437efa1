package io.github.dcisdk.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.dcisdk.error.DciException;
import io.github.dcisdk.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tables of {@code docs/errors.md} are those of the code. */
class ErrorsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "errors.md");

    @Test
    void holdsEveryErrorOfTheClient() throws IOException {
        assertThat(Files.readString(PAGE))
                .contains(Arrays.stream(ErrorCode.values())
                        .map(code -> "| `" + code.code() + "` | " + code.meaning() + " | " + code.advice() + " |\n")
                        .collect(Collectors.joining("", "|---|---|---|\n", "\n")));
    }

    @Test
    void holdsEveryRefusalOfAnEndpoint() throws IOException {
        assertThat(Files.readString(PAGE))
                .contains(Arrays.stream(Refusal.values())
                        .map(refusal -> "| " + refusal.httpStatus() + " | `" + refusal.errorCode() + "` | "
                                + refusal.meaning() + " |\n")
                        .collect(Collectors.joining("", "|---|---|---|\n", "\n")));
    }

    @Test
    void holdsEveryClassThatACallerCanCatch() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackagesOf(DciException.class))
                .filteredOn(type -> type.isAssignableTo(DciException.class) && !type.isEquivalentTo(DciException.class))
                .isNotEmpty()
                .allSatisfy(type -> assertThat(page).contains("| `" + type.getSimpleName() + "` | "));
    }
}
