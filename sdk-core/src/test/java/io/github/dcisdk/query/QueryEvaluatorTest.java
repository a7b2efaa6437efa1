package io.github.dcisdk.query;

import static io.github.dcisdk.query.TestRecords.HOUSEHOLDS;
import static io.github.dcisdk.query.TestRecords.PEOPLE;
import static io.github.dcisdk.query.TestRecords.expression;
import static io.github.dcisdk.query.TestRecords.households;
import static io.github.dcisdk.query.TestRecords.people;
import static io.github.dcisdk.query.TestRecords.predicate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.JsonValue.JsonObject;
import io.github.dcisdk.message.Expression;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.message.SearchSort;
import io.github.dcisdk.message.Sort;
import io.github.dcisdk.message.SortOrder;
import io.github.dcisdk.record.Group;
import io.github.dcisdk.record.Person;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The meaning of queries, sentence by sentence as in {@code docs/query-semantics.md}. */
class QueryEvaluatorTest {
    /** Whether a person, given as JSON, answers a condition, given as an expression. */
    private static boolean answers(String person, String conditions) {
        return answers(person, expression(conditions));
    }

    private static boolean answers(String person, Query query) {
        List<Person> one = people(person);
        return PEOPLE.predicate(query, one).test(one.get(0));
    }

