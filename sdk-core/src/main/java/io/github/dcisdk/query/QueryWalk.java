package io.github.dcisdk.query;

import io.github.dcisdk.error.LogText;
import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.JsonValue.JsonArray;
import io.github.dcisdk.json.JsonValue.JsonNull;
import io.github.dcisdk.json.JsonValue.JsonObject;
import io.github.dcisdk.message.Attribute;
import io.github.dcisdk.message.ExpCondition;
import io.github.dcisdk.message.ExpOperator;
import io.github.dcisdk.message.ExpPredicate;
import io.github.dcisdk.message.ExpPredicateWithCondition;
import io.github.dcisdk.message.Expression;
import io.github.dcisdk.message.Query;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** One walk through one query. Not thread-safe. */
final class QueryWalk<R> {
    private final QueryTranslator<R> translator;
    private int comparisons;
    private int values;

    QueryWalk(QueryTranslator<R> translator) {
        this.translator = translator;
    }

    R query(Query query) {
        if (query instanceof Query.IdentifierQuery identifier) {
            return translator.identifier(identifier.type(), identifier.value());
        } else if (query instanceof Query.PredicateQuery predicates) {
            return joined(each(predicates.items(), this::item), translator::and);
        } else if (query instanceof Query.ExpressionQuery expression) {
            return expression(expression
                    .conditions()
                    .orElseThrow(
                            () -> Rejections.criteria("the expression is not understood; it may hold attributes with"
                                    + " $eq, $gt, $lt, $gte, $lte, $in, joined by $and, $or, " + Expression.MAX_DEPTH
                                    + " deep")));
        }
        throw Rejections.criteria("this registry does not evaluate this kind of query; it takes idtype-value, predicate"
                + " and expression");
    }

    private R item(ExpPredicateWithCondition item) {
        ExpCondition condition = item.condition().orElse(ExpCondition.AND);
        if (condition.equals(ExpCondition.NOT)) {
            return translator.not(comparison(item.expressions()));
        } else if (condition.equals(ExpCondition.OR)) {
            return joined(each(item.expressions(), predicate -> comparison(List.of(predicate))), translator::or);
        }
        // Two comparisons of one attribute in one item are a range.
        Map<String, List<ExpPredicate>> byAttribute = new LinkedHashMap<>();
        for (ExpPredicate predicate : item.expressions()) {
            byAttribute
                    .computeIfAbsent(predicate.attributeName(), name -> new ArrayList<>())
                    .add(predicate);
        }
        return joined(each(List.copyOf(byAttribute.values()), this::comparison), translator::and);
    }

    private R expression(Expression expression) {
        if (expression instanceof Expression.And and) {
            return joined(each(and.expressions(), this::expression), translator::and);
        } else if (expression instanceof Expression.Or or) {
            return joined(each(or.expressions(), this::expression), translator::or);
        }
        return comparison(((Expression.Comparison) expression).predicates());
    }

    private static <S, R> List<R> each(List<S> parts, Function<S, R> translate) {
        return parts.stream().map(translate).toList();
    }

    private static <R> R joined(List<R> conditions, Function<List<R>, R> join) {
        return conditions.size() == 1 ? conditions.get(0) : join.apply(conditions);
    }

    private R comparison(List<ExpPredicate> predicates) {
        return translator.comparison(predicates.get(0).attributeName(), each(predicates, this::checked));
    }

    private ExpPredicate checked(ExpPredicate predicate) {
        if (!Attribute.isPath(predicate.attributeName())
                || !predicate.operator().isListed()) {
            throw rejected(predicate, "attribute or operator is not one of the standard's");
        }
        List<JsonValue> compared = predicate.attributeValue() instanceof JsonArray list
                ? list.items()
                : List.of(predicate.attributeValue());
        boolean isIn = predicate.operator().equals(ExpOperator.IN);
        if ((!isIn && predicate.attributeValue() instanceof JsonArray)
                || compared.stream().anyMatch(QueryWalk::isNoScalar)) {
            throw rejected(predicate, "in takes a list of values, any other operator one value");
        }
        comparisons++;
        values += compared.size();
        if (comparisons > QueryTranslator.MAX_COMPARISONS || values > QueryTranslator.MAX_VALUES) {
            throw Rejections.criteria("at most " + QueryTranslator.MAX_COMPARISONS + " comparisons with "
                    + QueryTranslator.MAX_VALUES + " values are evaluated in one query");
        }
        return isIn ? new ExpPredicate(predicate.attributeName(), ExpOperator.IN, new JsonArray(compared)) : predicate;
    }

    private static RejectedException rejected(ExpPredicate predicate, String reason) {
        return Rejections.criteria(LogText.safe(predicate.attributeName()) + ": " + reason);
    }

    private static boolean isNoScalar(JsonValue value) {
        return value instanceof JsonObject || value instanceof JsonArray || value instanceof JsonNull;
    }
}
