package io.github.dcisdk.testing;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.dcisdk.client.BatchAnswer;
import io.github.dcisdk.client.DciClient;
import io.github.dcisdk.client.RecordCheck;
import io.github.dcisdk.client.SearchItem;
import io.github.dcisdk.client.SearchOptions;
import io.github.dcisdk.client.SearchPage;
import io.github.dcisdk.client.SearchResults;
import io.github.dcisdk.crvs.Crvs;
import io.github.dcisdk.crvs.CrvsClient;
import io.github.dcisdk.crvs.CrvsPerson;
import io.github.dcisdk.error.DciException;
import io.github.dcisdk.error.ErrorCode;
import io.github.dcisdk.error.RefusedException;
import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.error.UnavailableException;
import io.github.dcisdk.inbound.Refusal;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.Rule;
import io.github.dcisdk.message.Pagination;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.message.SearchResponseItem;
import io.github.dcisdk.transport.HttpTransport;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fault over the wire, and what the client makes of it. */
@Timeout(60)
class FaultTest {
    @RegisterExtension
    static final TestRegistry registry =
            TestRegistry.of(Crvs.PROFILE).records(Crvs.PERSON, People.ALL).build();

    private static final Query WOMEN = Query.where("sex").eq("female");

    private static SearchResults<CrvsPerson> women() {
        return women(registry.client());
    }

    /** Five, two on a page. */
    private static SearchResults<CrvsPerson> women(DciClient client) {
        return CrvsClient.of(client).searchAll(WOMEN, SearchOptions.DEFAULT.pageSize(2));
    }

    private static SearchPage<CrvsPerson> firstPage() {
        return CrvsClient.of(registry.client()).search(WOMEN, SearchOptions.DEFAULT.pageSize(2));
    }

    private static DciException failure(SearchResults<CrvsPerson> results) {
        return catchThrowableOfType(DciException.class, () -> results.forEach(person -> {}));
    }

    static Stream<Arguments> everyAnswerFails() {
        return Stream.of(
                Arguments.of(Fault.drop(), ErrorCode.CONNECTION_LOST, 3),
                Arguments.of(Fault.reset(), ErrorCode.CONNECTION_LOST, 3),
                Arguments.of(Fault.cutOff(), ErrorCode.CONNECTION_LOST, 3),
                Arguments.of(Fault.status(401), ErrorCode.UNAUTHORISED, 1),
                Arguments.of(Fault.status(403), ErrorCode.UNAUTHORISED, 1),
                Arguments.of(Fault.status(404), ErrorCode.HTTP_STATUS, 1),
                Arguments.of(Fault.status(302), ErrorCode.HTTP_STATUS, 1),
                Arguments.of(Fault.status(500), ErrorCode.SERVICE_UNAVAILABLE, 1),
                Arguments.of(Fault.status(502), ErrorCode.SERVICE_UNAVAILABLE, 3),
                Arguments.of(Fault.status(503), ErrorCode.SERVICE_UNAVAILABLE, 3),
                Arguments.of(Fault.status(200), ErrorCode.MALFORMED, 1),
                Arguments.of(Fault.htmlPage(404), ErrorCode.HTTP_STATUS, 1),
                Arguments.of(Fault.htmlPage(504), ErrorCode.SERVICE_UNAVAILABLE, 3),
                Arguments.of(Fault.htmlPage(200), ErrorCode.MALFORMED, 1),
                Arguments.of(Fault.tooManyRequests(Duration.ofSeconds(7)), ErrorCode.TOO_MANY_REQUESTS, 3),
                Arguments.of(Fault.unavailable(Duration.ofSeconds(7)), ErrorCode.SERVICE_UNAVAILABLE, 3),
                Arguments.of(Fault.garbage(), ErrorCode.MALFORMED, 1),
                Arguments.of(Fault.truncated(), ErrorCode.MALFORMED, 1),
                Arguments.of(Fault.refused(Refusal.RECEIVER_INVALID), ErrorCode.REFUSED, 1),
                Arguments.of(Fault.refused(Refusal.FORBIDDEN), ErrorCode.UNAUTHORISED, 1),
                Arguments.of(Fault.refused(Refusal.INTERNAL_ERROR), ErrorCode.SERVICE_UNAVAILABLE, 1),
                Arguments.of(Fault.refused(200, "err.request.bad"), ErrorCode.REFUSED, 1),
                Arguments.of(Fault.rejected("rjct.version.invalid"), ErrorCode.REJECTED, 1),
                Arguments.of(Fault.itemRejected("rjct.search_criteria.invalid"), ErrorCode.REJECTED, 1),
                Arguments.of(Fault.otherTransaction(), ErrorCode.NOT_UNDERSTOOD, 1),
                Arguments.of(Fault.itemMissing(), ErrorCode.NOT_UNDERSTOOD, 1),
                Arguments.of(Fault.itemForAnotherReference(), ErrorCode.NOT_UNDERSTOOD, 1),
                Arguments.of(Fault.notSigned(), ErrorCode.NOT_AUTHENTIC, 1),
                Arguments.of(Fault.badSignature(), ErrorCode.NOT_AUTHENTIC, 1),
                Arguments.of(Fault.unknownKey(), ErrorCode.NOT_AUTHENTIC, 1),
                Arguments.of(Fault.signedByStranger(), ErrorCode.NOT_AUTHENTIC, 1),
                Arguments.of(Fault.expired(), ErrorCode.NOT_AUTHENTIC, 1));
    }

