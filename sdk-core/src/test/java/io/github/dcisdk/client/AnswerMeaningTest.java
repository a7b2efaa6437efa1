package io.github.dcisdk.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.dcisdk.client.ScriptedPeer.Request;
import io.github.dcisdk.error.DciException;
import io.github.dcisdk.error.EncryptionException;
import io.github.dcisdk.error.MalformedMessageException;
import io.github.dcisdk.error.RefusedException;
import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.Rule;
import io.github.dcisdk.profile.PeerProfile;
import io.github.dcisdk.profile.PeerProfile.AnswerIds;
import io.github.dcisdk.record.Person;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the parts of an answer mean. */
@Timeout(60)
class AnswerMeaningTest {
    private static final String ITEM = "/message/search_response/0";
    private static final String NO_DATA = "\"status\":\"succ\"";

    private static SearchPage<Person> page(Function<Request, String> script) {
        return page(PeerProfile.STANDARD, script);
    }

    private static SearchPage<Person> page(PeerProfile profile, Function<Request, String> script) {
        try (Fixture fixture = Fixture.answering(script)) {
            return fixture.unsigned(profile).search(Fixture.PERSON, Fixture.QUERY);
        }
    }

    private static <E extends DciException> E error(Class<E> type, Function<Request, String> script) {
        return error(PeerProfile.STANDARD, type, script);
    }

    private static <E extends DciException> E error(
            PeerProfile profile, Class<E> type, Function<Request, String> script) {
        try (Fixture fixture = Fixture.answering(script)) {
            RegistryClient client = fixture.unsigned(profile);
            E error = catchThrowableOfType(type, () -> client.search(Fixture.PERSON, Fixture.QUERY));
            assertThat(error).isNotNull();
            Request request = fixture.peer.requests().get(0);
            assertThat(error.peer()).contains(Fixture.PEER);
            assertThat(error.transactionId()).contains(request.transactionId());
            assertThat(error.rawAnswer())
                    .hasValueSatisfying(raw -> assertThat(new String(raw.body(), StandardCharsets.UTF_8))
                            .isEqualTo(script.apply(request)));
            assertThat(error.getMessage())
                    .contains("HTTP 200, application/json, ")
                    .doesNotContain("Almaz");
            return error;
        }
    }

