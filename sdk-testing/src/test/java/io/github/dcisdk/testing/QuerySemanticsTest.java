package io.github.dcisdk.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dcisdk.crvs.Crvs;
import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.json.Code;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.JsonValue.JsonObject;
import io.github.dcisdk.message.Expression;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.message.QueryType;
import io.github.dcisdk.message.SearchResponseData;
import io.github.dcisdk.message.SearchResponseItem;
import io.github.dcisdk.message.SearchSort;
import io.github.dcisdk.message.Sort;
import io.github.dcisdk.profile.RecordType;
import io.github.dcisdk.profile.RegistryProfile;
import io.github.dcisdk.query.QueryEvaluator;
import io.github.dcisdk.socialregistry.SocialGroup;
import io.github.dcisdk.socialregistry.SocialRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a test registry finds over the wire is exactly what {@code docs/query-semantics.md} says: the same queries are put
 * to it and to {@link QueryEvaluator}, of whose every sentence the core has a test.
 */
class QuerySemanticsTest {
    private static final String BORN = "member_list.demographic_info.birth_date";

    private static final List<SocialGroup> HOUSEHOLDS = List.of(
            household("{'group_size':4,'poverty_score':4.5,'member_list':["
                    + "{'demographic_info':{'sex':'female','birth_date':'1950-01-01'}},"
                    + "{'demographic_info':{'sex':'male','birth_date':'2015-01-01'}}]}"),
            household("{'group_size':'6','poverty_score':'9.00','village':'Kirehe',"
                    + "'group_identifier':[{'identifier_type':'HOUSEHOLD_ID','identifier_value':'SYN-H2'}]}"),
            household("{'poverty_score':9,'village':'Gatsibo','member_list':["
                    + "{'demographic_info':{'sex':'female','birth_date':'05.06.1985','name':{'surname':'Nguyễn'}}}]}"),
            household("{'group_size':1,'poverty_score':1e2,'registration_date':'2024-05-20T23:30:00-05:00'}"),
            household("{}"));

    @RegisterExtension
    static final TestRegistry civil =
            TestRegistry.of(Crvs.PROFILE).records(Crvs.PERSON, People.ALL).build();

    @RegisterExtension
    static final TestRegistry social = TestRegistry.of(SocialRegistry.PROFILE)
            .records(SocialRegistry.GROUP, HOUSEHOLDS)
            .build();

    private static SocialGroup household(String json) {
        byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return Json.read(JsonSlice.of(bytes), SocialGroup.TYPE, "", finding -> {});
    }

