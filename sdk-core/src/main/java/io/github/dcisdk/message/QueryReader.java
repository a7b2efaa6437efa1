package io.github.dcisdk.message;

import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.JsonValue.JsonArray;
import io.github.dcisdk.json.JsonValue.JsonNull;
import io.github.dcisdk.json.JsonValue.JsonNumber;
import io.github.dcisdk.json.JsonValue.JsonObject;
import io.github.dcisdk.json.JsonValue.JsonString;
import io.github.dcisdk.json.Rule;
import io.github.dcisdk.message.Query.ExpressionQuery;
import io.github.dcisdk.message.Query.GraphqlQuery;
import io.github.dcisdk.message.Query.IdentifierQuery;
import io.github.dcisdk.message.Query.PredicateQuery;
import io.github.dcisdk.message.Query.UntypedQuery;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Finds out what a received query means. Its shape decides; the kind that it names decides only where a shape could mean
 * two things. What is unusual is reported when the whole query has been understood, and only then.
 */
final class QueryReader {
    private final QueryType queryType;
    private final QueryType kind;
    private final JsonValue query;
    private final String pointer;
    private final HarmlessFindings found;

    QueryReader(QueryType queryType, JsonValue query, String pointer) {
        this.queryType = queryType;
        this.kind = kind(queryType.code());
        this.query = query;
        this.pointer = pointer;
        this.found = new HarmlessFindings(pointer);
    }

    /** The kind that a {@code query_type}, or the URI of an expression, names. */
    private static QueryType kind(String name) {
        String local = name.substring(name.lastIndexOf(':') + 1).strip().toLowerCase(Locale.ROOT);
        return QueryType.of(local);
    }

    Query read(Consumer<Finding> findings) {
        if (!kind.isListed()) {
            return new UntypedQuery(queryType, query);
        }
        Optional<Query> typed = typed();
        if (typed.isEmpty()) {
            findings.accept(new Finding(pointer, Rule.QUERY_SHAPE));
            return new UntypedQuery(queryType, query);
        }
        found.forEach(findings);
        return typed.get();
    }

    private Optional<Query> typed() {
        if (query instanceof JsonObject object) {
            return ofObject(object);
        } else if (query instanceof JsonArray list) {
            return ofList(list);
        }
        return query.asString()
                .filter(text -> kind.equals(QueryType.GRAPHQL) && !text.isBlank())
                .map(text -> {
                    found.report("", Rule.QUERY_FORM);
                    return new GraphqlQuery(queryType, query, GraphqlQuery.TYPE, text);
                });
    }

    private Optional<Query> ofList(JsonArray list) {
        if (list.items().size() == 1
                && list.items().get(0) instanceof JsonObject only
                && only.get("identifier_type").isPresent()) {
            return identifierIn(only, "identifier_type", "identifier_value", "/0");
        }
        return new PredicateReader(found).list(list).map(items -> {
            expect(QueryType.PREDICATE);
            return new PredicateQuery(queryType, query, items);
        });
    }

    private Optional<Query> ofObject(JsonObject object) {
        if (object.get("type").flatMap(JsonValue::asString).isPresent()
                && object.get("value").isPresent()) {
            return ofTypeAndValue(object);
        } else if (object.get("identifier_type").isPresent()) {
            return identifierIn(object, "identifier_type", "identifier_value", "");
        }
        PredicateReader predicates = new PredicateReader(found);
        Optional<List<ExpPredicateWithCondition>> items =
                object.get("attribute_name").isPresent() ? predicates.single(object) : predicates.map(object);
        return items.map(read -> {
            found.report("", Rule.QUERY_FORM);
            return new PredicateQuery(queryType, query, read);
        });
    }

    private Optional<Query> ofTypeAndValue(JsonObject object) {
        String type = object.get("type").flatMap(JsonValue::asString).orElseThrow();
        QueryType named = kind(type);
        JsonValue value = object.get("value").orElseThrow();
        if (value instanceof JsonObject inner && inner.get("id_type").isPresent()) {
            return identifierIn(inner, "id_type", "id_value", "/value");
        } else if (value instanceof JsonObject inner && named.equals(QueryType.IDTYPE_VALUE)) {
            return identifierIn(inner, "type", "value", "/value");
        } else if (value instanceof JsonObject template) {
            return template.get("expression")
                    .filter(expression -> !isEmpty(expression))
                    .flatMap(expression -> ofExpression(type, named.isListed() ? named : kind, expression));
        } else if (named.isListed()) {
            return value.asString()
                    .filter(text -> named.equals(QueryType.GRAPHQL) && !text.isBlank())
                    .map(text -> {
                        found.report("/value", Rule.QUERY_FORM);
                        return new GraphqlQuery(queryType, query, type, text);
                    });
        }
        expect(QueryType.IDTYPE_VALUE);
        return identifier(object, "type", "value", "");
    }

    private Optional<Query> ofExpression(String type, QueryType language, JsonValue expression) {
        if (language.equals(QueryType.EXPRESSION) && expression instanceof JsonObject conditions) {
            expect(QueryType.EXPRESSION);
            return Optional.of(new ExpressionQuery(queryType, query, type, conditions));
        } else if (language.equals(QueryType.GRAPHQL) && expression instanceof JsonString text) {
            expect(QueryType.GRAPHQL);
            return Optional.of(new GraphqlQuery(queryType, query, type, text.value()));
        }
        return Optional.empty();
    }

    private void expect(QueryType shape) {
        if (!kind.equals(shape)) {
            found.report("", Rule.QUERY_FORM);
        }
    }

    private Optional<Query> identifierIn(JsonObject object, String typeKey, String valueKey, String place) {
        found.report(place, Rule.QUERY_FORM);
        return identifier(object, typeKey, valueKey, place);
    }

    private Optional<Query> identifier(JsonObject object, String typeKey, String valueKey, String place) {
        Optional<String> type = object.get(typeKey).flatMap(JsonValue::asString).filter(text -> !text.isBlank());
        Optional<String> value = object.get(valueKey)
                .flatMap(given -> text(given, place + "/" + valueKey))
                .filter(text -> !text.isBlank());
        return type.flatMap(t -> value.map(v -> new IdentifierQuery(queryType, query, t, v)));
    }

    private Optional<String> text(JsonValue value, String place) {
        if (value instanceof JsonNumber number) {
            found.report(place, Rule.NUMBER_FOR_TEXT);
            return Optional.of(number.literal());
        }
        return value.asString();
    }

    /** Whether a value is one of the forms in which senders write "nothing". */
    static boolean isEmpty(JsonValue value) {
        return value instanceof JsonNull
                || (value instanceof JsonString text && text.value().isBlank())
                || (value instanceof JsonObject object && object.members().isEmpty())
                || (value instanceof JsonArray array && array.items().isEmpty());
    }
}
