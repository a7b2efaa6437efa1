package io.github.dcisdk.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonValue;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is built is read again as it was meant, and breaks no rule. */
class QueryRoundTripTest {
    private static final int QUERIES = 500;
    private static final List<String> NAMES =
            List.of("sex", "a.b.c", "type", "gte", "@type", "አበበ", "x y", "expression1");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 20_241_124})
    void readingWhatWasWrittenGivesTheQuery(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < QUERIES; i++) {
            Query query = query(random);
            List<Finding> findings = new ArrayList<>();
            JsonValue wire = Json.parse(query.toJson().toJson().getBytes(StandardCharsets.UTF_8));

            Query read = Query.of(query.queryType(), wire, "", findings::add);

            assertThat(read).as("seed %d, query %d", seed, i).isEqualTo(query).hasSameClassAs(query);
            assertThat(findings).isEmpty();
            if (query instanceof Query.PredicateQuery predicates) {
                assertThat(((Query.PredicateQuery) read).items()).isEqualTo(predicates.items());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void readingAnExpressionGivesTheExpression(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < QUERIES; i++) {
            Expression expression = expression(random, 5);
            Query read = Query.of(
                    QueryType.EXPRESSION, Query.expression("Group", expression).toJson());

            assertThat(((Query.ExpressionQuery) read).conditions())
                    .as("seed %d, expression %d", seed, i)
                    .isEqualTo(Optional.of(expression));
        }
    }

    private static Query query(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Query.identifier(pick(random, NAMES), "SYN-" + random.nextInt());
            case 1 -> Query.graphql("{ person(uin: " + random.nextInt() + ") { name } }");
            case 2 -> Query.expression(expression(random, 4));
            default -> predicates(random);
        };
    }

    private static Query predicates(Random random) {
        Query.PredicateQuery query = predicate(random, Query.where(pick(random, NAMES)));
        for (int i = random.nextInt(6); i > 0; i--) {
            query = switch (random.nextInt(3)) {
                case 0 -> predicate(random, query.and(pick(random, NAMES)));
                case 1 -> query.and(Query.where("a").eq(value(random)).or("b").le(value(random)));
                default -> query.and(pick(random, NAMES)).not().lt(value(random));
            };
        }
        return query;
    }

    private static Expression expression(Random random, int depth) {
        int parts = 1 + random.nextInt(4);
        return switch (depth == 0 ? 2 : random.nextInt(3)) {
            case 0 -> new Expression.And(expressions(random, depth, parts));
            case 1 -> new Expression.Or(expressions(random, depth, parts));
            default -> predicate(random, Expression.where(pick(random, NAMES)));
        };
    }

    private static List<Expression> expressions(Random random, int depth, int parts) {
        return IntStream.range(0, parts)
                .mapToObj(i -> expression(random, depth - 1))
                .toList();
    }

    private static <R> R predicate(Random random, AttributeComparison<Object, R> attribute) {
        return switch (random.nextInt(7)) {
            case 0 -> attribute.eq(value(random));
            case 1 -> attribute.gt(value(random));
            case 2 -> attribute.lt(value(random));
            case 3 -> attribute.ge(value(random));
            case 4 -> attribute.le(value(random));
            case 5 -> attribute.between(value(random), value(random));
            default -> attribute.in(value(random), value(random), value(random));
        };
    }

    private static Object value(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> random.nextLong();
            case 1 -> BigDecimal.valueOf(random.nextLong(), random.nextInt(30));
            case 2 -> random.nextBoolean();
            case 3 -> LocalDate.ofEpochDay(random.nextInt(40_000));
            case 4 -> Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
            default -> "\"ភ្នំពេញ\\\u0000𐐷 " + random.nextInt();
        };
    }

    private static String pick(Random random, List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
