package io.github.dcisdk.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transactions on connections of a data source. They need READ COMMITTED: each statement sees what was committed before it,
 * which locks of rows are waited for; a connection is given back as it came.
 */
final class Database {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int ATTEMPTS = 8;
    private static final long LONGEST_PAUSE_MILLIS = 200;

    private final DataSource source;
    private final Dialect dialect;
    private final String prefix;

    /** What is done in a transaction. */
    @FunctionalInterface
    interface Work<T> {
        T in(Session session) throws SQLException;
    }

    Database(DataSource source, Dialect dialect, String prefix) {
        this.source = source;
        this.dialect = dialect;
        this.prefix = prefix;
    }

    Dialect dialect() {
        return dialect;
    }

    Session session(Connection connection) {
        return new Session(connection, dialect, prefix);
    }

    /** Does something in a transaction of its own, again if the database gave up for others' sake. */
    <T> T run(String what, Work<T> work) {
        for (int attempt = 1; ; attempt++) {
            try (Lent lent = lend()) {
                T result = work.in(lent.session());
                lent.commit();
                return result;
            } catch (SQLException e) {
                if (!again(what, e, attempt)) {
                    throw Failures.of(what, e);
                }
            }
        }
    }

    /** Whether a transaction that failed is to be tried again, after a short pause. */
    boolean again(String what, SQLException e, int attempt) {
        if (attempt >= ATTEMPTS || !dialect.isTransient(e)) {
            return false;
        }
        LOG.debug("again, since others were in the way (SQLSTATE {}): {}", Failures.state(e), what);
        try {
            TimeUnit.MILLISECONDS.sleep(
                    ThreadLocalRandom.current().nextLong(1, Math.min(LONGEST_PAUSE_MILLIS, 2L << attempt)));
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    Lent lend() throws SQLException {
        Connection connection = source.getConnection();
        try {
            return new Lent(connection);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** A connection on which a transaction runs, and what it was set to before. */
    final class Lent implements AutoCloseable {
        private final Connection connection;
        private final boolean wasReadOnly;
        private final int isolation;
        private final boolean wasAutoCommit;
        private boolean closed;

        private Lent(Connection connection) throws SQLException {
            this.connection = connection;
            this.wasReadOnly = connection.isReadOnly();
            this.isolation = connection.getTransactionIsolation();
            this.wasAutoCommit = connection.getAutoCommit();
            if (wasReadOnly) {
                connection.setReadOnly(false);
            }
            if (isolation != Connection.TRANSACTION_READ_COMMITTED) {
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            }
            if (wasAutoCommit) {
                connection.setAutoCommit(false);
            }
        }

        Session session() {
            return Database.this.session(connection);
        }

        void commit() throws SQLException {
            connection.commit();
        }

        void rollback() throws SQLException {
            connection.rollback();
        }

        /** Undoes what is not committed and gives the connection back. Does not throw: what is committed stays so. */
        @Override
        public void close() {
            if (closed) {
                return;
            }
            closed = true;
            try (connection) {
                restore();
            } catch (SQLException e) {
                LOG.debug("a connection could not be given back in order (SQLSTATE {})", Failures.state(e));
            }
        }

        private void restore() throws SQLException {
            try {
                connection.rollback();
                if (wasAutoCommit) {
                    connection.setAutoCommit(true);
                }
                if (isolation != Connection.TRANSACTION_READ_COMMITTED) {
                    connection.setTransactionIsolation(isolation);
                }
                if (wasReadOnly) {
                    connection.setReadOnly(true);
                }
            } catch (SQLException e) {
                connection.abort(Runnable::run); // Nobody may get it in this state.
                throw e;
            }
        }
    }
}
