package io.github.dcisdk.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.dcisdk.client.ScriptedPeer.Request;
import io.github.dcisdk.error.DciException;
import io.github.dcisdk.error.EncryptionException;
import io.github.dcisdk.error.MalformedMessageException;
import io.github.dcisdk.error.NotAuthenticException;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.Findings;
import io.github.dcisdk.json.Rule;
import io.github.dcisdk.json.RuleClass;
import io.github.dcisdk.record.Person;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Answers in other shapes than the standard's: read from a peer without signature, refused from one that signs. */
class AnswerShapeTest {
    private static final String NESTED_RECORDS = "[" + Answers.person(1) + ",[" + Answers.person(2) + "]]";

    private static String message(Request request) {
        return Answers.message(request, Answers.succeeded(request, Answers.pagination(50, 1, 2), Answers.people(1, 2)));
    }

    private static SearchPage<Person> page(Function<Request, String> script) {
        try (Fixture fixture = Fixture.answering(script)) {
            return fixture.unsigned().search(Fixture.PERSON, Fixture.QUERY);
        }
    }

    private static <E extends DciException> E error(Class<E> type, Function<Request, String> script) {
        try (Fixture fixture = Fixture.answering(script)) {
            RegistryClient client = fixture.unsigned();
            return catchThrowableOfType(type, () -> client.search(Fixture.PERSON, Fixture.QUERY));
        }
    }

    private static void assertBothPeople(SearchPage<Person> page, String finding) {
        assertThat(Fixture.names(page.records())).containsExactly("Person 1", "Person 2");
        assertThat(page.findings()).extracting(Finding::toString).contains(finding);
    }

    @Test
    void aMessageWithoutItsEnvelopeIsRead() {
        assertBothPeople(page(AnswerShapeTest::message), "envelope.shape at the whole body");
    }

    @Test
    void aMessageWithinAMessageIsRead() {
        assertBothPeople(
                page(request -> Answers.envelope(Answers.header("succ"), "{\"message\":" + message(request) + "}")),
                "envelope.nested at /message/message");
    }

    @Test
    void aHeaderUnderAnotherNameIsRead() {
        assertBothPeople(
                page(request -> "{\"headers\":" + Answers.header("succ") + ",\"message\":" + message(request) + "}"),
                "member.alias at /headers");
    }

    @Test
    void listsWithinTheListOfRecordsAreRead() {
        assertBothPeople(
                page(request -> Answers.envelope(Answers.header("succ"), message(request))
                        .replace("[" + String.join(",", Answers.people(1, 2)) + "]", NESTED_RECORDS)),
                "records.nested at /message/search_response/0/data/reg_records/1");
    }

    @Test
    void aSchemaInPlaceOfRecordsIsNoRecord() {
        String schema = "{\"type\":\"array\",\"description\":\"a list\",\"example\":[" + Answers.person(1) + "]}";

        SearchPage<Person> page = page(request -> Answers.onSearch(request, Answers.succeeded(request, "", schema))
                .replace("[" + schema + "]", schema));

        assertThat(page.records()).isEmpty();
        assertThat(page.findings())
                .extracting(Finding::toString)
                .contains("records.schema at /message/search_response/0/data/reg_records");
    }

    @Test
    void aSearchResponseThatOnlySaysPendingIsAnAcknowledgement() {
        MalformedMessageException error = error(
                MalformedMessageException.class,
                request -> "{\"transaction_id\":\"" + request.transactionId()
                        + "\",\"correlation_id\":\"c-1\",\"search_response\":{\"status\":\"pending\"}}");

        assertThat(error).isNotNull();
        assertThat(error.ruleId()).contains("envelope.shape");
    }

    @Test
    void aCiphertextBesideOtherMembersIsStillAnEncryptedMessage() {
        assertThat(error(
                        EncryptionException.class,
                        request -> Answers.envelope(
                                Answers.header("succ"),
                                message(request).replaceFirst("\\{", "{\"ciphertext\":\"AA\","))))
                .isNotNull();
    }

    @Test
    void everyFindingIsHandedToTheApplication() {
        Findings.Collected collected = Findings.collect();
        try (Fixture fixture = Fixture.answering(AnswerShapeTest::oddRecord)) {
            SearchPage<Person> page = client(fixture, collected).search(Fixture.PERSON, Fixture.QUERY);

            assertThat(collected.list()).isEqualTo(page.findings());
            assertThat(collected.list())
                    .extracting(Finding::toString)
                    .contains(
                            "header.action at /header/action",
                            "member.alias at /message/search_response/0/data/reg_records/0/date_of_birth");
        }
    }

    @Test
    void theApplicationMayRefuseAnAnswerForAFinding() {
        try (Fixture fixture = Fixture.answering(AnswerShapeTest::oddRecord)) {
            RegistryClient client = client(fixture, finding -> {
                if (finding.rule() == Rule.ALIAS) {
                    Findings.throwing(RuleClass.HARMLESS).accept(finding);
                }
            });
            MalformedMessageException error = catchThrowableOfType(
                    MalformedMessageException.class, () -> client.search(Fixture.PERSON, Fixture.QUERY));

            assertThat(error.ruleId()).contains("member.alias");
            assertThat(error.peer()).contains(Fixture.PEER);
            assertThat(error.rawAnswer()).isPresent();
        }
    }

    private static String oddRecord(Request request) {
        String odd = "{\"date_of_birth\":\"2014-07-02\"}";
        return Answers.onSearch(request, Answers.succeeded(request, Answers.pagination(50, 1, 1), odd))
                .replace("\"action\":\"on-search\"", "\"action\":\"search\"");
    }

    private static RegistryClient client(Fixture fixture, Consumer<Finding> handler) {
        return RegistryClient.of(
                fixture.dci
                        .peer(Fixture.PEER)
                        .baseUrl(fixture.peer.baseUrl())
                        .acceptUnsignedAnswers()
                        .findings(handler)
                        .build(),
                Fixture.REGISTRY);
    }

    @Test
    void fromAPeerThatSignsNoneOfTheseIsBelieved() {
        for (Function<Request, String> script : List.<Function<Request, String>>of(
                request -> Answers.envelope(Answers.header("succ"), "{\"message\":" + message(request) + "}"),
                request -> "{\"signature\":\"x\",\"headers\":" + Answers.header("succ") + ",\"message\":"
                        + message(request) + "}",
                AnswerShapeTest::message)) {
            try (Fixture fixture = Fixture.answering(script)) {
                RegistryClient client = RegistryClient.of(
                        fixture.dci
                                .peer(Fixture.PEER)
                                .baseUrl(fixture.peer.baseUrl())
                                .trust(Fixture.PEER_KEY.verificationKey())
                                .build(),
                        Fixture.REGISTRY);
                assertThat(catchThrowableOfType(DciException.class, () -> client.search(Fixture.PERSON, Fixture.QUERY)))
                        .isInstanceOfAny(NotAuthenticException.class, MalformedMessageException.class);
            }
        }
    }
}
