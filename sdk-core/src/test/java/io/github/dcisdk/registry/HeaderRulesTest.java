package io.github.dcisdk.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.inbound.Refusal;
import io.github.dcisdk.inbound.RefusedRequestException;
import io.github.dcisdk.inbound.Stage;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.Rule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a message as a whole is refused, or rejected in the header of a signed envelope. */
@Timeout(60)
class HeaderRulesTest {
    private final TestRegistry registry = TestRegistry.start();

    @AfterEach
    void stop() {
        registry.close();
    }

    @ParameterizedTest
    @CsvSource({
        "action, on-search, rjct.action.invalid",
        "action, subscribe, rjct.action.invalid",
        "action, SEARCH, rjct.action.invalid",
        "version, 2.0.0, rjct.version.invalid",
        "message_ts, yesterday, rjct.message_ts.invalid",
        "total_count, 2, rjct.total_count.invalid",
        "total_count, many, rjct.total_count.invalid",
    })
    void aHeaderThatBreaksARuleIsRejectedWithItsCode(String member, String value, String code) {
        TestAnswer answer = registry.post(TestRequest.search().header(member, value));

        answer.rejectedWith(code);
        assertThat(answer.json().path("message").path("transaction_id").asText())
                .isEqualTo("transaction-1");
    }

    @ParameterizedTest
    @CsvSource({
        "action, rjct.action.invalid",
        "message_ts, rjct.message_ts.invalid",
        "total_count, rjct.total_count.invalid",
    })
    void aHeaderThatLacksARequiredMemberIsRejectedWithItsCode(String member, String code) {
        registry.postUnsigned(TestRequest.search().without(member)).rejectedWith(code);
    }

    @Test
    void numbersThatAreNoCountsAreRejected() {
        for (Object count : List.of(0, -1, 1.5, 9_000_000_000_000_000_000L, Map.of("a", 1))) {
            registry.post(TestRequest.search().header("total_count", count)).rejectedWith("rjct.total_count.invalid");
        }
        registry.post(TestRequest.search().header("total_count", "1")).answered();
    }

    @Test
    void theVersionMayBeLeftOut() {
        registry.post(TestRequest.search().without("version")).answered();
    }

    @Test
    void aMessageWithoutIdIsRefusedBecauseTheStandardHasNoReasonForIt() {
        registry.postUnsigned(TestRequest.search().without("message_id")).refusedWith(Refusal.BAD_REQUEST);
        TestAnswer answer = registry.post(TestRequest.search().header("message_id", " "));
        answer.refusedWith(Refusal.BAD_REQUEST);
        assertThat(answer.explanation()).startsWith("member.required at /header/message_id");
    }

    @Test
    void aTransactionIdHasAtMost99Characters() {
        for (String id : List.of("t", "t".repeat(99), "😀".repeat(99))) {
            TestRequest request = TestRequest.search();
            request.message.put("transaction_id", id);
            TestAnswer answer = registry.post(request).answered();
            assertThat(answer.json().path("message").path("transaction_id").asText())
                    .isEqualTo(id);
        }
        for (String id : List.of("", " ", "t".repeat(100), "😀".repeat(100))) {
            TestRequest request = TestRequest.search();
            request.message.put("transaction_id", id);
            assertThat(registry.post(request).refusedWith(Refusal.BAD_REQUEST).explanation())
                    .contains("/message/transaction_id");
        }
        TestRequest without = TestRequest.search();
        without.message.remove("transaction_id");
        registry.post(without).refusedWith(Refusal.BAD_REQUEST);
        TestRequest number = TestRequest.search();
        number.message.put("transaction_id", 123456789);
        assertThat(registry.post(number).answered().json().path("message").path("transaction_id"))
                .hasToString("\"123456789\"");
    }

    @Test
    void aMessageAsksAtLeastOneThing() {
        registry.post(TestRequest.search(0)).refusedWith(Refusal.BAD_REQUEST);
        TestRequest none = TestRequest.search();
        none.message.remove("search_request");
        registry.post(none).refusedWith(Refusal.BAD_REQUEST);
        TestRequest text = TestRequest.search();
        text.message.put("search_request", "all");
        registry.post(text).refusedWith(Refusal.BAD_REQUEST);
    }

    @Test
    void aMessageAsksNotMoreThanTheRegistryTakes() {
        try (TestRegistry three =
                TestRegistry.start((query, context) -> SearchResult.all(List.of()), builder -> builder.maxItems(3))) {
            three.post(TestRequest.search(3)).answered();
            three.post(TestRequest.search(4)).rejectedWith("rjct.total_count.limit_exceeded");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "\"\"", "[]", "[null]", "[[]]", "[{}]", "5", "\"x\"", "true"})
    void anItemThatIsNoneRefusesTheMessageBecauseNothingCanAnswerIt(String item) throws Exception {
        TestRequest request = TestRequest.search(2).header("total_count", 3);
        ((ArrayNode) request.message.get("search_request")).insert(0, TestRequest.MAPPER.readTree(item));

        TestAnswer answer = registry.post(request);

        answer.refusedWith(Refusal.BAD_REQUEST);
        assertThat(answer.explanation()).contains("/message/search_request/0");
    }

    @Test
    void aStepOfTheApplicationMayRefuseOrRejectAtAnyStage() {
        for (Stage stage : Stage.values()) {
            try (TestRegistry refusing = TestRegistry.start(
                    (query, context) -> SearchResult.all(List.of()),
                    builder -> builder.after(stage, exchange -> {
                        throw new RefusedRequestException(Refusal.FORBIDDEN, "no consent");
                    }))) {
                assertThat(refusing.post(TestRequest.search())
                                .refusedWith(Refusal.FORBIDDEN)
                                .explanation())
                        .isEqualTo("no consent");
            }
            try (TestRegistry rejecting = TestRegistry.start(
                    (query, context) -> SearchResult.all(List.of()),
                    builder -> builder.after(stage, exchange -> {
                        throw new RejectedException("rjct.errors.too_many", "come back tomorrow");
                    }))) {
                TestAnswer answer = rejecting.post(TestRequest.search());
                if (stage.compareTo(Stage.VALIDATE) >= 0) {
                    answer.rejectedWith("rjct.errors.too_many");
                } else {
                    assertThat(answer.refusedWith(Refusal.BAD_REQUEST).explanation())
                            .isEqualTo("rjct.errors.too_many: come back tomorrow");
                }
            }
        }
    }

    @Test
    void whatAStepOfTheApplicationReportsAboutAnItemRejectsThatItem() {
        try (TestRegistry strict = TestRegistry.start(
                (query, context) -> SearchResult.all(List.of()),
                builder -> builder.after(
                        Stage.VALIDATE,
                        exchange -> exchange.report(
                                new Finding("/message/search_request/1/search_criteria", Rule.QUERY_SHAPE))))) {
            assertThat(strict.post(TestRequest.search(3)).answered().outcomes())
                    .containsExactly("succ", "rjct.search_criteria.invalid", "succ");
        }
    }
}
