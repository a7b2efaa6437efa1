package io.github.dcisdk.examples.loopback;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * An application's own database, here an H2 in a folder, and the little that examples do with it; a real application has a
 * library for that. What fails throws {@link IllegalStateException}. Thread-safe.
 */
public final class Database implements AutoCloseable {
    private final JdbcConnectionPool pool;

    private Database(JdbcConnectionPool pool) {
        this.pool = pool;
    }

    /**
     * Opens a database; makes it if it is not there.
     *
     * @param folder where its files are
     * @return the database
     */
    public static Database in(Path folder) {
        return new Database(JdbcConnectionPool.create(
                "jdbc:h2:async:" + folder.toAbsolutePath().resolve("application") + ";WRITE_DELAY=0", "sa", ""));
    }

    /**
     * Where connections come from.
     *
     * @return the source
     */
    public DataSource source() {
        return pool;
    }

    /**
     * Does something in a transaction, which is undone if it throws.
     *
     * @param <R> the class of the result
     * @param work what to do
     * @return its result
     */
    public <R> R inTransaction(Function<Connection, R> work) {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try {
                R result = work.apply(connection);
                connection.commit();
                return result;
            } finally {
                connection.rollback(); // of what was not committed
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Changes something.
     *
     * @param connection where
     * @param sql the statement
     * @param values its parameters
     * @return how many rows
     */
    public static int update(Connection connection, String sql, Object... values) {
        try (PreparedStatement statement = prepare(connection, sql, values)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes something of a row. */
    @FunctionalInterface
    public interface Row<R> {
        /**
         * Reads a row.
         *
         * @param row the result, at the row
         * @return what it says
         * @throws SQLException if it cannot be read
         */
        R read(ResultSet row) throws SQLException;
    }

    /**
     * Asks for something.
     *
     * @param <R> what a row says
     * @param connection where
     * @param row reads a row
     * @param sql the statement
     * @param values its parameters
     * @return all rows
     */
    public static <R> List<R> query(Connection connection, Row<R> row, String sql, Object... values) {
        try (PreparedStatement statement = prepare(connection, sql, values);
                ResultSet rows = statement.executeQuery()) {
            List<R> all = new ArrayList<>();
            while (rows.next()) {
                all.add(row.read(rows));
            }
            return all;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    @Override
    public void close() {
        pool.dispose();
    }
}
