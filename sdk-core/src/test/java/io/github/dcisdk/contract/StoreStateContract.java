package io.github.dcisdk.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.store.ClaimedTask;
import io.github.dcisdk.store.DciStore;
import io.github.dcisdk.store.StateKey;
import io.github.dcisdk.store.StateQuery;
import io.github.dcisdk.store.StateRecord;
import io.github.dcisdk.store.StateType;
import io.github.dcisdk.store.StoreConflictException;
import io.github.dcisdk.store.StoreTransaction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every store promises of states. */
abstract class StoreStateContract extends StoreFixture {
    private static StateRecord stored(DciStore store, String id) {
        return store.state(stateKey(id)).orElseThrow();
    }

    private static List<String> ids(List<StateRecord> states) {
        return states.stream().map(state -> state.key().id()).toList();
    }

    @Test
    void aStateIsFoundAsItWasPut() {
        DciStore store = store();
        byte[] body = "[{\"n\":0},{\"n\":1}]".getBytes(StandardCharsets.UTF_8);
        StateRecord state =
                StateRecord.create(stateKey("t-1"), "group-1", NOW.plusSeconds(5), JsonSlice.of(body, 1, 7));

        write(store, transaction -> transaction.put(state));
        body[5] = '9';

        StateRecord found = stored(store, "t-1");
        assertThat(found.key()).isEqualTo(state.key());
        assertThat(found.group()).isEqualTo("group-1");
        assertThat(found.open()).isTrue();
        assertThat(found.expiresAt()).isEqualTo(NOW.plusSeconds(5));
        assertThat(found.version()).isEqualTo(1);
        assertThat(found.sequence()).isPositive();
        assertThat(text(found.content())).isEqualTo("{\"n\":0}");
        assertThat(store.state(stateKey("t-2"))).isEmpty();
    }

    @Test
    void aStateThatWasReadIsReplacedAndKeepsItsPlace() {
        DciStore store = store();
        write(store, transaction -> transaction.put(state("t-1")));
        write(store, transaction -> transaction.put(state("t-2")));
        StateRecord first = stored(store, "t-1");

        write(
                store,
                transaction ->
                        transaction.put(first.withContent(json("{\"n\":1}")).with(false, NOW.plusSeconds(9))));

        StateRecord second = stored(store, "t-1");
        assertThat(second.version()).isEqualTo(2);
        assertThat(second.open()).isFalse();
        assertThat(second.expiresAt()).isEqualTo(NOW.plusSeconds(9));
        assertThat(second.sequence()).isEqualTo(first.sequence());
        assertThat(text(second.content())).isEqualTo("{\"n\":1}");
        assertThat(ids(store.states(StateQuery.of(StateType.TRANSACTION)))).containsExactly("t-1", "t-2");
    }

    @Test
    void whoeverReadAnEarlierVersionConflicts() {
        DciStore store = store();
        write(store, transaction -> transaction.put(state("t-1")));
        StateRecord read = stored(store, "t-1");
        write(store, transaction -> transaction.put(read.withContent(json("{\"n\":1}"))));

        for (StateRecord stale : List.of(read.withContent(json("{\"n\":2}")), state("t-1"))) {
            assertThatThrownBy(() -> write(store, transaction -> transaction.put(stale)))
                    .isInstanceOf(StoreConflictException.class);
        }

        assertThat(text(stored(store, "t-1").content())).isEqualTo("{\"n\":1}");
    }

    @Test
    void whatWasDeletedMeanwhileConflictsAndCanBeCreatedAnew() {
        DciStore store = store();
        write(store, transaction -> transaction.put(state("t-1")));
        write(store, transaction -> transaction.put(state("t-2")));
        StateRecord read = stored(store, "t-1");
        write(store, transaction -> transaction.delete(stateKey("t-1")));
        write(store, transaction -> transaction.delete(stateKey("t-1")));

        assertThat(store.state(stateKey("t-1"))).isEmpty();
        assertThatThrownBy(() -> write(store, transaction -> transaction.put(read)))
                .isInstanceOf(StoreConflictException.class);
        write(store, transaction -> transaction.put(state("t-1")));

        assertThat(stored(store, "t-1").version()).isEqualTo(1);
        assertThat(ids(store.states(StateQuery.of(StateType.TRANSACTION)))).containsExactly("t-2", "t-1");
    }

