package io.github.dcisdk.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dcisdk.store.ClaimedTask;
import io.github.dcisdk.store.DciStore;
import io.github.dcisdk.store.NewTask;
import io.github.dcisdk.store.StoreTransaction;
import io.github.dcisdk.store.TaskClaim;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store promises of tasks that wait for others of their lane. */
abstract class StoreLaneContract extends StoreTaskContract {
    private static NewTask inLane(String name) {
        return task(name).inLane("lane-1");
    }

    private static ClaimedTask claimOnly(DciStore store, Instant now, String name) {
        ClaimedTask claimed = claimOne(store, now);
        assertThat(claimed.task().transactionId()).isEqualTo(name);
        return claimed;
    }

    @Test
    void ofALaneTheOldestIsGivenAndTheNextWhenItIsDone() {
        DciStore store = store();
        add(store, inLane("first"));
        // Due longer, but stored later.
        add(store, NewTask.of(QUEUE, PEER, "second", NOW.minusSeconds(9)).inLane("lane-1"), inLane("third"));

        for (String name : List.of("first", "second", "third")) {
            ClaimedTask claimed = claimOnly(store, NOW, name);
            assertThat(claim(store, NOW)).isEmpty();
            complete(store, claimed);
        }
        assertThat(claim(store, NOW)).isEmpty();
        add(store, inLane("fourth"));
        claimOnly(store, NOW, "fourth");
    }

    @Test
    void tasksOfOneTransactionKeepTheirOrderInTheLane() {
        DciStore store = store();
        write(store, transaction -> IntStream.range(0, 5).forEach(i -> transaction.add(inLane("t-" + i))));

        for (int i = 0; i < 5; i++) {
            complete(store, claimOnly(store, NOW, "t-" + i));
        }
    }

    @Test
    void aTaskThatEndsAndOneThatIsAddedInOneTransactionKeepTheLaneInOrder() {
        DciStore store = store();
        add(store, inLane("first"));
        ClaimedTask first = claimOnly(store, NOW, "first");
        write(store, transaction -> {
            transaction.add(inLane("second"));
            transaction.complete(first);
        });
        ClaimedTask second = claimOnly(store, NOW, "second");
        write(store, transaction -> {
            transaction.complete(second);
            transaction.add(inLane("third"));
            transaction.add(inLane("fourth"));
        });

        complete(store, claimOnly(store, NOW, "third"));
        claimOnly(store, NOW, "fourth");
    }

    @Test
    void theLaneWaitsForTheOldestAlsoWhenThatIsNotDueYet() {
        DciStore store = store();
        add(store, NewTask.of(QUEUE, PEER, "first", NOW.plusSeconds(5)).inLane("lane-1"), inLane("second"));

        assertThat(claim(store, NOW.plusSeconds(4))).isEmpty();
        ClaimedTask first = claimOnly(store, NOW.plusSeconds(5), "first");
        write(store, transaction -> transaction.retry(first, NOW.plusSeconds(9), "again", true));
        assertThat(claim(store, NOW.plusSeconds(8))).isEmpty();
        complete(store, claimOnly(store, NOW.plusSeconds(9), "first"));
        claimOnly(store, NOW.plusSeconds(9), "second");
    }

    @Test
    void aLeaseThatEndsBringsTheSameTaskOfTheLaneAgain() {
        DciStore store = store();
        add(store, inLane("first"), inLane("second"));
        claimOnly(store, NOW, "first");

        complete(store, claimOnly(store, NOW.plus(LEASE), "first"));
        claimOnly(store, NOW.plus(LEASE), "second");
    }

    @Test
    void aParkedTaskThatBlocksHoldsItsLaneUntilItIsReplayed() {
        DciStore store = store();
        String first = add(store, inLane("first"));
        add(store, inLane("second"));
        park(store, claimOnly(store, NOW, "first"), true);
        add(store, inLane("third"));

        assertThat(claim(store, NOW.plusSeconds(900))).isEmpty();
        assertThat(store.replay(first, NOW)).isTrue();
        complete(store, claimOnly(store, NOW, "first"));
        complete(store, claimOnly(store, NOW, "second"));
        claimOnly(store, NOW, "third");
    }

    @Test
    void aParkedTaskThatIsDiscardedOrForgottenFreesItsLane() {
        DciStore store = store();
        String first = add(store, inLane("first"));
        add(store, inLane("second"), inLane("third"));
        park(store, claimOnly(store, NOW, "first"), true);
        assertThat(store.discard(first)).isTrue();
        park(store, claimOnly(store, NOW, "second"), true);

        store.purge(NOW.plus(DciStore.CONTENT_RETENTION).plusMillis(1));
        claimOnly(store, NOW, "third");
    }

    @Test
    void aParkedTaskThatDoesNotBlockLetsTheOthersGoOn() {
        DciStore store = store();
        add(store, inLane("first"), inLane("second"));
        park(store, claimOnly(store, NOW, "first"), false);

        complete(store, claimOnly(store, NOW, "second"));
        add(store, inLane("third"));
        claimOnly(store, NOW, "third");
    }

    @Test
    void aTaskThatIsReplayedHasThePlaceInItsLaneThatItHad() {
        DciStore store = store();
        String first = add(store, inLane("first"));
        add(store, inLane("second"));
        park(store, claimOnly(store, NOW, "first"), false);

        assertThat(store.replay(first, NOW.plusSeconds(3))).isTrue();

        assertThat(claim(store, NOW.plusSeconds(2))).isEmpty();
        complete(store, claimOnly(store, NOW.plusSeconds(3), "first"));
        claimOnly(store, NOW.plusSeconds(3), "second");
    }

