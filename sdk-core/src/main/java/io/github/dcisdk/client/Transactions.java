package io.github.dcisdk.client;

import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.message.UnSubscribeRequest;
import io.github.dcisdk.store.DciStore;
import io.github.dcisdk.store.StateRecord;
import io.github.dcisdk.store.StoreTransaction;
import io.github.dcisdk.transaction.Transaction;
import io.github.dcisdk.transaction.TransactionItem;
import io.github.dcisdk.transaction.TransactionWriter;
import io.github.dcisdk.transaction.TransactionWriter.Watch;
import io.github.dcisdk.work.BackOff;
import io.github.dcisdk.work.TaskQueue;
import io.github.dcisdk.work.Worker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one program asked and will be answered later: sends the requests and wakes the futures that wait. For callback
 * endpoints; applications need at most {@link #sendDue}. Thread-safe.
 *
 * <p>A request is a task in the store. Whoever claims it sends it, so it is sent although the program that asked dies, and
 * never by two at the same time.
 */
public final class Transactions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);
    private static final BackOff UNTIL_THE_DEADLINE =
            new BackOff(Duration.ofSeconds(2), Duration.ofMinutes(1), Integer.MAX_VALUE);
    /**
     * Longer than an attempt usually takes, and much shorter than the time in which an answer is waited for: when the program
     * dies, another one still has the time to send. A request that is sent twice meanwhile has one {@code message_id}.
     */
    private static final Duration LEASE = Duration.ofSeconds(75);

    private static final int SENDERS = 4;

    private final DciStore store;
    private final Clock clock;
    private final DoubleSupplier random;
    private final Executor executor;
    private final Map<String, DciClient> peers = new ConcurrentHashMap<>();
    private final AnswerWatch watch;
    private final TaskQueue requests;
    private final Worker sender;
    private final AtomicInteger senders = new AtomicInteger();
    private final AtomicBoolean again = new AtomicBoolean();

    Transactions(DciStore store, Clock clock, DoubleSupplier random, Executor executor, Duration pollInterval) {
        this.store = store;
        this.clock = clock;
        this.random = random;
        this.executor = executor;
        this.watch = new AnswerWatch(store, clock, executor, pollInterval);
        this.requests = TaskQueue.of(RequestTask.QUEUE, new RequestTask(this, store, clock, peers), UNTIL_THE_DEADLINE);
        this.sender = new Worker(store, clock, LEASE, random, List.of(requests));
    }

    /**
     * Lets requests to a peer be sent, also those that another program or an earlier run began.
     *
     * @param peer the peer; it replaces one of the same {@code sender_id}
     */
    public void add(DciClient peer) {
        peers.put(peer.peerId(), peer);
    }

    /**
     * A worker over our store, which also sends again what could not be sent at once.
     *
     * @param lease for how long a task is its own
     * @param queues what else it works on
     * @return the worker, which does nothing by itself
     */
    public Worker worker(Duration lease, List<TaskQueue> queues) {
        List<TaskQueue> all = new ArrayList<>(queues);
        all.add(requests);
        return new Worker(store, clock, lease, random, all);
    }

    /**
     * Wakes the future that waits for a transaction, if one does in this program.
     *
     * @param peerId the {@code sender_id} of the peer that was asked
     * @param transactionId the transaction
     */
    public void ended(String peerId, String transactionId) {
        watch.ended(Transaction.key(peerId, transactionId));
    }

    /** Completes the futures whose answers reached other programs that share the store. */
    public void look() {
        watch.look();
    }

    /**
     * Sends the requests that are due, in the executor of {@link Dci}. To be called when a store transaction of the
     * application's own is committed that a request was begun in, if no callback endpoint runs in the program that would send
     * it within its poll interval.
     */
    public void sendDue() {
        again.set(true);
        int running = senders.getAndUpdate(count -> Math.min(SENDERS, count + 1));
        if (running == SENDERS) {
            return; // One of them looks again.
        }
        try {
            executor.execute(this::send);
        } catch (RejectedExecutionException e) {
            senders.decrementAndGet();
            LOG.debug("nothing is sent any more, which is left to other programs");
        }
    }

    private void send() {
        try {
            while (again.getAndSet(false)) {
                int attempts = sender.runDue();
                LOG.trace("{} attempts to send", attempts);
            }
        } catch (RuntimeException e) {
            LOG.warn("requests could not be sent, which is left to callback endpoints: {}", e.toString());
        } finally {
            senders.decrementAndGet();
        }
        if (again.get()) {
            sendDue(); // Asked for between the last look and the end.
        }
    }

    /**
     * Stores a request and everything that belongs to it, and then sends it.
     *
     * @param peer who is asked
     * @param transaction the transaction
     * @param message the request
     * @param states what is stored with it
     * @param within the application's own store transaction; null for one of our own
     */
    void begin(
            DciClient peer,
            Transaction transaction,
            OutboxMessage message,
            List<StateRecord> states,
            @Nullable StoreTransaction within) {
        add(peer);
        if (within != null) {
            write(peer, transaction, message, states, within);
            return;
        }
        try (StoreTransaction own = store.begin()) {
            write(peer, transaction, message, states, own);
            own.commit();
        }
        sendDue();
    }

    private void write(
            DciClient peer,
            Transaction transaction,
            OutboxMessage message,
            List<StateRecord> states,
            StoreTransaction to) {
        Instant now = clock.instant();
        to.put(transaction.toState(now));
        states.forEach(to::put);
        String request = to.add(RequestTask.task(
                transaction, message, peer.address(transaction.kind().operation()), now));
        String deadline = to.add(TransactionWriter.watch(transaction, Watch.DEADLINE, 0, transaction.deadline()));
        LOG.debug("stored as tasks {} and {} [{}]", request, deadline, transaction.context());
    }

    /**
     * Ends a subscription that another one replaced. Nobody waits for the answer.
     *
     * @param peer the registry
     * @param code the code of the subscription
     * @param within the store transaction in which it is replaced
     */
    public void unsubscribe(DciClient peer, String code, StoreTransaction within) {
        UnSubscribeRequest request = UnSubscribeRequest.builder(
                        UUID.randomUUID().toString(), DciDateTime.of(clock.instant()), List.of(code))
                .build();
        Transaction transaction = Transaction.create(
                peer.peerId(),
                request.transactionId().orElseThrow(),
                Transaction.Kind.UNSUBSCRIBE,
                clock.instant().plus(peer.options().answerWithin()),
                List.of(TransactionItem.create("", null, false)));
        begin(peer, transaction, peer.request(Operation.UNSUBSCRIBE, request), List.of(), within);
    }

    DciStore store() {
        return store;
    }

    AnswerWatch watch() {
        return watch;
    }

    /** Stops waiting. Futures that wait are not completed; their answers are kept. */
    @Override
    public void close() {
        watch.close();
    }

    @Override
    public String toString() {
        return "Transactions[" + peers.size() + " peers, " + watch + "]";
    }
}
