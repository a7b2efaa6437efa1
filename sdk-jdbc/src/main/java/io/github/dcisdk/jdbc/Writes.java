package io.github.dcisdk.jdbc;

import io.github.dcisdk.store.ClaimedTask;
import io.github.dcisdk.store.NewTask;
import io.github.dcisdk.store.StateKey;
import io.github.dcisdk.store.StateRecord;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;

/**
 * What a transaction is to write, kept until its end and then written in one order: lanes, tasks, deliveries, states, each by
 * its key. So no two transactions wait for each other, and locks are held for a short time.
 */
final class Writes {
    private final Tables tables;
    private final List<Tasks.Added> added = new ArrayList<>();
    private final List<Ending> endings = new ArrayList<>();
    private final List<StateChange> states = new ArrayList<>();
    private final Set<StateKey> put = new HashSet<>();

    @FunctionalInterface
    private interface Change {
        void in(Session session) throws SQLException;
    }

    private record Ending(ClaimedTask task, boolean isDone, Change change) {}

    private record StateChange(String digest, Change change) {}

    Writes(Tables tables) {
        this.tables = tables;
    }

    boolean isEmpty() {
        return added.isEmpty() && endings.isEmpty() && states.isEmpty();
    }

    void add(long seq, NewTask task) {
        added.add(new Tasks.Added(seq, task, tables.clock().instant(), null));
    }

    void complete(ClaimedTask task) {
        endings.add(new Ending(task, true, session -> tables.tasks().complete(session, task)));
    }

    void retry(ClaimedTask task, Instant dueAt, String reason, boolean countsAttempt) {
        endings.add(
                new Ending(task, false, session -> tables.tasks().retry(session, task, dueAt, reason, countsAttempt)));
    }

    void park(ClaimedTask task, String reason, boolean blocksLane) {
        endings.add(new Ending(task, false, session -> tables.tasks().park(session, task, reason, blocksLane)));
    }

    void put(StateRecord state) {
        if (!put.add(state.key())) {
            throw new IllegalStateException("the state is put twice in one transaction: " + state.key());
        }
        states.add(
                new StateChange(state.key().digest(), session -> tables.states().put(session, state)));
    }

    void delete(StateKey key) {
        states.add(new StateChange(key.digest(), session -> tables.states().delete(session, key)));
    }

    /** Writes everything; can be repeated after a rollback. */
    void flush(Session session) throws SQLException {
        List<NewTask> all =
                new ArrayList<>(added.stream().map(Tasks.Added::task).toList());
        endings.forEach(ending -> all.add(ending.task().task()));
        SortedSet<String> lanes = Tasks.lanes(all);
        tables.lanes().lock(session, lanes);
        List<Ending> inOrder = endings.stream()
                .sorted(Comparator.comparingLong(
                        ending -> Tasks.number(ending.task().id())))
                .toList();
        for (Ending ending : inOrder) {
            ending.change().in(session);
        }
        List<String> deliveries = endings.stream()
                .filter(Ending::isDone)
                .flatMap(ending -> ending.task().message().stream())
                .map(entry -> entry.message().delivery().key().digest())
                .sorted()
                .toList();
        for (String delivery : deliveries) {
            tables.deliveries().taskEnded(session, delivery);
        }
        tables.tasks().insert(session, added);
        tables.lanes().refresh(session, lanes);
        List<StateChange> statesInOrder = states.stream()
                .sorted(Comparator.comparing(StateChange::digest))
                .toList();
        for (StateChange state : statesInOrder) {
            state.change().in(session);
        }
    }
}
