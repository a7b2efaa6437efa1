package io.github.dcisdk.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.dcisdk.error.MalformedMessageException;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.JsonValue.JsonObject;
import io.github.dcisdk.json.Rule;
import io.github.dcisdk.message.Expression;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.record.Person;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A registry that ignores the query is noticed; one that says little, or that is asked in its own language, is believed. */
@Timeout(60)
class RecordCheckTest {
    private static final String WOMAN = "{\"sex\":\"female\",\"birth_date\":\"1950-05-01T00:00:00Z\"}";
    private static final String MAN = "{\"sex\":\"male\",\"birth_date\":\"1990-05-01T00:00:00Z\"}";
    private static final String UNKNOWN = "{\"name\":{\"given_name\":\"Almaz\"}}";
    private static final String RECORDS = "/message/search_response/0/data/reg_records/";
    private static final Query WOMEN = Query.where("sex").eq("female");

    private static RegistryClient client(Fixture fixture, RecordCheck check) {
        return RegistryClient.of(
                fixture.dci
                        .peer(Fixture.PEER)
                        .baseUrl(fixture.peer.baseUrl())
                        .acceptUnsignedAnswers()
                        .recordCheck(check)
                        .build(),
                Fixture.REGISTRY);
    }

    private static Fixture sending(String... records) {
        return Fixture.answering(request -> Answers.onSearch(
                request, Answers.succeeded(request, Answers.pagination(50, 1, records.length), records)));
    }

    private static List<Integer> contradicting(Query query, String... records) {
        try (Fixture fixture = sending(records)) {
            return fixture.unsigned().search(Fixture.PERSON, query).findings().stream()
                    .filter(finding -> finding.rule() == Rule.RECORD)
                    .map(finding -> Integer.valueOf(finding.pointer().substring(RECORDS.length())))
                    .toList();
        }
    }

    private static String with(String type, String value) {
        return "{\"identifier\":[{\"identifier_type\":\"" + type + "\",\"identifier_value\":\"" + value + "\"}]}";
    }

    @Test
    void recordsThatContradictTheQueryAreReportedByDefault() {
        assertThat(contradicting(WOMEN, WOMAN, MAN, UNKNOWN, MAN)).containsExactly(1, 3);
        assertThat(contradicting(Query.where("birth_date").le("1960-01-01"), WOMAN, MAN))
                .containsExactly(1);
        assertThat(contradicting(
                        Query.expression(Expression.where("sex")
                                .eq("female")
                                .and(Expression.where("birth_date").gt("1980-01-01"))),
                        WOMAN,
                        MAN))
                .containsExactly(0, 1);
    }

    @Test
    @ResourceLock(Resources.SYSTEM_ERR)
    void theWarningCountsAndNamesNobody() {
        try (CapturedLog log = new CapturedLog();
                Fixture fixture = sending(WOMAN, MAN, UNKNOWN)) {
            fixture.unsigned().search(Fixture.PERSON, WOMEN);

            assertThat(log.text())
                    .contains("1 of 3 records do not answer the query")
                    .doesNotContain("male", "Almaz");
        }
    }

    @Test
    void ofAnIdentifierTheValueCountsAndWhatIsWithheldIsBelieved() {
        Query query = Query.identifier("UIN", "SYN-0001");
        assertThat(contradicting(query, with("UIN", "SYN-0001"), with("UIN", "SYN-0002"), with("BRN", "7"), UNKNOWN))
                .containsExactly(1);
        assertThat(contradicting(
                        query,
                        "{\"identifier\":[{\"identifier_type\":\"UIN\",\"identifier_value\":\"SYN-0002\"},"
                                + "{\"identifier_type\":\"UIN\",\"identifier_value\":\"SYN-0001\"}]}"))
                .isEmpty();
    }

    @Test
    void queriesOfAnotherKindCannotBeCompared() {
        assertThat(contradicting(Query.graphql("{ person { sex } }"), MAN)).isEmpty();
        assertThat(contradicting(Query.where("programme").eq("x"), MAN)).isEmpty();
        JsonObject own = new JsonObject(Map.of("$near", new JsonObject(Map.of())));
        assertThat(contradicting(Query.expression(new JsonObject(Map.of("query", own))), MAN))
                .isEmpty();
    }

    @Test
    void anAnswerWithSuchARecordCanBeRefused() {
        try (Fixture fixture = sending(WOMAN, MAN)) {
            MalformedMessageException error =
                    catchThrowableOfType(MalformedMessageException.class, () -> client(fixture, RecordCheck.REFUSE)
                            .search(Fixture.PERSON, WOMEN));

            assertThat(error.ruleId()).contains(Rule.RECORD.id());
            assertThat(error.pointer()).isEqualTo(RECORDS + "1");
            assertThat(error.detail()).isEqualTo("1 of 2 records do not answer the query");
            assertThat(error.rawAnswer()).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theCheckCanBeLeftOut(boolean whole) {
        try (Fixture fixture = whole ? sending(WOMAN) : sending(WOMAN, MAN)) {
            SearchPage<Person> page = client(fixture, RecordCheck.OFF).search(Fixture.PERSON, WOMEN);

            assertThat(page.findings()).extracting(Finding::rule).doesNotContain(Rule.RECORD);
        }
    }
}
