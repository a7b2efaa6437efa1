package io.github.dcisdk.registry;

import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.profile.RecordType;
import io.github.dcisdk.profile.RegistryProfile;
import io.github.dcisdk.query.QueryEvaluator;
import java.util.List;

/**
 * Searches a list of records in memory: for examples, tests and registries with few records. It looks at every record for
 * every query. Identifiers, predicate lists and expressions are evaluated, and records sorted, as {@code
 * docs/query-semantics.md} says; other kinds of query are rejected. Consent and authorisation are not looked at.
 * Immutable, thread-safe.
 *
 * @param <T> the class of the records
 */
public final class InMemorySearch<T extends DciObject> implements SearchHandler<T> {
    private final QueryEvaluator<T> evaluator;
    private final List<T> records;

    private InMemorySearch(QueryEvaluator<T> evaluator, List<T> records) {
        this.evaluator = evaluator;
        this.records = List.copyOf(records);
    }

    /**
     * Searches records.
     *
     * @param <T> the class of the records
     * @param profile the kind of registry
     * @param recordType the type of the records
     * @param records the records, in the order in which they are found; copied
     * @return the search, for {@link RegistryEndpoint.Builder#search}
     */
    public static <T extends DciObject> InMemorySearch<T> of(
            RegistryProfile profile, RecordType<T> recordType, List<T> records) {
        return new InMemorySearch<>(QueryEvaluator.of(profile, recordType), records);
    }

    /**
     * Adds an identifier type of the registry's own, as {@link QueryEvaluator#identifier} does.
     *
     * @param type the identifier type in a query, for example {@code PARENT_UIN}
     * @param attributeNames where its values stand, as paths into the record with dots
     * @return a changed copy
     */
    public InMemorySearch<T> identifier(String type, String... attributeNames) {
        return new InMemorySearch<>(evaluator.identifier(type, attributeNames), records);
    }

    @Override
    public SearchResult<T> find(Query query, SearchContext context) {
        List<T> found =
                records.stream().filter(evaluator.predicate(query, records)).toList();
        return SearchResult.all(evaluator.sorted(found, context.criteria().sort(), records));
    }

    @Override
    public String toString() {
        return "InMemorySearch[" + records.size() + " records]";
    }
}
