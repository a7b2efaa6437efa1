package io.github.dcisdk.jdbc;

import io.github.dcisdk.security.CiphertextMemory;
import io.github.dcisdk.store.ClaimedTask;
import io.github.dcisdk.store.DciStore;
import io.github.dcisdk.store.Delivery;
import io.github.dcisdk.store.DeliveryKey;
import io.github.dcisdk.store.InboxMessage;
import io.github.dcisdk.store.NewTask;
import io.github.dcisdk.store.Purged;
import io.github.dcisdk.store.Receipt;
import io.github.dcisdk.store.StateKey;
import io.github.dcisdk.store.StateQuery;
import io.github.dcisdk.store.StateRecord;
import io.github.dcisdk.store.StoreTransaction;
import io.github.dcisdk.store.StoredTask;
import io.github.dcisdk.store.TaskClaim;
import io.github.dcisdk.store.TaskQuery;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import javax.sql.DataSource;

/**
 * A store in a database: PostgreSQL, or H2. What was committed outlives the program, and several programs can share the
 * database. All methods throw {@link io.github.dcisdk.store.StoreException} if the database fails, with its SQLSTATE and
 * without what rows hold. Never full by itself. Thread-safe.
 *
 * <p>Each method uses one connection of the data source for one short transaction with the isolation level READ COMMITTED,
 * and gives it back as it was. Where others are in the way (deadlocks, lock timeouts), it tries again a few times.
 */
public final class JdbcStore implements DciStore, AutoCloseable {
    private static final int BATCH = 500;

    private final Database database;
    private final Tables tables;
    private final boolean encrypts;
    private final Runnable closing;

    JdbcStore(Database database, Tables tables, boolean encrypts, Runnable closing) {
        this.database = database;
        this.tables = tables;
        this.encrypts = encrypts;
        this.closing = closing;
    }

    /**
     * A store in the application's database.
     *
     * @param source where connections come from: a pool, without transactions of its own. A source that gives out the
     *     connection of a running transaction, such as Spring's {@code TransactionAwareDataSourceProxy}, is not one; see
     *     {@link #join}
     * @return a builder
     */
    public static JdbcStoreBuilder builder(DataSource source) {
        return new JdbcStoreBuilder(source, () -> {});
    }

    /**
     * A store in an H2 database of its own, with its tables. One program uses it at a time. The H2 library is not brought by
     * this one: add {@code com.h2database:h2}.
     *
     * @param folder where its files are; created for the owner alone, if it is not there
     * @return a builder; {@link #close()} of the store closes the database
     * @throws IllegalStateException if the H2 library is missing
     * @throws IllegalArgumentException if the path has a semicolon, which H2 reads as the end of the path
     * @throws java.io.UncheckedIOException if the folder cannot be created
     */
    public static JdbcStoreBuilder embedded(Path folder) {
        return EmbeddedH2.in(folder);
    }

    @Override
    public Receipt receive(InboxMessage message, List<NewTask> newTasks) {
        SortedSet<String> lanes = Tasks.lanes(newTasks);
        return database.run("receiving a message", session -> {
            // First of all, so that of two deliveries that say the same at the same moment one sees the other.
            tables.lanes().lock(session, lanes);
            Receipt receipt = tables.deliveries().add(session, message, newTasks.size());
            if (receipt instanceof Receipt.Stored) {
                addTasks(session, lanes, message.delivery().key(), newTasks);
            }
            return receipt;
        });
    }

    private void addTasks(Session session, SortedSet<String> lanes, DeliveryKey message, List<NewTask> newTasks)
            throws SQLException {
        Instant now = tables.clock().instant();
        List<Tasks.Added> added = new ArrayList<>();
        for (NewTask task : newTasks) {
            added.add(new Tasks.Added(tables.tasks().next(session), task, now, message.digest()));
        }
        tables.tasks().insert(session, added);
        tables.lanes().refresh(session, lanes);
    }

    @Override
    public Optional<Delivery> find(DeliveryKey key) {
        return database.run(
                "looking up a delivery", session -> tables.deliveries().find(session, key));
    }

    @Override
    public List<ClaimedTask> claim(TaskClaim claim) {
        return database.run("claiming tasks", session -> tables.claims().claim(session, claim));
    }

    @Override
    public boolean renew(ClaimedTask task, Instant until) {
        return database.run("renewing a lease", session -> {
            if (tables.tasks().renew(session, task, until, false)) {
                return true;
            }
            SortedSet<String> lanes = Tasks.lanes(List.of(task.task()));
            if (lanes.isEmpty()) {
                return false;
            }
            tables.lanes().lock(session, lanes);
            boolean renewed = tables.tasks().renew(session, task, until, true);
            tables.lanes().refresh(session, lanes);
            return renewed;
        });
    }

    /**
     * Begins a transaction. It takes a connection when it is committed, or as soon as somebody asks it for its {@link
     * Connection} by {@link StoreTransaction#unwrap}; what is written on that connection is committed and undone with it.
     */
    @Override
    public StoreTransaction begin() {
        return new OwnTransaction(database, tables);
    }

