package io.github.dcisdk.message;

import io.github.dcisdk.json.JsonValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * An attribute that waits for what it is compared with; {@code Query.where(..)} and {@code Expression.where(..)} begin
 * one. Immutable.
 *
 * <p>Every method throws {@link IllegalArgumentException} if a value cannot stand on the wire: a blank text, NaN, a time
 * without offset, an object of another class than {@link Attribute} lists.
 *
 * @param <V> the Java type of the values
 * @param <R> what the comparison becomes
 */
public final class AttributeComparison<V, R> {
    private final Attribute<V> attribute;
    private final Function<List<ExpPredicate>, R> join;
    private final Function<List<ExpPredicate>, R> negate;

    AttributeComparison(
            Attribute<V> attribute, Function<List<ExpPredicate>, R> join, Function<List<ExpPredicate>, R> negate) {
        this.attribute = attribute;
        this.join = join;
        this.negate = negate;
    }

    /**
     * Asks for the opposite. A record that lacks the attribute answers neither the comparison nor its opposite.
     *
     * @return the same attribute, whose comparison shall not hold; only predicate lists can say so, in an expression the
     *     comparison is refused
     */
    public AttributeComparison<V, R> not() {
        return new AttributeComparison<>(attribute, /* join= */ negate, /* negate= */ join);
    }

    /**
     * The attribute is equal to a value.
     *
     * @param value the value
     * @return what has been said so far
     */
    public R eq(V value) {
        return compare(ExpOperator.EQ, value);
    }

    /**
     * The attribute is greater than a value: a later date, a larger number.
     *
     * @param value the value
     * @return what has been said so far
     */
    public R gt(V value) {
        return compare(ExpOperator.GT, value);
    }

    /**
     * The attribute is less than a value: an earlier date, a smaller number.
     *
     * @param value the value
     * @return what has been said so far
     */
    public R lt(V value) {
        return compare(ExpOperator.LT, value);
    }

    /**
     * The attribute is greater than a value or equal to it.
     *
     * @param value the value
     * @return what has been said so far
     */
    public R ge(V value) {
        return compare(ExpOperator.GE, value);
    }

    /**
     * The attribute is less than a value or equal to it.
     *
     * @param value the value
     * @return what has been said so far
     */
    public R le(V value) {
        return compare(ExpOperator.LE, value);
    }

    /**
     * The attribute is equal to one of some values.
     *
     * @param values the values, at least one
     * @return what has been said so far
     */
    public R in(Collection<? extends V> values) {
        return join.apply(List.of(new ExpPredicate(attribute.name(), ExpOperator.IN, AttributeValues.toJson(values))));
    }

    /**
     * The attribute is equal to one of some values.
     *
     * @param values the values, at least one
     * @return what has been said so far
     */
    @SafeVarargs
    public final R in(V... values) {
        List<V> list = new ArrayList<>(values.length);
        for (V value : values) {
            list.add(value);
        }
        return in(list);
    }

    /**
     * The attribute lies in a range. In a list of values, one and the same value does.
     *
     * @param from the least value that matches
     * @param to the greatest value that matches
     * @return what has been said so far
     */
    public R between(V from, V to) {
        return join.apply(List.of(predicate(ExpOperator.GE, from), predicate(ExpOperator.LE, to)));
    }

    private R compare(ExpOperator operator, V value) {
        return join.apply(List.of(predicate(operator, value)));
    }

    private ExpPredicate predicate(ExpOperator operator, V value) {
        JsonValue json = AttributeValues.toJson(value);
        return new ExpPredicate(attribute.name(), operator, json);
    }

    @Override
    public String toString() {
        return "AttributeComparison[" + attribute + "]";
    }
}
