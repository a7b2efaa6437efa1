package io.github.dcisdk.work;

import io.github.dcisdk.store.ClaimedTask;
import io.github.dcisdk.store.DciStore;
import io.github.dcisdk.store.StoreConflictException;
import io.github.dcisdk.store.StoreTransaction;
import io.github.dcisdk.store.TaskClaim;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the tasks of a store. Several workers, in one program or in many, can share a store: each task is done by one of
 * them at a time. What a worker has begun and does not end, because its program dies, another one begins anew when the lease
 * is over. Thread-safe.
 *
 * <p>{@link WorkerThreads} runs a worker by itself. {@link #runDue()} does what is due in the calling thread, for tests and
 * simulations.
 */
public final class Worker {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(10);

    private final DciStore store;
    private final Clock clock;
    private final Duration lease;
    private final DoubleSupplier random;
    private final Map<String, Queue> queues = new LinkedHashMap<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final Map<String, ClaimedTask> running = new ConcurrentHashMap<>();

    private record Queue(TaskQueue settings, PeerLoads loads) {}

    /** A task and the queue that it was claimed from. */
    record Claimed(TaskQueue queue, ClaimedTask task) {}

    /**
     * Creates a worker, which does nothing by itself.
     *
     * @param store what is to be done
     * @param clock the time by which tasks are due; where several programs share the store, their clocks agree to within a
     *     small part of the lease
     * @param lease for how long a task is the worker's own, unless it is renewed
     * @param random numbers from 0 to 1 for the jitter of waits, for example {@code Math::random}
     * @param queues the queues that are worked on
     * @throws IllegalArgumentException if two queues have the same name
     */
    public Worker(DciStore store, Clock clock, Duration lease, DoubleSupplier random, List<TaskQueue> queues) {
        this.store = Objects.requireNonNull(store, "store");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.lease = Objects.requireNonNull(lease, "lease");
        this.random = Objects.requireNonNull(random, "random");
        for (TaskQueue queue : queues) {
            if (this.queues.put(queue.name(), new Queue(queue, new PeerLoads(queue))) != null) {
                throw new IllegalArgumentException("two queues have the name " + queue.name());
            }
        }
    }

    /**
     * Does what is due now, one task after the other, until nothing is due. What tasks add meanwhile is done, too, if it is
     * due.
     *
     * @return how many attempts were made
     */
    public int runDue() {
        int attempts = 0;
        List<Claimed> claimed = claim(1);
        while (!claimed.isEmpty()) {
            claimed.forEach(this::run);
            attempts += claimed.size();
            claimed = claim(1);
        }
        return attempts;
    }

    /** Takes tasks of all queues, each time of another one first, so that a long one does not keep the others from threads. */
    List<Claimed> claim(int max) {
        List<Queue> inTurn = new ArrayList<>(queues.values());
        Collections.rotate(inTurn, -turn.getAndUpdate(last -> (last + 1) % Math.max(1, inTurn.size())));
        List<Claimed> claimed = new ArrayList<>();
        for (Queue queue : inTurn) {
            if (claimed.size() < max) {
                try {
                    claim(queue, max - claimed.size(), claimed);
                } catch (RuntimeException e) {
                    if (claimed.isEmpty()) {
                        throw e;
                    }
                    // What was claimed before is done all the same, or nobody would do it before its lease ends.
                    LOG.warn(
                            "tasks of {} could not be claimed, which is tried again: {}",
                            queue.settings().name(),
                            e.toString());
                }
            }
        }
        return claimed;
    }

    private void claim(Queue queue, int max, List<Claimed> claimed) {
        TaskQueue settings = queue.settings();
        Instant now = clock.instant();
        TaskClaim claim = new TaskClaim(settings.name(), queue.loads().full(now), max, now, now.plus(lease));
        for (ClaimedTask task : store.claim(claim)) {
            if (queue.loads().begin(task.task().peerId(), now)) {
                running.put(task.id(), task);
                claimed.add(new Claimed(settings, task));
            } else {
                giveBack(task, now);
            }
        }
    }

    private void giveBack(ClaimedTask task, Instant dueAt) {
        write(task, transaction -> transaction.retry(task, dueAt, "peer busy", false));
    }

    /** Does a task and writes down what became of it. Does not throw. */
    void run(Claimed claimed) {
        ClaimedTask task = claimed.task();
        TaskResult result = TaskResult.failed("interrupted");
        try (LazyTransaction transaction = new LazyTransaction(store)) {
            result = handle(claimed, transaction);
        } catch (RuntimeException e) {
            // The store itself; the lease brings the task back.
            LOG.warn("the store failed at the end of {}: {}", task, e.toString());
        } finally {
            running.remove(task.id());
            end(claimed, result);
        }
    }

    private TaskResult handle(Claimed claimed, LazyTransaction transaction) {
        ClaimedTask task = claimed.task();
        TaskResult result;
        try {
            if (task.attempt() > claimed.queue().backOff().attempts()) {
                // Only attempts that did not return count so far: whatever it is, it ends the program that tries it.
                result = TaskResult.givenUp("no attempt came to an end");
            } else {
                result = claimed.queue().handler().handle(task, transaction);
            }
            if (result instanceof TaskResult.Done done) {
                transaction.complete(task);
                transaction.commit();
                LOG.debug("done: {}", task);
                afterwards(done, task);
                return result;
            }
        } catch (StoreConflictException e) {
            LOG.debug("somebody else was faster: {}", task);
            result = TaskResult.postponed(clock.instant());
        } catch (Throwable e) {
            // The class only: what an application throws may quote a person.
            LOG.warn(
                    "attempt {} failed with {}: {}",
                    task.attempt(),
                    e.getClass().getName(),
                    task);
            LOG.debug("it failed at {}", Arrays.toString(e.getStackTrace()));
            result = TaskResult.failed(e.getClass().getName());
        }
        transaction.close();
        notDone(claimed, result);
        return result;
    }

    /** The task is done, whatever happens here. */
    private static void afterwards(TaskResult.Done done, ClaimedTask task) {
        try {
            done.then().run();
        } catch (RuntimeException e) {
            LOG.warn("what follows {} failed with {}", task, e.getClass().getName());
        }
    }

    private void notDone(Claimed claimed, TaskResult result) {
        ClaimedTask task = claimed.task();
        BackOff backOff = claimed.queue().backOff();
        Instant now = clock.instant();
        if (result instanceof TaskResult.Postponed postponed) {
            // Never at once, or it would be tried without end.
            Instant soonest = now.plus(SHORTEST_PAUSE);
            Instant until = postponed.until().isAfter(soonest) ? postponed.until() : soonest;
            write(task, transaction -> transaction.retry(task, until, "postponed", false));
        } else if (result instanceof TaskResult.Failed failed && task.attempt() < backOff.attempts()) {
            Instant next = now.plus(backOff.after(task.attempt(), random.getAsDouble()));
            Instant dueAt = failed.notBefore() != null && failed.notBefore().isAfter(next) ? failed.notBefore() : next;
            write(task, transaction -> transaction.retry(task, dueAt, failed.reason(), true));
        } else {
            String reason = result instanceof TaskResult.GivenUp givenUp
                    ? givenUp.reason()
                    : result instanceof TaskResult.Failed failed ? failed.reason() : "";
            LOG.error(
                    "parked after {} attempts ({}), an operator has to replay or discard it: {}",
                    task.attempt(),
                    reason,
                    task);
            write(
                    task,
                    transaction ->
                            transaction.park(task, reason, claimed.queue().blocksLane()));
        }
    }

    @FunctionalInterface
    private interface Change {
        void to(StoreTransaction transaction);
    }

    private void write(ClaimedTask task, Change change) {
        try (StoreTransaction transaction = store.begin()) {
            change.to(transaction);
            transaction.commit();
        } catch (StoreConflictException e) {
            LOG.debug("the lease ended, somebody else does it: {}", task);
        }
    }

    private void end(Claimed claimed, TaskResult result) {
        Queue queue = Objects.requireNonNull(queues.get(claimed.queue().name()));
        String peer = claimed.task().task().peerId();
        boolean isPeerFault = result instanceof TaskResult.Failed failed && failed.isPeerFault();
        boolean reached = result instanceof TaskResult.Done;
        if (queue.loads().end(peer, isPeerFault, reached, clock.instant())) {
            LOG.warn(
                    "{} fails again and again, so tasks of {} wait {}",
                    claimed.task(),
                    claimed.queue().name(),
                    claimed.queue().peerPause());
        }
    }

    /** Makes the leases of running tasks longer. */
    void renewLeases() {
        Instant until = clock.instant().plus(lease);
        for (ClaimedTask task : running.values()) {
            if (!store.renew(task, until) && running.containsKey(task.id())) {
                LOG.warn("the lease ended before the task did, it may be done twice: {}", task);
            }
        }
    }

    DciStore store() {
        return store;
    }

    Clock clock() {
        return clock;
    }

    Duration lease() {
        return lease;
    }

    @Override
    public String toString() {
        return "Worker[" + queues.keySet() + "]";
    }
}
