package io.github.dcisdk.contract;

import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.store.ClaimedTask;
import io.github.dcisdk.store.DciStore;
import io.github.dcisdk.store.NewTask;
import io.github.dcisdk.store.StateKey;
import io.github.dcisdk.store.StateRecord;
import io.github.dcisdk.store.StateType;
import io.github.dcisdk.store.StoreTransaction;
import io.github.dcisdk.store.TaskClaim;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** What the tests of stores have in common. */
abstract class StoreFixture {
    protected static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123Z");
    protected static final Duration LEASE = Duration.ofMinutes(1);
    protected static final String QUEUE = "queue-1";
    protected static final String PEER = "civil.example.org";

    /** Texts that peers may send and that stores mix up, cut or refuse when they are careless. */
    protected static final List<String> HOSTILE_TEXTS = List.of(
            "",
            " ",
            "a",
            "A",
            "a ",
            "ä",
            "a\u0308",
            "a' or '1'='1",
            "a\"; drop table dci_task; --",
            "%",
            "_",
            "\\",
            "\\u0000",
            "\0",
            "a\0b",
            "\ud800",
            "\udc00\ud800",
            "\ud83d\ude00",
            "?",
            "\ufffd",
            "\n",
            "null",
            "x".repeat(100_000),
            "x".repeat(100_000) + "y");

    /** An empty store whose clock stands at {@link #NOW}, with room for 5,000 small entries at least. */
    protected abstract DciStore store();

    /** A task that is due, told from others by its transaction. */
    protected static NewTask task(String name) {
        return NewTask.of(QUEUE, PEER, name, NOW);
    }

    protected static JsonSlice json(String text) {
        return JsonSlice.of(text.getBytes(StandardCharsets.UTF_8));
    }

    protected static String text(JsonSlice json) {
        return new String(json.toByteArray(), StandardCharsets.UTF_8);
    }

    protected static StateKey stateKey(String id) {
        return new StateKey(StateType.TRANSACTION, PEER, id);
    }

    protected static StateRecord state(String id) {
        return StateRecord.create(stateKey(id), "group-1", NOW.plusSeconds(3_600), json("{\"n\":0}"));
    }

    protected static void write(DciStore store, Consumer<StoreTransaction> writes) {
        try (StoreTransaction transaction = store.begin()) {
            writes.accept(transaction);
            transaction.commit();
        }
    }

    /** Stores tasks one after the other, and gives back the id of the last one. */
    protected static String add(DciStore store, NewTask... tasks) {
        List<String> ids = new ArrayList<>();
        for (NewTask task : tasks) {
            write(store, transaction -> ids.add(transaction.add(task)));
        }
        return ids.get(ids.size() - 1);
    }

    protected static List<ClaimedTask> claim(DciStore store, Instant now, int max) {
        return store.claim(new TaskClaim(QUEUE, Set.of(), max, now, now.plus(LEASE)));
    }

    protected static List<ClaimedTask> claim(DciStore store, Instant now) {
        return claim(store, now, 1_000);
    }

    /** The one task that is due. */
    protected static ClaimedTask claimOne(DciStore store, Instant now) {
        List<ClaimedTask> claimed = claim(store, now);
        if (claimed.size() != 1) {
            throw new AssertionError("one task is due, not " + names(claimed));
        }
        return claimed.get(0);
    }

    protected static List<String> names(List<ClaimedTask> tasks) {
        return tasks.stream().map(task -> task.task().transactionId()).toList();
    }

    protected static List<String> namesDue(DciStore store, Instant now) {
        return names(claim(store, now));
    }

    protected static void complete(DciStore store, ClaimedTask task) {
        write(store, transaction -> transaction.complete(task));
    }

    /** Does everything that is due, lanes to their end. */
    protected static void completeAll(DciStore store, Instant now) {
        List<ClaimedTask> claimed = claim(store, now);
        while (!claimed.isEmpty()) {
            claimed.forEach(task -> complete(store, task));
            claimed = claim(store, now);
        }
    }

    protected static void park(DciStore store, ClaimedTask task, boolean blocksLane) {
        write(store, transaction -> transaction.park(task, "no-route", blocksLane));
    }

    /** What a thread does with its number. */
    @FunctionalInterface
    protected interface Work<T> {
        T in(int thread) throws Exception;
    }

    protected static <T> List<T> atOnce(int threads, Work<T> work) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            CyclicBarrier start = new CyclicBarrier(threads);
            List<Callable<T>> tasks = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int thread = i;
                tasks.add(() -> {
                    start.await();
                    return work.in(thread);
                });
            }
            List<T> results = new ArrayList<>();
            for (Future<T> result : executor.invokeAll(tasks)) {
                results.add(result.get());
            }
            return results;
        } finally {
            executor.shutdownNow();
        }
    }
}
