package io.github.dcisdk.jdbc;

import io.github.dcisdk.store.ClaimedTask;
import io.github.dcisdk.store.NewTask;
import io.github.dcisdk.store.StateKey;
import io.github.dcisdk.store.StateRecord;
import io.github.dcisdk.store.StoreTransaction;
import java.time.Instant;

/** A transaction that keeps what is to be written until it is committed. */
abstract class BufferedTransaction implements StoreTransaction {
    private final Writes writes;
    private boolean ended;

    BufferedTransaction(Tables tables) {
        this.writes = new Writes(tables);
    }

    /** A place behind all tasks that are stored. */
    abstract long nextTask();

    /** Writes everything. */
    abstract void store(Writes all);

    final void requireOpen() {
        if (ended) {
            throw new IllegalStateException("the transaction has ended");
        }
    }

    private Writes open() {
        requireOpen();
        return writes;
    }

    @Override
    public final String add(NewTask task) {
        Writes to = open();
        long seq = nextTask();
        to.add(seq, task);
        return String.valueOf(seq);
    }

    @Override
    public final void complete(ClaimedTask task) {
        open().complete(task);
    }

    @Override
    public final void retry(ClaimedTask task, Instant dueAt, String reason, boolean countsAttempt) {
        open().retry(task, dueAt, reason, countsAttempt);
    }

    @Override
    public final void park(ClaimedTask task, String reason, boolean blocksLane) {
        open().park(task, reason, blocksLane);
    }

    @Override
    public final void put(StateRecord state) {
        open().put(state);
    }

    @Override
    public final void delete(StateKey key) {
        open().delete(key);
    }

    @Override
    public final void commit() {
        Writes all = open();
        ended = true;
        store(all);
    }

    @Override
    public void close() {
        ended = true;
    }
}