    /**
     * Writes in a transaction of the application, so that what the store keeps and what the application writes become true
     * together: for events that are published, or searches that are started, with a change of the application's own.
     *
     * <p>{@link StoreTransaction#commit()} writes all of it, or, when it throws, nothing; it is stored when the application
     * commits its transaction, and until then others may wait for the lanes and states concerned. {@link
     * StoreTransaction#close()} does not touch the connection.
     *
     * @param connection a connection to the store's database on which a transaction runs, with isolation level READ COMMITTED
     * @return the transaction
     * @throws IllegalStateException if the connection commits by itself, or has another isolation level
     */
    public StoreTransaction join(Connection connection) {
        return JoinedTransaction.of(database.session(connection), tables);
    }

    @Override
    public Optional<StateRecord> state(StateKey key) {
        return database.run("looking up a state", session -> tables.states().find(session, key));
    }

    @Override
    public List<StateRecord> states(StateQuery query) {
        return database.run("listing states", session -> tables.states().list(session, query));
    }

    @Override
    public List<StoredTask> tasks(TaskQuery query) {
        return database.run("listing tasks", session -> tables.tasks().list(session, query));
    }

    @Override
    public boolean replay(String taskId, Instant dueAt) {
        return changeParked("replaying a task", taskId, (session, parked, seq) -> tables.tasks()
                .replay(session, seq, dueAt));
    }

    @Override
    public boolean discard(String taskId) {
        return changeParked(
                "discarding a task", taskId, (session, parked, seq) -> discard(session, parked, seq, false));
    }

    @FunctionalInterface
    private interface ParkedChange {
        boolean in(Session session, Tasks.Parked parked, long seq) throws SQLException;
    }

    private boolean changeParked(String what, String taskId, ParkedChange change) {
        if (!Tasks.isNumber(taskId)) {
            return false;
        }
        long seq = Tasks.number(taskId);
        return database.run(what, session -> {
            Optional<Tasks.Parked> parked = tables.tasks().parked(session, seq);
            if (parked.isEmpty()) {
                return false;
            }
            SortedSet<String> lanes = Tasks.laneOf(parked.get().lane());
            tables.lanes().lock(session, lanes);
            boolean changed = change.in(session, parked.get(), seq);
            tables.lanes().refresh(session, lanes);
            return changed;
        });
    }

    /** Says whether the task was there; or, if that is asked for, whether its message was forgotten with it. */
    private boolean discard(Session session, Tasks.Parked parked, long seq, boolean asksForMessage)
            throws SQLException {
        boolean discarded = tables.tasks().discard(session, seq);
        boolean forgotten =
                discarded && parked.delivery() != null && tables.deliveries().taskEnded(session, parked.delivery());
        return asksForMessage ? forgotten : discarded;
    }

    /** Forgets in steps of some hundred rows, each a transaction of its own, ciphertexts too. */
    @Override
    public Purged purge(Instant now) {
        int contents = 0;
        int parked = 0;
        List<Long> some = parkedBefore(now.minus(CONTENT_RETENTION));
        while (!some.isEmpty()) {
            for (long seq : some) {
                contents += changeParked(
                                "forgetting a task",
                                String.valueOf(seq),
                                (session, task, id) -> discard(session, task, id, true))
                        ? 1
                        : 0;
            }
            parked += some.size();
            some = parkedBefore(now.minus(CONTENT_RETENTION));
        }
        int states = forget(session -> tables.states().forget(session, now, BATCH));
        forget(session -> Ciphertexts.forget(session, now, BATCH));
        int deliveries = forget(session -> tables.deliveries().forget(session, now.minus(RETENTION), BATCH));
        return new Purged(deliveries, contents, parked, states);
    }

    private List<Long> parkedBefore(Instant moment) {
        return database.run("looking for old tasks", session -> tables.tasks().parkedBefore(session, moment, BATCH));
    }

    private int forget(Database.Work<Integer> batch) {
        int all = 0;
        int some;
        do {
            some = database.run("forgetting what is old", batch);
            all += some;
        } while (some == BATCH);
        return all;
    }

    /**
     * A memory of ciphertexts in the same database, which protects all programs that share it. It has no limit but the time.
     *
     * @param time how long a ciphertext is remembered after it came last, for example {@link CiphertextMemory#USUAL_TIME}
     * @return the memory
     * @throws IllegalArgumentException if the time is not positive
     */
    public CiphertextMemory ciphertexts(Duration time) {
        return new Ciphertexts(database, tables.clock(), time);
    }

    /** Closes what the store itself opened: the database of {@link #embedded}. The application's data source stays open. */
    @Override
    public void close() {
        closing.run();
    }

    @Override
    public String toString() {
        return "JdbcStore[" + database.dialect() + ", contents " + (encrypts ? "encrypted" : "in clear") + "]";
    }
}
