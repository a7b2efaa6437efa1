package io.github.dcisdk.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.store.ClaimedTask;
import io.github.dcisdk.store.DciStore;
import io.github.dcisdk.store.NewTask;
import io.github.dcisdk.store.StoreConflictException;
import io.github.dcisdk.store.StoreTransaction;
import io.github.dcisdk.store.StoredTask;
import io.github.dcisdk.store.TaskClaim;
import io.github.dcisdk.store.TaskQuery;
import io.github.dcisdk.store.TaskState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store promises of tasks that need not wait for others. */
abstract class StoreTaskContract extends StoreStateContract {
    private static final Instant LAPSED = NOW.plus(LEASE);

    @Test
    void whatHasBeenDueLongestIsGivenFirst() {
        DciStore store = store();
        add(store, NewTask.of(QUEUE, PEER, "second", NOW.minusSeconds(2)));
        add(store, NewTask.of(QUEUE, PEER, "first", NOW.minusSeconds(3)));
        add(store, NewTask.of(QUEUE, PEER, "third", NOW.minusSeconds(1)), task("fourth"), task("fifth"));

        assertThat(names(claim(store, NOW, 2))).containsExactly("first", "second");
        assertThat(names(claim(store, NOW, 9))).containsExactly("third", "fourth", "fifth");
        assertThat(claim(store, NOW, 9)).isEmpty();
    }

    @Test
    void nothingIsGivenBeforeItIsDue() {
        DciStore store = store();
        add(store, NewTask.of(QUEUE, PEER, "a", NOW.plusMillis(1)));

        assertThat(namesDue(store, NOW)).isEmpty();
        assertThat(namesDue(store, NOW.plusMillis(1))).containsExactly("a");
    }

    @Test
    void aTaskIsGivenAsItWasStored() {
        DciStore store = store();
        byte[] body = "[{\"n\":0}]".getBytes(StandardCharsets.UTF_8);
        String id = add(store, task("t-1").inLane("lane-1").withContent(JsonSlice.of(body, 1, 7)));
        body[6] = '9';
        ClaimedTask claimed = claimOne(store, NOW);

        assertThat(claimed.id()).isEqualTo(id);
        assertThat(claimed.attempt()).isEqualTo(1);
        assertThat(claimed.createdAt()).isEqualTo(NOW);
        assertThat(claimed.message()).isEmpty();
        assertThat(text(claimed.content())).isEqualTo("{\"n\":0}");
        assertThat(claimed.task().queue()).isEqualTo(QUEUE);
        assertThat(claimed.task().peerId()).isEqualTo(PEER);
        assertThat(claimed.task().transactionId()).isEqualTo("t-1");
        assertThat(claimed.task().lane()).contains("lane-1");
        assertThat(claimed.task().dueAt()).isEqualTo(NOW);
    }

    @Test
    void textsOfATaskComeBackAsTheyWere() {
        DciStore store = store();
        for (String text : HOSTILE_TEXTS) {
            String id = add(store, NewTask.of(text, text, text, NOW).inLane(text));

            List<ClaimedTask> claimed = store.claim(new TaskClaim(text, Set.of(), 9, NOW, LAPSED));
            assertThat(claimed).hasSize(1);
            NewTask task = claimed.get(0).task();
            assertThat(claimed.get(0).id()).isEqualTo(id);
            assertThat(List.of(task.queue(), task.peerId(), task.transactionId()))
                    .containsOnly(text);
            assertThat(task.lane()).contains(text);
            write(store, transaction -> transaction.park(claimed.get(0), text, true));
            StoredTask stored =
                    store.tasks(TaskQuery.parked().ofQueue(text).ofPeer(text)).get(0);
            assertThat(List.of(stored.queue(), stored.peerId(), stored.transactionId(), stored.reason()))
                    .containsOnly(text);
        }
        assertThat(store.tasks(TaskQuery.parked())).hasSize(HOSTILE_TEXTS.size());
    }

    @Test
    void aQueueGetsItsOwnTasksOnly() {
        DciStore store = store();
        add(store, NewTask.of("QUEUE-1", PEER, "other", NOW));
        add(store, task("own"));

        assertThat(namesDue(store, NOW)).containsExactly("own");
    }

