package io.github.dcisdk.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dcisdk.client.ScriptedPeer.Reply;
import io.github.dcisdk.client.ScriptedPeer.Request;
import io.github.dcisdk.error.MalformedMessageException;
import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.Rule;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.message.QueryType;
import io.github.dcisdk.profile.PeerProfile;
import io.github.dcisdk.record.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several searches in one message: each has its own outcome. */
@Timeout(60)
class BatchSearchTest {
    private static SearchItem<Person> item(String referenceId) {
        return SearchItem.of(Fixture.PERSON, Query.identifier("UIN", "SYN-" + referenceId))
                .referenceId(referenceId);
    }

    private static List<SearchItem<Person>> items(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> item("ref-" + i)).toList();
    }

    private static List<String> references(Request request) {
        List<String> references = new ArrayList<>();
        for (JsonNode item : request.message().get("search_request")) {
            references.add(item.get("reference_id").textValue());
        }
        return references;
    }

    private static String found(String referenceId, String... records) {
        return Answers.item(
                referenceId,
                "\"status\":\"succ\",\"data\":{\"reg_records\":[" + String.join(",", records) + "]},\"pagination\":"
                        + Answers.pagination(50, 1, records.length));
    }

    /** Every search finds one person who is named after it. */
    private static String whole(Request request) {
        return Answers.onSearch(
                request,
                references(request).stream()
                        .map(it -> found(it, "{\"name\":{\"given_name\":\"" + it + "\"}}"))
                        .toArray(String[]::new));
    }

    private static BatchAnswer batch(Function<Request, String> script, List<SearchItem<Person>> items) {
        try (Fixture fixture = Fixture.answering(script)) {
            return fixture.unsigned().searchBatch(items);
        }
    }

    private static List<String> names(BatchAnswer answer, SearchItem<Person> item) {
        return Fixture.names(answer.outcome(item).orElseThrow().records());
    }

    @Test
    void searchesTravelInOneMessageAndAnswersAreFoundByReference() {
        try (Fixture fixture = Fixture.answering(BatchSearchTest::whole)) {
            List<SearchItem<Person>> items = items(3);
            BatchAnswer answer = fixture.unsigned().searchBatch(items);

            assertThat(fixture.peer.requests()).hasSize(1);
            Request request = fixture.peer.requests().get(0);
            assertThat(request.json().get("header").get("total_count").intValue())
                    .isEqualTo(3);
            assertThat(references(request)).containsExactly("ref-1", "ref-2", "ref-3");
            assertThat(items).allSatisfy(it -> assertThat(names(answer, it)).containsExactly(it.referenceId()));
            assertThat(answer.outcomes().keySet()).containsExactly("ref-1", "ref-2", "ref-3");
            assertThat(answer.failed()).isEmpty();
            assertThat(answer).hasToString("BatchAnswer[3 searches, 0 not answered]");
        }
    }

    @Test
    void theOrderOfTheAnswersDoesNotMatter() {
        BatchAnswer answer = batch(
                request ->
                        Answers.onSearch(request, found("ref-2", Answers.person(2)), found("ref-1", Answers.person(1))),
                items(2));

        assertThat(names(answer, item("ref-1"))).containsExactly("Person 1");
        assertThat(names(answer, item("ref-2"))).containsExactly("Person 2");
    }

    @Test
    void oneBadItemDoesNotSpoilTheOthers() {
        BatchAnswer answer = batch(
                request -> Answers.onSearch(
                        request,
                        found("ref-1", Answers.person(1)),
                        Answers.item(
                                "ref-2", "\"status\":\"rjct\",\"status_reason_code\":\"rjct.search_criteria.invalid\""),
                        found("ref-4", Answers.person(4)),
                        found("ref-4", Answers.person(5)),
                        Answers.item("ref-5", "\"status\":\"pdng\"")),
                items(5));

        assertThat(names(answer, item("ref-1"))).containsExactly("Person 1");
        assertThat(answer.outcome(item("ref-2"))).isInstanceOfSatisfying(Outcome.Rejected.class, rejected -> assertThat(
                        rejected.cause().reasonCode())
                .contains("rjct.search_criteria.invalid"));
        assertNotUnderstood(answer.outcome(item("ref-3")), Rule.REFERENCE_ID);
        assertNotUnderstood(answer.outcome(item("ref-4")), Rule.REFERENCE_ID_DUPLICATE);
        assertNotUnderstood(answer.outcome(item("ref-5")), Rule.STATUS_CONTRADICTION);
        assertThat(answer.failed())
                .extracting(SearchItem::referenceId)
                .containsExactly("ref-2", "ref-3", "ref-4", "ref-5");
        assertThat(answer).hasToString("BatchAnswer[5 searches, 4 not answered]");
    }

    private static void assertNotUnderstood(Outcome<?> outcome, Rule rule) {
        assertThat(outcome).isInstanceOfSatisfying(Outcome.NotUnderstood.class, it -> {
            assertThat(it.cause()).isInstanceOf(MalformedMessageException.class);
            assertThat(((MalformedMessageException) it.cause()).ruleId()).contains(rule.id());
            assertThat(it.cause().rawAnswer()).isPresent();
            assertThat(it.context().transactionId()).isPresent();
        });
    }

    @Test
    void aMissingItemIsEmptyWhereThePeerIsKnownForIt() {
        try (Fixture fixture =
                Fixture.answering(request -> Answers.onSearch(request, found("ref-2", Answers.person(2))))) {
            BatchAnswer answer =
                    fixture.unsigned(PeerProfile.STANDARD.droppingEmptyItems()).searchBatch(items(2));

            assertThat(names(answer, item("ref-1"))).isEmpty();
            assertThat(names(answer, item("ref-2"))).containsExactly("Person 2");
        }
    }

    @Test
    void anItemThatBelongsToNoSearchIsReportedAndHandedOverOnce() {
        List<Finding> handedOver = new ArrayList<>();
        try (Fixture fixture = Fixture.answering(request -> Answers.onSearch(
                request,
                found("ref-1", Answers.person(1)),
                found("stranger", Answers.person(9)),
                found("ref-2", Answers.person(2))))) {
            BatchAnswer answer = RegistryClient.of(
                            fixture.dci
                                    .peer(Fixture.PEER)
                                    .baseUrl(fixture.peer.baseUrl())
                                    .acceptUnsignedAnswers()
                                    .findings(handedOver::add)
                                    .build(),
                            Fixture.REGISTRY)
                    .searchBatch(items(2));

            Finding stranger = new Finding("/message/search_response/1/reference_id", Rule.REFERENCE_ID);
            assertThat(handedOver.stream().filter(stranger::equals)).hasSize(1);
            assertThat(answer.outcome(item("ref-2")).orElseThrow().findings()).contains(stranger);
        }
    }

    @Test
    void aPageShowsTheFindingsOfItsOwnItemOnly() {
        BatchAnswer answer = batch(
                request -> Answers.onSearch(
                        request,
                        found("ref-1", Answers.person(1)),
                        Answers.item("ref-2", "\"status\":\"succ\",\"locale\":7,\"data\":{\"reg_records\":[]}")),
                items(2));

        Finding number = new Finding("/message/search_response/1/locale", Rule.NUMBER_FOR_TEXT);
        assertThat(answer.outcome(item("ref-1")).orElseThrow().findings()).doesNotContain(number);
        assertThat(answer.outcome(item("ref-2")).orElseThrow().findings()).contains(number);
    }

    @Test
    void manyItemsThatNobodyAskedForDisturbNothing() {
        List<SearchItem<Person>> items = items(100);
        BatchAnswer answer = batch(
                request -> Answers.onSearch(
                        request,
                        Stream.concat(
                                        references(request).stream().map(it -> found(it)),
                                        IntStream.range(0, 3_000).mapToObj(i -> "{\"locale\":7}"))
                                .toArray(String[]::new)),
                items);

        assertThat(answer.failed()).isEmpty();
    }

    @Test
    void aRefusedMessageIsTheOutcomeOfEachOfItsSearches() {
        try (Fixture fixture = new Fixture(request -> Reply.of(403, "application/json", "{}"))) {
            BatchAnswer answer = fixture.unsigned().searchBatch(items(2));

            assertThat(answer.outcomes().values()).hasSize(2).allSatisfy(outcome -> assertThat(outcome.kind())
                    .isEqualTo(Outcome.Kind.UNAUTHORISED));
            assertThat(fixture.peer.requests()).hasSize(1);
        }
    }

    @Test
    void aBatchIsSplitAsTheProfileSaysAndOneMessageDoesNotSpoilTheOthers() {
        try (Fixture fixture = new Fixture(request -> references(request).contains("ref-3")
                ? Reply.of(400, "application/json", "{\"errors\":[{\"code\":\"err.request.bad\"}]}")
                : Reply.json(whole(request)))) {
            BatchAnswer answer =
                    fixture.unsigned(PeerProfile.STANDARD.itemsPerMessage(2)).searchBatch(items(5));

            assertThat(fixture.peer.requests())
                    .extracting(BatchSearchTest::references)
                    .containsExactly(List.of("ref-1", "ref-2"), List.of("ref-3", "ref-4"), List.of("ref-5"));
            assertThat(fixture.peer.requests())
                    .extracting(Request::transactionId)
                    .doesNotHaveDuplicates();
            assertThat(answer.outcomes().values())
                    .extracting(Outcome::kind)
                    .containsExactly(
                            Outcome.Kind.ANSWERED,
                            Outcome.Kind.ANSWERED,
                            Outcome.Kind.REFUSED,
                            Outcome.Kind.REFUSED,
                            Outcome.Kind.ANSWERED);
        }
    }

    @Test
    void aPageOfABatchLeadsToTheNextPage() {
        try (Fixture fixture = Fixture.answering(request -> {
            if (references(request).contains("ref-1")) {
                return Answers.onSearch(
                        request,
                        Answers.item(
                                "ref-1",
                                "\"status\":\"succ\",\"data\":{\"reg_records\":[" + Answers.person(1)
                                        + "]},\"pagination\":" + Answers.pagination(1, 1, 2)),
                        found("ref-2"));
            }
            return Answers.onSearch(
                    request, Answers.succeeded(request, Answers.pagination(1, 2, 2), Answers.person(2)));
        })) {
            SearchPage<Person> first = fixture.unsigned()
                    .searchBatch(items(2))
                    .outcome(item("ref-1"))
                    .orElseThrow();

            assertThat(Fixture.names(first.nextPage().records())).containsExactly("Person 2");
            assertThat(fixture.peer.requests().get(1).pageNumber()).isEqualTo(2);
        }
    }

    @Test
    void whatCannotBeSentIsRefusedBeforeAnythingIs() {
        try (Fixture fixture = Fixture.answering(BatchSearchTest::whole)) {
            RegistryClient client = fixture.unsigned(PeerProfile.STANDARD.queryTypes(QueryType.IDTYPE_VALUE));

            assertThatThrownBy(() -> client.searchBatch(List.of())).hasMessageContaining("at least one search");
            assertThatThrownBy(() -> client.searchBatch(List.of(item("a"), item("a"))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("reference_id a");
            assertThatThrownBy(() -> client.searchBatch(List.of(
                            item("a"),
                            SearchItem.of(Fixture.PERSON, Query.where("sex").eq("female")))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("idtype-value");
            assertThatThrownBy(() -> item(" ")).isInstanceOf(IllegalArgumentException.class);
            assertThat(fixture.peer.requests()).isEmpty();
        }
    }

    @Test
    void aSearchThatWasNotAskedHasNoOutcome() {
        BatchAnswer answer = batch(BatchSearchTest::whole, items(1));

        assertThatThrownBy(() -> answer.outcome(item("ref-2"))).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> answer.outcome(SearchItem.of(Fixture.PERSON, Query.identifier("BRN", "other"))
                        .referenceId("ref-1")))
                .isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void noValueThatIsSearchedForIsShown() {
        assertThat(item("ref-1").toString())
                .contains("ref-1", "IdentifierQuery")
                .doesNotContain("SYN-");
        BatchAnswer answer = batch(BatchSearchTest::whole, items(1));
        assertThat(answer.outcome(item("ref-1"))).hasToString("Answered");
        assertThat(new Outcome.Rejected<Person>(new RejectedException(
                        null,
                        "Almaz is dead",
                        answer.outcome(item("ref-1")).orElseThrow().context())))
                .asString()
                .doesNotContain("Almaz");
    }
}