    @Test
    void aStateIsPutOnceInATransaction() {
        try (StoreTransaction transaction = store().begin()) {
            transaction.put(state("t-1"));
            assertThatThrownBy(() -> transaction.put(state("t-1"))).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void nothingOfATransactionIsSeenBeforeItIsCommitted() {
        DciStore store = store();
        try (StoreTransaction transaction = store.begin()) {
            transaction.put(state("t-1"));
            transaction.add(task("a"));
            assertThat(store.state(stateKey("t-1"))).isEmpty();
            assertThat(namesDue(store, NOW)).isEmpty();

            transaction.commit();
            assertThat(store.state(stateKey("t-1"))).isPresent();
        }
        assertThat(namesDue(store, NOW)).containsExactly("a");
    }

    @Test
    void whatIsNotCommittedIsNotStored() {
        DciStore store = store();
        write(store, transaction -> transaction.put(state("t-1")));
        try (StoreTransaction transaction = store.begin()) {
            transaction.put(state("t-2"));
            transaction.delete(stateKey("t-1"));
            transaction.add(task("a"));
        }
        assertThatThrownBy(() -> write(store, transaction -> {
                    transaction.put(state("t-2"));
                    transaction.add(task("a"));
                    throw new IllegalArgumentException("in the middle");
                }))
                .hasMessage("in the middle");

        assertThat(ids(store.states(StateQuery.of(StateType.TRANSACTION)))).containsExactly("t-1");
        assertThat(namesDue(store, NOW)).isEmpty();
    }

    @Test
    void aConflictAnywhereInATransactionUndoesAllOfIt() {
        DciStore store = store();
        write(store, transaction -> transaction.put(state("t-1")));
        add(store, task("a"));
        ClaimedTask claimed = claimOne(store, NOW);

        assertThatThrownBy(() -> write(store, transaction -> {
                    transaction.complete(claimed);
                    transaction.add(task("b"));
                    transaction.put(state("t-2"));
                    transaction.put(state("t-1")); // There already.
                    transaction.delete(stateKey("t-1"));
                }))
                .isInstanceOf(StoreConflictException.class);

        assertThat(ids(store.states(StateQuery.of(StateType.TRANSACTION)))).containsExactly("t-1");
        assertThat(namesDue(store, NOW.plus(LEASE))).containsExactly("a");
    }

    @Test
    void aTransactionEndsOnce() {
        DciStore store = store();
        StoreTransaction transaction = store.begin();
        transaction.put(state("t-1"));
        transaction.commit();

        assertThatThrownBy(transaction::commit).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> transaction.put(state("t-2"))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> transaction.add(task("a"))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> transaction.delete(stateKey("t-1"))).isInstanceOf(IllegalStateException.class);
        transaction.close();
        transaction.close();

        assertThat(ids(store.states(StateQuery.of(StateType.TRANSACTION)))).containsExactly("t-1");
    }

    @Test
    void aTransactionWithoutWritesCanBeCommitted() {
        DciStore store = store();
        write(store, transaction -> {});
        assertThat(store.states(StateQuery.of(StateType.ANSWER))).isEmpty();
    }

    @Test
    void keysAndGroupsOfStatesAreComparedExactly() {
        DciStore store = store();
        List<StateKey> keys = new ArrayList<>();
        HOSTILE_TEXTS.forEach(text -> {
            keys.add(new StateKey(StateType.ANSWER, PEER, text));
            keys.add(new StateKey(StateType.ANSWER, text, "id"));
        });
        keys.add(new StateKey(StateType.SUBSCRIPTION, PEER, "a"));
        for (StateKey key : keys) {
            StateRecord state = StateRecord.create(key, key.id() + key.peerId(), NOW.plusSeconds(1), json("{}"));
            write(store, transaction -> transaction.put(state));
        }

        for (StateKey key : keys) {
            StateRecord found = store.state(key).orElseThrow();
            assertThat(found.key()).isEqualTo(key);
            assertThat(found.group()).isEqualTo(key.id() + key.peerId());
            StateQuery own = StateQuery.of(key.type()).ofPeer(key.peerId()).ofGroup(found.group());
            assertThat(store.states(own)).extracting(StateRecord::key).containsExactly(key);
        }
    }

    @Test
    void statesAreListedByWhatIsAskedForInTheirOrder() {
        DciStore store = store();
        for (int i = 0; i < 12; i++) {
            StateKey key = new StateKey(
                    i < 10 ? StateType.PEER_SUBSCRIPTION : StateType.SUBSCRIPTION, "peer-" + i % 2, "s-" + i);
            StateRecord state = StateRecord.create(key, "group-" + i % 3, NOW.plusSeconds(60), json("{}"));
            write(store, transaction -> transaction.put(state.with(number(key) % 5 != 0, state.expiresAt())));
        }
        StateQuery all = StateQuery.of(StateType.PEER_SUBSCRIPTION);

        assertThat(ids(store.states(all)))
                .containsExactly("s-0", "s-1", "s-2", "s-3", "s-4", "s-5", "s-6", "s-7", "s-8", "s-9");
        assertThat(ids(store.states(all.ofPeer("peer-1")))).containsExactly("s-1", "s-3", "s-5", "s-7", "s-9");
        assertThat(ids(store.states(all.ofGroup("group-0")))).containsExactly("s-0", "s-3", "s-6", "s-9");
        assertThat(ids(store.states(all.ofGroup("group-0").open()))).containsExactly("s-3", "s-6", "s-9");
        assertThat(ids(store.states(all.ofGroup("group-0").ofPeer("peer-1")))).containsExactly("s-3", "s-9");
        assertThat(ids(store.states(all.open().ofPeer("peer-1")))).containsExactly("s-1", "s-3", "s-7", "s-9");
        assertThat(ids(store.states(all.open().limit(3)))).containsExactly("s-1", "s-2", "s-3");
        assertThat(store.states(all.ofPeer("PEER-1"))).isEmpty();
    }

    private static int number(StateKey key) {
        return Integer.parseInt(key.id().substring(2));
    }

    @Test
    void aListGoesOnAfterTheLastOneAlsoWhenThatIsGone() {
        DciStore store = store();
        for (int i = 0; i < 7; i++) {
            String id = "t-" + i;
            write(store, transaction -> transaction.put(state(id)));
        }
        List<String> seen = new ArrayList<>();
        StateQuery query = StateQuery.of(StateType.TRANSACTION).limit(3);
        List<StateRecord> page = store.states(query);
        while (!page.isEmpty()) {
            seen.addAll(ids(page));
            StateRecord last = page.get(page.size() - 1);
            write(store, transaction -> transaction.delete(last.key()));
            page = store.states(query.after(last));
        }

        assertThat(seen).containsExactly("t-0", "t-1", "t-2", "t-3", "t-4", "t-5", "t-6");
    }

    @Test
    void whatExpiredIsForgottenOpenOrNot() {
        DciStore store = store();
        write(store, transaction -> transaction.put(state("open")));
        write(store, transaction -> transaction.put(state("closed").with(false, NOW.plusSeconds(3_600))));
        write(store, transaction -> transaction.put(state("later").with(true, NOW.plusSeconds(3_601))));

        assertThat(store.purge(NOW.plusSeconds(3_600)).states()).isZero();
        assertThat(store.purge(NOW.plusSeconds(3_600).plusMillis(1)).states()).isEqualTo(2);

        assertThat(ids(store.states(StateQuery.of(StateType.TRANSACTION)))).containsExactly("later");
    }

    @Test
    void ofManyThreadsThatChangeOneStateNoChangeIsLost() throws Exception {
        DciStore store = store();
        write(store, transaction -> transaction.put(state("t-1")));

        List<Integer> conflicts = atOnce(8, thread -> {
            int lost = 0;
            for (int done = 0; done < 25; ) {
                StateRecord read = stored(store, "t-1");
                int n = Integer.parseInt(text(read.content()).replaceAll("\\D", ""));
                try {
                    write(store, transaction -> transaction.put(read.withContent(json("{\"n\":" + (n + 1) + "}"))));
                    done++;
                } catch (StoreConflictException e) {
                    lost++;
                }
            }
            return lost;
        });

        assertThat(conflicts).hasSize(8);
        assertThat(text(stored(store, "t-1").content())).isEqualTo("{\"n\":200}");
        assertThat(stored(store, "t-1").version()).isEqualTo(201);
    }

    @Test
    void ofManyThreadsThatCreateOneStateOneDoes() throws Exception {
        DciStore store = store();
        for (int round = 0; round < 10; round++) {
            StateRecord state = state("t-" + round);
            List<Boolean> created = atOnce(8, thread -> {
                try {
                    write(store, transaction -> transaction.put(state));
                    return true;
                } catch (StoreConflictException e) {
                    return false;
                }
            });
            assertThat(created).containsOnlyOnce(true);
        }
    }

    @Test
    void aConflictSaysWhichStateAndNothingOfIt() {
        DciStore store = store();
        StateRecord state = state("t-1").withContent(json("{\"name\":\"Almaz\"}"));
        write(store, transaction -> transaction.put(state));

        assertThat(store.state(stateKey("t-1")).orElseThrow().toString()).doesNotContain("Almaz");
        assertThatThrownBy(() -> write(store, transaction -> transaction.put(state)))
                .hasMessageContaining("t-1")
                .hasMessageNotContaining("Almaz")
                .hasNoCause();
    }
}
