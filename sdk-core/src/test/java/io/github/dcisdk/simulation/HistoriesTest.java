package io.github.dcisdk.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dcisdk.store.InMemoryStore;
import io.github.dcisdk.store.StateKey;
import io.github.dcisdk.store.StateQuery;
import io.github.dcisdk.store.StateRecord;
import io.github.dcisdk.store.StateType;
import io.github.dcisdk.store.TaskQuery;
import io.github.dcisdk.store.TaskState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Many histories of two consumers and two registries that crash at every step, over a network that loses, doubles and delays,
 * with stores that fail and clocks that are corrected. Whatever happened, in the end every answer and every event was handed
 * over. {@code -Ddci.simulation.seed=N} replays one history, {@code -Ddci.simulation.histories=N} runs so many.
 */
@Timeout(600)
class HistoriesTest {
    private static final int STEPS = 120;
    private static final long HISTORIES = Long.getLong("dci.simulation.histories", 40);

    private static LongStream seeds() {
        Long one = Long.getLong("dci.simulation.seed");
        return one == null ? LongStream.range(0, HISTORIES) : LongStream.of(one);
    }

    @Test
    void nothingIsLostWhateverHappens() {
        int searches = 0;
        int events = 0;
        int runs = 0;
        int requests = 0;
        for (long seed : seeds().toArray()) {
            try (World world = new World(seed)) {
                world.live(STEPS);
                world.calmDown();
                searches += checkSearches(world);
                events += checkEvents(world);
                checkNothingIsLeft(world);
                runs += world.truth().runs();
                requests += world.deliveredRequests();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("replay with -Ddci.simulation.seed=" + seed + ": " + e.getMessage(), e);
            }
        }
        System.getLogger("simulation")
                .log(
                        System.Logger.Level.INFO,
                        "{0} searches, {1} events, {2} runs of handlers, {3} requests delivered",
                        searches,
                        events,
                        runs,
                        requests);
        // A simulation in which nothing happens proves nothing.
        if (System.getProperty("dci.simulation.seed") == null) {
            assertThat(searches).isGreaterThan((int) HISTORIES * 3);
            assertThat(events).isGreaterThan((int) HISTORIES);
            assertThat(runs).isGreaterThan(searches + events);
        }
    }

    /** Every search that was stored got all its records, and its end. */
    private static int checkSearches(World world) {
        List<StateRecord> transactions =
                world.socialStore().states(StateQuery.of(StateType.TRANSACTION).limit(10_000));
        int searches = 0;
        for (StateRecord transaction : transactions) {
            String id = transaction.key().id();
            assertThat(transaction.open()).as("open: %s", id).isFalse();
            List<String> endings = world.truth().endings(id);
            Set<String> records = world.truth().records(id);
            if (endings.isEmpty() && records.isEmpty()) {
                continue; // A subscription.
            }
            searches++;
            boolean accepted = world.civilStore()
                    .state(new StateKey(StateType.PEER_TRANSACTION, SocialProtection.ID, id))
                    .isPresent();
            assertThat(endings)
                    .as("endings of %s, accepted %s, of which came %s, with %s", id, accepted, records, left(world))
                    .isNotEmpty();
            assertThat(accepted ? endings.get(endings.size() - 1) : "complete")
                    .as("end of %s, of which came %s, with %s, endings %s", id, records, left(world), endings)
                    .isEqualTo("complete");
            if (!records.isEmpty()) {
                String first = records.iterator().next();
                int expected = Integer.parseInt(first.split("-")[1]);
                assertThat(records).as("records of %s", id).hasSize(expected);
            }
        }
        return searches;
    }

    /** Every event that was published while somebody was subscribed came, in its order, under one key. */
    private static int checkEvents(World world) {
        List<String> events = world.truth().events();
        List<String> published = world.truth().published();
        if (events.isEmpty()) {
            return 0;
        }
        List<String> since = published.stream()
                .filter(event -> number(event) >= number(events.get(0)))
                .toList();
        assertThat(events).as("events").containsAll(since);
        List<String> sure = events.stream().filter(published::contains).toList();
        assertThat(sure).as("order of events").containsExactlyElementsOf(since);
        events.forEach(event ->
                assertThat(world.truth().keysOf(event)).as("keys of %s", event).isOne());
        return events.size();
    }

    private static int number(String event) {
        return Integer.parseInt(event.substring(1));
    }

    private static List<Object> left(World world) {
        List<Object> left = new ArrayList<>();
        for (InMemoryStore store : List.of(world.socialStore(), world.civilStore())) {
            left.addAll(store.tasks(new TaskQuery(TaskState.READY, null, null, null, 100)));
            left.addAll(store.tasks(TaskQuery.parked()));
        }
        return left;
    }

    private static void checkNothingIsLeft(World world) {
        for (InMemoryStore store : List.of(world.socialStore(), world.civilStore())) {
            assertThat(store.tasks(new TaskQuery(TaskState.READY, null, null, null, 100)))
                    .as("to be done")
                    .isEmpty();
            assertThat(store.tasks(TaskQuery.parked())).as("parked").isEmpty();
        }
    }
}
