package io.github.dcisdk.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalInt;

/** The tables: migrations as Flyway has them, and which of them were done. */
final class Schema {
    /** In their order; the first one leads to version 1. */
    private static final List<String> MIGRATIONS = List.of("V1__dci_store.sql");

    /** Any number that nobody else uses for a lock. */
    private static final long INSTALLATION_LOCK = 0x6463695f73746f72L;

    /** SQLSTATE of a table that is not there: of PostgreSQL, and the class of H2. */
    private static final List<String> NO_TABLE = List.of("42P01", "42S");

    private static final Object ONE_AT_A_TIME = new Object();

    private final Database database;

    Schema(Database database) {
        this.database = database;
    }

    /**
     * In PostgreSQL one transaction does everything, and others wait for it. H2 ends a transaction at each table, so its
     * statements can be repeated; it does not bear it that several threads create tables, so they take turns.
     */
    void install() {
        synchronized (ONE_AT_A_TIME) {
            installMissing();
        }
    }

    private void installMissing() {
        if (version().orElse(0) < MIGRATIONS.size()) {
            database.run("installing the tables", session -> {
                if (database.dialect() == Dialect.POSTGRESQL) {
                    session.query("SELECT pg_advisory_xact_lock(?)", row -> true, INSTALLATION_LOCK);
                }
                for (String migration : MIGRATIONS.subList(version().orElse(0), MIGRATIONS.size())) {
                    for (String statement : statements(migration)) {
                        session.update(statement);
                    }
                }
                return true;
            });
        }
    }

    void requireVersion() {
        OptionalInt version = version();
        if (version.isEmpty()) {
            throw new IllegalStateException(
                    "the tables of the store are missing: call install() once, or run the migrations"
                            + " of classpath:io/github/dcisdk/jdbc/"
                            + database.dialect().folder());
        } else if (version.getAsInt() != MIGRATIONS.size()) {
            throw new IllegalStateException("the tables of the store have version " + version.getAsInt()
                    + ", this library works with version " + MIGRATIONS.size()
                    + (version.getAsInt() < MIGRATIONS.size()
                            ? ": call install(), or run the migrations of classpath:io/github/dcisdk/jdbc/"
                                    + database.dialect().folder()
                            : ": use the library that made them, or a later one"));
        }
    }

    private OptionalInt version() {
        return database.run("looking for the tables", session -> {
            try {
                return session.queryOne("SELECT COALESCE(MAX(version), 0) FROM dci_schema", row -> row.getInt(1))
                        .map(OptionalInt::of)
                        .orElse(OptionalInt.empty());
            } catch (SQLException e) {
                String state = Failures.state(e);
                if (NO_TABLE.stream().anyMatch(state::startsWith)) {
                    session.connection().rollback();
                    return OptionalInt.empty();
                }
                throw e;
            }
        });
    }

    private List<String> statements(String migration) {
        String file = database.dialect().folder() + "/" + migration;
        try (InputStream in = Schema.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the library lacks its file " + file);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?m)^--.*$", "");
            return List.of(text.split(";\\s*(\\n|$)")).stream()
                    .map(String::strip)
                    .filter(statement -> !statement.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