    @Test
    void peersThatAreExceptedAreLeftAlone() {
        DciStore store = store();
        for (String peer : List.of("a", "A", "b", "a\0", "b")) {
            add(store, NewTask.of(QUEUE, peer, "of " + peer, NOW));
        }

        assertThat(names(store.claim(new TaskClaim(QUEUE, Set.of("a", "a\0", "unknown"), 2, NOW, LAPSED))))
                .containsExactly("of A", "of b");
        assertThat(names(store.claim(new TaskClaim(QUEUE, Set.of("b"), 9, NOW, LAPSED))))
                .containsExactly("of a", "of a\0");
        assertThat(namesDue(store, NOW)).containsExactly("of b");
    }

    @Test
    void untilTheLeaseEndsNobodyElseGetsTheTask() {
        DciStore store = store();
        add(store, task("a"));
        claimOne(store, NOW);

        assertThat(claim(store, LAPSED.minusMillis(1))).isEmpty();
        ClaimedTask again = claimOne(store, LAPSED);
        assertThat(again.attempt()).isEqualTo(2);
        assertThat(claim(store, LAPSED)).isEmpty();
    }

    @Test
    void aLeaseThatIsRenewedLastsLonger() {
        DciStore store = store();
        add(store, task("a"));
        ClaimedTask claimed = claimOne(store, NOW);

        assertThat(store.renew(claimed, NOW.plusSeconds(90))).isTrue();

        assertThat(claim(store, NOW.plusSeconds(90).minusMillis(1))).isEmpty();
        assertThat(claimOne(store, NOW.plusSeconds(90)).attempt()).isEqualTo(2);
        assertThat(store.renew(claimed, NOW.plusSeconds(300))).isFalse();
    }

    @Test
    void aLeaseThatEndedStillCountsWhileNobodyElseHasTheTask() {
        DciStore store = store();
        add(store, task("a"));
        ClaimedTask claimed = claimOne(store, NOW);

        assertThat(store.renew(claimed, LAPSED.plusSeconds(60))).isTrue();
        complete(store, claimed);

        assertThat(claim(store, LAPSED.plusSeconds(600))).isEmpty();
        assertThat(store.renew(claimed, LAPSED.plusSeconds(600))).isFalse();
    }

    @Test
    void whoeverLostTheLeaseCanWriteNothingAboutTheTask() {
        DciStore store = store();
        add(store, task("a"));
        ClaimedTask lost = claimOne(store, NOW);
        ClaimedTask current = claimOne(store, LAPSED);

        List<BiConsumer<StoreTransaction, ClaimedTask>> writes = List.of(
                StoreTransaction::complete,
                (transaction, task) -> transaction.retry(task, NOW, "again", true),
                (transaction, task) -> transaction.park(task, "no-route", false));
        for (BiConsumer<StoreTransaction, ClaimedTask> write : writes) {
            assertThatThrownBy(() -> write(store, transaction -> {
                        transaction.put(state("t-1"));
                        write.accept(transaction, lost);
                    }))
                    .isInstanceOf(StoreConflictException.class);
        }
        assertThat(store.renew(lost, LAPSED.plusSeconds(60))).isFalse();
        assertThat(store.state(stateKey("t-1"))).isEmpty();

        complete(store, current);
        for (BiConsumer<StoreTransaction, ClaimedTask> write : writes) {
            assertThatThrownBy(() -> write(store, transaction -> write.accept(transaction, current)))
                    .isInstanceOf(StoreConflictException.class);
        }
    }

    @Test
    void aTaskThatWasGivenBackOrParkedIsNotItsClaimersAnyMore() {
        DciStore store = store();
        add(store, task("a"));
        ClaimedTask first = claimOne(store, NOW);
        write(store, transaction -> transaction.retry(first, NOW, "again", true));
        assertThat(store.renew(first, LAPSED)).isFalse();
        assertThatThrownBy(() -> complete(store, first)).isInstanceOf(StoreConflictException.class);

        ClaimedTask second = claimOne(store, NOW);
        park(store, second, false);
        assertThat(store.renew(second, LAPSED)).isFalse();
        assertThatThrownBy(() -> complete(store, second)).isInstanceOf(StoreConflictException.class);
        assertThat(store.tasks(TaskQuery.parked())).hasSize(1);
    }

