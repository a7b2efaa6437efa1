package io.github.dcisdk.message;

import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.JsonValue.JsonArray;
import io.github.dcisdk.json.JsonValue.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The conditions of an expression query, in the notation of the standard's examples: comparisons such as {@code $lt}
 * under an attribute, joined by {@code $and} and {@code $or} to any depth. The notation has no negation. Immutable;
 * {@link Object#toString()} hides the values.
 */
public sealed interface Expression {
    /** How deep expressions may stand in each other. */
    int MAX_DEPTH = 32;

    /**
     * Begins with an attribute, for example {@code Expression.where("poverty_score").lt(5)}.
     *
     * @param attributeName the attribute, as a path into the record with dots
     * @return the attribute, to be compared
     * @throws IllegalArgumentException if the name is no path
     */
    static AttributeComparison<Object, Expression> where(String attributeName) {
        return where(Attribute.free(attributeName));
    }

    /**
     * Begins with an attribute.
     *
     * @param <V> the Java type of its values
     * @param attribute the attribute
     * @return the attribute, to be compared
     */
    static <V> AttributeComparison<V, Expression> where(Attribute<V> attribute) {
        return new AttributeComparison<>(attribute, Comparison::new, negated -> {
            throw new IllegalArgumentException("an expression has no not; negate in a predicate list, with"
                    + " Query.where(..).not(), or ask for the opposite with lt, gt, in");
        });
    }

    /**
     * Reads conditions as they were received. Other spellings are read too: operators without {@code $} or spelt as those
     * of predicates, <code>{"type":"range","gte":..,"lte":..}</code>, a value alone for {@code $eq}, several members of an
     * object for {@code $and}.
     *
     * @param conditions the conditions as they stand on the wire
     * @return the typed conditions; empty when a part of them has no plain meaning, or they are nested deeper than {@link
     *     #MAX_DEPTH}
     */
    static Optional<Expression> of(JsonObject conditions) {
        return ExpressionReader.read(conditions);
    }

    /**
     * Holds when this expression and another one hold.
     *
     * @param other the other one
     * @return both joined
     * @throws IllegalArgumentException if expressions stand in each other deeper than {@link #MAX_DEPTH}
     */
    default Expression and(Expression other) {
        List<Expression> before = this instanceof And and ? and.expressions() : List.of(this);
        return new And(joined(before, other));
    }

    /**
     * Holds when this expression or another one holds, or both. This expression is everything that was said so far:
     * {@code a.and(b).or(c)} holds when c does.
     *
     * @param other the other one
     * @return both joined
     * @throws IllegalArgumentException if expressions stand in each other deeper than {@link #MAX_DEPTH}
     */
    default Expression or(Expression other) {
        List<Expression> before = this instanceof Or or ? or.expressions() : List.of(this);
        return new Or(joined(before, other));
    }

    /**
     * The conditions as they stand on the wire.
     *
     * @return the value for {@code query} in an expression
     */
    JsonObject toJson();

    /**
     * How deep expressions stand in each other.
     *
     * @return 1 for a comparison
     */
    default int depth() {
        return 1;
    }

    private static List<Expression> joined(List<Expression> before, Expression other) {
        return Stream.concat(before.stream(), Stream.of(other)).toList();
    }

    private static List<Expression> checked(List<Expression> expressions) {
        if (expressions.isEmpty()) {
            throw new IllegalArgumentException("at least one expression is needed");
        } else if (depthOf(expressions) > MAX_DEPTH) {
            throw new IllegalArgumentException("expressions stand in each other deeper than " + MAX_DEPTH
                    + "; join more of them side by side with and(..), or(..)");
        }
        return List.copyOf(expressions);
    }

    private static int depthOf(List<Expression> expressions) {
        return 1 + expressions.stream().mapToInt(Expression::depth).max().orElse(0);
    }

    private static JsonObject toJson(String operator, List<Expression> expressions) {
        List<JsonValue> items = new ArrayList<>(expressions.size());
        expressions.forEach(expression -> items.add(expression.toJson()));
        return new JsonObject(Map.of(operator, new JsonArray(items)));
    }

    /**
     * What one attribute is compared with. Several comparisons hold for one and the same value, as the two ends of a range
     * do.
     *
     * @param predicates the comparisons, at least one, all of the same attribute and no operator twice
     */
    record Comparison(List<ExpPredicate> predicates) implements Expression {
        /**
         * Compares an attribute.
         *
         * @param predicates the comparisons
         * @throws IllegalArgumentException if there are none, they are of several attributes, an operator stands twice or
         *     is not one of the standard's, {@code in} has no list of values, or another operator has no single value
         */
        public Comparison {
            predicates = List.copyOf(predicates);
            long operators =
                    predicates.stream().map(ExpPredicate::operator).distinct().count();
            long attributes = predicates.stream()
                    .map(ExpPredicate::attributeName)
                    .distinct()
                    .count();
            if (attributes != 1 || operators != predicates.size()) {
                throw new IllegalArgumentException(
                        "a comparison is of one attribute, with each operator once; join others with and(..), or(..)");
            }
            predicates.forEach(predicate -> {
                if (!ExpressionReader.isWritable(predicate)) {
                    throw new IllegalArgumentException("an expression cannot say " + predicate
                            + ": in takes a list of values, each other operator of the standard one value");
                }
            });
        }

        /**
         * The attribute.
         *
         * @return its path into the record, with dots
         */
        public String attributeName() {
            return predicates.get(0).attributeName();
        }

        @Override
        public JsonObject toJson() {
            Map<String, JsonValue> comparisons = new LinkedHashMap<>();
            predicates.forEach(predicate ->
                    comparisons.put(ExpressionReader.sign(predicate.operator()), predicate.attributeValue()));
            return new JsonObject(Map.of(attributeName(), new JsonObject(comparisons)));
        }

        @Override
        public String toString() {
            return "Comparison" + predicates;
        }
    }

    /**
     * Expressions that all hold.
     *
     * @param expressions the expressions, at least one
     */
    record And(List<Expression> expressions) implements Expression {
        /**
         * Joins expressions.
         *
         * @param expressions the expressions
         * @throws IllegalArgumentException if there are none, or they stand in each other deeper than {@link #MAX_DEPTH}
         */
        public And {
            expressions = checked(expressions);
        }

        @Override
        public JsonObject toJson() {
            return Expression.toJson(ExpressionReader.AND, expressions);
        }

        @Override
        public int depth() {
            return depthOf(expressions);
        }

        @Override
        public String toString() {
            return "And[" + expressions.size() + " expressions]";
        }
    }

    /**
     * Expressions of which at least one holds.
     *
     * @param expressions the expressions, at least one
     */
    record Or(List<Expression> expressions) implements Expression {
        /**
         * Joins expressions.
         *
         * @param expressions the expressions
         * @throws IllegalArgumentException if there are none, or they stand in each other deeper than {@link #MAX_DEPTH}
         */
        public Or {
            expressions = checked(expressions);
        }

        @Override
        public JsonObject toJson() {
            return Expression.toJson(ExpressionReader.OR, expressions);
        }

        @Override
        public int depth() {
            return depthOf(expressions);
        }

        @Override
        public String toString() {
            return "Or[" + expressions.size() + " expressions]";
        }
    }
}
