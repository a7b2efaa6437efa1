package io.github.dcisdk.message;

import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.JsonValue.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One item of a predicate query: a comparison, its negation, or comparisons that one condition joins. Immutable. Equal
 * when comparisons and condition are.
 */
public final class ExpPredicateWithCondition {
    private final List<ExpPredicate> expressions;
    private final @Nullable ExpCondition condition;

    ExpPredicateWithCondition(List<ExpPredicate> expressions, @Nullable ExpCondition condition) {
        this.expressions = List.copyOf(expressions);
        this.condition = condition;
    }

    /**
     * One comparison.
     *
     * @param expression the comparison
     * @return the item
     */
    public static ExpPredicateWithCondition of(ExpPredicate expression) {
        return new ExpPredicateWithCondition(List.of(expression), null);
    }

    /**
     * Two comparisons.
     *
     * @param expression1 the first
     * @param condition {@code and} or {@code or}
     * @param expression2 the second
     * @return the item
     * @throws IllegalArgumentException if the condition joins nothing, as {@code not}
     */
    public static ExpPredicateWithCondition of(
            ExpPredicate expression1, ExpCondition condition, ExpPredicate expression2) {
        if (!joins(condition)) {
            throw new IllegalArgumentException("two comparisons are joined by and, or; not by " + condition);
        }
        return new ExpPredicateWithCondition(List.of(expression1, expression2), condition);
    }

    /**
     * The negation of a comparison.
     *
     * @param expression the comparison that shall not hold
     * @return the item
     */
    public static ExpPredicateWithCondition not(ExpPredicate expression) {
        return new ExpPredicateWithCondition(List.of(expression), ExpCondition.NOT);
    }

    /** One comparison, or the two ends of a range. */
    static ExpPredicateWithCondition ofAll(List<ExpPredicate> expressions) {
        return new ExpPredicateWithCondition(expressions, expressions.size() > 1 ? ExpCondition.AND : null);
    }

    static ExpPredicateWithCondition notAll(List<ExpPredicate> expressions) {
        if (expressions.size() > 1) {
            throw new IllegalArgumentException("not negates one comparison, and a range is two: ask for less than its"
                    + " beginning or more than its end, with lt(..).or(..).gt(..)");
        }
        return not(expressions.get(0));
    }

    /** This item or another one, if both are single comparisons; an item has no room for more. */
    ExpPredicateWithCondition or(ExpPredicateWithCondition other) {
        if (condition != null || other.condition != null) {
            throw new IllegalArgumentException("an item of a predicate list holds two comparisons, neither of them"
                    + " negated, so it cannot say this or; use Query.expression(Expression.where(..)..)");
        }
        return of(expressions.get(0), ExpCondition.OR, other.expressions.get(0));
    }

    static boolean joins(ExpCondition condition) {
        return condition.equals(ExpCondition.AND) || condition.equals(ExpCondition.OR);
    }

    /**
     * The comparisons: {@code expression1}, {@code expression2}, and those that some senders add after them.
     *
     * @return at least one; several if the condition is {@code and} or {@code or}
     */
    public List<ExpPredicate> expressions() {
        return expressions;
    }

    /**
     * What the comparisons have to do with each other.
     *
     * @return {@code and} or {@code or} with several comparisons, {@code not} with a negated one, else empty
     */
    public Optional<ExpCondition> condition() {
        return Optional.ofNullable(condition);
    }

    JsonObject toJson(int seqNum) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("seq_num", JsonValue.of(seqNum));
        for (ExpPredicate expression : expressions) {
            members.put("expression" + members.size(), expression.toJson());
        }
        if (condition != null) {
            members.put("condition", JsonValue.of(condition.code()));
        }
        return new JsonObject(members);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ExpPredicateWithCondition that
                && expressions.equals(that.expressions)
                && Objects.equals(condition, that.condition);
    }

    @Override
    public int hashCode() {
        return Objects.hash(expressions, condition);
    }

    @Override
    public String toString() {
        return "ExpPredicateWithCondition[" + expressions.size() + " comparisons"
                + (condition == null ? "" : ", " + condition) + "]";
    }
}
