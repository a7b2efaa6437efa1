package io.github.dcisdk.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Settings of a database that decide whether what it says that it stored is stored. */
final class DatabaseSettings {
    /** H2's file systems in memory, wherever they stand in an address. */
    private static final Pattern IN_MEMORY = Pattern.compile("[:/](mem|memFS|memLZF|nioMemFS|nioMemLZF):");

    private static final Set<String> MODES = Set.of("REGULAR", "PostgreSQL");

    private final Connection connection;
    private final Dialect dialect;

    DatabaseSettings(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    /** Other modes of H2 change what texts and comparisons mean. */
    void requireKnownMode() throws SQLException {
        if (dialect == Dialect.H2) {
            for (String mode : h2("MODE")) {
                if (!MODES.contains(mode)) {
                    throw new IllegalStateException(
                            "the store works with H2 in its regular mode or MODE=PostgreSQL, not with MODE=" + mode);
                }
            }
        }
    }

    void requireDurable() throws SQLException {
        switch (dialect) {
            case POSTGRESQL -> requireDurablePostgreSql();
            case H2 -> requireDurableH2();
        }
    }

    private void requireDurablePostgreSql() throws SQLException {
        for (String setting : List.of("fsync", "synchronous_commit")) {
            for (String value : values("SHOW " + setting)) {
                if (value.equals("off")) {
                    throw new IllegalStateException("PostgreSQL has " + setting
                            + "=off and can lose what it said that it stored; set it to on"
                            + (setting.equals("fsync")
                                    ? " in postgresql.conf"
                                    : ", for the server, the database, the role or the connection"));
                }
            }
        }
    }

    private void requireDurableH2() throws SQLException {
        String address = connection.getMetaData().getURL();
        if (IN_MEMORY.matcher(address).find()) {
            throw new IllegalStateException(
                    "this H2 database is in memory and lost when the program ends; use one in a file, or allowVolatile() in tests");
        }
        // The setting that was stored and the one that is in force can differ; H2 lists both.
        for (String delay : h2("WRITE_DELAY")) {
            if (!delay.equals("0")) {
                throw new IllegalStateException("H2 has WRITE_DELAY " + delay
                        + " and can lose what it said that it stored; add ;WRITE_DELAY=0 to its address");
            }
        }
    }

    private List<String> h2(String setting) throws SQLException {
        return values("SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS WHERE SETTING_NAME = '" + setting + "'");
    }

    private List<String> values(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }
}