    @ParameterizedTest
    @MethodSource
    void everyAnswerFails(Fault fault, ErrorCode code, int attempts) {
        registry.every(fault);

        assertThat(failure(women()).errorCode()).isEqualTo(code);
        assertThat(registry.requests()).hasSize(attempts);
    }

    @ParameterizedTest
    @MethodSource("everyAnswerFails")
    void onceOnlyTheNextSearchSucceeds(Fault fault, ErrorCode code, int attempts) {
        registry.next(fault);

        if (attempts == 1) {
            assertThat(failure(women()).errorCode()).isEqualTo(code);
        }
        assertThat(women()).containsExactlyElementsOf(People.WOMEN);
    }

    /** Each of them starts the walk well. */
    static Stream<Arguments> aLaterPageIsWrong() {
        return Stream.of(
                Arguments.of(Fault.pageRepeated(), 2, 2),
                Arguments.of(Fault.wrongPageNumber(), 2, 2),
                Arguments.of(Fault.endsShort().when(request -> request.pageNumber() == 3), 4, 3),
                Arguments.of(Fault.totalCount(7), 5, 4));
    }

    @ParameterizedTest
    @MethodSource
    void aLaterPageIsWrong(Fault fault, int received, int requests) {
        registry.every(fault);

        List<CrvsPerson> people = new ArrayList<>();
        DciException error = catchThrowableOfType(DciException.class, () -> women().forEach(people::add));

        assertThat(error.errorCode()).isEqualTo(ErrorCode.PAGES_INCONSISTENT);
        assertThat(error.recordsReceived()).hasValue(received);
        assertThat(people).isEqualTo(People.WOMEN.subList(0, received));
        assertThat(registry.requests()).hasSize(requests);
    }

    /** What a client can deal with. */
    static Stream<Arguments> allComeAllTheSame() {
        return Stream.of(
                Arguments.of(Fault.delay(Duration.ofMillis(1)), 3, Set.of()),
                Arguments.of(Fault.contentType("text/plain"), 3, Set.of()),
                Arguments.of(Fault.pageSizeCapped(1), 5, Set.of()),
                Arguments.of(Fault.pageSizeCapped(5), 3, Set.of()),
                Arguments.of(Fault.noTotal(), 4, Set.of(Rule.REQUIRED_MEMBER)),
                Arguments.of(Fault.totalCount(3), 4, Set.of(Rule.PAGE_TOTAL)),
                Arguments.of(Fault.totalCount(5), 3, Set.of()));
    }

    @ParameterizedTest
    @MethodSource
    void allComeAllTheSame(Fault fault, int requests, Set<Rule> findings) {
        registry.every(fault);
        List<Finding> found = new ArrayList<>();

        assertThat(women(registry.client(peer -> peer.findings(found::add)))).containsExactlyElementsOf(People.WOMEN);
        assertThat(registry.requests()).hasSize(requests);
        assertThat(found.stream().map(Finding::rule).collect(toSet())).isEqualTo(findings);
    }

    @Test
    void anotherNumberOnTheFirstPageIsReported() {
        registry.next(Fault.wrongPageNumber());

        assertThat(firstPage().findings()).extracting(Finding::rule).containsExactly(Rule.PAGE);
    }

