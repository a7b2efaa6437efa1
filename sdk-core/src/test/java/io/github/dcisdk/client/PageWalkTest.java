package io.github.dcisdk.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.dcisdk.client.ScriptedPeer.Reply;
import io.github.dcisdk.client.ScriptedPeer.Request;
import io.github.dcisdk.error.DciException;
import io.github.dcisdk.error.PagesInconsistentException;
import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.error.UnavailableException;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.Rule;
import io.github.dcisdk.record.Person;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Page after page, whole or with an error, never short in silence. */
@Timeout(60)
class PageWalkTest {
    private static final String TOTAL = "/message/search_response/0/pagination/total_count";

    /** A registry of so many persons that keeps the standard. */
    private static Function<Request, String> registry(int total) {
        return request -> page(
                request,
                sizeAsked(request),
                Answers.pagination(sizeAsked(request), request.pageNumber(), total),
                total);
    }

    private static int sizeAsked(Request request) {
        return request.criteria().get("pagination").get("page_size").intValue();
    }

    /** The records of the page that is asked for, if pages have that size. */
    private static String page(Request request, int size, String pagination, int total) {
        int first = (request.pageNumber() - 1) * size + 1;
        int last = Math.min(request.pageNumber() * size, total);
        return Answers.onSearch(request, Answers.succeeded(request, pagination, Answers.people(first, last)));
    }

    private static SearchResults<Person> all(Fixture fixture, int pageSize) {
        return all(fixture, SearchOptions.DEFAULT.pageSize(pageSize));
    }

    private static SearchResults<Person> all(Fixture fixture, SearchOptions options) {
        return fixture.unsigned().searchAll(Fixture.PERSON, Fixture.QUERY, options);
    }

    private static List<String> people(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(n -> "Person " + n).toList();
    }

    private static List<Integer> pagesAsked(Fixture fixture) {
        return fixture.peer.requests().stream().map(Request::pageNumber).toList();
    }

