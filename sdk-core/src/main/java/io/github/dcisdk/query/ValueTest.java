package io.github.dcisdk.query;

import io.github.dcisdk.error.LogText;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.JsonValue.JsonArray;
import io.github.dcisdk.json.JsonValue.JsonString;
import io.github.dcisdk.json.ValueType;
import io.github.dcisdk.message.ExpOperator;
import io.github.dcisdk.message.ExpPredicate;
import io.github.dcisdk.query.ValueKind.Known;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/** One comparison, prepared for many values. Immutable. */
final class ValueTest {
    private static final Map<ExpOperator, IntPredicate> ORDER = Map.of(
            ExpOperator.GT, sign -> sign > 0,
            ExpOperator.LT, sign -> sign < 0,
            ExpOperator.GE, sign -> sign >= 0,
            ExpOperator.LE, sign -> sign <= 0);

    private final IntPredicate holds;
    private final ValueType<?> type;
    private final Map<ValueKind, List<Object>> operands = new EnumMap<>(ValueKind.class);

    /**
     * Prepares a comparison.
     *
     * @throws io.github.dcisdk.error.RejectedException if the schema says what the attribute is, and the value is none or
     *     the attribute has no order
     */
    ValueTest(ExpPredicate predicate, ValueType<?> type) {
        boolean ordering = ORDER.containsKey(predicate.operator());
        this.holds = ORDER.getOrDefault(predicate.operator(), sign -> sign == 0);
        this.type = type;
        List<JsonValue> values = predicate.attributeValue() instanceof JsonArray list
                ? list.items()
                : List.of(predicate.attributeValue());
        Optional<ValueKind> declared = ValueKind.of(type);
        for (ValueKind kind : declared.map(List::of).orElse(List.of(ValueKind.values()))) {
            List<Object> readable = values.stream()
                    .filter(value -> declared.isPresent() || kind != ValueKind.TEXT || value instanceof JsonString)
                    .flatMap(value -> kind.read(value, type).stream())
                    .toList();
            if (!readable.isEmpty() && (kind.isOrdered() || !ordering)) {
                operands.put(kind, readable);
            }
        }
        declared.ifPresent(kind -> {
            String attribute = LogText.safe(predicate.attributeName()) + " is " + kind.description();
            if (ordering && !kind.isOrdered()) {
                throw Rejections.criteria(attribute + " and has no order; compare it with eq or in");
            } else if (operands.getOrDefault(kind, List.of()).size() < values.size()) {
                throw Rejections.criteria(attribute + "; the query compares it with something else");
            }
        });
    }

    /** Whether the comparison holds for a value; unknown, if the two cannot be compared. */
    Truth test(Object value) {
        Optional<Known> known = Known.of(value).map(it -> value instanceof JsonString text ? meant(text, it) : it);
        List<Object> compared = known.map(it -> operands.get(it.kind())).orElse(List.of());
        if (compared.isEmpty()) {
            return Truth.UNKNOWN;
        }
        ValueKind kind = known.get().kind();
        Object own = known.get().value();
        boolean any = compared.stream().anyMatch(operand -> holds.test(kind.compare(own, operand)));
        return any ? Truth.TRUE : Truth.FALSE;
    }

    /** Text that no schema describes is a date or a number if it reads as one and the query compares it with one. */
    private Known meant(JsonString text, Known known) {
        ValueKind kind = operands.containsKey(ValueKind.DATE)
                ? ValueKind.DATE
                : operands.containsKey(ValueKind.TEXT) ? ValueKind.TEXT : ValueKind.NUMBER;
        return kind.read(text, type).map(value -> new Known(kind, value)).orElse(known);
    }
}