    @Test
    void aTaskThatIsGivenBackComesAgainWhenItIsDue() {
        DciStore store = store();
        String id = add(store, task("a"));
        ClaimedTask first = claimOne(store, NOW);

        write(store, transaction -> transaction.retry(first, NOW.plusSeconds(5), "HTTP 503", true));

        StoredTask waiting =
                store.tasks(new TaskQuery(TaskState.READY, null, null, null, 9)).get(0);
        assertThat(waiting.id()).isEqualTo(id);
        assertThat(waiting.reason()).isEqualTo("HTTP 503");
        assertThat(waiting.attempts()).isEqualTo(1);
        assertThat(waiting.dueAt()).isEqualTo(NOW.plusSeconds(5));
        assertThat(claim(store, NOW.plusSeconds(5).minusMillis(1))).isEmpty();
        assertThat(claimOne(store, NOW.plusSeconds(5)).attempt()).isEqualTo(2);
    }

    @Test
    void anAttemptThatDoesNotCountLeavesTheCountAsItWas() {
        DciStore store = store();
        add(store, task("a"));
        for (int i = 0; i < 3; i++) {
            ClaimedTask claimed = claimOne(store, NOW);
            assertThat(claimed.attempt()).isEqualTo(1);
            write(store, transaction -> transaction.retry(claimed, NOW, "busy", false));
        }
        ClaimedTask claimed = claimOne(store, NOW);
        write(store, transaction -> transaction.retry(claimed, NOW, "again", true));

        assertThat(claimOne(store, NOW).attempt()).isEqualTo(2);
    }

    @Test
    void aParkedTaskWaitsForItsOperator() {
        DciStore store = store();
        String id = add(store, task("a"));
        ClaimedTask claimed = claimOne(store, NOW);
        park(store, claimed, true);

        assertThat(claim(store, NOW.plus(Duration.ofDays(400)))).isEmpty();
        assertThat(store.tasks(TaskQuery.parked()))
                .containsExactly(new StoredTask(id, TaskState.PARKED, QUEUE, PEER, "a", 1, NOW, NOW, "no-route", true));

        assertThat(store.replay(id, NOW.plusSeconds(5))).isTrue();
        assertThat(store.replay(id, NOW.plusSeconds(5))).isFalse();
        assertThat(store.discard(id)).isFalse();
        assertThat(claim(store, NOW.plusSeconds(4))).isEmpty();
        assertThat(claimOne(store, NOW.plusSeconds(5)).attempt()).isEqualTo(1);
    }

    @Test
    void aParkedTaskThatIsDiscardedIsGone() {
        DciStore store = store();
        String id = add(store, task("a"));
        park(store, claimOne(store, NOW), false);

        assertThat(store.discard(id)).isTrue();
        assertThat(store.discard(id)).isFalse();
        assertThat(store.replay(id, NOW)).isFalse();
        assertThat(store.tasks(TaskQuery.parked())).isEmpty();
        assertThat(claim(store, NOW)).isEmpty();
    }

    @Test
    void whateverAnOperatorWritesForAnIdIsNoTask() {
        DciStore store = store();
        add(store, task("a"));
        List<String> ids = new ArrayList<>(HOSTILE_TEXTS);
        ids.addAll(List.of("0", "-1", "1.0", "+1", "99999999999999999999999", "9223372036854775807", "\u0663"));
        for (String id : ids) {
            assertThat(store.replay(id, NOW)).isFalse();
            assertThat(store.discard(id)).isFalse();
            assertThat(store.tasks(TaskQuery.parked().after(id))).isEmpty();
        }
        assertThat(namesDue(store, NOW)).containsExactly("a");
    }

    @Test
    void tasksAreListedByWhatIsAskedForInTheirOrder() {
        DciStore store = store();
        for (int i = 0; i < 8; i++) {
            // The later one was stored, the earlier it is due: that is not the order of the list.
            add(store, NewTask.of("queue-" + i % 2, "peer-" + i % 4, "t-" + i, NOW.minusSeconds(i)));
        }
        for (ClaimedTask task : store.claim(new TaskClaim("queue-0", Set.of(), 9, NOW, LAPSED))) {
            park(store, task, false);
        }
        TaskQuery ready = new TaskQuery(TaskState.READY, null, null, null, 100);

        assertThat(store.tasks(TaskQuery.parked()))
                .extracting(StoredTask::transactionId)
                .containsExactly("t-0", "t-2", "t-4", "t-6");
        assertThat(store.tasks(TaskQuery.parked().ofPeer("peer-2")))
                .extracting(StoredTask::transactionId)
                .containsExactly("t-2", "t-6");
        assertThat(store.tasks(TaskQuery.parked().ofQueue("queue-1"))).isEmpty();
        assertThat(store.tasks(ready))
                .extracting(StoredTask::transactionId)
                .containsExactly("t-1", "t-3", "t-5", "t-7");
        assertThat(store.tasks(ready.ofQueue("queue-1").ofPeer("peer-3")))
                .extracting(StoredTask::transactionId)
                .containsExactly("t-3", "t-7");
        assertThat(store.tasks(new TaskQuery(TaskState.READY, null, null, null, 2)))
                .extracting(StoredTask::transactionId)
                .containsExactly("t-1", "t-3");
    }

