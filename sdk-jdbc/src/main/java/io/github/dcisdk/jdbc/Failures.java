package io.github.dcisdk.jdbc;

import io.github.dcisdk.store.StoreException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.Set;

/** Errors of the database without what they quote: drivers put values of rows into their texts. */
final class Failures {
    /** Classes of SQLSTATE whose texts speak of connections, rights, tables, resources and the server, not of values. */
    private static final Set<String> HARMLESS = Set.of("08", "28", "3D", "3F", "42", "53", "55", "57", "58", "90");

    private Failures() {}

    /** The error itself, which a batch wraps. */
    private static SQLException root(SQLException e) {
        SQLException next = e.getNextException();
        return e instanceof BatchUpdateException && next != null ? next : e;
    }

    static String state(SQLException e) {
        String state = root(e).getSQLState();
        return state == null ? "" : state;
    }

    static StoreException of(String what, SQLException e) {
        SQLException root = root(e);
        String state = state(e);
        boolean isHarmless = state.length() == 5 && HARMLESS.contains(state.substring(0, 2));
        String text = "SQLSTATE " + (state.isEmpty() ? "none" : state) + (isHarmless ? ": " + root.getMessage() : "");
        SQLException cause = new SQLException(root.getClass().getName() + ": " + text, state, root.getErrorCode());
        cause.setStackTrace(root.getStackTrace());
        return new StoreException("the database failed at " + what + ", " + text, cause);
    }
}
