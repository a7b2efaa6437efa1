package io.github.dcisdk.query;

import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.ValueType;
import io.github.dcisdk.message.ExpPredicate;
import java.util.Collection;
import java.util.List;

/** Turns queries into conditions on records. */
final class Conditions<T extends DciObject> implements QueryTranslator<Condition> {
    private final QueryEvaluator<T> evaluator;
    private final Collection<? extends T> records;

    Conditions(QueryEvaluator<T> evaluator, Collection<? extends T> records) {
        this.evaluator = evaluator;
        this.records = records;
    }

    @Override
    public Condition identifier(String type, String value) {
        IdentifierTest test = evaluator.identifierTest(type, value);
        return record -> test.test(record) ? Truth.TRUE : Truth.FALSE;
    }

    @Override
    public Condition comparison(String attributeName, List<ExpPredicate> predicates) {
        AttributePath path = new AttributePath(attributeName);
        ValueType<?> type = evaluator.type(attributeName, path, records, Rejections::criteria);
        List<ValueTest> tests = predicates.stream()
                .map(predicate -> new ValueTest(predicate, type))
                .toList();
        return record -> ofAnyValue(tests, path.values(record));
    }

    /** What cannot be compared counts as absent, so that the other values of a list decide alone. */
    private static Truth ofAnyValue(List<ValueTest> tests, List<Object> values) {
        Truth truth = Truth.UNKNOWN;
        for (Object value : values) {
            Truth ofValue = Truth.all(tests, test -> test.test(value));
            if (ofValue == Truth.TRUE) {
                return Truth.TRUE;
            } else if (ofValue == Truth.FALSE) {
                truth = Truth.FALSE;
            }
        }
        return truth;
    }

    @Override
    public Condition and(List<Condition> conditions) {
        return record -> Truth.all(conditions, condition -> condition.test(record));
    }

    @Override
    public Condition or(List<Condition> conditions) {
        return record -> Truth.any(conditions, condition -> condition.test(record));
    }

    @Override
    public Condition not(Condition condition) {
        return record -> condition.test(record).not();
    }
}
