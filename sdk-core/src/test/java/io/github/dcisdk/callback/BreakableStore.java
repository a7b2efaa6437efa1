package io.github.dcisdk.callback;

import io.github.dcisdk.contract.ForwardingStore;
import io.github.dcisdk.store.DciStore;
import io.github.dcisdk.store.StoreException;
import io.github.dcisdk.store.StoreTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A store whose writes can break off, before they happen or before anybody learns that they did, and that offers a notebook. */
final class BreakableStore extends ForwardingStore {
    private static final Set<String> QUESTIONS = Set.of("find", "renew", "begin", "tasks");

    private final AtomicInteger writesUntilBreak = new AtomicInteger(Integer.MAX_VALUE);
    private final AtomicInteger readsUntilAction = new AtomicInteger(Integer.MAX_VALUE);
    private volatile Runnable action = () -> {};
    private volatile boolean stored;
    private volatile boolean broken;

    BreakableStore(DciStore store) {
        super(store);
    }

    /** Stands for the application's tables: what is written is there after the commit only, as over a connection. */
    static final class Notebook {
        private final List<String> pending = new ArrayList<>();
        private final List<String> lines;

        private Notebook(List<String> lines) {
            this.lines = lines;
        }

        void write(String line) {
            pending.add(line);
        }

        private void commit() {
            lines.addAll(pending);
        }
    }

    final List<String> notebook = new ArrayList<>();

    /**
     * The program dies at a write: nothing works afterwards.
     *
     * @param write which one, from 1
     * @param andStores whether what was to be written is there all the same
     */
    void dieAt(int write, boolean andStores) {
        broken = false;
        stored = andStores;
        writesUntilBreak.set(write);
    }

    /** Before one of the next questions for states, from 1, something happens. */
    void atRead(int read, Runnable happens) {
        action = happens;
        readsUntilAction.set(read);
    }

    private void read() {
        requireAlive();
        if (readsUntilAction.decrementAndGet() == 0) {
            action.run();
        }
    }

    boolean hasDied() {
        return broken;
    }

    private <T> T write(Supplier<T> write) {
        requireAlive();
        boolean dies = writesUntilBreak.decrementAndGet() == 0;
        if (dies && !stored) {
            broken = true;
        }
        requireAlive();
        T result = write.get();
        if (dies) {
            broken = true;
        }
        requireAlive();
        return result;
    }

    private void requireAlive() {
        if (broken) {
            throw new StoreException("the program has died", null);
        }
    }

    @Override
    protected <T> T step(String step, Supplier<T> work) {
        if (step.equals("receive") || step.equals("commit")) {
            return write(work);
        } else if (step.equals("state") || step.equals("states")) {
            read();
        } else if (QUESTIONS.contains(step) || step.startsWith("claim")) {
            requireAlive();
        }
        return work.get();
    }

    @Override
    protected StoreTransaction wrapped(StoreTransaction begun) {
        return new WithNotebook(begun, new Notebook(notebook));
    }

    private final class WithNotebook extends ForwardingTransaction {
        private final Notebook pages;

        WithNotebook(StoreTransaction transaction, Notebook pages) {
            super(transaction);
            this.pages = pages;
        }

        @Override
        public <T> Optional<T> unwrap(Class<T> type) {
            return type.isInstance(pages) ? Optional.of(type.cast(pages)) : super.unwrap(type);
        }

        @Override
        protected void committed() {
            pages.commit();
        }
    }
}
