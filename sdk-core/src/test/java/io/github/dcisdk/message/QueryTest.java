package io.github.dcisdk.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonLimits;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.JsonValue.JsonObject;
import io.github.dcisdk.message.Query.ExpressionQuery;
import io.github.dcisdk.message.Query.GraphqlQuery;
import io.github.dcisdk.message.Query.IdentifierQuery;
import io.github.dcisdk.message.Query.PredicateQuery;
import io.github.dcisdk.message.Query.UntypedQuery;
import io.github.dcisdk.record.IdentifierType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shapes of a query: what the standard writes, and what else is understood. */
class QueryTest {
    private static JsonValue json(String text) {
        return Json.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    /** What a query says, in one line; and what is unusual about it, as {@code rule pointer}. */
    private record Reading(String says, List<String> findings) {}

    private static Reading read(String queryType, String text) {
        JsonValue received = json(text);
        List<String> findings = new ArrayList<>();
        Query query = Query.of(
                QueryType.of(queryType),
                received,
                "/q",
                finding -> findings.add(finding.rule().id() + " " + finding.pointer()));

        assertThat(query.toJson()).as("written back").isEqualTo(received);
        assertThat(query.queryType().code()).isEqualTo(QueryType.of(queryType).code());
        assertThat(query).isEqualTo(Query.of(QueryType.of(queryType), received)).hasSameHashCodeAs(query);
        return new Reading(describe(query), findings);
    }

    private static String describe(Query query) {
        if (query instanceof IdentifierQuery identifier) {
            return identifier.type() + " is " + identifier.value();
        } else if (query instanceof PredicateQuery predicate) {
            return predicate.items().stream().map(QueryTest::describe).collect(Collectors.joining("; "));
        } else if (query instanceof ExpressionQuery expression) {
            return expression.type() + ": " + expression.expression().toJson().replace('"', '\'');
        } else if (query instanceof GraphqlQuery graphql) {
            return graphql.type() + ": " + graphql.expression();
        }
        return "untyped";
    }

    private static String describe(ExpPredicateWithCondition item) {
        return item.condition().map(condition -> condition + ": ").orElse("")
                + item.expressions().stream()
                        .map(it -> it.attributeName() + " " + it.operator().code() + " "
                                + it.attributeValue().toJson().replace('"', '\''))
                        .collect(Collectors.joining(", "));
    }

    @Test
    void anIdentifierQueryIsTypeAndValue() {
        IdentifierQuery query = Query.identifier(IdentifierType.UIN, "SYN-0001");

        assertThat(query.queryType()).isEqualTo(QueryType.IDTYPE_VALUE);
        assertThat(query.toJson()).isEqualTo(json("{'type':'UIN','value':'SYN-0001'}"));
        assertThat(query).isEqualTo(Query.of(QueryType.IDTYPE_VALUE, query.toJson()));
        assertThat(query).hasToString("IdentifierQuery[UIN]");
        assertThatThrownBy(() -> Query.identifier(" ", "1")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Query.identifier("UIN", "")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPredicateQueryIsANumberedListOfItems() {
        ExpPredicate born = new ExpPredicate("birth_date", ExpOperator.GE, JsonValue.of("1960-01-01"));
        ExpPredicate female = new ExpPredicate("sex", ExpOperator.EQ, JsonValue.of("female"));
        PredicateQuery query = Query.predicate(
                ExpPredicateWithCondition.of(born, ExpCondition.OR, female), ExpPredicateWithCondition.not(female));

        assertThat(query.queryType()).isEqualTo(QueryType.PREDICATE);
        assertThat(query.toJson()).isEqualTo(json("""
                [{'seq_num':1,
                  'expression1':{'attribute_name':'birth_date','operator':'ge','attribute_value':'1960-01-01'},
                  'condition':'or',
                  'expression2':{'attribute_name':'sex','operator':'eq','attribute_value':'female'}},
                 {'seq_num':2,
                  'expression1':{'attribute_name':'sex','operator':'eq','attribute_value':'female'},
                  'condition':'not'}]"""));
        PredicateQuery read = (PredicateQuery) Query.of(QueryType.PREDICATE, query.toJson());
        assertThat(read.items()).isEqualTo(query.items()).hasSameHashCodeAs(query.items());
        assertThat(read.items().get(0).condition()).contains(ExpCondition.OR);
    }

    @Test
    void comparisonsThatSayNothingAreNotBuilt() {
        assertThatThrownBy(() -> new ExpPredicate(" ", ExpOperator.EQ, JsonValue.of(1)))
                .isInstanceOf(IllegalArgumentException.class);
        for (String empty : List.of("''", "null", "{}", "[]")) {
            assertThatThrownBy(() -> new ExpPredicate("age", ExpOperator.EQ, json(empty)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        ExpPredicate adult = new ExpPredicate("age", ExpOperator.GE, JsonValue.of(18));
        assertThatThrownBy(() -> ExpPredicateWithCondition.of(adult, ExpCondition.NOT, adult))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not");
        assertThatThrownBy(Query::predicate).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Query.expression(new JsonObject(Map.of())))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Query.graphql("\n")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anExpressionStandsInATemplateThatNamesItsKind() {
        JsonObject expression = (JsonObject) json("{'collection':'Group','query':{'$and':[{'size':{'$lt':5}}]}}");
        ExpressionQuery query = Query.expression(expression);

        assertThat(query.queryType()).isEqualTo(QueryType.EXPRESSION);
        assertThat(query.toJson().toJson())
                .isEqualTo("{\"type\":\"ns:org:QueryType:expression\",\"value\":{\"expression\":" + expression.toJson()
                        + "}}");
        assertThat(query.collection()).contains("Group");
        assertThat(query.query()).contains((JsonObject) json("{'$and':[{'size':{'$lt':5}}]}"));
    }

    @Test
    void graphqlStandsInATemplateToo() {
        GraphqlQuery query = Query.graphql("{ person { name } }");

        assertThat(query.queryType()).isEqualTo(QueryType.GRAPHQL);
        assertThat(query.toJson())
                .isEqualTo(json("{'type':'ns:org:QueryType:graphql','value':{'expression':'{ person { name } }'}}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            idtype-value | {'type':'UIN','value':'1','@type':'x'} | UIN is 1
            expression | {'type':'ns:org:QueryType:NoSql','value':{'expression':{'query':{}}}} | ns:org:QueryType:NoSql: {'query':{}}
            expression | {'type':'Mongo','value':{'expression':{'a':1}}} | Mongo: {'a':1}
            graphql | {'type':'ns:org:QueryType:GraphQl','value':{'expression':'{a}'}} | ns:org:QueryType:GraphQl: {a}
            predicate | [{'expression1':{'attribute_name':'a','operator':'in','attribute_value':[1,2]}}] | a in [1,2]
            predicate | [{'seq_num':2,'expression1':{'attribute_name':'a','operator':'gt','attribute_value':2}},{'seq_num':1,'expression1':{'attribute_name':'b','operator':'eq','attribute_value':true}}] | b eq true; a gt 2
            predicate | [{'seq_num':2,'expression1':{'attribute_name':'a','operator':'gt','attribute_value':2}},{'expression1':{'attribute_name':'b','operator':'eq','attribute_value':1.50}}] | a gt 2; b eq 1.50
            """)
    void theStandardsShapesAreReadWithoutAFinding(String queryType, String query, String says) {
        assertThat(read(queryType, query)).isEqualTo(new Reading(says, List.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            expression | [{'seq_num':'','expression1':{'attribute_name':'UIN','operator':'eq','attribute_value':'1'},'condition':'','expression2':''}] | UIN eq '1' | member.empty-for-absent /q/0/expression2, member.empty-for-absent /q/0/condition, member.empty-for-absent /q/0/seq_num, item.query-form /q
            predicate | {'attribute_name':'person_identifier','operator':'eq','attribute_value':'1'} | person_identifier eq '1' | item.query-form /q
            expression | {'a.b':{'eq':'1'},'c':{'gte':1,'lt':5}} | a.b eq '1'; c ge 1; c lt 5 | item.query-form /q
            predicate | [{'expression1':{'attribute_name':'a','operator':'>=','attribute_value':1}}] | a ge 1 | code.alias /q/0/expression1/operator
            predicate | [{'expression1':{'attribute_name':'a','operator':'LTE','attribute_value':1}}] | a le 1 | code.alias /q/0/expression1/operator
            predicate | [{'expression1':{'attribute_name':'a','operator':'contains','attribute_value':'x'}}] | a contains 'x' | code.unlisted /q/0/expression1/operator
            predicate | [{'seq_num':'1','expression1':{'attribute_name':'a','operator':'eq','attribute_value':1},'condition':'AND','expression2':{'attribute_name':'b','operator':'eq','attribute_value':2},'expression3':{'attribute_name':'c','operator':'eq','attribute_value':3}}] | and: a eq 1, b eq 2, c eq 3 | item.query-form /q/0, code.alias /q/0/condition, member.text-for-number /q/0/seq_num
            idtype-value | {'type':'idtype-value','value':{'id_type':'UIN','id_value':'1'}} | UIN is 1 | item.query-form /q/value
            idtype-value | {'type':'idtype-value','value':{'type':'UIN','value':'1'}} | UIN is 1 | item.query-form /q/value
            idtype-value | [{'identifier_type':'BRN','identifier_value':'1'}] | BRN is 1 | item.query-form /q/0
            idtype-value | {'identifier_type':'BRN','identifier_value':'1'} | BRN is 1 | item.query-form /q
            idtype-value | {'type':'UIN','value':17} | UIN is 17 | member.number-for-text /q/value
            predicate | {'type':'UIN','value':'1'} | UIN is 1 | item.query-form /q
            graphql | `"{ person }"` | ns:org:QueryType:graphql: { person } | item.query-form /q
            graphql | {'type':'ns:org:QueryType:graphql','value':'{a}'} | ns:org:QueryType:graphql: {a} | item.query-form /q/value
            expression | {'type':'ns:org:QueryType:graphql','value':{'expression':'{a}'}} | ns:org:QueryType:graphql: {a} | item.query-form /q
            """)
    void otherFormsAreUnderstoodAndReported(String queryType, String query, String says, String findings) {
        assertThat(read(queryType, query)).isEqualTo(new Reading(says, List.of(findings.split(", "))));
    }

    @ParameterizedTest
    @CsvSource({
        "ns:org:QueryType:expression",
        "ns:org:QueryType:NoSql",
        "EXPRESSION",
        "NoSql",
    })
    void theKindIsNamedInManyWays(String queryType) {
        assertThat(read(queryType, "{'type':'x','value':{'expression':{'a':1}}}")
                        .says())
                .isEqualTo("x: {'a':1}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "[]",
                "'age > 5'",
                "7",
                "{'type':'UIN'}",
                "{'type':'UIN','value':''}",
                "{'type':'UIN','value':true}",
                "{'type':'expression','value':'text'}",
                "{'type':'graphql','value':{'expression':{'a':1}}}",
                "{'type':'expression','value':{'expression':{}}}",
                "{'value':{'expression':{'a':1}}}",
                "{'expression':{'seq':[{'attribute':'a','operator':'=','value':1}]}}",
                "{'a':{'eq':1},'b':{'near':1}}",
                "{'a':{'eq':''}}",
                "{'a':{}}",
                "[{'identifier_type':'BRN','identifier_value':'1'},{'identifier_type':'UIN','identifier_value':'2'}]",
                "[{'expression1':''}]",
                "[{'seq_num':'first','expression1':{'attribute_name':'a','operator':'eq','attribute_value':1}}]",
                "[{'expression2':{'attribute_name':'a','operator':'eq','attribute_value':1}}]",
                "[{'expression1':{'attribute_name':'a','operator':'eq'}}]",
                "[{'expression1':{'attribute_name':'a','operator':'eq','attribute_value':1},'condition':'and'}]",
                "[{'expression1':{'attribute_name':'a','operator':'eq','attribute_value':1},'condition':'xor'}]",
                "[{'expression1':{'attribute_name':'a','operator':'eq','attribute_value':1},'condition':7}]",
                "[{'expression1':{'attribute_name':'a','operator':'eq','attribute_value':1},"
                        + "'expression2':{'attribute_name':'b','operator':'eq','attribute_value':1}}]",
                "[{'expression1':{'attribute_name':'a','operator':'eq','attribute_value':1},'condition':'not',"
                        + "'expression2':{'attribute_name':'b','operator':'eq','attribute_value':1}}]",
                "[{'expression1':{'attribute_name':'a','operator':'eq','attribute_value':1},'condition':'and',"
                        + "'expression3':{'attribute_name':'b','operator':'eq','attribute_value':1}}]",
                "[{'expression1':{'attribute_name':'a','operator':'eq','attribute_value':1}},7]",
            })
    void whatHasNoPlainMeaningIsKeptAndReported(String query) {
        assertThat(read("expression", query)).isEqualTo(new Reading("untyped", List.of("item.query-shape /q")));
    }

    @Test
    void aQueryDoesNotFloodItsReaderWithFindings() {
        String item = "{'seq_num':'','expression1':{'attribute_name':'a','operator':'=','attribute_value':1}}";
        Reading reading = read("predicate", "[" + (item + ",").repeat(1_000) + item + "]");

        assertThat(reading.findings()).hasSize(JsonLimits.MAX_HARMLESS_FINDINGS);
        assertThat(reading.says()).startsWith("a eq 1; a eq 1").hasSize(1_001 * 8 - 2);
    }

    @Test
    void kindsThatTheStandardDoesNotKnowAreKept() {
        assertThat(read("namedQuery", "{'query_name':'q','query_params':[]}"))
                .isEqualTo(new Reading("untyped", List.of()));
    }

    @Test
    void noQueryPrintsWhatIsSearchedFor() {
        String secret = "847951632";
        List<Query> queries = List.of(
                Query.identifier("UIN", secret),
                Query.predicate(
                        ExpPredicateWithCondition.of(new ExpPredicate("UIN", ExpOperator.EQ, JsonValue.of(secret)))),
                Query.expression((JsonObject) json("{'query':{'UIN':'" + secret + "'}}")),
                Query.graphql("{ person(uin: " + secret + ") }"),
                Query.of(QueryType.EXPRESSION, JsonValue.of(secret)));

        assertThat(queries.get(4)).isInstanceOf(UntypedQuery.class);
        assertThat(queries)
                .allSatisfy(query ->
                        assertThat(query.toString()).matches("\\w+Query\\[.+]").doesNotContain(secret));
        assertThat(((PredicateQuery) queries.get(1)).items().get(0))
                .hasToString("ExpPredicateWithCondition[1 comparisons]");
        assertThat(((PredicateQuery) queries.get(1))
                        .items()
                        .get(0)
                        .expressions()
                        .get(0))
                .hasToString("ExpPredicate[UIN eq]");
    }

    @Test
    void aFilterIsAQuery() {
        SubscribeCriteria criteria = SubscribeCriteria.builder(
                        "LiveBirth", Query.identifier("UIN", "SYN-0001").toJson(), "Person")
                .filterType(QueryType.IDTYPE_VALUE)
                .build();
        SubscribeCriteria received =
                Json.read(JsonSlice.of(Json.write(criteria)), SubscribeCriteria.TYPE, "", finding -> {});

        assertThat(Query.of(
                        received.filterType().orElseThrow(), received.filter().orElseThrow()))
                .isEqualTo(Query.identifier("UIN", "SYN-0001"));
    }
}
