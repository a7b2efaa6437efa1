package io.github.dcisdk.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dcisdk.client.CapturedLog;
import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.error.ErrorCode;
import io.github.dcisdk.error.MalformedMessageException;
import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.inbound.Refusal;
import io.github.dcisdk.inbound.StatusReason;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.record.Person;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a registry's handler throws, the requester gets an answer, and learns nothing that it should not. */
@Timeout(60)
@ResourceLock(Resources.SYSTEM_ERR)
class HandlerErrorsTest {
    private static final String PERSONAL = "no such person: Sophea";

    private static SearchHandler<Person> throwing(Throwable error) {
        return (query, context) -> {
            throw HandlerErrorsTest.<RuntimeException>sneaky(error);
        };
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> E sneaky(Throwable error) throws E {
        throw (E) error;
    }

    @Test
    void aRejectionConcernsItsItemOnly() {
        AtomicInteger calls = new AtomicInteger();
        SearchHandler<Person> handler = (query, context) -> {
            if (calls.getAndIncrement() == 1) {
                throw new RejectedException("rjct.search.too_many_records_found", "narrow it down");
            }
            return SearchResult.all(TestRegistry.PEOPLE);
        };
        try (TestRegistry registry = TestRegistry.start(handler)) {
            TestAnswer answer = registry.post(TestRequest.search(3)).answered();

            assertThat(answer.outcomes()).containsExactly("succ", "rjct.search.too_many_records_found", "succ");
            assertThat(answer.item(1).path("status").asText()).isEqualTo("rjct");
            assertThat(answer.item(1).path("status_reason_message").asText()).isEqualTo("narrow it down");
            assertThat(answer.item(1).has("data")).isFalse();
        }
    }

    @Test
    void aLongReasonIsCutToWhatTheStandardAllows() {
        String tooLong = "é".repeat(StatusReason.MAX_LENGTH - 1) + "😀";
        try (TestRegistry registry =
                TestRegistry.start(throwing(new RejectedException("rjct.filter.invalid", tooLong)))) {
            String reason = registry.post(TestRequest.search())
                    .answered()
                    .item(0)
                    .path("status_reason_message")
                    .asText();

            assertThat(reason).isEqualTo("é".repeat(StatusReason.MAX_LENGTH - 1));
        }
    }

    static Stream<Throwable> faults() {
        CallContext upstream = CallContext.of("land.example.org");
        return Stream.of(
                new IllegalStateException(PERSONAL, new IllegalArgumentException(PERSONAL)),
                new NullPointerException(PERSONAL),
                new AssertionError(PERSONAL),
                new NoClassDefFoundError(PERSONAL),
                new StackOverflowError(PERSONAL),
                new OutOfMemoryError(PERSONAL),
                new java.io.IOException(PERSONAL),
                new RejectedException("rjct.search_criteria.invalid", PERSONAL, upstream),
                new MalformedMessageException(ErrorCode.MALFORMED, "json.syntax", "", PERSONAL, upstream, null));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultIsAnsweredAndLoggedWithoutItsMessage(Throwable fault) {
        try (CapturedLog log = new CapturedLog();
                TestRegistry registry = TestRegistry.start(throwing(fault))) {
            TestAnswer answer = registry.post(TestRequest.search(2)).refusedWith(Refusal.INTERNAL_ERROR);

            assertThat(answer.text()).doesNotContain("Sophea", "Exception", "Error");
            String correlationId =
                    answer.json().path("message").path("correlation_id").asText();
            assertThat(log.text())
                    .contains("internal error", correlationId, "message_id=message-1")
                    .contains(fault.getClass().getName(), "HandlerErrorsTest")
                    .doesNotContain("Sophea");
            // The server lives on.
            registry.post(TestRequest.search().header("receiver_id", "x")).refusedWith(Refusal.RECEIVER_INVALID);
        }
    }

    @Test
    @SuppressWarnings("InfiniteRecursion")
    void aRunawayRecursionIsAnswered() {
        SearchHandler<Person> endless = new SearchHandler<>() {
            @Override
            public SearchResult<Person> find(Query query, SearchContext context) {
                SearchResult<Person> result = find(query, context);
                return SearchResult.all(List.of(result.page(context).get(0)));
            }
        };
        try (CapturedLog log = new CapturedLog();
                TestRegistry registry = TestRegistry.start(endless)) {
            registry.post(TestRequest.search()).refusedWith(Refusal.INTERNAL_ERROR);
            assertThat(log.text()).contains("java.lang.StackOverflowError");
        }
    }

    @Test
    void aHandlerThatGivesNullIsAFault() {
        try (TestRegistry registry = TestRegistry.start((query, context) -> null)) {
            registry.post(TestRequest.search()).refusedWith(Refusal.INTERNAL_ERROR);
        }
    }
}
