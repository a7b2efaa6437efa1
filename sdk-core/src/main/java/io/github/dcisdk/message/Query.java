package io.github.dcisdk.message;

import io.github.dcisdk.error.LogText;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.JsonValue.JsonArray;
import io.github.dcisdk.json.JsonValue.JsonObject;
import io.github.dcisdk.record.IdentifierType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What is searched for: {@code search_criteria.query} with its {@code query_type}. A subscription's {@code filter} with
 * its {@code filter_type} has the same shapes and is the same type.
 *
 * <p>Immutable. A query that was received is written back as it was received, also when its form is unusual. Two queries
 * are equal when they stand on the wire alike. {@link Object#toString()} never shows the values searched for.
 */
public abstract sealed class Query {
    private final QueryType queryType;
    private final JsonValue json;

    private Query(QueryType queryType, JsonValue json) {
        this.queryType = Objects.requireNonNull(queryType, "queryType");
        this.json = Objects.requireNonNull(json, "json");
    }

    /**
     * Asks for the record with an identifier ({@code query_type} {@code idtype-value}).
     *
     * @param type the identifier's type, for example {@code UIN}, {@code BRN}
     * @param value the identifier
     * @return the query
     * @throws IllegalArgumentException if one of them is blank
     */
    public static IdentifierQuery identifier(String type, String value) {
        requireText(type, "an identifier query needs a type");
        requireText(value, "an identifier query needs a value");
        JsonValue json = object("type", JsonValue.of(type), "value", JsonValue.of(value));
        return new IdentifierQuery(QueryType.IDTYPE_VALUE, json, type, value);
    }

    /**
     * Asks for the record with an identifier ({@code query_type} {@code idtype-value}).
     *
     * @param type the identifier's type
     * @param value the identifier
     * @return the query
     * @throws IllegalArgumentException if one of them is blank
     */
    public static IdentifierQuery identifier(IdentifierType type, String value) {
        return identifier(type.code(), value);
    }

    /**
     * Asks for the records for which all of some comparisons hold ({@code query_type} {@code predicate}).
     *
     * @param items the comparisons; they are joined by <i>and</i> and numbered from 1
     * @return the query
     * @throws IllegalArgumentException if there are none
     */
    public static PredicateQuery predicate(ExpPredicateWithCondition... items) {
        if (items.length == 0) {
            throw new IllegalArgumentException("a predicate query needs a comparison");
        }
        List<JsonValue> json = new ArrayList<>();
        for (ExpPredicateWithCondition item : items) {
            json.add(item.toJson(json.size() + 1));
        }
        return new PredicateQuery(QueryType.PREDICATE, new JsonArray(json), List.of(items));
    }

    /**
     * Begins a predicate query with an attribute, for example {@code Query.where("sex").eq("female")}.
     *
     * @param attributeName the attribute, as a path into the record with dots
     * @return the attribute, to be compared
     * @throws IllegalArgumentException if the name is no path
     */
    public static AttributeComparison<Object, PredicateQuery> where(String attributeName) {
        return where(Attribute.free(attributeName));
    }

    /**
     * Begins a predicate query with an attribute.
     *
     * @param <V> the Java type of its values
     * @param attribute the attribute
     * @return the attribute, to be compared
     */
    public static <V> AttributeComparison<V, PredicateQuery> where(Attribute<V> attribute) {
        return PredicateQuery.and(List.of(), attribute);
    }

    /**
     * Asks for the records that fulfil conditions ({@code query_type} {@code expression}).
     *
     * @param conditions the conditions
     * @return the query
     */
    public static ExpressionQuery expression(Expression conditions) {
        return expression(new JsonObject(Map.of(ExpressionQuery.QUERY, conditions.toJson())));
    }

    /**
     * Asks for the records of a collection that fulfil conditions ({@code query_type} {@code expression}).
     *
     * @param collection what is searched, for example {@code Group}
     * @param conditions the conditions
     * @return the query
     * @throws IllegalArgumentException if the name of the collection is blank
     */
    public static ExpressionQuery expression(String collection, Expression conditions) {
        requireText(collection, "a collection has a name");
        return expression(object(
                ExpressionQuery.COLLECTION, JsonValue.of(collection), ExpressionQuery.QUERY, conditions.toJson()));
    }

    /**
     * Asks for the records that an expression of any notation selects ({@code query_type} {@code expression}).
     *
     * @param expression the expression, an object with {@code query} and perhaps {@code collection}
     * @return the query
     * @throws IllegalArgumentException if the expression is empty
     */
    public static ExpressionQuery expression(JsonObject expression) {
        if (expression.members().isEmpty()) {
            throw new IllegalArgumentException("an expression query needs an expression; this one is empty");
        }
        return new ExpressionQuery(
                QueryType.EXPRESSION, template(ExpressionQuery.TYPE, expression), ExpressionQuery.TYPE, expression);
    }

    /**
     * Asks for what a GraphQL query selects ({@code query_type} {@code graphql}).
     *
     * @param expression the text of the GraphQL query
     * @return the query
     * @throws IllegalArgumentException if the text is blank
     */
    public static GraphqlQuery graphql(String expression) {
        requireText(expression, "a GraphQL query needs a text");
        return new GraphqlQuery(
                QueryType.GRAPHQL,
                template(GraphqlQuery.TYPE, JsonValue.of(expression)),
                GraphqlQuery.TYPE,
                expression);
    }

    /**
     * Types a query as it was received, and does not say what is unusual about it.
     *
     * @param queryType the kind that it names
     * @param query the query as it stands on the wire
     * @return the typed query; an {@link UntypedQuery} when its meaning is not plain
     */
    public static Query of(QueryType queryType, JsonValue query) {
        return of(queryType, query, "", finding -> {});
    }

    /**
     * Types a query as it was received. Other forms than the standard's are typed where their meaning is plain, and
     * reported: a list of predicates under the type {@code expression}, a predicate without its list, attributes with
     * their comparisons as an object, an identifier inside another object, GraphQL as bare text, empty strings for what is
     * absent, other signs for an operator. What has no plain meaning is reported as {@link
     * io.github.dcisdk.json.Rule#QUERY_SHAPE}.
     *
     * @param queryType the kind that it names
     * @param query the query as it stands on the wire
     * @param pointer where the query stands in the whole body, as a JSON pointer
     * @param findings receives every deviation from the standard
     * @return the typed query; an {@link UntypedQuery} when its meaning is not plain, or when the standard does not know
     *     its kind
     */
    public static Query of(QueryType queryType, JsonValue query, String pointer, Consumer<Finding> findings) {
        return new QueryReader(queryType, query, pointer).read(findings);
    }

    /**
     * The kind of query, as it was named.
     *
     * @return the code for {@code query_type}
     */
    public final QueryType queryType() {
        return queryType;
    }

    /**
     * The query as it stands on the wire.
     *
     * @return the value for {@code query}
     */
    public final JsonValue toJson() {
        return json;
    }

    // The class follows from what stands on the wire.
    @Override
    public final boolean equals(Object other) {
        return other instanceof Query that && queryType.equals(that.queryType) && json.equals(that.json);
    }

    @Override
    public final int hashCode() {
        return Objects.hash(queryType, json);
    }

    private static JsonObject template(String type, JsonValue expression) {
        return object("type", JsonValue.of(type), "value", new JsonObject(Map.of("expression", expression)));
    }

    private static JsonObject object(String first, JsonValue firstValue, String second, JsonValue secondValue) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put(first, firstValue);
        members.put(second, secondValue);
        return new JsonObject(members);
    }

    private static void requireText(String text, String what) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(what + "; this one is blank");
        }
    }

    /** The record that carries one identifier. */
    public static final class IdentifierQuery extends Query {
        private final String type;
        private final String value;

        IdentifierQuery(QueryType queryType, JsonValue json, String type, String value) {
            super(queryType, json);
            this.type = type;
            this.value = value;
        }

        /**
         * The identifier's type.
         *
         * @return for example {@code UIN}; not blank
         */
        public String type() {
            return type;
        }

        /**
         * The identifier.
         *
         * @return its text; not blank
         */
        public String value() {
            return value;
        }

        @Override
        public String toString() {
            return "IdentifierQuery[" + LogText.safe(type) + "]";
        }
    }

    /** The records for which all of some comparisons hold. */
    public static final class PredicateQuery extends Query {
        private final List<ExpPredicateWithCondition> items;

        PredicateQuery(QueryType queryType, JsonValue json, List<ExpPredicateWithCondition> items) {
            super(queryType, json);
            this.items = List.copyOf(items);
        }

        /**
         * The comparisons, joined by <i>and</i>.
         *
         * @return at least one; in the order of their {@code seq_num} where all have one, else as received
         */
        public List<ExpPredicateWithCondition> items() {
            return items;
        }

        /**
         * Adds an item with another attribute; the records have to fulfil it too.
         *
         * @param attributeName the attribute, as a path into the record with dots
         * @return the attribute, to be compared
         * @throws IllegalArgumentException if the name is no path
         */
        public AttributeComparison<Object, PredicateQuery> and(String attributeName) {
            return and(Attribute.free(attributeName));
        }

        /**
         * Adds an item with another attribute; the records have to fulfil it too.
         *
         * @param <V> the Java type of its values
         * @param attribute the attribute
         * @return the attribute, to be compared
         */
        public <V> AttributeComparison<V, PredicateQuery> and(Attribute<V> attribute) {
            return and(items, attribute);
        }

        /**
         * Adds the items of another query; the records have to fulfil them too.
         *
         * @param other the other query
         * @return the records that both ask for
         */
        public PredicateQuery and(PredicateQuery other) {
            return predicate(
                    Stream.concat(items.stream(), other.items.stream()).toArray(ExpPredicateWithCondition[]::new));
        }

        /**
         * Adds an attribute that may stand in for the comparison before it. A predicate list can say this of two single
         * comparisons; the rest is joined to them with {@link #and(PredicateQuery)}. What is more than that, and what
         * follows an <i>and</i>, is refused with {@link IllegalArgumentException}: that is for {@link
         * Query#expression(Expression)}.
         *
         * @param attributeName the attribute, as a path into the record with dots
         * @return the attribute, to be compared
         * @throws IllegalArgumentException if the name is no path
         */
        public AttributeComparison<Object, PredicateQuery> or(String attributeName) {
            return or(Attribute.free(attributeName));
        }

        /**
         * Adds an attribute that may stand in for the comparison before it, as {@link #or(String)} does.
         *
         * @param <V> the Java type of its values
         * @param attribute the attribute
         * @return the attribute, to be compared
         */
        public <V> AttributeComparison<V, PredicateQuery> or(Attribute<V> attribute) {
            if (items.size() > 1) {
                throw new IllegalArgumentException("the items of a predicate list are joined by and, so nothing can be"
                        + " or-ed to several; begin with the or, Query.where(..).or(..).and(..), or use"
                        + " Query.expression(Expression.where(..)..)");
            }
            ExpPredicateWithCondition first = items.get(0);
            return new AttributeComparison<>(
                    attribute,
                    added -> predicate(first.or(ExpPredicateWithCondition.ofAll(added))),
                    added -> predicate(first.or(ExpPredicateWithCondition.notAll(added))));
        }

        private static <V> AttributeComparison<V, PredicateQuery> and(
                List<ExpPredicateWithCondition> items, Attribute<V> attribute) {
            return new AttributeComparison<>(
                    attribute,
                    added -> and(items, ExpPredicateWithCondition.ofAll(added)),
                    added -> and(items, ExpPredicateWithCondition.notAll(added)));
        }

        private static PredicateQuery and(List<ExpPredicateWithCondition> items, ExpPredicateWithCondition last) {
            return predicate(Stream.concat(items.stream(), Stream.of(last)).toArray(ExpPredicateWithCondition[]::new));
        }

        @Override
        public String toString() {
            return "PredicateQuery[" + items.size() + " items]";
        }
    }

    /** The records that an expression selects, in a language that both sides have agreed on. */
    public static final class ExpressionQuery extends Query {
        static final String TYPE = "ns:org:QueryType:expression";
        static final String COLLECTION = "collection";
        static final String QUERY = "query";

        private final String type;
        private final JsonObject expression;

        ExpressionQuery(QueryType queryType, JsonValue json, String type, JsonObject expression) {
            super(queryType, json);
            this.type = type;
            this.expression = expression;
        }

        /**
         * The kind of expression.
         *
         * @return for example {@code ns:org:QueryType:expression}, {@code ns:org:QueryType:NoSql}
         */
        public String type() {
            return type;
        }

        /**
         * The expression.
         *
         * @return an object that is not empty
         */
        public JsonObject expression() {
            return expression;
        }

        /**
         * What is searched, where the expression names it.
         *
         * @return the expression's {@code collection}
         */
        public Optional<String> collection() {
            return expression.get(COLLECTION).flatMap(JsonValue::asString);
        }

        /**
         * The conditions of the expression.
         *
         * @return the expression's {@code query}, if it has one that is an object
         */
        public Optional<JsonObject> query() {
            return expression.get(QUERY).flatMap(JsonValue::asObject);
        }

        /**
         * The conditions of the expression, typed. An expression that has no {@code query} is taken as the conditions
         * itself. One that has other members than {@code query} and {@code collection} is in another notation.
         *
         * @return the conditions, if all of them are in the notation that {@link Expression} reads
         */
        public Optional<Expression> conditions() {
            Optional<JsonObject> query = query();
            if (query.isEmpty()) {
                return Expression.of(expression);
            }
            // What stands beside the conditions could narrow them, and nobody here knows how.
            boolean known =
                    Set.of(COLLECTION, QUERY).containsAll(expression.members().keySet());
            return known ? query.flatMap(Expression::of) : Optional.empty();
        }

        @Override
        public String toString() {
            return "ExpressionQuery[" + LogText.safe(type) + "]";
        }
    }

    /** What a GraphQL query selects. */
    public static final class GraphqlQuery extends Query {
        static final String TYPE = "ns:org:QueryType:graphql";

        private final String type;
        private final String expression;

        GraphqlQuery(QueryType queryType, JsonValue json, String type, String expression) {
            super(queryType, json);
            this.type = type;
            this.expression = expression;
        }

        /**
         * The kind of expression.
         *
         * @return as received; {@code ns:org:QueryType:graphql} where a sender leaves it out
         */
        public String type() {
            return type;
        }

        /**
         * The text of the GraphQL query.
         *
         * @return the text; not blank
         */
        public String expression() {
            return expression;
        }

        @Override
        public String toString() {
            return "GraphqlQuery[" + LogText.safe(type) + "]";
        }
    }

    /** A query of a kind that the standard does not know, or one whose meaning is not plain. */
    public static final class UntypedQuery extends Query {
        UntypedQuery(QueryType queryType, JsonValue json) {
            super(queryType, json);
        }

        @Override
        public String toString() {
            return "UntypedQuery[" + queryType() + "]";
        }
    }
}