    @Test
    void anIgnoredQueryFindsEverythingAndTheClientReportsIt() {
        registry.every(Fault.queryIgnored());

        SearchPage<CrvsPerson> page = CrvsClient.of(registry.client()).search(WOMEN);
        assertThat(page.records()).isEqualTo(People.ALL);
        assertThat(page.totalCount()).hasValue(People.ALL.size());
        assertThat(page.findings())
                .containsExactly(new Finding("/message/search_response/0/data/reg_records/5", Rule.RECORD));

        DciClient strict = registry.client(peer -> peer.recordCheck(RecordCheck.REFUSE));
        assertThat(failure(women(strict)).errorCode()).isEqualTo(ErrorCode.NOT_UNDERSTOOD);
    }

    @Test
    void aClientWithAShorterLimitDoesNotWaitForTheEndOfADelay() {
        assertTimesOut(Fault.delay(Duration.ofMinutes(1)));
    }

    @Test
    void aClientWithALimitDoesNotWaitForEver() {
        assertTimesOut(Fault.silence());
    }

    private static void assertTimesOut(Fault fault) {
        registry.next(fault);
        try (HttpTransport impatient =
                HttpTransport.builder().readTimeout(Duration.ofMillis(200)).build()) {
            DciClient client = registry.client(ourSide -> ourSide.transport(impatient), peer -> {});

            assertThat(failure(women(client)).errorCode()).isEqualTo(ErrorCode.TIMED_OUT);
            assertThat(registry.requests()).hasSize(1);
            assertThat(women(client)).hasSize(5);
        }
    }

    @Test
    void aResetIsAReset() {
        registry.every(Fault.reset());

        assertThat(failure(women()).getCause())
                .isInstanceOf(SocketException.class)
                .hasMessage("Connection reset");
    }

    @Test
    void retryAfterIsPassedOn() {
        registry.every(Fault.tooManyRequests(Duration.ofSeconds(7)));

        assertThat(((UnavailableException) failure(women())).retryAfter()).contains(Duration.ofSeconds(7));
    }

    @Test
    void codesArePassedOn() {
        registry.next(Fault.refused(Refusal.RECEIVER_INVALID));
        registry.next(Fault.rejected("rjct.version.invalid"));
        registry.next(Fault.itemRejected("rjct.paging.invalid"));

        assertThat(((RefusedException) failure(women())).refusalCode()).contains("err.receiver_id.invalid");
        assertThat(((RejectedException) failure(women())).reasonCode()).contains("rjct.version.invalid");
        assertThat(((RejectedException) failure(women())).reasonCode()).contains("rjct.paging.invalid");
    }

    @Test
    void twoFaultsBecomeOne() {
        registry.next(Fault.noTotal().and(Fault.notSigned()));
        registry.next(Fault.notSigned().and(Fault.noTotal()));

        for (int i = 0; i < 2; i++) {
            DciException error = failure(women());
            assertThat(error.errorCode()).isEqualTo(ErrorCode.NOT_AUTHENTIC);
            assertThat(new String(error.rawAnswer().orElseThrow().body(), StandardCharsets.UTF_8))
                    .doesNotContain("total_count\":5", "signature");
        }
        registry.next(Fault.pageSizeCapped(3).and(Fault.queryIgnored()).and(Fault.contentType("text/html")));
        assertThat(ask(WOMEN).get(0).data().orElseThrow().regRecords()).hasSize(3);
    }

    @Test
    void faultsComeInTheirOrderAndThoseForOtherRequestsWait() {
        registry.next(Fault.status(404).when(request -> request.pageNumber() == 2));
        registry.next(2, Fault.status(401));

        assertThat(failure(women()).errorCode()).isEqualTo(ErrorCode.UNAUTHORISED);
        assertThat(failure(women()).errorCode()).isEqualTo(ErrorCode.UNAUTHORISED);
        assertThat(failure(women()).errorCode()).isEqualTo(ErrorCode.HTTP_STATUS);
        assertThat(women()).hasSize(5);
        assertThat(registry.requests()).extracting(ReceivedRequest::pageNumber).containsExactly(1, 1, 1, 2, 1, 2, 3);
    }

    @Test
    void conditionsAddUp() {
        registry.every(Fault.garbage()
                .when(request -> request.pageNumber() > 1)
                .and(Fault.notSigned().when(request -> request.pageNumber() < 3)));

        assertThat(failure(women()).recordsReceived()).hasValue(2);
    }

