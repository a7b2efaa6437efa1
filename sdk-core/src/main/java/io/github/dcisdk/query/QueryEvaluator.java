package io.github.dcisdk.query;

import io.github.dcisdk.error.LogText;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.ModelType;
import io.github.dcisdk.json.ValueType;
import io.github.dcisdk.json.ValueTypes;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.message.SearchSort;
import io.github.dcisdk.profile.RecordType;
import io.github.dcisdk.profile.RegistryProfile;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Says which records in memory answer a query, and sorts them. What it says is what {@code docs/query-semantics.md}
 * documents: registries that evaluate queries in another way can be compared with it. Immutable, thread-safe.
 *
 * @param <T> the class of the records
 */
public final class QueryEvaluator<T extends DciObject> {
    private final RegistryProfile profile;
    private final RecordType<T> recordType;
    private final Map<String, List<String>> identifiers;

    private QueryEvaluator(RegistryProfile profile, RecordType<T> recordType, Map<String, List<String>> identifiers) {
        this.profile = profile;
        this.recordType = recordType;
        this.identifiers = Map.copyOf(identifiers);
    }

    /**
     * Makes an evaluator.
     *
     * @param <T> the class of the records
     * @param profile the kind of registry, which knows the spellings of identifier types
     * @param recordType the type of the records
     * @return the evaluator
     */
    public static <T extends DciObject> QueryEvaluator<T> of(RegistryProfile profile, RecordType<T> recordType) {
        return new QueryEvaluator<>(profile, recordType, Map.of());
    }

    /**
     * Adds an identifier type of the registry's own: its values are looked for at these attributes and nowhere else. They
     * are identifiers, of whatever type, or text such as a telephone number.
     *
     * @param type the identifier type in a query, for example {@code PARENT_UIN}
     * @param attributeNames where its values stand, as paths into the record with dots
     * @return a changed copy
     */
    public QueryEvaluator<T> identifier(String type, String... attributeNames) {
        Map<String, List<String>> changed = new HashMap<>(identifiers);
        changed.put(IdentifierTest.canonical(profile, type), List.of(attributeNames));
        return new QueryEvaluator<>(profile, recordType, changed);
    }

    /**
     * Turns a query into a predicate.
     *
     * @param query the query
     * @param records the records that will be asked about; an attribute that the schema does not define is accepted if one
     *     of them has it as an additional property
     * @return true for each record that answers the query; thread-safe
     * @throws io.github.dcisdk.error.RejectedException with {@code rjct.search_criteria.invalid} if the query is of a kind
     *     that is not evaluated, names an attribute that neither schema nor records have, compares an attribute with what
     *     it cannot be, or is beyond the limits of {@link QueryTranslator}
     */
    public Predicate<T> predicate(Query query, Collection<? extends T> records) {
        Condition condition = new Conditions<>(this, records).translate(query);
        return record -> condition.test(record) == Truth.TRUE;
    }

    /**
     * Turns a query into its opposite, for telling records that certainly do not answer it. Of a record that lacks what is
     * compared, neither can be said.
     *
     * @param query the query
     * @param records the records that will be asked about
     * @return true for each record of which the query does not hold; thread-safe
     * @throws io.github.dcisdk.error.RejectedException as {@link #predicate} does
     */
    public Predicate<T> contradicts(Query query, Collection<? extends T> records) {
        Condition condition = new Conditions<>(this, records).translate(query);
        return record -> condition.test(record) == Truth.FALSE;
    }

    /**
     * Sorts records. Those that lack an attribute come last in both directions; those that are equal stay in their order.
     *
     * @param found the records to sort
     * @param sort what to sort by, the first counting most
     * @param records all records, those found among them; an attribute that the schema does not define is accepted if one
     *     of them has it
     * @return the records in order
     * @throws io.github.dcisdk.error.RejectedException with {@code rjct.sort.invalid} if an attribute is missing or
     *     neither schema nor records have it, the direction is neither asc nor desc, or there are more than ten entries
     */
    public List<T> sorted(List<T> found, List<SearchSort> sort, Collection<? extends T> records) {
        return sort.isEmpty() ? List.copyOf(found) : new RecordOrder<>(this, sort, records).sorted(found);
    }

    IdentifierTest identifierTest(String type, String value) {
        List<String> own = identifiers.get(IdentifierTest.canonical(profile, type));
        return own == null
                ? new IdentifierTest(profile, recordType.identifierAttributes(), type, value)
                : new IdentifierTest(profile, own, null, value);
    }

    /** The type of an attribute; any, if only the records know it. */
    ValueType<?> type(
            String attributeName,
            AttributePath path,
            Collection<? extends T> records,
            Function<String, ? extends RuntimeException> rejection) {
        ValueType<?> type = path.type(recordType.type()).orElse(null);
        if (type == null
                && records.stream().noneMatch(record -> !path.values(record).isEmpty())) {
            throw rejection.apply("a " + recordType.type().name() + " has no attribute " + LogText.safe(attributeName));
        } else if (type instanceof ModelType<?>) {
            throw rejection.apply(
                    LogText.safe(attributeName) + " is an object; name a member of it, with a dot between");
        }
        return type == null ? ValueTypes.ANY : type;
    }

    @Override
    public String toString() {
        return "QueryEvaluator[" + recordType + "]";
    }
}
