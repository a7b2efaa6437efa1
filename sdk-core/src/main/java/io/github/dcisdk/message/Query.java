package io.github.dcisdk.message;

import io.github.dcisdk.error.LogText;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.record.IdentifierType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What is searched for: {@code search_criteria.query} with its {@code query_type}. Immutable; {@link
 * Object#toString()} never shows the values searched for.
 */
public sealed interface Query {

    /**
     * Asks for the record with an identifier ({@code query_type} {@code idtype-value}).
     *
     * @param type the identifier's type, for example {@code UIN}, {@code BRN}
     * @param value the identifier
     * @return the query
     * @throws IllegalArgumentException if one of them is blank
     */
    static IdentifierQuery identifier(String type, String value) {
        return new IdentifierQuery(type, value);
    }

    /**
     * Asks for the record with an identifier ({@code query_type} {@code idtype-value}).
     *
     * @param type the identifier's type
     * @param value the identifier
     * @return the query
     * @throws IllegalArgumentException if one of them is blank
     */
    static IdentifierQuery identifier(IdentifierType type, String value) {
        return new IdentifierQuery(type.code(), value);
    }

    /**
     * Types a query as it was received.
     *
     * @param queryType the kind that it names
     * @param query the query as it stands on the wire
     * @return the typed query; an {@link UntypedQuery} when it does not have the shape of its kind
     */
    static Query of(QueryType queryType, JsonValue query) {
        if (queryType.equals(QueryType.IDTYPE_VALUE) && query instanceof JsonValue.JsonObject object) {
            Optional<String> type = text(object, "type");
            Optional<String> value = text(object, "value");
            if (type.isPresent() && value.isPresent()) {
                return new IdentifierQuery(type.get(), value.get());
            }
        }
        return new UntypedQuery(queryType, query);
    }

    private static Optional<String> text(JsonValue.JsonObject object, String member) {
        return object.get(member)
                .flatMap(value ->
                        value instanceof JsonValue.JsonNumber number ? Optional.of(number.literal()) : value.asString())
                .filter(text -> !text.isBlank());
    }

    /**
     * The kind of query.
     *
     * @return the code for {@code query_type}
     */
    QueryType queryType();

    /**
     * The query as it stands on the wire.
     *
     * @return the value for {@code query}
     */
    JsonValue toJson();

    /**
     * The record that carries one identifier.
     *
     * @param type the identifier's type
     * @param value the identifier
     */
    record IdentifierQuery(String type, String value) implements Query {
        /**
         * Creates the query.
         *
         * @param type the identifier's type
         * @param value the identifier
         * @throws IllegalArgumentException if one of them is blank
         */
        public IdentifierQuery {
            if (Objects.requireNonNull(type, "type").isBlank()
                    || Objects.requireNonNull(value, "value").isBlank()) {
                throw new IllegalArgumentException(
                        "an identifier query needs a type, such as UIN, and a value; one of them is blank");
            }
        }

        @Override
        public QueryType queryType() {
            return QueryType.IDTYPE_VALUE;
        }

        @Override
        public JsonValue toJson() {
            Map<String, JsonValue> members = new LinkedHashMap<>();
            members.put("type", JsonValue.of(type));
            members.put("value", JsonValue.of(value));
            return new JsonValue.JsonObject(members);
        }

        @Override
        public String toString() {
            return "IdentifierQuery[" + LogText.safe(type) + "]";
        }
    }

    /**
     * A query of another kind, or one that does not have the shape of its kind, as it was received.
     *
     * @param queryType the kind that it names
     * @param toJson the query as it stands on the wire
     */
    record UntypedQuery(QueryType queryType, JsonValue toJson) implements Query {
        /**
         * Creates the query.
         *
         * @param queryType the kind that it names
         * @param toJson the query as it stands on the wire
         */
        public UntypedQuery {
            Objects.requireNonNull(queryType, "queryType");
            Objects.requireNonNull(toJson, "toJson");
        }

        @Override
        public String toString() {
            return "UntypedQuery[" + queryType + "]";
        }
    }
}