    @Test
    void anErrorInAConditionIsNoSilence() {
        registry.next(Fault.drop().when(request -> {
            throw new AssertionError("a slip in a test");
        }));

        assertThat(failure(women()).errorCode()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
    }

    @Test
    void aFaultInTheAnswerLeavesARefusalAsItIs() {
        registry.every(Fault.itemMissing());

        assertThat(failure(women(registry.unknownClient())))
                .hasMessageContaining("err.signature.invalid")
                .extracting(DciException::errorCode)
                .isEqualTo(ErrorCode.UNAUTHORISED);
    }

    /** Of three searches in one message, the second goes wrong. */
    @ParameterizedTest
    @MethodSource
    void oneItemOfSeveralIsWrong(Fault fault, ErrorCode code) {
        registry.next(fault.onItem(1));
        List<SearchItem<CrvsPerson>> items = Stream.generate(() -> SearchItem.of(Crvs.PERSON, WOMEN))
                .limit(3)
                .toList();

        BatchAnswer answer = CrvsClient.of(registry.client()).searchBatch(items);

        assertThat(answer.outcome(items.get(0)).orElseThrow().records()).isEqualTo(People.WOMEN);
        assertThat(answer.outcome(items.get(1)).error().orElseThrow().errorCode())
                .isEqualTo(code);
        assertThat(answer.outcome(items.get(2)).orElseThrow().records()).isEqualTo(People.WOMEN);
        assertThat(registry.requests()).singleElement().satisfies(request -> assertThat(request.queries())
                .containsExactly(WOMEN, WOMEN, WOMEN));
    }

    static Stream<Arguments> oneItemOfSeveralIsWrong() {
        return Stream.of(
                Arguments.of(Fault.itemRejected("rjct.search_criteria.invalid"), ErrorCode.REJECTED),
                Arguments.of(Fault.itemMissing(), ErrorCode.NOT_UNDERSTOOD),
                Arguments.of(Fault.itemForAnotherReference(), ErrorCode.NOT_UNDERSTOOD));
    }

    @Test
    void severalItemsCanBeWrong() {
        registry.next(Fault.totalCount(9).onItem(0).and(Fault.noTotal().onItem(1)));

        assertThat(ask(WOMEN, WOMEN, WOMEN))
                .extracting(item -> item.pagination().flatMap(Pagination::totalCount))
                .containsExactly(Optional.of(9L), Optional.empty(), Optional.of(5L));
    }

    @Test
    void whatIsNotOfItemsIsNotNarrowedToOne() {
        assertThatThrownBy(() -> Fault.drop().onItem(0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Fault[drop] is no fault of single items");
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        assertThatThrownBy(() -> Fault.delay(Duration.ofMillis(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Fault.pageSizeCapped(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> registry.next(0, Fault.drop())).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> factories() {
        return Arrays.stream(Fault.class.getDeclaredMethods())
                .filter(method -> Modifier.isStatic(method.getModifiers()) && Modifier.isPublic(method.getModifiers()))
                .map(Method::getName)
                .distinct()
                .toList();
    }

    @Test
    void everyFaultIsOnThePage() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "testing.md"));

        assertThat(factories()).hasSize(30).allSatisfy(factory -> assertThat(page)
                .containsPattern("\\| `[^|]*\\b" + factory + "\\("));
    }

    @Test
    void everyFaultIsInOneOfTheTables() {
        Set<String> made = Stream.of(
                        everyAnswerFails(),
                        aLaterPageIsWrong(),
                        allComeAllTheSame(),
                        Stream.of(Arguments.of(Fault.queryIgnored()), Arguments.of(Fault.silence())))
                .flatMap(table -> table)
                .map(row -> row.get()[0].toString())
                .collect(toSet());

        for (String factory : factories()) {
            String words = factory.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
            assertThat(made).as(factory).anyMatch(name -> name.contains(words) || isNamed(name, factory));
        }
    }

    /** Those whose name in messages is not that of the method. */
    private static boolean isNamed(String name, String factory) {
        return switch (factory) {
            case "htmlPage" -> name.contains("HTML page");
            case "tooManyRequests" -> name.contains("429 with Retry-After");
            case "unavailable" -> name.contains("503 with Retry-After");
            case "signedByStranger" -> name.contains("signed by a stranger");
            default -> false;
        };
    }

    private static List<SearchResponseItem> ask(Query... queries) {
        return Messages.ask(registry, Crvs.PROFILE, Crvs.PERSON, List.of(), queries);
    }
}
