package io.github.dcisdk.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.JsonValue.JsonObject;
import io.github.dcisdk.record.SexCategory;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said in Java, what stands on the wire for it, and what cannot be said. */
class QueryDslTest {
    private static final Attribute<SexCategory> SEX = new Attribute<>("sex", SexCategory.class);
    private static final Attribute<LocalDate> BIRTH_DATE = new Attribute<>("birth_date", LocalDate.class);

    private static JsonValue json(String text) {
        return Json.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static String predicate(String attribute, String operator, String value) {
        return "{'attribute_name':'" + attribute + "','operator':'" + operator + "','attribute_value':" + value + "}";
    }

    @Test
    void comparisonsJoinedByAndAreItemsInTheirOrder() {
        Query query = Query.where("birth_date").ge("1960-01-01").and("sex").eq("female");

        assertThat(query.queryType()).isEqualTo(QueryType.PREDICATE);
        assertThat(query.toJson())
                .isEqualTo(json("[{'seq_num':1,'expression1':" + predicate("birth_date", "ge", "'1960-01-01'")
                        + "},{'seq_num':2,'expression1':" + predicate("sex", "eq", "'female'") + "}]"));
    }

    @Test
    void aTypedAttributeSaysTheSame() {
        assertThat(Query.where(BIRTH_DATE).ge(LocalDate.of(1960, 1, 1)).and(SEX).eq(SexCategory.FEMALE))
                .isEqualTo(Query.where("birth_date").ge("1960-01-01").and("sex").eq("female"));
    }

    @Test
    void orNotAndRangeStandInOneItem() {
        assertThat(Query.where("a").eq(1).or("b").eq(2).toJson())
                .isEqualTo(json("[{'seq_num':1,'expression1':" + predicate("a", "eq", "1") + ",'expression2':"
                        + predicate("b", "eq", "2") + ",'condition':'or'}]"));
        assertThat(Query.where("a").not().eq(1).toJson())
                .isEqualTo(json("[{'seq_num':1,'expression1':" + predicate("a", "eq", "1") + ",'condition':'not'}]"));
        assertThat(Query.where("a").between(1, 2).toJson())
                .isEqualTo(json("[{'seq_num':1,'expression1':" + predicate("a", "ge", "1") + ",'expression2':"
                        + predicate("a", "le", "2") + ",'condition':'and'}]"));
        assertThat(Query.where("a").not().not().eq(1))
                .isEqualTo(Query.where("a").eq(1));
    }

    @Test
    void itemsOfTwoQueriesAreJoinedByAnd() {
        Query query = Query.where("a")
                .eq(1)
                .or("b")
                .eq(2)
                .and(Query.where("c").eq(3).or("d").eq(4));

        assertThat(((Query.PredicateQuery) query).items())
                .extracting(item -> item.condition().orElseThrow())
                .containsExactly(ExpCondition.OR, ExpCondition.OR);
    }

    @Test
    void aQueryThatIsBuiltOnStaysAsItWas() {
        Query.PredicateQuery adults = Query.where("age").ge(18);
        JsonValue before = adults.toJson();

        adults.and("sex").eq("female");
        adults.or("sex").eq("male");

        assertThat(adults.toJson()).isEqualTo(before);
    }

    static Stream<Arguments> values() {
        return Stream.of(
                arguments("text", "'text'"),
                arguments(7, "7"),
                arguments(7L, "7"),
                arguments(0.1, "0.1"),
                arguments(new BigDecimal("1.50"), "1.50"),
                arguments(true, "true"),
                arguments(SexCategory.FEMALE, "'female'"),
                arguments(LocalDate.of(1960, 2, 1), "'1960-02-01'"),
                arguments(OffsetDateTime.parse("2024-05-01T10:00:00+02:00"), "'2024-05-01T10:00:00+02:00'"),
                arguments(
                        OffsetDateTime.parse("2024-05-01T10:00:00+02:00")
                                .atZoneSameInstant(ZoneId.of("Asia/Phnom_Penh")),
                        "'2024-05-01T15:00:00+07:00'"),
                arguments(Instant.parse("2024-05-01T08:00:00Z"), "'2024-05-01T08:00:00Z'"),
                arguments(DciDateTime.parse("02.05.2004"), "'02.05.2004'"),
                arguments(JsonValue.of("text"), "'text'"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void valuesStandOnTheWireAsTheStandardWritesThem(Object value, String wire) {
        assertThat(Query.where("a").in(value).toJson())
                .isEqualTo(json("[{'seq_num':1,'expression1':" + predicate("a", "in", "[" + wire + "]") + "}]"));
        assertThat(Query.expression(Expression.where("a").eq(value)).query())
                .contains((JsonObject) json("{'a':{'$eq':" + wire + "}}"));
    }

    static Stream<Arguments> refused() {
        Supplier<Query.PredicateQuery> a = () -> Query.where("a").eq(1);
        return Stream.of(
                refused("or-ed to several", () -> a.get().and("b").eq(2).or("c").eq(3)),
                refused("Query.expression", () -> a.get().or("b").eq(2).or("c").eq(3)),
                refused(
                        "Query.expression",
                        () -> Query.where("a").not().eq(1).or("b").eq(2)),
                refused("lt(..).or(..).gt(..)", () -> Query.where("a").not().between(1, 2)),
                refused("Query.expression", () -> a.get().or("b").between(1, 2)),
                refused(
                        "Query.expression",
                        () -> Query.where("a").between(1, 2).or("b").eq(2)),
                refused("negated", () -> a.get().or("b").not().eq(2)),
                refused(
                        "Query.where(..).not()",
                        () -> Expression.where("a").not().eq(1)),
                refused("needs a value", () -> Query.where("a").in()),
                refused("needs a value", () -> Query.where("a").in(List.of())),
                refused("empty", () -> Query.where("a").eq(" ")),
                refused("in(..)", () -> Query.where("a").eq(List.of(1, 2))),
                refused("java.util.Optional", () -> Query.where("a").eq(Optional.of(1))),
                refused("atOffset", () -> Query.where("a").eq(LocalDateTime.of(2024, 5, 1, 10, 0))),
                refused("NaN", () -> Query.where("a").eq(Double.NaN)),
                refused("name.surname", () -> Query.where("a..b").eq(1)),
                refused("name.surname", () -> Query.where("").eq(1)),
                refused("name.surname", () -> a.get().and("a.$where").eq(1)),
                refused("name.surname", () -> a.get().or(" ").eq(1)),
                refused("name.surname", () -> Expression.where("$and").eq(1)),
                refused(
                        "collection",
                        () -> Query.expression(" ", Expression.where("a").eq(1))));
    }

    private static Arguments refused(String advice, Supplier<?> building) {
        return arguments(advice, building);
    }

    @ParameterizedTest(name = "{0} {index}")
    @MethodSource("refused")
    void whatTheWireCannotSayIsRefusedWithAdvice(String advice, Supplier<?> building) {
        assertThatThrownBy(building::get)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(advice);
    }

    @Test
    void expressionsNestAndSayEverythingInOneNotation() {
        Expression poor = Expression.where("poverty_score").lt(5);
        Expression large = Expression.where("group_size").between(5, 9);
        Expression rural = Expression.where("place").in("Kirehe", "ភ្នំពេញ");

        Query.ExpressionQuery query = Query.expression("Group", poor.and(large.or(rural)));

        assertThat(query.expression())
                .isEqualTo(json("{'collection':'Group','query':{'$and':[{'poverty_score':{'$lt':5}},{'$or':["
                        + "{'group_size':{'$gte':5,'$lte':9}},{'place':{'$in':['Kirehe','ភ្នំពេញ']}}]}]}}"));
        assertThat(query.conditions()).contains(poor.and(large.or(rural)));
    }

    @Test
    void andOrJoinAllThatWasSaidBefore() {
        Expression a = Expression.where("a").eq(1);
        Expression b = Expression.where("b").eq(2);
        Expression c = Expression.where("c").eq(3);

        assertThat(a.and(b).and(c)).isEqualTo(new Expression.And(List.of(a, b, c)));
        assertThat(a.or(b).or(c)).isEqualTo(new Expression.Or(List.of(a, b, c)));
        assertThat(a.and(b).or(c)).isEqualTo(new Expression.Or(List.of(a.and(b), c)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'a':7}                                   | {'a':{'$eq':7}}
            {'a':{'eq':7}}                            | {'a':{'$eq':7}}
            {'a':{'$ge':1,'$LE':2}}                   | {'a':{'$gte':1,'$lte':2}}
            {'a':{'type':'range','gte':1,'lte':2}}    | {'a':{'$gte':1,'$lte':2}}
            {'a':{'type':'range','lt':2}}             | {'a':{'$lt':2}}
            {'a':1,'b.c':{'>':2}}                     | {'$and':[{'a':{'$eq':1}},{'b.c':{'$gt':2}}]}
            {'$or':[{'a':1},{'a':2,'b':3}]}           | {'$or':[{'a':{'$eq':1}},{'$and':[{'a':{'$eq':2}},{'b':{'$eq':3}}]}]}
            {'type':{'$eq':'Goat'}}                   | {'type':{'$eq':'Goat'}}
            """)
    void otherSpellingsOfAnExpressionAreRead(String received, String meaning) {
        assertThat(Expression.of((JsonObject) json(received)).orElseThrow().toJson())
                .isEqualTo(json(meaning));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'a':{}}",
                "{'a':null}",
                "{'a':''}",
                "{'a':[1]}",
                "{'a':{'$eq':[1]}}",
                "{'a':{'$in':1}}",
                "{'a':{'$in':[]}}",
                "{'a':{'$in':[{'b':1}]}}",
                "{'a':{'$regex':'^(a+)+$'}}",
                "{'a':{'$ne':1}}",
                "{'a':{'$gte':1,'ge':2}}",
                "{'a':{'type':'range','eq':1}}",
                "{'a':{'type':'range'}}",
                "{'a':{'type':'other','gte':1}}",
                "{'a':{'b':{'$eq':1}}}",
                "{'a..b':1}",
                "{'$not':{'a':1}}",
                "{'$where':'sleep(1000)'}",
                "{'$and':{'a':1}}",
                "{'$and':[]}",
                "{'$and':[{'a':1},7]}",
                "{'$or':[{'a':1},{}]}",
            })
    void whatHasNoPlainMeaningInAnExpressionIsNotRead(String received) {
        assertThat(Expression.of((JsonObject) json(received))).isEmpty();
    }

    @Test
    void expressionsStandInEachOtherTo32Levels() {
        Expression deep = Expression.where("a").eq(1);
        for (int level = 1; level < Expression.MAX_DEPTH; level++) {
            deep = new Expression.Or(List.of(deep));
        }
        Expression deepest = deep;

        assertThat(Expression.of(deepest.toJson())).contains(deepest);
        assertThatThrownBy(() -> new Expression.Or(List.of(deepest)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32");
        assertThat(Expression.of((JsonObject) json("{'$or':[" + deepest.toJson().toJson() + "]}")))
                .isEmpty();
    }

    @Test
    void aComparisonIsOfOneAttributeWithEachOperatorOnce() {
        ExpPredicate a = new ExpPredicate("a", ExpOperator.EQ, JsonValue.of(1));
        ExpPredicate b = new ExpPredicate("b", ExpOperator.LT, JsonValue.of(1));
        ExpPredicate unlisted = new ExpPredicate("a", ExpOperator.of("near"), JsonValue.of(1));

        for (List<ExpPredicate> predicates :
                List.of(List.<ExpPredicate>of(), List.of(a, b), List.of(a, a), List.of(unlisted))) {
            assertThatThrownBy(() -> new Expression.Comparison(predicates))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new Expression.And(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sortingNamesAttributeAndDirection() {
        assertThat(new String(Json.write(Sort.desc(BIRTH_DATE).toSearchSort()), StandardCharsets.UTF_8))
                .isEqualTo("{\"attribute_name\":\"birth_date\",\"sort_order\":\"desc\"}");
        assertThat(Sort.asc("name.surname")).isEqualTo(new Sort("name.surname", SortOrder.ASC));
        assertThat(Sort.asc(SEX)).hasToString("Sort[sex asc]");
        assertThat(Sort.desc("sex").sortOrder()).isEqualTo(SortOrder.DESC);
        assertThatThrownBy(() -> Sort.asc("name.")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Sort("sex", SortOrder.of("sideways")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothingPrintsWhatIsSearchedFor() {
        Expression secret = Expression.where("UIN").eq("847951632");
        List<Object> printed = List.of(
                SEX,
                Query.where("UIN"),
                Query.where("UIN").eq("847951632"),
                secret,
                secret.and(secret),
                secret.or(secret),
                Query.expression(secret));

        assertThat(printed)
                .allSatisfy(
                        it -> assertThat(it.toString()).matches("\\w+\\[.*]").doesNotContain("847951632"));
    }
}