    private static Query expression(String json) {
        return Query.of(QueryType.EXPRESSION, Json.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    }

    static Stream<Query> ofPeople() {
        return Stream.of(
                Query.identifier("UIN", "SYN-0002"),
                Query.identifier("uin", "SYN-0002"),
                Query.identifier("UIN", "syn-0002"),
                Query.identifier("BRN", "SYN-0002"),
                Query.identifier("SHOE_SIZE", "SYN-0002"),
                Query.where("birth_date").ge("1960-01-01").and("sex").eq("Female"),
                Query.where("birth_date").between("1958-07-02", "1960-11-23"),
                Query.where("name.surname").eq("Chan").or("name.surname").eq("chan"),
                Query.where("name.surname").eq("Nguye\u0302\u0303n"),
                Query.where("name.surname").in("አበበ", "Quispe"),
                Query.where("name.surname").not().eq("Chan"),
                Query.where("death_date").lt("2024-01-01"),
                Query.where("death_date").not().lt("2024-01-01"),
                Query.where("name.surname").eq("C.*"),
                Query.expression(Expression.where("sex")
                        .eq("male")
                        .or(Expression.where("birth_date")
                                .gt("1980-01-01")
                                .and(Expression.where("name.given_name").lt("T")))),
                expression("{'dob':{'$gte':'1960-01-01'},'sex':'male'}"),
                Query.graphql("{ person(uin: \"SYN-0002\") { birth_date } }"),
                Query.where("shoe_size").eq(1),
                Query.where("name").eq("Chan"),
                Query.where("sex").gt("female"),
                Query.where("birth_date").eq("soon"),
                expression("{'name.surname':{'$regex':'C.*'}}"));
    }

    @ParameterizedTest
    @MethodSource("ofPeople")
    void peopleAreFoundAsTheSemanticsSay(Query query) {
        assertThat(overTheWire(civil, Crvs.PROFILE, Crvs.PERSON, query, List.of()))
                .isEqualTo(evaluated(Crvs.PROFILE, Crvs.PERSON, People.ALL, query, List.of()));
    }

    static Stream<Query> ofHouseholds() {
        return Stream.of(
                Query.identifier("HOUSEHOLD_ID", "SYN-H2"),
                Query.where("group_size").ge(4),
                Query.where("group_size").lt("6"),
                Query.where("poverty_score").eq(9),
                Query.where("poverty_score").in(4.5, 100),
                Query.where("registration_date").eq("2024-05-20"),
                Query.where("registration_date").eq("2024-05-21T04:30:00Z"),
                Query.where("village").eq("Kirehe"),
                Query.where(BORN).between("1980-01-01", "1990-01-01"),
                Query.where(BORN).ge("1980-01-01").and(BORN).le("1990-01-01"),
                Query.where("member_list.demographic_info.sex")
                        .eq("female")
                        .and(BORN)
                        .gt("2010-01-01"),
                Query.where("member_list.demographic_info.sex").not().eq("male"),
                Query.where("village").eq(7),
                Query.where("member_list").eq("x"));
    }

    @ParameterizedTest
    @MethodSource("ofHouseholds")
    void householdsAreFoundAsTheSemanticsSay(Query query) {
        assertThat(overTheWire(social, SocialRegistry.PROFILE, SocialRegistry.GROUP, query, List.of()))
                .isEqualTo(evaluated(SocialRegistry.PROFILE, SocialRegistry.GROUP, HOUSEHOLDS, query, List.of()));
    }

    static Stream<List<Sort>> orders() {
        return Stream.of(
                List.of(Sort.asc("name.surname")),
                List.of(Sort.desc("name.surname"), Sort.asc("birth_date")),
                List.of(Sort.asc("sex"), Sort.desc("birth_date")),
                List.of(Sort.desc("death_date")),
                List.of(Sort.asc("shoe_size")));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void peopleAreSortedAsTheSemanticsSay(List<Sort> sort) {
        List<SearchSort> wire = sort.stream().map(Sort::toSearchSort).toList();
        Query everybody = Query.where("birth_date").ge("1900-01-01");

        assertThat(overTheWire(civil, Crvs.PROFILE, Crvs.PERSON, everybody, wire))
                .isEqualTo(evaluated(Crvs.PROFILE, Crvs.PERSON, People.ALL, everybody, wire));
    }

    /**
     * What a query ends in.
     *
     * @param records what is found, in order, as JSON
     * @param rejection the reason code, if it is rejected
     */
    private record Outcome(List<JsonObject> records, Optional<String> rejection) {}

    private static Outcome overTheWire(
            TestRegistry registry, RegistryProfile profile, RecordType<?> type, Query query, List<SearchSort> sort) {
        SearchResponseItem item =
                Messages.ask(registry, profile, type, sort, query).get(0);
        return new Outcome(
                item.data().map(SearchResponseData::regRecords).orElse(List.of()),
                item.statusReasonCode().map(Code::code));
    }

    private static <T extends DciObject> Outcome evaluated(
            RegistryProfile profile, RecordType<T> type, List<T> records, Query query, List<SearchSort> sort) {
        QueryEvaluator<T> evaluator = QueryEvaluator.of(profile, type);
        try {
            List<T> found =
                    records.stream().filter(evaluator.predicate(query, records)).toList();
            return new Outcome(
                    evaluator.sorted(found, sort, records).stream()
                            .map(Json::toJson)
                            .toList(),
                    Optional.empty());
        } catch (RejectedException e) {
            return new Outcome(List.of(), e.reasonCode());
        }
    }

    @Test
    void theTablesFindSomeAndRejectSome() {
        List<Outcome> outcomes = ofPeople()
                .map(query -> evaluated(Crvs.PROFILE, Crvs.PERSON, People.ALL, query, List.of()))
                .toList();

        assertThat(outcomes).filteredOn(outcome -> !outcome.records().isEmpty()).hasSizeGreaterThan(8);
        assertThat(outcomes)
                .filteredOn(outcome -> outcome.rejection().isPresent())
                .hasSizeGreaterThan(5);
    }
}