    @Test
    void aTaskThatIsReplayedWaitsForAYoungerOneThatIsBeingDone() {
        DciStore store = store();
        String first = add(store, inLane("first"));
        add(store, inLane("second"), inLane("third"));
        park(store, claimOnly(store, NOW, "first"), false);
        ClaimedTask second = claimOnly(store, NOW, "second");

        assertThat(store.replay(first, NOW)).isTrue();
        assertThat(claim(store, NOW)).isEmpty();
        assertThat(store.renew(second, NOW.plus(LEASE).plusSeconds(9))).isTrue();
        assertThat(claim(store, NOW.plus(LEASE))).isEmpty();
        complete(store, second);

        complete(store, claimOnly(store, NOW, "first"));
        claimOnly(store, NOW, "third");
    }

    @Test
    void whenTheYoungerOneIsAbandonedTheReplayedOneComesFirst() {
        DciStore store = store();
        String first = add(store, inLane("first"));
        add(store, inLane("second"));
        park(store, claimOnly(store, NOW, "first"), false);
        claimOnly(store, NOW, "second");
        assertThat(store.replay(first, NOW)).isTrue();

        Instant lapsed = NOW.plus(LEASE);
        complete(store, claimOnly(store, lapsed, "first"));
        claimOnly(store, lapsed, "second");
    }

    @Test
    void theYoungerOneThatIsGivenBackWaitsForTheReplayedOne() {
        DciStore store = store();
        String first = add(store, inLane("first"));
        add(store, inLane("second"));
        park(store, claimOnly(store, NOW, "first"), false);
        ClaimedTask second = claimOnly(store, NOW, "second");
        assertThat(store.replay(first, NOW)).isTrue();
        write(store, transaction -> transaction.retry(second, NOW, "again", true));

        complete(store, claimOnly(store, NOW, "first"));
        claimOnly(store, NOW, "second");
    }

    @Test
    void whatIsStoredLateComesBeforeTheYoungerOnesOfItsLaneButNotBesideThem() {
        DciStore store = store();
        try (StoreTransaction slow = store.begin()) {
            slow.add(inLane("begun first"));
            add(store, inLane("stored first"));
            ClaimedTask claimed = claimOnly(store, NOW, "stored first");
            slow.commit();

            assertThat(claim(store, NOW)).isEmpty();
            complete(store, claimed);
        }
        claimOnly(store, NOW, "begun first");
    }

    @Test
    void lanesAreComparedExactlyAndBelongToTheirQueue() {
        DciStore store = store();
        for (String lane : HOSTILE_TEXTS) {
            add(store, task("first").inLane(lane), task("second").inLane(lane));
        }
        add(store, NewTask.of("queue-2", PEER, "first", NOW).inLane("a"));

        List<ClaimedTask> claimed = claim(store, NOW);
        assertThat(claimed).hasSize(HOSTILE_TEXTS.size());
        assertThat(names(claimed)).containsOnly("first");
        assertThat(store.claim(new TaskClaim("queue-2", Set.of(), 9, NOW, NOW.plus(LEASE))))
                .hasSize(1);
    }

    @Test
    void aLongLaneHoldsNobodyElseUp() {
        DciStore store = store();
        write(store, transaction -> {
            IntStream.range(0, 300).forEach(i -> transaction.add(inLane("waiting")));
            transaction.add(task("free"));
            transaction.add(task("other lane").inLane("lane-2"));
        });

        assertThat(names(claim(store, NOW, 3))).containsExactly("waiting", "free", "other lane");
        assertThat(claim(store, NOW)).isEmpty();
    }

    @Test
    void anExceptedPeerDoesNotLetAYoungerTaskOfItsLaneGoFirst() {
        DciStore store = store();
        add(store, NewTask.of(QUEUE, "excepted", "first", NOW).inLane("lane-1"), inLane("second"));

        assertThat(store.claim(new TaskClaim(QUEUE, Set.of("excepted"), 9, NOW, NOW.plus(LEASE))))
                .isEmpty();
        claimOnly(store, NOW, "first");
    }

    @Test
    void manyThreadsKeepTheOrderOfEachLaneWhileOthersAddToIt() throws Exception {
        DciStore store = store();
        int lanes = 10;
        int perLane = 30;
        Map<String, AtomicInteger> running = new ConcurrentHashMap<>();
        Map<String, List<String>> done = new ConcurrentHashMap<>();
        AtomicInteger left = new AtomicInteger(lanes * perLane);

        atOnce(8, thread -> {
            if (thread < 2) {
                // Each writes half of the lanes, so that the order within a lane is known.
                for (int i = 0; i < perLane; i++) {
                    for (int lane = thread; lane < lanes; lane += 2) {
                        add(store, task("t-" + i).inLane("lane-" + lane));
                    }
                }
                return true;
            }
            while (left.get() > 0) {
                for (ClaimedTask task : claim(store, NOW, 3)) {
                    String lane = task.task().lane().orElseThrow();
                    int others = running.computeIfAbsent(lane, added -> new AtomicInteger())
                            .getAndIncrement();
                    assertThat(others).as("others in the lane").isZero();
                    done.computeIfAbsent(lane, added -> Collections.synchronizedList(new ArrayList<>()))
                            .add(task.task().transactionId());
                    running.get(lane).decrementAndGet();
                    complete(store, task);
                    left.decrementAndGet();
                }
            }
            return true;
        });

        List<String> inOrder =
                IntStream.range(0, perLane).mapToObj(i -> "t-" + i).toList();
        assertThat(done).hasSize(lanes);
        assertThat(done.values()).allSatisfy(names -> assertThat(names).isEqualTo(inOrder));
    }
}
