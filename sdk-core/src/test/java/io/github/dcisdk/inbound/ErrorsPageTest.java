package io.github.dcisdk.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.dcisdk.client.Outcome;
import io.github.dcisdk.error.AnswerIncompleteException;
import io.github.dcisdk.error.AnswerTimedOutException;
import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.error.DciException;
import io.github.dcisdk.error.EncryptionException;
import io.github.dcisdk.error.ErrorCode;
import io.github.dcisdk.error.HttpStatusException;
import io.github.dcisdk.error.MalformedMessageException;
import io.github.dcisdk.error.NoCallbackException;
import io.github.dcisdk.error.NotAuthenticException;
import io.github.dcisdk.error.PagesInconsistentException;
import io.github.dcisdk.error.RefusedException;
import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.error.TokenException;
import io.github.dcisdk.error.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    /** One error for each reason to decide differently. */
    private static List<DciException> errors() {
        CallContext none = CallContext.none();
        UnavailableException.Failure failure = new UnavailableException.Failure(1, true, null, null);
        return List.of(
                new RejectedException("rjct.other", "", none),
                new RefusedException("err.request.bad", 400, "", none),
                new HttpStatusException(401, null, "", none),
                new HttpStatusException(404, null, "", none),
                new TokenException(ErrorCode.TOKEN_REFUSED, null, 400, "", none, null),
                new UnavailableException(ErrorCode.CONNECTION_FAILED, "", none, failure, null),
                new UnavailableException(ErrorCode.TIMED_OUT, "", none, failure, null),
                new MalformedMessageException(ErrorCode.NOT_UNDERSTOOD, null, "", "", none, null),
                new PagesInconsistentException("", 0, none),
                new AnswerTimedOutException("", none),
                new AnswerIncompleteException(1, null, none),
                new NoCallbackException(none),
                new NotAuthenticException(none),
                new EncryptionException("", none));
    }

    @Test
    void saysOfEveryErrorWhichOutcomeItIs() throws IOException {
        List<String> rows = Pattern.compile("^\\| (`[A-Z_]+` \\| `\\w+Exception`) ", Pattern.MULTILINE)
                .matcher(Files.readString(PAGE))
                .results()
                .map(row -> row.group(1))
                .toList();

        assertThat(rows)
                .containsExactlyInAnyOrderElementsOf(errors().stream()
                        .map(error -> "`" + Outcome.failed(error).kind() + "` | `"
                                + error.getClass().getSimpleName() + "`")
                        .toList());
        assertThat(rows)
                .extracting(row -> row.substring(1, row.indexOf('`', 1)))
                .containsAll(Stream.of(Outcome.Kind.values())
                        .filter(kind -> kind != Outcome.Kind.ANSWERED)
                        .map(Outcome.Kind::name)
                        .toList());
        assertThat(Files.readString(PAGE)).contains("| `" + Outcome.Kind.ANSWERED + "` | ");
    }

    @Test
    void holdsEveryClassThatACallerCanCatch() {
        assertThat(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackagesOf(DciException.class))
                .filteredOn(type -> type.isAssignableTo(DciException.class) && !type.isEquivalentTo(DciException.class))
                .extracting(JavaClass::getSimpleName)
                .isNotEmpty()
                .isSubsetOf(errors().stream()
                        .map(error -> error.getClass().getSimpleName())
                        .toList());
    }
}