    @Test
    void aListOfTasksGoesOnAfterTheLastOneAlsoWhenThatIsGone() {
        DciStore store = store();
        for (int i = 0; i < 7; i++) {
            add(store, task("t-" + i));
        }
        claim(store, NOW).forEach(task -> park(store, task, false));

        List<String> seen = new ArrayList<>();
        TaskQuery query = new TaskQuery(TaskState.PARKED, QUEUE, PEER, null, 3);
        List<StoredTask> page = store.tasks(query);
        while (!page.isEmpty()) {
            page.forEach(task -> {
                seen.add(task.transactionId());
                assertThat(store.discard(task.id())).isTrue();
            });
            page = store.tasks(query.after(page.get(page.size() - 1).id()));
        }
        assertThat(seen).containsExactly("t-0", "t-1", "t-2", "t-3", "t-4", "t-5", "t-6");
    }

    @Test
    void parkedTasksAreForgottenAfterSevenDaysAndOthersNever() {
        DciStore store = store();
        add(store, task("parked"));
        park(store, claimOne(store, NOW), true);
        add(store, task("ready"));
        Instant week = NOW.plus(DciStore.CONTENT_RETENTION);

        assertThat(store.purge(week).tasks()).isZero();
        assertThat(store.purge(week.plusMillis(1)).tasks()).isEqualTo(1);
        assertThat(store.purge(week.plus(Duration.ofDays(400))).tasks()).isZero();

        assertThat(store.tasks(TaskQuery.parked())).isEmpty();
        assertThat(namesDue(store, NOW)).containsExactly("ready");
    }

    @Test
    void ofManyThreadsEachGetsTasksThatNobodyElseGets() throws Exception {
        DciStore store = store();
        write(store, transaction -> IntStream.range(0, 1_000).forEach(i -> transaction.add(task("t-" + i))));

        List<List<String>> claimed = atOnce(8, thread -> {
            List<String> own = new ArrayList<>();
            List<ClaimedTask> some = claim(store, NOW, 5 + thread);
            while (!some.isEmpty()) {
                some.forEach(task -> own.add(task.id()));
                some = claim(store, NOW, 5 + thread);
            }
            return own;
        });

        List<String> all = claimed.stream().flatMap(List::stream).toList();
        assertThat(all).hasSize(1_000);
        assertThat(new HashSet<>(all)).hasSize(1_000);
    }

    @Test
    void ofManyThreadsThatEndOneTaskOneDoes() throws Exception {
        DciStore store = store();
        for (int round = 0; round < 10; round++) {
            add(store, task("a"));
            ClaimedTask claimed = claimOne(store, NOW);
            List<Boolean> ended = atOnce(4, thread -> {
                try {
                    write(store, transaction -> {
                        transaction.complete(claimed);
                        transaction.add(NewTask.of("effects", PEER, "effect", NOW));
                    });
                    return true;
                } catch (StoreConflictException e) {
                    return false;
                }
            });
            assertThat(ended).containsOnlyOnce(true);
            assertThat(store.claim(new TaskClaim("effects", Set.of(), 9, NOW, LAPSED)))
                    .hasSize(1);
        }
    }

    @Test
    void nothingThatIsPrintedShowsTheContentOfATask() {
        DciStore store = store();
        NewTask task = task("t\n1").withContent(json("{\"name\":\"Almaz\"}"));
        add(store, task);
        ClaimedTask claimed = claimOne(store, NOW);

        assertThat(List.of(
                        task.toString(),
                        claimed.toString(),
                        store.tasks(new TaskQuery(TaskState.READY, null, null, null, 9))
                                .toString()))
                .allSatisfy(text -> assertThat(text).doesNotContain("Almaz").doesNotContain("\n"));
        complete(store, claimed);
        assertThatThrownBy(() -> complete(store, claimed)).hasMessageNotContaining("Almaz");
    }
}
