package io.github.dcisdk.registry;

import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.profile.RecordType;
import io.github.dcisdk.store.StateKey;
import io.github.dcisdk.store.StateRecord;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What subscriptions are interested in. Some thousands are kept ready, because all are looked at for each event, and to read
 * one takes far longer than to ask it. Thread-safe.
 */
final class Interests {
    private static final Logger LOG = LoggerFactory.getLogger(EventPublisher.class);
    private static final int MAX_KEPT = 10_000;

    private final EventFilters filters;
    private final Map<StateKey, Interest<?>> kept = new ConcurrentHashMap<>();

    Interests(EventFilters filters) {
        this.filters = filters;
    }

    /**
     * One subscription as it was read.
     *
     * @param version the version of the state that it was read from
     * @param subscription the subscription
     * @param recordType the record type for which the filter can be asked
     * @param filter says which records are of interest
     */
    record Interest<T extends DciObject>(
            long version, PeerSubscription subscription, RecordType<T> recordType, Predicate<T> filter) {
        boolean isFor(T record, Instant time) {
            return subscription.recordType().equals(recordType.name())
                    && subscription.covers(time)
                    && filter.test(record);
        }

        boolean isOf(StateRecord state, RecordType<?> wanted) {
            return version == state.version() && recordType.equals(wanted);
        }
    }

    <T extends DciObject> Interest<T> of(StateRecord state, RecordType<T> recordType) {
        Interest<?> known = kept.get(state.key());
        if (known != null && known.isOf(state, recordType)) {
            @SuppressWarnings("unchecked") // It is for the same record type.
            Interest<T> typed = (Interest<T>) known;
            return typed;
        }
        Interest<T> read = read(state, recordType);
        if (kept.size() >= MAX_KEPT) {
            Iterator<StateKey> any = kept.keySet().iterator();
            if (any.hasNext()) {
                kept.remove(any.next());
            }
        }
        kept.put(state.key(), read);
        return read;
    }

    private <T extends DciObject> Interest<T> read(StateRecord state, RecordType<T> recordType) {
        PeerSubscription subscription = PeerSubscription.of(state.content());
        if (!subscription.recordType().equals(recordType.name())) {
            return new Interest<>(state.version(), subscription, recordType, record -> false);
        }
        try {
            return new Interest<>(state.version(), subscription, recordType, filters.filter(subscription, recordType));
        } catch (RejectedException e) {
            // One that cannot be evaluated does not keep the others from their event.
            LOG.error("the filter of a subscription cannot be evaluated: {} {}", state.key(), e.reasonCode());
            return new Interest<>(state.version(), subscription, recordType, record -> false);
        }
    }
}
