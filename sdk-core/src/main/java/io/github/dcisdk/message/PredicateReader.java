package io.github.dcisdk.message;

import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.JsonValue.JsonArray;
import io.github.dcisdk.json.JsonValue.JsonNumber;
import io.github.dcisdk.json.JsonValue.JsonObject;
import io.github.dcisdk.json.Rule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads comparisons in the forms in which they are sent. Gives nothing when one of them has no plain meaning. */
final class PredicateReader {
    private static final String EXPRESSION = "expression";
    private static final String CONDITION = "condition";
    private static final String SEQ_NUM = "seq_num";
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    private final HarmlessFindings found;

    PredicateReader(HarmlessFindings found) {
        this.found = found;
    }

    /** The standard's list of items. */
    Optional<List<ExpPredicateWithCondition>> list(JsonArray list) {
        List<NumberedItem> items = new ArrayList<>();
        for (JsonValue item : list.items()) {
            Optional<NumberedItem> read = item.asObject().flatMap(object -> item(object, "/" + items.size()));
            if (read.isEmpty()) {
                return Optional.empty();
            }
            items.add(read.get());
        }
        if (items.stream().allMatch(item -> item.seqNum() != null)) {
            items.sort(Comparator.comparing(NumberedItem::seqNum));
        }
        return items.isEmpty()
                ? Optional.empty()
                : Optional.of(items.stream().map(NumberedItem::item).toList());
    }

    /** A comparison without list and item around it. */
    Optional<List<ExpPredicateWithCondition>> single(JsonObject object) {
        return predicate(object, "").map(predicate -> List.of(ExpPredicateWithCondition.of(predicate)));
    }

    /** Attributes as keys, each with its comparisons: <code>{"a.b": {"eq": 1}}</code>. */
    Optional<List<ExpPredicateWithCondition>> map(JsonObject object) {
        List<ExpPredicateWithCondition> items = new ArrayList<>();
        for (Map.Entry<String, JsonValue> attribute : object.members().entrySet()) {
            Map<String, JsonValue> comparisons =
                    attribute.getValue().asObject().map(JsonObject::members).orElse(Map.of());
            for (Map.Entry<String, JsonValue> comparison : comparisons.entrySet()) {
                ExpOperator operator = operator(comparison.getKey());
                if (!operator.isListed()
                        || attribute.getKey().isBlank()
                        || QueryReader.isEmpty(comparison.getValue())) {
                    return Optional.empty();
                }
                items.add(ExpPredicateWithCondition.of(
                        new ExpPredicate(attribute.getKey(), operator, comparison.getValue())));
            }
            if (comparisons.isEmpty()) {
                return Optional.empty();
            }
        }
        return items.isEmpty() ? Optional.empty() : Optional.of(items);
    }

    /** An item and its number, null where it has none. */
    private record NumberedItem(
            ExpPredicateWithCondition item, @Nullable BigDecimal seqNum) {}

    private Optional<NumberedItem> item(JsonObject object, String place) {
        List<ExpPredicate> expressions = expressions(object, place);
        ExpCondition condition = condition(object, place);
        JsonValue given = present(object, SEQ_NUM, place);
        Optional<BigDecimal> seqNum = given == null ? Optional.empty() : number(given, place + "/" + SEQ_NUM);
        boolean plain = isPlain(expressions.size(), condition) && (given == null || seqNum.isPresent());
        return plain
                ? Optional.of(
                        new NumberedItem(new ExpPredicateWithCondition(expressions, condition), seqNum.orElse(null)))
                : Optional.empty();
    }

    /** {@code expression1}, {@code expression2} and so on; none if one of them cannot be read or a number is left out. */
    private List<ExpPredicate> expressions(JsonObject object, String place) {
        List<ExpPredicate> expressions = new ArrayList<>();
        long sent = object.members().keySet().stream()
                .filter(member -> member.startsWith(EXPRESSION))
                .filter(member -> present(object, member, place) != null)
                .count();
        for (int number = 1; number <= sent; number++) {
            String at = place + "/" + EXPRESSION + number;
            object.get(EXPRESSION + number)
                    .flatMap(JsonValue::asObject)
                    .flatMap(inner -> predicate(inner, at))
                    .ifPresent(expressions::add);
        }
        if (sent > 2) {
            found.report(place, Rule.QUERY_FORM);
        }
        return expressions.size() == sent ? expressions : List.of();
    }

    private @Nullable ExpCondition condition(JsonObject object, String place) {
        JsonValue given = present(object, CONDITION, place);
        if (given == null) {
            return null;
        }
        ExpCondition condition =
                ExpCondition.of(given.asString().orElse("").strip().toLowerCase(Locale.ROOT));
        if (!given.equals(JsonValue.of(condition.code()))) {
            found.report(place + "/" + CONDITION, Rule.CODE_ALIAS);
        }
        return condition;
    }

    private Optional<BigDecimal> number(JsonValue given, String place) {
        if (given instanceof JsonNumber number) {
            return number.toBigDecimal();
        }
        found.report(place, Rule.TEXT_FOR_NUMBER);
        return given.asString().filter(NUMBER.asMatchPredicate()).map(BigDecimal::new);
    }

    /** Several comparisons need a condition that joins them; one has no condition, or is negated. */
    private static boolean isPlain(int expressions, @Nullable ExpCondition condition) {
        if (expressions > 1) {
            return condition != null && ExpPredicateWithCondition.joins(condition);
        }
        return expressions == 1 && (condition == null || condition.equals(ExpCondition.NOT));
    }

    private Optional<ExpPredicate> predicate(JsonObject object, String place) {
        Optional<String> name =
                object.get("attribute_name").flatMap(JsonValue::asString).filter(text -> !text.isBlank());
        Optional<String> sign =
                object.get("operator").flatMap(JsonValue::asString).filter(text -> !text.isBlank());
        Optional<JsonValue> value = object.get("attribute_value").filter(given -> !QueryReader.isEmpty(given));
        if (name.isEmpty() || sign.isEmpty() || value.isEmpty()) {
            return Optional.empty();
        }
        ExpOperator operator = operator(sign.get());
        if (!operator.isListed()) {
            found.report(place + "/operator", Rule.CODE_UNLISTED);
        } else if (!operator.code().equals(sign.get())) {
            found.report(place + "/operator", Rule.CODE_ALIAS);
        }
        return Optional.of(new ExpPredicate(name.get(), operator, value.get()));
    }

    private static ExpOperator operator(String sign) {
        ExpOperator listed = ExpOperator.of(sign.strip().toLowerCase(Locale.ROOT));
        return listed.isListed() ? listed : ExpOperator.of(sign);
    }

    private @Nullable JsonValue present(JsonObject object, String member, String place) {
        JsonValue value = object.get(member).orElse(null);
        if (value != null && QueryReader.isEmpty(value)) {
            found.report(place + "/" + member, Rule.EMPTY_FOR_ABSENT);
            return null;
        }
        return value;
    }
}