    @Test
    void whatStandsBesideTheConditionsIsNotIgnored() {
        JsonObject conditions = Json.parse("{\"sex\":\"female\"}".getBytes(StandardCharsets.UTF_8))
                .asObject()
                .orElseThrow();
        JsonValue other = JsonValue.of("x");
        Query known = Query.expression(new JsonObject(Map.of("collection", other, "query", conditions)));
        Query unknown = Query.expression(new JsonObject(Map.of("not", other, "query", conditions)));

        assertThat(answers("{'sex':'female'}", known)).isTrue();
        assertThatThrownBy(() -> answers("{'sex':'female'}", unknown)).isInstanceOf(RejectedException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            1985-05-20                | {'$eq':'1985-05-20'}                                | true
            1985-05-20                | {'$lt':'1985-05-21'}                                | true
            1985-05-20                | {'$gt':'1985-05-20'}                                | false
            1985-05-20                | {'$in':['1985-05-19','1985-05-20']}                 | true
            1985-05-20T00:00:00Z      | {'$eq':'1985-05-20'}                                | true
            1985-05-20T23:30:00-05:00 | {'$eq':'1985-05-20'}                                | true
            1985-05-20T23:30:00-05:00 | {'$le':'1985-05-20'}                                | true
            1985-05-20                | {'$eq':'1985-05-20T23:30:00-05:00'}                 | true
            1985-05-20T23:30:00-05:00 | {'$eq':'1985-05-21T04:30:00Z'}                      | true
            1985-05-20T23:30:00-05:00 | {'$lt':'1985-05-21T04:30:00.001Z'}                  | true
            1985-05-20T10:00:00       | {'$eq':'1985-05-20T12:00:00+02:00'}                 | true
            1985-05-20T10:00          | {'$ge':'1985-05-20T10:00:00Z','$lt':'1985-05-21'}   | true
            20.05.1985                | {'$ge':'1985-05-20'}                                | true
            """)
    void datesAreComparedAsDates(String born, String conditions, boolean holds) {
        assertThat(answers("{'birth_date':'" + born + "'}", "{'birth_date':" + conditions + "}"))
                .isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            9     | {'$lt':10}              | true
            9     | {'$eq':9.00}            | true
            9     | {'$eq':9e0}             | true
            9     | {'$eq':'9'}             | true
            '9.0' | {'$eq':9}               | true
            45.2  | {'$gt':45.19999999999}  | true
            45.2  | {'$in':[1,'45.20']}     | true
            -1    | {'$lt':0}               | true
            1e2   | {'$gte':100,'$lte':100} | true
            5     | {'$lt':1e999999999}     | true
            5     | {'$gt':1e-999999999}    | true
            """)
    void numbersAreComparedAsNumbers(String score, String conditions, boolean holds) {
        List<Group> one = households("{'poverty_score':" + score + "}");

        assertThat(HOUSEHOLDS
                        .predicate(expression("{'poverty_score':" + conditions + "}"), one)
                        .test(one.get(0)))
                .isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Sophea  | {'$eq':'Sophea'}          | true
            Sophea  | {'$eq':'sophea'}          | false
            Sophea  | {'$eq':'Soph'}            | false
            Sophea  | {'$eq':'S.*'}             | false
            Sophea  | {'$gt':'Soph','$lt':'T'}  | true
            អាល់     | {'$eq':'អាល់'}             | true
            አበበ     | {'$in':['ከበደ','አበበ']}     | true
            Nguyễn  | {'$eq':'Nguyễn'}          | true
            17      | {'$eq':17}                | true
            """)
    void textIsComparedByCharacterWithCase(String name, String conditions, boolean holds) {
        assertThat(answers("{'name':{'given_name':'" + name + "'}}", "{'name.given_name':" + conditions + "}"))
                .isEqualTo(holds);
    }

    @Test
    void oneNameInTwoUnicodeFormsIsOneName() {
        String composed = "Nguy\u1ec5n";
        String decomposed = "Nguye\u0302\u0303n";

        assertThat(answers(
                        "{'name':{'surname':'" + decomposed + "'}}",
                        Query.where("name.surname").eq(composed)))
                .isTrue();
    }

    @Test
    void textIsOrderedByCodePoint() {
        assertThat(answers(
                        "{'name':{'surname':'\ud801\udc37'}}",
                        Query.where("name.surname").gt("\uff21")))
                .isTrue();
        assertThat(answers(
                        "{'name':{'surname':'\ud801\udc37'}}",
                        Query.where("name.surname").lt("\ud801\udc38")))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            female | {'$eq':'female'}       | true
            female | {'$eq':'Female'}       | true
            FeMale | {'$eq':'female'}       | true
            female | {'$in':['male','X']}   | false
            X      | {'$eq':'x'}            | true
            """)
    void codesAreComparedWithoutCase(String sex, String conditions, boolean holds) {
        assertThat(answers("{'sex':'" + sex + "'}", "{'sex':" + conditions + "}"))
                .isEqualTo(holds);
    }

    @Test
    void aListMatchesIfOneOfItsElementsDoes() {
        String person = "{'phone_number':['+855 1','+855 2'],'address':[{'city':'Kirehe'},{'city':'ភ្នំពេញ'}]}";

        assertThat(answers(person, Query.where("phone_number").eq("+855 2"))).isTrue();
        assertThat(answers(person, Query.where("phone_number").eq("+855 3"))).isFalse();
        assertThat(answers(person, "{'$and':[{'phone_number':'+855 1'},{'phone_number':'+855 2'}]}"))
                .isTrue();
    }

    @Test
    void theEndsOfARangeHoldForOneElement() {
        List<Group> one = households("{'member_list':[{'demographic_info':{'birth_date':'1950-01-01'}},"
                + "{'demographic_info':{'birth_date':'2015-01-01'}}]}");
        String born = "member_list.demographic_info.birth_date";

        for (Query schoolAge : List.of(
                Query.where(born).between("2010-01-01", "2020-01-01"),
                Query.expression(Expression.where(born).between("2010-01-01", "2020-01-01")))) {
            assertThat(HOUSEHOLDS.predicate(schoolAge, one).test(one.get(0))).isTrue();
        }
        for (Query working : List.of(
                Query.where(born).between("1980-01-01", "1990-01-01"),
                Query.expression(Expression.where(born).between("1980-01-01", "1990-01-01")))) {
            assertThat(HOUSEHOLDS.predicate(working, one).test(one.get(0))).isFalse();
        }
        Query apart = Query.where(born).ge("1980-01-01").and(born).le("1990-01-01");
        assertThat(HOUSEHOLDS.predicate(apart, one).test(one.get(0)))
                .as("two statements, each of some member")
                .isTrue();
    }

    @Test
    void whatIsAbsentAnswersNeitherAComparisonNorItsOpposite() {
        for (String absent : List.of("{}", "{'death_date':''}", "{'death_date':'unknown'}")) {
            assertThat(answers(absent, Query.where("death_date").lt("2024-01-01")))
                    .isFalse();
            assertThat(answers(absent, Query.where("death_date").not().lt("2024-01-01")))
                    .isFalse();
        }
        String dead = "{'death_date':'2023-12-31'}";
        assertThat(answers(dead, Query.where("death_date").not().lt("2024-01-01")))
                .isFalse();
        assertThat(answers(dead, Query.where("death_date").not().gt("2024-01-01")))
                .isTrue();
        assertThat(answers(
                        "{}",
                        Query.where("death_date")
                                .lt("2024-01-01")
                                .or("death_date")
                                .ge("2024-01-01")))
                .isFalse();
    }

    @Test
    void theOppositeHoldsOfAListIfNoElementMatches() {
        String person = "{'phone_number':['1','2']}";

        assertThat(answers(person, Query.where("phone_number").not().eq("1"))).isFalse();
        assertThat(answers(person, Query.where("phone_number").not().eq("3"))).isTrue();
    }

    @Test
    void itemsAreJoinedByAndConditionsJoinComparisons() {
        String person = "{'sex':'female','birth_date':'1960-06-01','name':{'surname':'Chan'}}";

        assertThat(answers(
                        person,
                        Query.where("birth_date").ge("1960-01-01").and("sex").eq("female")))
                .isTrue();
        assertThat(answers(
                        person,
                        Query.where("birth_date").ge("1970-01-01").and("sex").eq("female")))
                .isFalse();
        assertThat(answers(
                        person,
                        Query.where("birth_date").ge("1970-01-01").or("sex").eq("female")))
                .isTrue();
        assertThat(answers(
                        person,
                        Query.where("sex")
                                .eq("male")
                                .or("name.surname")
                                .eq("Chan")
                                .and("sex")
                                .not()
                                .eq("male")))
                .isTrue();
    }

    @Test
    void otherNamesOfAnAttributeAreUnderstood() {
        assertThat(answers("{'date_of_birth':'1960-06-01'}", "{'birth_date':{'$eq':'1960-06-01'}}"))
                .isTrue();
        assertThat(answers("{'birth_date':'1960-06-01'}", "{'spdci:birthdate':{'$eq':'1960-06-01'}}"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'tribe':'Kuy'                     | tribe       | {'$eq':'Kuy'}          | true
            'tribe':'Kuy'                     | tribe       | {'$lt':'Z'}            | true
            'height':1.70                     | height      | {'$gt':1.6}            | true
            'height':'1.70'                   | height      | {'$eq':1.70}           | true
            'height':1.7                      | height      | {'$eq':'1.70'}         | true
            'height':'1.70'                   | height      | {'$gt':1.6}            | true
            'height':'1.70'                   | height      | {'$eq':'1.7'}          | false
            'height':'tall'                   | height      | {'$gt':1.6}            | false
            'visit':'2024-05-01T10:00:00Z'    | visit       | {'$eq':'2024-05-01'}   | true
            'visit':'soon'                    | visit       | {'$gt':'2024-05-01'}   | true
            'tags':['a',['b',{'c':1}]]        | tags        | {'$eq':'b'}            | true
            'tags':['a',['b',{'c':1}]]        | tags.c      | {'$eq':1}              | true
            'poor':true                       | poor        | {'$eq':true}           | true
            'poor':true                       | poor        | {'$eq':'true'}         | true
            'poor':true                       | poor        | {'$ge':true}           | false
            'farm':{'size':3}                 | farm.size   | {'$lte':3}             | true
            'farm':{'size':3}                 | farm        | {'$eq':3}              | false
            'farm':null                       | farm        | {'$eq':'null'}         | false
            """)
    void additionalPropertiesAreComparedAsWhatTheyAre(
            String member, String attribute, String conditions, boolean holds) {
        assertThat(answers("{" + member + "}", "{'" + attribute + "':" + conditions + "}"))
                .isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'shoe_size':{'$eq':1}}          | no attribute shoe_size
            {'name.nick':{'$eq':'x'}}        | no attribute name.nick
            {'birth_date.year':{'$eq':1960}} | no attribute birth_date.year
            {'name':{'$eq':'Chan'}}          | name is an object
            {'birth_date':{'$eq':'soon'}}    | birth_date is a date
            {'birth_date':{'$gt':1960}}      | birth_date is a date
            {'birth_date':{'$in':['1960-01-01','x']}} | birth_date is a date
            {'sex':{'$gt':'female'}}         | no order
            {'sex':{'$eq':true}}             | sex is a code
            {'name.surname':{'$eq':true}}    | name.surname is text
            {'sex':{'$near':'female'}}       | not understood
            """)
    void whatCannotBeMeantIsRejected(String conditions, String reason) {
        assertThatThrownBy(() -> answers("{'sex':'female'}", conditions))
                .isInstanceOfSatisfying(RejectedException.class, e -> {
                    assertThat(e.reasonCode()).contains("rjct.search_criteria.invalid");
                    assertThat(e.reasonMessage().orElseThrow()).contains(reason);
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{'expression1':{'attribute_name':'sex','operator':'contains','attribute_value':'f'}}]",
                "[{'expression1':{'attribute_name':'sex','operator':'eq','attribute_value':['f']}}]",
                "[{'expression1':{'attribute_name':'sex','operator':'in','attribute_value':[{'f':1}]}}]",
                "[{'expression1':{'attribute_name':'sex','operator':'in','attribute_value':[null]}}]",
                "[{'expression1':{'attribute_name':'sex','operator':'eq','attribute_value':{'f':1}}}]",
                "[{'expression1':{'attribute_name':'$where','operator':'eq','attribute_value':'f'}}]",
            })
    void predicatesThatTheStandardDoesNotHaveAreRejected(String list) {
        assertThatThrownBy(() -> answers("{'sex':'female'}", predicate(list))).isInstanceOf(RejectedException.class);
    }

    @Test
    void otherKindsOfQueryAreRejected() {
        assertThatThrownBy(() -> answers("{}", Query.graphql("{ person { sex } }")))
                .isInstanceOf(RejectedException.class);
        assertThatThrownBy(() -> answers("{}", predicate("'age > 5'"))).isInstanceOf(RejectedException.class);
    }

    @Test
    void inWithASingleValueIsAListOfOne() {
        assertThat(
                        answers(
                                "{'sex':'female'}",
                                predicate(
                                        "[{'expression1':{'attribute_name':'sex','operator':'in','attribute_value':'female'}}]")))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "UIN, SYN-0001, true",
        "uin, SYN-0001, true",
        "ns:org:IdentifierType:UIN, SYN-0001, true",
        "BIRTH_REG_NO, B-7, true",
        "NATIONAL_ID, 17, true",
        "TRIBAL_NO, T-1, true",
        "UIN, B-7, false",
        "BRN, SYN-0001, false",
        "UIN, syn-0001, false",
        "PASSPORT, SYN-0001, false",
    })
    void anIdentifierQueryMatchesAnyIdentifierByTypeAndValue(String type, String value, boolean holds) {
        String person = "{'identifier':[{'identifier_type':'UIN','identifier_value':'SYN-0001'},"
                + "{'identifier_type':'brn','identifier_value':'B-7'},{'identifier_type':'NID','identifier_value':17},"
                + "{'identifier_type':'tribal_no','identifier_value':'T-1'},{'identifier_value':'UNTYPED'}],"
                + "'related':[{'identifier':[{'identifier_type':'UIN','identifier_value':'OTHER'}]}]}";

        assertThat(answers(person, Query.identifier(type, value))).isEqualTo(holds);
        assertThat(answers(person, Query.identifier("UIN", "UNTYPED"))).isFalse();
        assertThat(answers(person, Query.identifier("UIN", "OTHER"))).isFalse();
    }

    @Test
    void aRegistryHasIdentifierTypesOfItsOwn() {
        List<Person> one = people("{'phone_number':['+855 1'],'guardian':{'number':'G-1'}}");
        QueryEvaluator<Person> evaluator =
                PEOPLE.identifier("MOBILE", "phone_number").identifier("GUARDIAN", "guardian.number");

        assertThat(evaluator.predicate(Query.identifier("mobile", "+855 1"), one))
                .accepts(one.get(0));
        assertThat(evaluator.predicate(Query.identifier("Guardian", "G-1"), one))
                .accepts(one.get(0));
        assertThat(evaluator.predicate(Query.identifier("MOBILE", "G-1"), one)).rejects(one.get(0));
        assertThat(PEOPLE.predicate(Query.identifier("MOBILE", "+855 1"), one)).rejects(one.get(0));
    }

    private static List<String> sorted(List<Person> people, SearchSort... sort) {
        return PEOPLE.sorted(people, List.of(sort), people).stream()
                .map(person -> person.jsonLdId().orElseThrow())
                .toList();
    }

    @Test
    void recordsAreSortedStablyWithWhatIsAbsentLast() {
        List<Person> people = people(
                "{'@id':'a','birth_date':'1960-01-02','name':{'surname':'Chan'}}",
                "{'@id':'b','name':{'surname':'Abebe'}}",
                "{'@id':'c','birth_date':'1960-01-01T23:00:00-05:00','name':{'surname':'Chan'}}",
                "{'@id':'d','birth_date':'','name':{'surname':'አበበ'}}",
                "{'@id':'e','birth_date':'1950-01-01'}");

        assertThat(sorted(people)).containsExactly("a", "b", "c", "d", "e");
        assertThat(sorted(people, Sort.asc("birth_date").toSearchSort())).containsExactly("e", "a", "c", "b", "d");
        assertThat(sorted(people, Sort.desc("birth_date").toSearchSort())).containsExactly("c", "a", "e", "b", "d");
        assertThat(sorted(
                        people,
                        Sort.asc("name.surname").toSearchSort(),
                        Sort.desc("@id").toSearchSort()))
                .containsExactly("b", "c", "a", "d", "e");
        assertThat(sorted(
                        people,
                        SearchSort.builder().attributeName("name.surname").build()))
                .as("ascending unless it is said otherwise")
                .containsExactly("b", "a", "c", "d", "e");
    }

    @Test
    void aListIsSortedByTheElementThatComesFirst() {
        List<Person> people =
                people("{'@id':'a','phone_number':['2','9']}", "{'@id':'b','phone_number':['1','3']}", "{'@id':'c'}");

        assertThat(sorted(people, Sort.asc("phone_number").toSearchSort())).containsExactly("b", "a", "c");
        assertThat(sorted(people, Sort.desc("phone_number").toSearchSort())).containsExactly("a", "b", "c");
    }

    @Test
    void sortingThatCannotBeMeantIsRejected() {
        List<SearchSort> wrong = List.of(
                SearchSort.builder().sortOrder(SortOrder.ASC).build(),
                Sort.asc("shoe_size").toSearchSort(),
                Sort.asc("name").toSearchSort(),
                SearchSort.builder()
                        .attributeName("sex")
                        .sortOrder(SortOrder.of("up"))
                        .build());
        for (SearchSort sort : wrong) {
            assertThatThrownBy(() -> sorted(people("{'sex':'female'}"), sort))
                    .isInstanceOfSatisfying(RejectedException.class, e -> assertThat(e.reasonCode())
                            .isEqualTo(Optional.of("rjct.sort.invalid")));
        }
        SearchSort[] many =
                Collections.nCopies(11, Sort.asc("sex").toSearchSort()).toArray(SearchSort[]::new);
        assertThatThrownBy(() -> sorted(people("{}"), many)).isInstanceOf(RejectedException.class);
    }
}
