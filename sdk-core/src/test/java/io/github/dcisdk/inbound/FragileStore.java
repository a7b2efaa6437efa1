package io.github.dcisdk.inbound;

import io.github.dcisdk.contract.ForwardingStore;
import io.github.dcisdk.store.InMemoryStore;
import java.util.function.Supplier;

/** A store that fails where a test wants it to, as one does whose database is away. */
final class FragileStore extends ForwardingStore {
    enum Failure {
        NONE,
        LOOKING_UP,
        BEFORE_STORING,
        AFTER_STORING
    }

    private volatile Failure failure = Failure.NONE;

    FragileStore(InMemoryStore store) {
        super(store);
    }

    void fail(Failure value) {
        this.failure = value;
    }

    @Override
    protected <T> T step(String step, Supplier<T> work) {
        if (step.equals("find")) {
            failAt(Failure.LOOKING_UP);
        } else if (step.equals("receive")) {
            failAt(Failure.BEFORE_STORING);
        }
        T result = work.get();
        if (step.equals("receive")) {
            failAt(Failure.AFTER_STORING);
        }
        return result;
    }

    private void failAt(Failure moment) {
        if (failure == moment) {
            throw new IllegalStateException("the database is away; it held Almaz");
        }
    }
}
