package io.github.dcisdk.registry;

import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.profile.EventType;
import io.github.dcisdk.security.TrustedSender;
import io.github.dcisdk.store.DciStore;
import io.github.dcisdk.store.StateKey;
import io.github.dcisdk.store.StateQuery;
import io.github.dcisdk.store.StateRecord;
import io.github.dcisdk.store.StateType;
import io.github.dcisdk.store.StoreTransaction;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The subscriptions of peers to events of one registry in the store, which may hold those of others. Thread-safe. */
final class PeerSubscriptions {
    /** What has no end. Databases and the standard's timestamps know no later year. */
    private static final Instant FOREVER = Instant.parse("9999-12-31T00:00:00Z");

    private static final int PAGE = 500;

    private final DciStore store;
    private final Clock clock;
    private final String prefix;

    PeerSubscriptions(DciStore store, Clock clock, String regType) {
        this.store = store;
        this.clock = clock;
        this.prefix = regType + " ";
    }

    /** Whether a sender may have events of a type; an entry can name it as the standard does, or as systems do. */
    static boolean mayHave(TrustedSender sender, EventType eventType) {
        return Stream.concat(Stream.of(eventType.name()), eventType.aliases().stream())
                .anyMatch(sender::allowsEventType);
    }

    Optional<StateRecord> find(String senderId, String code) {
        return store.state(key(senderId, code)).filter(state -> state.group().startsWith(prefix));
    }

    private String group(EventType eventType) {
        return prefix + eventType.name();
    }

    private static StateKey key(String senderId, String code) {
        return new StateKey(StateType.PEER_SUBSCRIPTION, senderId, code);
    }

    /** Gives all open subscriptions to events of a type, page by page, so that they are never all in memory. */
    void forEach(EventType eventType, Consumer<StateRecord> consumer) {
        forEach(StateQuery.of(StateType.PEER_SUBSCRIPTION).ofGroup(group(eventType)), consumer);
    }

    /** The same for those of one subscriber. */
    void forEach(EventType eventType, String senderId, Consumer<StateRecord> consumer) {
        forEach(StateQuery.of(StateType.PEER_SUBSCRIPTION).ofPeer(senderId).ofGroup(group(eventType)), consumer);
    }

    private void forEach(StateQuery all, Consumer<StateRecord> consumer) {
        StateQuery query = all.open().limit(PAGE);
        List<StateRecord> page = store.states(query);
        while (!page.isEmpty()) {
            page.forEach(consumer);
            page = page.size() < PAGE ? List.of() : store.states(query.after(page.get(page.size() - 1)));
        }
    }

    void create(StoreTransaction transaction, String senderId, EventType eventType, PeerSubscription subscription) {
        transaction.put(StateRecord.create(
                key(senderId, subscription.code()), group(eventType), expiry(subscription), subscription.toJson()));
    }

    void renew(StoreTransaction transaction, StateRecord before, PeerSubscription subscription) {
        transaction.put(before.withContent(subscription.toJson()).with(true, expiry(subscription)));
    }

    void end(StoreTransaction transaction, StateRecord before) {
        Instant now = clock.instant();
        PeerSubscription ended = PeerSubscription.of(before.content()).ended(DciDateTime.of(now));
        transaction.put(before.withContent(ended.toJson()).with(false, now.plus(DciStore.RETENTION)));
    }

    /** What was published before the end is still delivered for a while. */
    private static Instant expiry(PeerSubscription subscription) {
        return subscription
                .end()
                .filter(end -> end.isBefore(FOREVER))
                .map(end -> end.plus(DciStore.CONTENT_RETENTION))
                .orElse(FOREVER);
    }
}