    /** What comes before the error. */
    private static List<String> namesUntil(Iterator<Person> people, Class<? extends Throwable> type) {
        List<String> names = new ArrayList<>();
        assertThatThrownBy(() -> people.forEachRemaining(person -> names.addAll(Fixture.names(List.of(person)))))
                .isInstanceOf(type);
        return names;
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "2, 1", "3, 2", "4, 2", "5, 3"})
    void asManyPagesAreAskedForAsTheTotalNeeds(int total, int pages) {
        try (Fixture fixture = Fixture.answering(registry(total))) {
            assertThat(Fixture.names(all(fixture, 2))).isEqualTo(people(1, total));
            assertThat(pagesAsked(fixture))
                    .isEqualTo(IntStream.rangeClosed(1, pages).boxed().toList());
        }
    }

    @Test
    void nothingIsAskedBeforeItIsNeeded() {
        try (Fixture fixture = Fixture.answering(registry(5))) {
            SearchResults<Person> results = all(fixture, 2);
            Iterator<Person> people = results.iterator();
            assertThat(fixture.peer.requests()).isEmpty();

            people.next();
            people.next();
            assertThat(pagesAsked(fixture)).containsExactly(1);

            assertThat(people.hasNext()).isTrue();
            assertThat(pagesAsked(fixture)).containsExactly(1, 2);

            assertThat(results.stream().limit(2)).hasSize(2);
            assertThat(results.stream().findFirst()).isPresent();
            assertThat(pagesAsked(fixture)).containsExactly(1, 2, 1, 1);
        }
    }

    @Test
    void iteratorsAreIndependent() {
        try (Fixture fixture = Fixture.answering(registry(5))) {
            SearchResults<Person> results = all(fixture, 2);
            Iterator<Person> one = results.iterator();
            Iterator<Person> other = results.iterator();
            one.next();
            one.next();
            one.next();

            assertThat(Fixture.names(() -> other)).isEqualTo(people(1, 5));
            assertThat(Fixture.names(() -> one)).isEqualTo(people(4, 5));
            assertThatThrownBy(one::next).isInstanceOf(NoSuchElementException.class);
            assertThat(results).hasToString("SearchResults");
        }
    }

    @Test
    void pagesTellWhereTheyStand() {
        try (Fixture fixture = Fixture.answering(registry(5))) {
            List<SearchPage<Person>> pages = all(fixture, 2).pages().toList();

            assertThat(pages).extracting(SearchPage::pageNumber).containsExactly(1, 2, 3);
            assertThat(pages).extracting(page -> page.records().size()).containsExactly(2, 2, 1);
            assertThat(pages).allSatisfy(page -> assertThat(page.totalCount()).hasValue(5));
            assertThat(pages).extracting(SearchPage::hasNextPage).containsExactly(true, true, false);
            assertThatThrownBy(pages.get(2)::nextPage)
                    .isInstanceOf(NoSuchElementException.class)
                    .hasMessageContaining("call nextPage() only while hasNextPage() is true");
            assertThat(fixture.peer.requests()).hasSize(3);
            assertThat(Fixture.names(pages.get(0).nextPage().records())).isEqualTo(people(3, 4));
        }
    }

    @Test
    void withoutTotalAnEmptyPageIsTheEnd() {
        try (Fixture fixture = Fixture.answering(request -> page(request, 2, "", 4))) {
            assertThat(Fixture.names(all(fixture, 2))).isEqualTo(people(1, 4));
            assertThat(pagesAsked(fixture)).containsExactly(1, 2, 3);
        }
    }

    @Test
    void aTotalNamedOnceCountsForLaterPages() {
        try (Fixture fixture = Fixture.answering(
                request -> page(request, 2, request.pageNumber() == 1 ? Answers.pagination(2, 1, 6) : "", 4))) {
            assertThat(namesUntil(all(fixture, 2).iterator(), PagesInconsistentException.class))
                    .isEqualTo(people(1, 4));
        }
    }

    @ParameterizedTest
    @CsvSource({"3", "10"})
    void aPeerMayCapThePageSizeWithAndWithoutSayingSo(int stated) {
        try (Fixture fixture = Fixture.answering(
                request -> page(request, 3, Answers.pagination(stated, request.pageNumber(), 8), 8))) {
            assertThat(Fixture.names(all(fixture, 10))).isEqualTo(people(1, 8));
            assertThat(pagesAsked(fixture)).containsExactly(1, 2, 3);
        }
    }

    @Test
    void aWalkMayBeginFurtherOn() {
        try (Fixture fixture = Fixture.answering(registry(7))) {
            assertThat(Fixture.names(
                            all(fixture, SearchOptions.DEFAULT.pageSize(2).pageNumber(2))))
                    .isEqualTo(people(3, 7));
            assertThat(pagesAsked(fixture)).containsExactly(2, 3, 4);
        }
    }

    @Test
    void aWalkThatBeginsFurtherOnCountsWithTheSizeThatThePeerNames() {
        try (Fixture fixture =
                Fixture.answering(request -> page(request, 3, Answers.pagination(3, request.pageNumber(), 20), 20))) {
            assertThat(Fixture.names(
                            all(fixture, SearchOptions.DEFAULT.pageSize(10).pageNumber(2))))
                    .isEqualTo(people(4, 20));
            assertThat(pagesAsked(fixture)).containsExactly(2, 3, 4, 5, 6, 7);
        }
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void aWalkThatBeginsFurtherOnLosesNothingWhenThePeerCapsInSilence(boolean echoes) {
        try (Fixture fixture = Fixture.answering(request -> page(
                request,
                3,
                echoes
                        ? Answers.pagination(10, request.pageNumber(), 20)
                        : "{\"page_number\":" + request.pageNumber() + ",\"total_count\":20}",
                20))) {
            assertThat(Fixture.names(
                            all(fixture, SearchOptions.DEFAULT.pageSize(10).pageNumber(2))))
                    .isEqualTo(people(4, 20));
            assertThat(pagesAsked(fixture)).containsExactly(2, 3, 4, 5, 6, 7, 8);
        }
    }

    @Test
    void aPageBeyondTheEndIsEmpty() {
        try (Fixture fixture = Fixture.answering(registry(3))) {
            assertThat(all(fixture, SearchOptions.DEFAULT.pageSize(2).pageNumber(9)))
                    .isEmpty();
            assertThat(pagesAsked(fixture)).containsExactly(9);
        }
    }

    @Test
    void aRepeatedPageIsAnError() {
        try (Fixture fixture = Fixture.answering(request ->
                Answers.onSearch(request, Answers.succeeded(request, "{\"total_count\":5}", Answers.people(1, 2))))) {
            Iterator<Person> people = all(fixture, 2).iterator();
            assertThat(namesUntil(people, PagesInconsistentException.class)).isEqualTo(people(1, 2));

            PagesInconsistentException error = catchThrowableOfType(PagesInconsistentException.class, people::hasNext);
            assertThat(error.detail()).isEqualTo("page 2 repeats page 1");
            assertThat(error.received()).isEqualTo(2);
            assertThat(error.recordsReceived()).hasValue(2);
            assertThat(error.rawAnswer()).isPresent();
        }
    }

    @Test
    void pagesInACircleAreAnErrorAlsoWithoutATotal() {
        try (Fixture fixture = Fixture.answering(request -> {
            int page = (request.pageNumber() - 1) % 3;
            return Answers.onSearch(
                    request, Answers.succeeded(request, "", Answers.people(2 * page + 1, 2 * page + 2)));
        })) {
            Iterator<Person> people = all(fixture, 2).iterator();
            assertThat(namesUntil(people, PagesInconsistentException.class)).isEqualTo(people(1, 6));

            PagesInconsistentException error = catchThrowableOfType(PagesInconsistentException.class, people::hasNext);
            assertThat(error.detail()).isEqualTo("page 4 repeats page 1");
            assertThat(error.received()).isEqualTo(6);
        }
    }

    @Test
    void noPageComesAfterTheLastNumber() {
        try (Fixture fixture = Fixture.answering(request -> Answers.onSearch(
                request,
                Answers.succeeded(
                        request, Answers.pagination(1, request.pageNumber(), Long.MAX_VALUE), Answers.person(1))))) {
            SearchPage<Person> page = fixture.unsigned()
                    .search(Fixture.PERSON, Fixture.QUERY, SearchOptions.DEFAULT.pageNumber(Integer.MAX_VALUE));

            assertThatThrownBy(page::nextPage).isInstanceOf(PagesInconsistentException.class);
        }
    }

    @Test
    void pagesThatLookAlikeButDifferAreNotRepeated() {
        try (Fixture fixture = Fixture.answering(request -> Answers.onSearch(
                request,
                Answers.succeeded(
                        request,
                        Answers.pagination(1, request.pageNumber(), 2),
                        "{\"birth_date\":[" + request.pageNumber() + "]}")))) {
            assertThat(all(fixture, 1)).hasSize(2);
        }
    }

    @Test
    void endingBeforeTheTotalIsAnError() {
        try (Fixture fixture =
                Fixture.answering(request -> page(request, 2, Answers.pagination(2, request.pageNumber(), 9), 4))) {
            Iterator<Person> people = all(fixture, 2).iterator();
            assertThat(namesUntil(people, PagesInconsistentException.class)).isEqualTo(people(1, 4));
            assertThat(pagesAsked(fixture)).containsExactly(1, 2, 3);

            PagesInconsistentException error = catchThrowableOfType(PagesInconsistentException.class, people::hasNext);
            assertThat(error.detail())
                    .isEqualTo("the registry ended before its total: an empty page at page 3, 4 received of 9");
            assertThat(error.received()).isEqualTo(4);
            assertThat(error.rawAnswer()).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 4})
    void anEmptyPageCannotTakeBackTheTotal(long named) {
        try (Fixture fixture = Fixture.answering(request -> page(
                request, 2, Answers.pagination(2, request.pageNumber(), request.pageNumber() < 3 ? 9 : named), 4))) {
            Iterator<Person> people = all(fixture, 2).iterator();

            assertThat(namesUntil(people, PagesInconsistentException.class)).isEqualTo(people(1, 4));
        }
    }

    @Test
    void anEmptyFirstPageWithATotalIsGivenButIsNotTheWhole() {
        try (Fixture fixture =
                Fixture.answering(request -> page(request, 2, Answers.pagination(2, request.pageNumber(), 9), 0))) {
            SearchPage<Person> page = fixture.unsigned().search(Fixture.PERSON, Fixture.QUERY);
            assertThat(page.records()).isEmpty();
            assertThat(page.totalCount()).hasValue(9);
            assertThatThrownBy(page::nextPage).isInstanceOf(PagesInconsistentException.class);
            assertThat(pagesAsked(fixture)).containsExactly(1);
        }
    }

    @Test
    void theLatestTotalCountsAndItsChangeIsReported() {
        try (Fixture fixture = Fixture.answering(request ->
                page(request, 2, Answers.pagination(2, request.pageNumber(), request.pageNumber() == 1 ? 9 : 5), 5))) {
            List<SearchPage<Person>> pages = all(fixture, 2).pages().toList();

            assertThat(pages).extracting(page -> page.totalCount().getAsLong()).containsExactly(9L, 5L, 5L);
            assertThat(pages)
                    .extracting(page -> page.findings().contains(new Finding(TOTAL, Rule.PAGE_TOTAL)))
                    .containsExactly(false, true, false);
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "3"})
    void aTotalBelowWhatCameIsNotBelieved(int named) {
        try (Fixture fixture =
                Fixture.answering(request -> page(request, 2, Answers.pagination(2, request.pageNumber(), named), 6))) {
            List<SearchPage<Person>> pages = all(fixture, 2).pages().toList();

            assertThat(pages.stream().flatMap(page -> page.records().stream())).hasSize(6);
            assertThat(pages.get(2).findings()).contains(new Finding(TOTAL, Rule.PAGE_TOTAL));
            assertThat(pages.get(3).records()).isEmpty();
        }
    }

    @Test
    void anotherPageThanTheOneAskedForIsAnError() {
        try (Fixture fixture =
                Fixture.answering(request -> page(request, 2, Answers.pagination(2, request.pageNumber() + 1, 9), 9))) {
            Iterator<Person> people = all(fixture, 2).iterator();
            assertThat(namesUntil(people, PagesInconsistentException.class)).isEqualTo(people(1, 2));
            assertThat(catchThrowableOfType(PagesInconsistentException.class, people::hasNext)
                            .detail())
                    .isEqualTo("page 2 was asked for, page 3 came");

            SearchResults<Person> later =
                    all(fixture, SearchOptions.DEFAULT.pageSize(2).pageNumber(3));
            assertThat(catchThrowableOfType(PagesInconsistentException.class, () -> later.iterator()
                                    .hasNext())
                            .received())
                    .isZero();
        }
    }

    @Test
    void anotherNumberOnTheFirstPageIsReported() {
        try (Fixture fixture = Fixture.answering(request -> page(request, 2, Answers.pagination(2, 0, 1), 1))) {
            SearchPage<Person> page = fixture.unsigned().search(Fixture.PERSON, Fixture.QUERY);

            assertThat(page.records()).hasSize(1);
            assertThat(page.findings())
                    .contains(new Finding("/message/search_response/0/pagination/page_number", Rule.PAGE));
        }
    }

    @Test
    void negativeCountsAreNoCounts() {
        try (Fixture fixture =
                Fixture.answering(request -> page(request, 2, Answers.pagination(-1, request.pageNumber(), -5), 3))) {
            assertThat(Fixture.names(all(fixture, 2))).isEqualTo(people(1, 3));
        }
    }

    @ParameterizedTest
    @CsvSource({"500, io.github.dcisdk.error.UnavailableException", "403, io.github.dcisdk.error.HttpStatusException"})
    void anErrorOnTheWayKeepsItsTypeAndSaysHowFarItCame(int status, Class<? extends Exception> type) {
        try (Fixture fixture = new Fixture(request -> request.pageNumber() == 3
                ? Reply.of(status, "text/plain", "no")
                : Reply.json(registry(9).apply(request)))) {
            Iterator<Person> people = all(fixture, 2).iterator();

            assertThat(namesUntil(people, type)).isEqualTo(people(1, 4));
            assertThatThrownBy(people::hasNext)
                    .isExactlyInstanceOf(type)
                    .hasMessageContaining(" records_received=4]")
                    .extracting(error -> ((DciException) error).recordsReceived())
                    .isEqualTo(OptionalLong.of(4));
        }
    }

    @Test
    void aRejectionOnTheWaySaysHowFarItCame() {
        try (Fixture fixture = Fixture.answering(request -> request.pageNumber() == 2
                ? Answers.onSearch(request, Answers.item(request.referenceId(), "\"status\":\"rjct\""))
                : registry(9).apply(request))) {
            Iterator<Person> people = all(fixture, 2).iterator();
            assertThat(namesUntil(people, RejectedException.class)).isEqualTo(people(1, 2));
            assertThat(catchThrowableOfType(RejectedException.class, people::hasNext)
                            .recordsReceived())
                    .hasValue(2);
        }
    }

    @Test
    void aWalkGoesOnAfterAPassingFault() {
        List<Integer> failures = new ArrayList<>();
        try (Fixture fixture = new Fixture(request -> {
            if (request.pageNumber() == 2 && failures.isEmpty()) {
                failures.add(1);
                return Reply.of(500, "text/plain", "no");
            }
            return Reply.json(registry(5).apply(request));
        })) {
            Iterator<Person> people = all(fixture, 2).iterator();
            assertThat(namesUntil(people, UnavailableException.class)).isEqualTo(people(1, 2));
            assertThat(Fixture.names(() -> people)).isEqualTo(people(3, 5));
        }
    }

    @Test
    void theSecondPageIsAskedForWithTheSameQueryInANewTransaction() {
        try (Fixture fixture = Fixture.answering(registry(3))) {
            assertThat(all(fixture, SearchOptions.DEFAULT.pageSize(2).locale("khm")))
                    .hasSize(3);

            Request first = fixture.peer.requests().get(0);
            Request second = fixture.peer.requests().get(1);
            assertThat(second.criteria().get("query"))
                    .isEqualTo(first.criteria().get("query"));
            assertThat(second.item().get("locale")).isEqualTo(first.item().get("locale"));
            assertThat(second.transactionId()).isNotEqualTo(first.transactionId());
        }
    }
}
