package io.github.dcisdk.simulation;

import io.github.dcisdk.contract.ForwardingStore;
import io.github.dcisdk.store.DciStore;
import io.github.dcisdk.store.StoreException;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One process's way to the store that it shares with its replicas and successors. Each write can be the last thing that the
 * process does, before it is written or after; or it fails, as if the database were away.
 */
final class Disk extends ForwardingStore {
    private static final Set<String> WRITES = Set.of("receive", "renew", "replay", "discard", "purge", "commit");

    private final Fate fate;
    private boolean dead;

    /** What happens at a write. */
    interface Fate {
        /** Decides for the next write of a process. */
        WriteFate next();
    }

    enum WriteFate {
        WRITTEN,
        CRASH_BEFORE,
        CRASH_AFTER,
        FAILS,
        FAILS_AFTER
    }

    Disk(DciStore shared, Fate fate) {
        super(shared);
        this.fate = fate;
    }

    boolean isDead() {
        return dead;
    }

    /** Ends the process from outside. */
    void kill() {
        dead = true;
    }

    private void alive() {
        if (dead) {
            throw new Crash("the process is dead");
        }
    }

    private <T> T write(Supplier<T> write) {
        alive();
        WriteFate next = fate.next();
        if (next == WriteFate.CRASH_BEFORE) {
            dead = true;
            throw new Crash("before a write");
        } else if (next == WriteFate.FAILS) {
            throw new StoreException("the database is away", null);
        }
        T result = write.get();
        if (next == WriteFate.CRASH_AFTER) {
            dead = true;
            throw new Crash("after a write");
        } else if (next == WriteFate.FAILS_AFTER) {
            throw new StoreException("the connection broke after the commit", null);
        }
        return result;
    }

    @Override
    protected <T> T step(String step, Supplier<T> work) {
        if (WRITES.contains(step) || step.startsWith("claim")) {
            return write(work);
        } else if (!step.equals("close")) {
            alive();
        }
        return work.get();
    }
}
