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
        return test::test;
    }

    @Override
    public Condition comparison(String attributeName, List<ExpPredicate> predicates) {
        AttributePath path = new AttributePath(attributeName);
        ValueType<?> type = evaluator.type(attributeName, path, records, Rejections::criteria);
        List<ValueTest> tests = predicates.stream()
                .map(predicate -> new ValueTest(predicate, type))
                .toList();
        return record -> Truth.anyOf(path.values(record), value -> Truth.all(tests, test -> test.test(value)));
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
