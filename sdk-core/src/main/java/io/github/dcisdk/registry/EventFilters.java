package io.github.dcisdk.registry;

import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.RuleClass;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.message.QueryType;
import io.github.dcisdk.profile.RecordType;
import io.github.dcisdk.profile.RegistryProfile;
import io.github.dcisdk.query.QueryEvaluator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Says which records are of interest to a subscription, by the same evaluation as that of searches. Thread-safe. */
final class EventFilters {
    private static final Optional<JsonValue> ANY = Optional.of(JsonValue.of("*"));

    private final RegistryProfile profile;
    private final Map<RecordType<?>, QueryEvaluator<?>> evaluators;

    /**
     * Creates the filters.
     *
     * @param evaluators what knows more than the profile; each for the record type that is its key
     */
    EventFilters(RegistryProfile profile, Map<RecordType<?>, QueryEvaluator<?>> evaluators) {
        this.profile = profile;
        this.evaluators = Map.copyOf(evaluators);
    }

    /** Checks a filter when somebody subscribes, and not when something happens. */
    void require(RecordType<?> recordType, Optional<QueryType> filterType, JsonValue filter, String pointer) {
        List<Finding> findings = new ArrayList<>();
        if (!isAll(filter)) {
            Query query = Query.of(filterType.orElse(QueryType.IDTYPE_VALUE), filter, pointer, findings::add);
            for (Finding finding : findings) {
                if (finding.rule().ruleClass() == RuleClass.MEANING_CHANGING) {
                    throw SearchRejection.of(finding);
                }
            }
            requireEvaluated(recordType, query);
        }
    }

    private <T extends DciObject> void requireEvaluated(RecordType<T> recordType, Query query) {
        evaluator(recordType).predicate(query, List.of());
    }

    /**
     * What a subscription is interested in, ready to be asked about many records.
     *
     * @return true for each record of the subscription's type that is of interest
     * @throws RejectedException if the filter cannot be evaluated; it was checked when it was stored
     */
    <T extends DciObject> Predicate<T> filter(PeerSubscription subscription, RecordType<T> recordType) {
        Optional<JsonValue> filter = subscription.info().filter();
        if (filter.isEmpty()) {
            return record -> false;
        } else if (isAll(filter.get())) {
            return record -> true;
        }
        QueryType type = subscription.info().filterType().orElse(QueryType.IDTYPE_VALUE);
        return evaluator(recordType).predicate(Query.of(type, filter.get()), List.of());
    }

    /** Some systems ask for everything so, and mean it. */
    private static boolean isAll(JsonValue filter) {
        return filter instanceof JsonValue.JsonObject object
                && object.get("type").equals(ANY)
                && object.get("value").equals(ANY);
    }

    @SuppressWarnings("unchecked") // The builder puts an evaluator of records of that type only.
    private <T extends DciObject> QueryEvaluator<T> evaluator(RecordType<T> recordType) {
        QueryEvaluator<?> own = evaluators.get(recordType);
        return own == null ? QueryEvaluator.of(profile, recordType) : (QueryEvaluator<T>) own;
    }
}