    @Test
    void anAnswerGivesTypedRecordsCountsAndIdentifiers() {
        SearchPage<Person> page = page(request -> Answers.onSearch(
                request, Answers.succeeded(request, Answers.pagination(50, 1, 2), Answers.people(1, 2))));

        assertThat(Fixture.names(page.records())).containsExactly("Person 1", "Person 2");
        assertThat(page.totalCount()).hasValue(2);
        assertThat(page.pageNumber()).isEqualTo(1);
        assertThat(page.hasNextPage()).isFalse();
        assertThat(page.context().peer()).contains(Fixture.PEER);
        assertThat(page.context().correlationId()).contains("c-1");
        assertThat(page.findings()).extracting(Finding::rule).containsOnly(Rule.EMPTY_FOR_ABSENT); // signature ""
        assertThat(page.rawAnswer().httpStatus()).isEqualTo(200);
        assertThat(page.rawAnswer().body()).startsWith("{\"signature\"".getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"status_reason_message\":\"Almaz may not ask\""})
    void aRejectedHeaderRejectsTheSearch(String more) {
        RejectedException error = error(
                RejectedException.class,
                request -> Answers.envelope(
                        Answers.header("rjct")
                                .replace("}", ",\"status_reason_code\":\"rjct.version.invalid\"" + more + "}"),
                        Answers.message(request)));

        assertThat(error.reasonCode()).contains("rjct.version.invalid");
        assertThat(error.reasonMessage().isPresent()).isEqualTo(!more.isEmpty());
        assertThat(error.getMessage()).contains("rejected with rjct.version.invalid");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 422})
    void aRejectedHeaderRejectsTheSearchWhateverStatusItComesWith(int status) {
        String body =
                "{\"header\":{\"status\":\"rjct\",\"status_reason_code\":\"rjct.action.invalid\"},\"message\":{}}";
        try (Fixture fixture = new Fixture(request -> ScriptedPeer.Reply.of(status, "application/json", body))) {
            RejectedException error = catchThrowableOfType(
                    RejectedException.class, () -> fixture.signed().search(Fixture.PERSON, Fixture.QUERY));
            assertThat(error.reasonCode()).contains("rjct.action.invalid");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 429, 500})
    void whatSaysWhoMayCallAndWhenIsNoRejection(int status) {
        String body = "{\"header\":{\"status\":\"rjct\"},\"message\":{}}";
        try (Fixture fixture = new Fixture(request -> ScriptedPeer.Reply.of(status, "application/json", body))) {
            assertThat(Outcome.of(() -> fixture.signed().search(Fixture.PERSON, Fixture.QUERY))
                            .kind())
                    .isIn(Outcome.Kind.UNAUTHORISED, Outcome.Kind.UNAVAILABLE);
        }
    }

    @Test
    void aRejectedHeaderNeedsNoMessage() {
        RejectedException error =
                error(RejectedException.class, request -> "{\"header\":" + Answers.header("rjct") + "}");

        assertThat(error.reasonCode()).isEmpty();
    }

    @Test
    void aRejectedItemRejectsTheSearch() {
        RejectedException error = error(
                RejectedException.class,
                request -> Answers.onSearch(
                        request,
                        Answers.item(
                                request.referenceId(),
                                "\"status\":\"rjct\",\"status_reason_code\":\"rjct.search_criteria.invalid\","
                                        + "\"status_reason_message\":\"no Almaz here\"")));

        assertThat(error.reasonCode()).contains("rjct.search_criteria.invalid");
        assertThat(error.reasonMessage()).contains("no Almaz here");
        assertThat(error.correlationId()).contains("c-1");
    }

    @Test
    void aMissingItemIsNoAnswer() {
        MalformedMessageException error = error(MalformedMessageException.class, request -> Answers.onSearch(request));

        assertThat(error.ruleId()).contains("answer.reference-id");
        assertThat(error.getMessage()).contains("PeerProfile.droppingEmptyItems()");
    }

    @Test
    void aMissingItemMeansNothingFoundWhereThePeerIsKnownForIt() {
        SearchPage<Person> page = page(PeerProfile.STANDARD.droppingEmptyItems(), request -> Answers.onSearch(request));

        assertThat(page.records()).isEmpty();
        assertThat(page.totalCount()).isEmpty();
        assertThat(page.hasNextPage()).isFalse();
    }

    @Test
    void ourOwnRequestSentBackIsNotAnEmptyAnswer() {
        error(PeerProfile.STANDARD.droppingEmptyItems(), MalformedMessageException.class, Request::text);
    }

    @ParameterizedTest
    @CsvSource({"pdng, pdng", "rcvd, rcvd", "half-done, unlisted code"})
    void anUnfinishedItemWithoutDataIsNoAnswer(String status, String shown) {
        MalformedMessageException error = error(
                MalformedMessageException.class,
                request -> Answers.onSearch(
                        request, Answers.item(request.referenceId(), "\"status\":\"" + status + "\"")));

        assertThat(error.ruleId()).contains("answer.status-contradiction");
        assertThat(error.pointer()).isEqualTo(ITEM + "/status");
        assertThat(error.getMessage()).contains("the status of the item is " + shown + " and it has no data");
    }

    @Test
    void anItemWithNeitherStatusNorDataIsNoAnswer() {
        MalformedMessageException error = error(
                MalformedMessageException.class,
                request -> Answers.onSearch(request, Answers.item(request.referenceId(), "\"locale\":\"eng\"")));

        assertThat(error.getMessage()).contains("the status of the item is absent");
    }

    @Test
    void aPendingItemIsNotFinalEvenWithData() {
        error(
                MalformedMessageException.class,
                request -> Answers.onSearch(request, withStatus(request, "\"status\":\"pdng\"")));
    }

    private static String withStatus(Request request, String status) {
        return Answers.succeeded(request, "", Answers.person(1)).replace(NO_DATA, status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"status\":\"rcvd\"", "\"status\":\"finished\"", "\"locale\":\"eng\""})
    void dataIsAnAnswerWhateverTheStatusAndTheContradictionIsReported(String status) {
        SearchPage<Person> page = page(request -> Answers.onSearch(request, withStatus(request, status)));

        assertThat(page.records()).hasSize(1);
        assertThat(page.findings()).contains(new Finding(ITEM + "/status", Rule.STATUS_CONTRADICTION));
    }

    @Test
    void anotherTransactionIsNotOurs() {
        MalformedMessageException error = error(MalformedMessageException.class, request -> Answers.onSearch(
                        request, Answers.succeeded(request, "", Answers.person(1)))
                .replace(request.transactionId(), "t-other"));

        assertThat(error.ruleId()).contains("answer.transaction-id");
        assertThat(error.correlationId()).contains("c-1");
        assertThat(error.getMessage()).doesNotContain("t-other");
    }

    @Test
    void anAnswerThatNamesNoTransactionIsNoAnswer() {
        MalformedMessageException error = error(
                MalformedMessageException.class,
                request -> Answers.envelope(Answers.header("succ"), "{\"search_response\":[]}"));

        assertThat(error.ruleId()).contains("member.required");
        assertThat(error.pointer()).isEqualTo("/message/transaction_id");
    }

    @Test
    void aHeaderAloneIsNoAnswer() {
        MalformedMessageException error =
                error(MalformedMessageException.class, request -> "{\"header\":" + Answers.header("succ") + "}");

        assertThat(error.pointer()).isEqualTo("/message");
    }

    @Test
    void aRefusalMayComeInAnEnvelope() {
        RefusedException error = error(
                RefusedException.class,
                request -> Answers.envelope(
                        Answers.header("succ"),
                        "{\"ack_status\":\"ERR\",\"error\":{\"code\":\"err.request.bad\",\"message\":\"Almaz\"}}"));

        assertThat(error.refusalCode()).contains("err.request.bad");
    }

    @Test
    void anotherReferenceIsNotOurs() {
        MalformedMessageException error = error(MalformedMessageException.class, request -> Answers.onSearch(
                        request, Answers.succeeded(request, "", Answers.person(1)))
                .replace(request.referenceId(), "r-other"));

        assertThat(error.ruleId()).contains("answer.reference-id");
    }

    @Test
    void ofSeveralItemsOursIsTakenAndTheOthersAreReported() {
        SearchPage<Person> page = page(request -> Answers.onSearch(
                request,
                Answers.item("r-other", "\"status\":\"rjct\""),
                Answers.succeeded(request, "", "{\"name\":{\"given_name\":\"Sophea\"},\"sex\":7}")));

        assertThat(Fixture.names(page.records())).containsExactly("Sophea");
        assertThat(page.findings())
                .contains(new Finding(ITEM + "/reference_id", Rule.REFERENCE_ID))
                .anyMatch(finding -> finding.pointer().startsWith("/message/search_response/1/data/reg_records/0/sex"));
    }

    @Test
    void aQueryThatIsAnsweredTwiceIsAmbiguous() {
        MalformedMessageException error = error(
                MalformedMessageException.class,
                request -> Answers.onSearch(
                        request,
                        Answers.succeeded(request, "", Answers.person(1)),
                        Answers.succeeded(request, "", Answers.person(2))));

        assertThat(error.ruleId()).contains("item.reference-id-duplicate");
    }

    @Test
    void unlistedCodesAndUnknownMembersAreKept() {
        SearchPage<Person> page = page(request -> Answers.onSearch(
                request,
                Answers.succeeded(
                        request, "", "{\"sex\":\"not-told\",\"clan\":{\"name\":\"x\"},\"birth_date\":\"spring\"}")));

        Person person = page.records().get(0);
        assertThat(person.sex()).hasValueSatisfying(sex -> {
            assertThat(sex.code()).isEqualTo("not-told");
            assertThat(sex.isListed()).isFalse();
        });
        assertThat(person.additionalProperties()).containsKey("clan");
        assertThat(person.birthDate()).isPresent();
        assertThat(page.findings()).extracting(Finding::rule).contains(Rule.CODE_UNLISTED, Rule.DATE_UNREADABLE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|0|EMPTY_FOR_ABSENT",
                "\"\"|0|EMPTY_FOR_ABSENT",
                "null|0|EMPTY_FOR_ABSENT",
                "\"none\"|0|WRONG_TYPE",
                "{\"name\":{\"given_name\":\"Sophea\"}}|1|SINGLE_FOR_LIST"
            })
    void recordsInAnotherFormAreReadAndReported(String records, int count, Rule rule) {
        SearchPage<Person> page = page(request -> Answers.onSearch(
                request,
                Answers.item(request.referenceId(), "\"status\":\"succ\",\"data\":{\"reg_records\":" + records + "}")));

        assertThat(page.records()).hasSize(count);
        assertThat(page.findings()).contains(new Finding(ITEM + "/data/reg_records", rule));
    }

    @Test
    void aSuccessWithoutDataFindsNothing() {
        SearchPage<Person> page =
                page(request -> Answers.onSearch(request, Answers.item(request.referenceId(), "\"status\":\"succ\"")));

        assertThat(page.records()).isEmpty();
        assertThat(page.hasNextPage()).isFalse();
    }

    @Test
    void anEncryptedAnswerSaysSo() {
        EncryptionException error = error(
                EncryptionException.class,
                request -> Answers.envelope(
                        Answers.header("succ"), "{\"header\":{\"alg\":\"RSA-OAEP-256\"},\"ciphertext\":\"x\"}"));

        assertThat(error.getMessage()).contains("the answer is encrypted");
    }

    @ParameterizedTest
    @CsvSource({
        "SWAPPED, civil.example.org, spmis.example.org, ''",
        "SWAPPED, spmis.example.org, civil.example.org, sender receiver",
        "SWAPPED, civil.example.org, other.example.org, receiver",
        "COPIED, spmis.example.org, civil.example.org, ''",
        "COPIED, civil.example.org, spmis.example.org, sender receiver",
        "ABSENT, a, b, ''",
    })
    void idsOfAnAnswerAreComparedAsTheProfileSays(AnswerIds ids, String sender, String receiver, String wrong) {
        SearchPage<Person> page = page(
                PeerProfile.STANDARD.answerIds(ids),
                request -> Answers.envelope(
                        Answers.header(sender, receiver, "succ"),
                        Answers.message(request, Answers.succeeded(request, "", Answers.person(1)))));

        assertThat(page.records()).hasSize(1);
        assertThat(page.findings().contains(new Finding("/header/sender_id", Rule.SENDER)))
                .isEqualTo(wrong.contains("sender"));
        assertThat(page.findings().contains(new Finding("/header/receiver_id", Rule.RECEIVER)))
                .isEqualTo(wrong.contains("receiver"));
    }

    @Test
    void anotherActionIsReported() {
        SearchPage<Person> page =
                page(request -> Answers.onSearch(request, Answers.succeeded(request, "", Answers.person(1)))
                        .replace("on-search", "search"));

        assertThat(page.records()).hasSize(1);
        assertThat(page.findings()).contains(new Finding("/header/action", Rule.ACTION));
    }
}
