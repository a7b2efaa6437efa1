package io.github.dcisdk.simulation;

import io.github.dcisdk.inbound.InboundHandler;
import io.github.dcisdk.store.DciStore;
import io.github.dcisdk.store.StoreException;
import java.net.ConnectException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A program that runs, dies and is started again over the same store. Its own work is done when the simulation says so, in
 * the simulation's one thread.
 */
abstract class SimulatedProcess implements SimulatedNetwork.Host {
    private final DciStore shared;
    private final Disk.Fate fate;
    private @Nullable Disk disk;
    private @Nullable Program program;

    /** What a process is while it lives. */
    interface Program extends AutoCloseable {
        InboundHandler handler();

        /** Does what is due. */
        int runDue();

        @Override
        void close();
    }

    SimulatedProcess(DciStore shared, Disk.Fate fate) {
        this.shared = shared;
        this.fate = fate;
    }

    abstract Program start(DciStore store);

    /** Starts it, unless it runs. It can die while it starts. */
    final void start() {
        if (isDead()) {
            end();
            Disk fresh = new Disk(shared, fate);
            disk = fresh;
            survive(() -> {
                program = start(fresh);
                return 0;
            });
        }
    }

    final void kill() {
        if (disk != null) {
            disk.kill();
        }
    }

    /** Lets it do what is due. */
    final int runDue() {
        Program running = program;
        return isDead() || running == null
                ? 0
                : survive(() -> {
                    try {
                        return running.runDue();
                    } catch (StoreException e) {
                        return 0; // The threads of a worker try again a little later.
                    }
                });
    }

    /** Does something as the process. Gives 0 if it dies meanwhile. */
    final int survive(Supplier<Integer> work) {
        try {
            return work.get();
        } catch (Crash e) {
            kill();
            return 0;
        }
    }

    final @Nullable Program program() {
        return isDead() ? null : program;
    }

    @Override
    public final InboundHandler handler() throws ConnectException {
        Program running = program();
        if (running == null) {
            throw new ConnectException("the process is dead");
        }
        return running.handler();
    }

    @Override
    public final boolean isDead() {
        return disk == null || disk.isDead() || program == null;
    }

    final void end() {
        if (program != null) {
            program.close();
            program = null;
        }
    }
}
