package io.github.dcisdk.jdbc;

import io.github.dcisdk.store.StoreConflictException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A transaction of the store. It has a connection while it is committed, and from when somebody asks for one. */
final class OwnTransaction extends BufferedTransaction {
    private final Database database;
    private final Tables tables;
    private Database.@Nullable Lent lent;

    OwnTransaction(Database database, Tables tables) {
        super(tables);
        this.database = database;
        this.tables = tables;
    }

    @Override
    long nextTask() {
        return database.run("adding a task", tables.tasks()::next);
    }

    @Override
    public <T> Optional<T> unwrap(Class<T> type) {
        if (type != Connection.class) {
            return Optional.empty();
        }
        requireOpen();
        try {
            if (lent == null) {
                lent = database.lend();
            }
            return Optional.of(type.cast(lent.session().connection()));
        } catch (SQLException e) {
            throw Failures.of("beginning a transaction", e);
        }
    }

    @Override
    void store(Writes all) {
        Database.Lent shared = lent;
        if (shared == null) {
            if (!all.isEmpty()) {
                database.run("committing", session -> {
                    all.flush(session);
                    return true;
                });
            }
            return;
        }
        try {
            all.flush(shared.session());
            shared.commit();
        } catch (SQLException e) {
            // What the application wrote on the connection is undone with it, so only the application can do it again.
            if (database.dialect().isTransient(e)) {
                throw new StoreConflictException("others were in the way of the transaction");
            }
            throw Failures.of("committing", e);
        }
    }

    @Override
    public void close() {
        super.close();
        if (lent != null) {
            lent.close();
        }
    }
}
