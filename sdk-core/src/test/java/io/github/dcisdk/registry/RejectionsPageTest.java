package io.github.dcisdk.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of rejections in {@code docs/errors.md} is what a registry does. */
@Timeout(60)
class RejectionsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "errors.md");

    /** The rows of the table, each with a request that runs into it. */
    private enum Row {
        VERSION("header", "rjct.version.invalid", "another protocol version", r -> r.header("version", "2.0.0")),
        MESSAGE_TS(
                "header",
                "rjct.message_ts.invalid",
                "the timestamp is missing or cannot be read, or an unsigned message is too old",
                r -> r.header("message_ts", "now")),
        ACTION(
                "header",
                "rjct.action.invalid",
                "the action does not fit the path",
                r -> r.header("action", "subscribe")),
        TOTAL_COUNT(
                "header",
                "rjct.total_count.invalid",
                "the count is not that of the items",
                r -> r.header("total_count", 7)),
        LIMIT("header", "rjct.total_count.limit_exceeded", "more items than the endpoint takes", r -> {
            r.message.withArray("search_request").add(r.item(0).deepCopy());
            r.header("total_count", 3);
        }),
        REFERENCE_ID("item", "rjct.reference_id.invalid", "the reference is missing", r -> r.item(1)
                .remove("reference_id")),
        DUPLICATE("item", "rjct.reference_id.duplicate", "an item before has the same reference", r -> r.item(1)
                .put("reference_id", "reference-0")),
        TIMESTAMP("item", "rjct.timestamp.invalid", "the timestamp is missing or cannot be read", r -> r.item(1)
                .put("timestamp", "now")),
        PAGINATION(
                "item",
                "rjct.pagination.invalid",
                "page number or size below 1, or a page without size",
                r -> r.criteria(1).putObject("pagination").put("page_size", 0)),
        SORT("item", "rjct.sort.invalid", "sorting that cannot be read", r -> r.criteria(1)
                .put("sort", "by name")),
        SEARCH_CRITERIA(
                "item",
                "rjct.search_criteria.invalid",
                "any other part of the criteria, the query among them",
                r -> r.criteria(1).remove("query"));

        private final String where;
        private final String code;
        private final String when;
        private final Consumer<TestRequest> spoil;

        Row(String where, String code, String when, Consumer<TestRequest> spoil) {
            this.where = where;
            this.code = code;
            this.when = when;
            this.spoil = spoil;
        }
    }

    @Test
    void theTableHasTheseRows() throws IOException {
        assertThat(Files.readString(PAGE))
                .contains(Arrays.stream(Row.values())
                        .map(row -> "| " + row.where + " | `" + row.code + "` | " + row.when + " |\n")
                        .collect(Collectors.joining("", "|---|---|---|\n", "\n")));
    }

    @ParameterizedTest
    @EnumSource
    void theRowIsWhatHappens(Row row) {
        TestRequest request = TestRequest.search(2);
        row.spoil.accept(request);
        try (TestRegistry registry = TestRegistry.start(
                (query, context) -> SearchResult.all(TestRegistry.PEOPLE), builder -> builder.maxItems(2))) {
            TestAnswer answer = registry.post(request);

            if (row.where.equals("header")) {
                answer.rejectedWith(row.code);
            } else {
                assertThat(answer.answered().outcomes()).containsExactly("succ", row.code);
            }
        }
    }
}
