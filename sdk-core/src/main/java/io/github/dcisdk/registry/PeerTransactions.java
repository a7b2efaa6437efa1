package io.github.dcisdk.registry;

import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.registry.PeerTransaction.Phase;
import io.github.dcisdk.store.DciStore;
import io.github.dcisdk.store.StateKey;
import io.github.dcisdk.store.StateRecord;
import io.github.dcisdk.store.StateType;
import io.github.dcisdk.store.StoreConflictException;
import io.github.dcisdk.store.StoreTransaction;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * The transactions of peers with one registry in the store, which may hold those of others: one for each {@code
 * transaction_id} of a sender. Thread-safe.
 */
final class PeerTransactions {
    private final DciStore store;
    private final Clock clock;
    private final String prefix;

    PeerTransactions(DciStore store, Clock clock, String regType) {
        this.store = store;
        this.clock = clock;
        this.prefix = regType + " ";
    }

    Optional<PeerTransaction> find(String senderId, String transactionId) {
        return state(senderId, transactionId).map(state -> PeerTransaction.of(state.content()));
    }

    Optional<StateRecord> state(String senderId, String transactionId) {
        return store.state(key(senderId, transactionId));
    }

    /** Whether a transaction is one with this registry. */
    boolean isOwn(StateRecord transaction) {
        return transaction.key().id().startsWith(prefix);
    }

    /**
     * Gives the transaction of a request, and writes it down if it is not there yet, so that its sender can ask for it from
     * then on.
     *
     * @param pending what is known of the answer before anybody has worked on it
     */
    StateRecord begin(PeerRequest<?> request, DciObject pending) {
        StateKey key = key(request.senderId(), request.transactionId());
        Optional<StateRecord> known = store.state(key);
        if (known.isPresent()) {
            return known.get();
        }
        try (StoreTransaction transaction = store.begin()) {
            transaction.put(StateRecord.create(
                    key, request.correlationId(), expiry(), content(request, Phase.WORKING, pending)));
            transaction.commit();
        } catch (StoreConflictException e) {
            // Somebody else was faster, and what is stored counts.
        }
        return store.state(key).orElseThrow(() -> new StoreConflictException("gone again: " + key));
    }

    /** Writes down what was answered. */
    void end(StoreTransaction transaction, StateRecord before, PeerRequest<?> request, Phase phase, DciObject answer) {
        transaction.put(before.withContent(content(request, phase, answer)).with(false, expiry()));
    }

    private static JsonSlice content(PeerRequest<?> request, Phase phase, DciObject answer) {
        return new PeerTransaction(request.action(), request.contentDigest(), phase, Json.toJson(answer)).toJson();
    }

    private Instant expiry() {
        return clock.instant().plus(DciStore.RETENTION);
    }

    private StateKey key(String senderId, String transactionId) {
        return new StateKey(StateType.PEER_TRANSACTION, senderId, prefix + transactionId);
    }
}
