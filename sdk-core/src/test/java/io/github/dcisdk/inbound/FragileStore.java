package io.github.dcisdk.inbound;

import io.github.dcisdk.store.Delivery;
import io.github.dcisdk.store.DeliveryKey;
import io.github.dcisdk.store.InMemoryInboxStore;
import io.github.dcisdk.store.InboxMessage;
import io.github.dcisdk.store.InboxStore;
import io.github.dcisdk.store.Receipt;
import java.util.Optional;

/** A store that fails where a test wants it to, as one does whose database is away. */
final class FragileStore implements InboxStore {
    enum Failure {
        NONE,
        LOOKING_UP,
        BEFORE_STORING,
        AFTER_STORING
    }

    private final InMemoryInboxStore store;
    private volatile Failure failure = Failure.NONE;

    FragileStore(InMemoryInboxStore store) {
        this.store = store;
    }

    void fail(Failure value) {
        this.failure = value;
    }

    @Override
    public Receipt receive(InboxMessage message) {
        failAt(Failure.BEFORE_STORING);
        Receipt receipt = store.receive(message);
        failAt(Failure.AFTER_STORING);
        return receipt;
    }

    @Override
    public Optional<Delivery> find(DeliveryKey key) {
        failAt(Failure.LOOKING_UP);
        return store.find(key);
    }

    private void failAt(Failure moment) {
        if (failure == moment) {
            throw new IllegalStateException("the database is away; it held Almaz");
        }
    }
}
