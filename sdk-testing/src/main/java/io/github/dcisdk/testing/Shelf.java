package io.github.dcisdk.testing;

import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.profile.RecordType;
import io.github.dcisdk.profile.RegistryProfile;
import io.github.dcisdk.registry.InMemorySearch;
import io.github.dcisdk.registry.RegistryEndpoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The records of one type, and the identifier types by which they are found beside their own. Immutable.
 *
 * @param <T> the class of the records
 * @param identifiers for each type, the attributes where its values stand
 */
record Shelf<T extends DciObject>(RecordType<T> recordType, List<T> records, Map<String, List<String>> identifiers) {
    Shelf {
        records = List.copyOf(records);
        identifiers = Map.copyOf(identifiers);
    }

    private static <T extends DciObject> Shelf<T> empty(RecordType<T> recordType) {
        return new Shelf<>(recordType, List.of(), Map.of());
    }

    /** An empty shelf for every type of record that a kind of registry has. */
    static Map<RecordType<?>, Shelf<?>> emptyOf(RegistryProfile profile) {
        Map<RecordType<?>, Shelf<?>> shelves = new LinkedHashMap<>();
        profile.recordTypes().forEach(recordType -> shelves.put(recordType, empty(recordType)));
        return Collections.unmodifiableMap(shelves);
    }

    /** The shelves with one of them changed. */
    static Map<RecordType<?>, Shelf<?>> changed(
            Map<RecordType<?>, Shelf<?>> shelves, RecordType<?> recordType, UnaryOperator<Shelf<?>> change) {
        Shelf<?> shelf = shelves.get(recordType);
        if (shelf == null) {
            throw new IllegalArgumentException(
                    "the registry does not have " + recordType + ", only " + shelves.keySet());
        }
        Map<RecordType<?>, Shelf<?>> changed = new LinkedHashMap<>(shelves);
        changed.put(recordType, change.apply(shelf));
        return Collections.unmodifiableMap(changed);
    }

    /** Holds other records. Their class is the record type's, which the compiler has seen to where they were given. */
    Shelf<T> holding(Collection<? extends DciObject> others) {
        List<T> cast = new ArrayList<>();
        others.forEach(record -> cast.add(recordType.type().cast(record)));
        return new Shelf<>(recordType, cast, identifiers);
    }

    Shelf<T> adding(Collection<? extends DciObject> more) {
        List<DciObject> all = new ArrayList<>(records);
        all.addAll(more);
        return holding(all);
    }

    Shelf<T> identifier(String type, List<String> attributeNames) {
        Map<String, List<String>> changed = new LinkedHashMap<>(identifiers);
        changed.put(type, List.copyOf(attributeNames));
        return new Shelf<>(recordType, records, changed);
    }

    void addTo(RegistryEndpoint.Builder endpoint, RegistryProfile profile, Searching searching) {
        InMemorySearch<T> search = InMemorySearch.of(profile, recordType, records);
        for (Map.Entry<String, List<String>> own : identifiers.entrySet()) {
            search = search.identifier(own.getKey(), own.getValue().toArray(String[]::new));
        }
        InMemorySearch<T> honest = search;
        endpoint.search(
                recordType, (query, context) -> searching.result(() -> honest.find(query, context), records, context));
    }

    @Override
    public String toString() {
        return "Shelf[" + records.size() + " of " + recordType + "]";
    }
}
