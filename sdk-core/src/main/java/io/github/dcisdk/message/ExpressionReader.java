package io.github.dcisdk.message;

import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.JsonValue.JsonArray;
import io.github.dcisdk.json.JsonValue.JsonObject;
import io.github.dcisdk.json.JsonValue.JsonString;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the conditions of an expression, and knows how their operators are spelt. */
final class ExpressionReader {
    static final String AND = "$and";
    static final String OR = "$or";

    private static final Map<ExpOperator, String> SIGNS = Map.of(
            ExpOperator.EQ, "$eq",
            ExpOperator.GT, "$gt",
            ExpOperator.LT, "$lt",
            ExpOperator.GE, "$gte",
            ExpOperator.LE, "$lte",
            ExpOperator.IN, "$in");
    private static final Set<ExpOperator> BOUNDS =
            Set.of(ExpOperator.GT, ExpOperator.LT, ExpOperator.GE, ExpOperator.LE);
    private static final String TYPE = "type";
    private static final JsonValue RANGE = JsonValue.of("range");

    private ExpressionReader() {}

    static String sign(ExpOperator operator) {
        return SIGNS.getOrDefault(operator, operator.code());
    }

    static boolean isWritable(ExpPredicate predicate) {
        if (!SIGNS.containsKey(predicate.operator()) || !Attribute.isPath(predicate.attributeName())) {
            return false;
        }
        return predicate.attributeValue() instanceof JsonArray values
                ? predicate.operator().equals(ExpOperator.IN)
                        && values.items().stream().allMatch(ExpressionReader::isScalar)
                : !predicate.operator().equals(ExpOperator.IN) && isScalar(predicate.attributeValue());
    }

    static Optional<Expression> read(JsonObject conditions) {
        return read(conditions, 1);
    }

    private static Optional<Expression> read(JsonObject conditions, int depth) {
        List<Expression> expressions = new ArrayList<>();
        int inner = conditions.members().size() > 1 ? depth + 1 : depth;
        for (Map.Entry<String, JsonValue> member : conditions.members().entrySet()) {
            Optional<Expression> expression = inner > Expression.MAX_DEPTH
                    ? Optional.empty()
                    : expression(member.getKey(), member.getValue(), inner);
            if (expression.isEmpty()) {
                return Optional.empty();
            }
            expressions.add(expression.get());
        }
        return expressions.size() > 1
                ? Optional.of(new Expression.And(expressions))
                : expressions.stream().findFirst();
    }

    private static Optional<Expression> expression(String key, JsonValue value, int depth) {
        if (key.equals(AND) || key.equals(OR)) {
            return all(value, depth + 1)
                    .map(inner -> key.equals(AND) ? new Expression.And(inner) : new Expression.Or(inner));
        } else if (!Attribute.isPath(key)) {
            return Optional.empty();
        } else if (value instanceof JsonObject comparisons) {
            return comparison(key, comparisons);
        }
        return isScalar(value)
                ? Optional.of(new Expression.Comparison(List.of(new ExpPredicate(key, ExpOperator.EQ, value))))
                : Optional.empty();
    }

    private static Optional<List<Expression>> all(JsonValue value, int depth) {
        List<Expression> expressions = new ArrayList<>();
        for (JsonValue item : value instanceof JsonArray list ? list.items() : List.<JsonValue>of()) {
            Optional<Expression> expression = depth > Expression.MAX_DEPTH
                    ? Optional.empty()
                    : item.asObject().flatMap(it -> read(it, depth));
            if (expression.isEmpty()) {
                return Optional.empty();
            }
            expressions.add(expression.get());
        }
        return expressions.isEmpty() ? Optional.empty() : Optional.of(expressions);
    }

    private static Optional<Expression> comparison(String attributeName, JsonObject comparisons) {
        boolean range = comparisons.get(TYPE).filter(RANGE::equals).isPresent();
        List<ExpPredicate> predicates = new ArrayList<>();
        Set<ExpOperator> operators = new HashSet<>();
        for (Map.Entry<String, JsonValue> comparison : comparisons.members().entrySet()) {
            if (range && comparison.getKey().equals(TYPE)) {
                continue;
            }
            ExpOperator operator = operator(comparison.getKey());
            if (QueryReader.isEmpty(comparison.getValue())
                    || !operators.add(operator)
                    || (range && !BOUNDS.contains(operator))) {
                return Optional.empty();
            }
            predicates.add(new ExpPredicate(attributeName, operator, comparison.getValue()));
        }
        return !predicates.isEmpty() && predicates.stream().allMatch(ExpressionReader::isWritable)
                ? Optional.of(new Expression.Comparison(predicates))
                : Optional.empty();
    }

    private static ExpOperator operator(String sign) {
        String bare = sign.startsWith("$") ? sign.substring(1) : sign;
        return ExpOperator.of(bare.strip().toLowerCase(Locale.ROOT));
    }

    private static boolean isScalar(JsonValue value) {
        return value instanceof JsonString string
                ? !string.value().isBlank()
                : value instanceof JsonValue.JsonNumber || value instanceof JsonValue.JsonBoolean;
    }
}
