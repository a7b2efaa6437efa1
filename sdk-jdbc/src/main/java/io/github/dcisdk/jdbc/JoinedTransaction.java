package io.github.dcisdk.jdbc;

import io.github.dcisdk.store.StoreConflictException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Optional;

/** Writes in a transaction of the application, all or nothing, and leaves its end to the application. */
final class JoinedTransaction extends BufferedTransaction {
    private final Session session;
    private final Tables tables;

    private JoinedTransaction(Session session, Tables tables) {
        super(tables);
        this.session = session;
        this.tables = tables;
    }

    static JoinedTransaction of(Session session, Tables tables) {
        Connection connection = session.connection();
        try {
            if (connection.getAutoCommit()) {
                throw new IllegalStateException(
                        "the connection commits each statement by itself; setAutoCommit(false), or begin a transaction");
            }
            if (connection.getTransactionIsolation() != Connection.TRANSACTION_READ_COMMITTED) {
                throw new IllegalStateException(
                        "the store needs the isolation level READ COMMITTED, the connection has "
                                + connection.getTransactionIsolation() + " of java.sql.Connection");
            }
        } catch (SQLException e) {
            throw Failures.of("joining a transaction", e);
        }
        return new JoinedTransaction(session, tables);
    }

    @Override
    long nextTask() {
        try {
            return tables.tasks().next(session);
        } catch (SQLException e) {
            throw Failures.of("adding a task", e);
        }
    }

    @Override
    public <T> Optional<T> unwrap(Class<T> type) {
        return type == Connection.class ? Optional.of(type.cast(session.connection())) : Optional.empty();
    }

    @Override
    void store(Writes all) {
        try {
            Savepoint before = session.connection().setSavepoint();
            try {
                all.flush(session);
            } catch (SQLException | RuntimeException e) {
                session.connection().rollback(before);
                throw e;
            }
            session.connection().releaseSavepoint(before);
        } catch (SQLException e) {
            if (session.dialect().isTransient(e)) {
                throw new StoreConflictException("others were in the way of the transaction");
            }
            throw Failures.of("writing in a transaction of the application", e);
        }
    }
}
