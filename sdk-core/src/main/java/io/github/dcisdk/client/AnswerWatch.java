package io.github.dcisdk.client;

import io.github.dcisdk.store.DciStore;
import io.github.dcisdk.store.StateKey;
import io.github.dcisdk.store.StateQuery;
import io.github.dcisdk.store.StateRecord;
import io.github.dcisdk.store.StateType;
import io.github.dcisdk.store.StoreConflictException;
import io.github.dcisdk.store.StoreException;
import io.github.dcisdk.store.StoreTransaction;
import io.github.dcisdk.transaction.AnswerPart;
import io.github.dcisdk.transaction.Transaction;
import io.github.dcisdk.transaction.TransactionWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The futures of one program, and the store in which their answers appear. One thread asks the store in one question for all
 * of them, while there are some. Thread-safe.
 */
final class AnswerWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);
    private static final int BATCH = 100;

    private final String program = UUID.randomUUID().toString();
    private final DciStore store;
    private final TransactionWriter writer;
    private final Clock clock;
    private final Executor executor;
    private final Duration interval;
    private final Map<StateKey, List<Waiting<?>>> waiting = new ConcurrentHashMap<>();
    /** Transactions that ended, and whose answers could not be read then. */
    private final Set<StateKey> unread = ConcurrentHashMap.newKeySet();

    private @Nullable Thread poller;
    private boolean closed;

    AnswerWatch(DciStore store, Clock clock, Executor executor, Duration interval) {
        this.store = store;
        this.writer = new TransactionWriter(store);
        this.clock = clock;
        this.executor = executor;
        this.interval = interval;
    }

    /** Makes of a transaction that ended what the future gives, or throws. */
    @FunctionalInterface
    interface Reading<R> {
        R read(Transaction transaction, List<AnswerPart> parts);
    }

    private record Waiting<R>(PendingAnswer<R> future, Reading<R> reading) {
        void complete(Transaction transaction, List<AnswerPart> parts) {
            try {
                future.complete(reading.read(transaction, parts));
            } catch (Throwable e) { // Also an Error: whoever waits must learn of it.
                future.completeExceptionally(e);
            }
        }
    }

    /** The answer of a transaction that ended, whole as its state says. */
    private record Answered(StateRecord state, Transaction transaction, List<AnswerPart> parts) {}

    String program() {
        return program;
    }

    /** Waits for a transaction that is about to be stored with this program as the one that waits. */
    <R> PendingAnswer<R> await(Transaction transaction, Reading<R> reading) {
        StateKey key = Transaction.key(transaction.peerId(), transaction.transactionId());
        PendingAnswer<R> future = new PendingAnswer<>(transaction.transactionId());
        Waiting<R> added = new Waiting<>(future, reading);
        waiting.compute(key, (same, others) -> with(others, added));
        CompletableFuture<R> unused = future.whenComplete(
                (result, error) -> waiting.computeIfPresent(key, (same, others) -> without(others, added)));
        startPolling();
        return future;
    }

    private static List<Waiting<?>> with(@Nullable List<Waiting<?>> others, Waiting<?> added) {
        List<Waiting<?>> all = others == null ? new ArrayList<>() : new ArrayList<>(others);
        all.add(added);
        return List.copyOf(all);
    }

    private static @Nullable List<Waiting<?>> without(List<Waiting<?>> all, Waiting<?> removed) {
        List<Waiting<?>> others =
                all.stream().filter(it -> !it.future().equals(removed.future())).toList();
        return others.isEmpty() ? null : others;
    }

    /** Nobody waits, because nothing was stored. */
    void forget(PendingAnswer<?> future) {
        boolean unused = future.cancel(false);
    }

    /**
     * Waits for a transaction that was begun earlier, perhaps by another program.
     *
     * @param kind what was asked; null for anything
     * @throws NoSuchElementException if none is stored
     * @throws IllegalArgumentException if its answer goes to a handler
     */
    <R> PendingAnswer<R> resume(
            String peerId, String transactionId, Transaction.@Nullable Kind kind, Reading<R> reading) {
        StateKey key = Transaction.key(peerId, transactionId);
        Transaction found = find(key, kind);
        PendingAnswer<R> future = await(found, reading);
        try {
            while (!claim(key, kind)) {
                LOG.debug("the transaction changed meanwhile: {}", key);
            }
        } catch (RuntimeException e) {
            forget(future);
            throw e;
        }
        ended(key);
        return future;
    }

    private Transaction find(StateKey key, Transaction.@Nullable Kind kind) {
        Transaction found = Transaction.of(store.state(key)
                .orElseThrow(
                        () -> new NoSuchElementException("no such transaction is stored, or not any more: " + key)));
        if ((kind != null && found.kind() != kind) || found.handler().isPresent()) {
            throw new IllegalArgumentException("not one whose answer a future can get here: " + found);
        }
        if (found.isForgotten()) {
            throw new NoSuchElementException("the answer was taken before, or it is too old: " + key);
        }
        return found;
    }

    private boolean claim(StateKey key, Transaction.@Nullable Kind kind) {
        StateRecord read =
                store.state(key).orElseThrow(() -> new NoSuchElementException("not stored any more: " + key));
        Transaction transaction = find(key, kind);
        if (transaction.isFinished()) {
            return true;
        }
        try (StoreTransaction to = store.begin()) {
            to.put(transaction.awaitedBy(program).toState(read, clock.instant()));
            to.commit();
            return true;
        } catch (StoreConflictException e) {
            return false;
        }
    }

    /** Completes a future if its transaction has ended. */
    void ended(StateKey key) {
        if (waiting.containsKey(key)) {
            try {
                executor.execute(() -> take(key));
            } catch (RejectedExecutionException e) {
                unread.add(key);
                LOG.debug("nothing is run now; the answer is kept: {}", key);
            }
        }
    }

    /** One question for all futures. */
    void look() {
        for (StateKey key : List.copyOf(unread)) {
            unread.remove(key);
            ended(key);
        }
        StateQuery query = StateQuery.of(StateType.ANSWER)
                .ofGroup(AnswerPart.endGroup(program))
                .limit(BATCH);
        for (StateRecord note : store.states(query)) {
            StateKey key = Transaction.key(note.key().peerId(), AnswerPart.transactionEnded(note.key()));
            if (waiting.containsKey(key)) {
                ended(key);
            } else {
                // Cancelled: the transaction itself says that it ended, to whoever resumes it.
                try (StoreTransaction to = store.begin()) {
                    to.delete(note.key());
                    to.commit();
                }
            }
        }
    }

    private void take(StateKey key) {
        try {
            Optional<Answered> answered = read(key);
            List<Waiting<?>> waits = waiting.getOrDefault(key, List.of());
            if (answered.isPresent() && !waits.isEmpty()) {
                Answered it = answered.get();
                waits.forEach(wait -> wait.complete(it.transaction(), it.parts()));
                forget(it.state(), it.transaction());
            }
        } catch (StoreException e) {
            unread.add(key);
            LOG.warn("an answer could not be read, which is tried again: {}", e.toString());
        } catch (RuntimeException e) { // It would be no other next time.
            waiting.getOrDefault(key, List.of()).forEach(wait -> wait.future().completeExceptionally(e));
        }
    }

    /**
     * What the future gets; empty if the transaction has not ended.
     *
     * @throws NoSuchElementException if the answer is not there any more
     */
    private Optional<Answered> read(StateKey key) {
        long version = -1;
        for (; ; ) {
            StateRecord state = store.state(key)
                    .orElseThrow(() -> new NoSuchElementException("the transaction is not stored any more: " + key));
            Transaction transaction = Transaction.of(state);
            if (!transaction.isFinished()) {
                return Optional.empty();
            }
            List<AnswerPart> parts = transaction.isForgotten() ? List.of() : writer.parts(transaction);
            if (!transaction.isForgotten() && parts.size() == transaction.parts()) {
                return Optional.of(new Answered(state, transaction, parts));
            }
            if (transaction.isForgotten() || state.version() == version) {
                throw new NoSuchElementException("the answer was taken before, or it is too old: " + key);
            }
            version = state.version(); // Somebody takes it, or a late part came, between the two questions.
        }
    }

    /** The answer was taken. One that can still become whole is kept: it may be asked for again. */
    private void forget(StateRecord read, Transaction ended) {
        try (StoreTransaction to = store.begin()) {
            if (ended.isSettled()) {
                writer.forget(to, read, ended, clock.instant());
            } else {
                to.delete(AnswerPart.endKey(ended));
            }
            to.commit();
        } catch (StoreException e) {
            LOG.debug("the answer is kept until it is old: {}", e.toString());
        }
    }

    private synchronized void startPolling() {
        if (poller == null && !closed) {
            poller = new Thread(this::poll, "dci-answers");
            poller.setDaemon(true);
            poller.start();
        }
    }

    private void poll() {
        try {
            while (goesOn()) {
                Thread.sleep(Math.max(1, interval.toMillis()));
                try {
                    look();
                } catch (Throwable e) { // Also an Error: nobody else would complete the futures.
                    LOG.warn(
                            "the store could not be asked for answers, which is tried again: {}",
                            e.getClass().getName());
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("closed");
        }
    }

    private synchronized boolean goesOn() {
        if (waiting.isEmpty() || closed) {
            poller = null;
            return false;
        }
        return true;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (poller != null) {
            poller.interrupt();
        }
    }

    @Override
    public String toString() {
        return waiting.size() + " wait";
    }
}
