package io.github.dcisdk.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Settings of a {@link JdbcStore}. Belongs to one thread. */
public final class JdbcStoreBuilder {
    private static final String PREFIX_FORM = "[a-z][a-z0-9_]{0,29}";

    private final DataSource source;
    private final Runnable closing;
    private @Nullable ContentKeys keys;
    private boolean inClear;
    private boolean readsClear;
    private String prefix = "dci_";
    private Clock clock = Clock.systemUTC();
    private boolean installs;
    private boolean allowsVolatile;

    JdbcStoreBuilder(DataSource source, Runnable closing) {
        this.source = Objects.requireNonNull(source, "source");
        this.closing = closing;
    }

    /**
     * Encrypts contents: headers and messages, contents of tasks and states. Identifiers, times and counts stay in clear,
     * because the database searches by them.
     *
     * @param value the keys
     * @return this
     */
    public JdbcStoreBuilder encryptContents(ContentKeys value) {
        this.keys = Objects.requireNonNull(value, "value");
        return this;
    }

    /**
     * Also reads contents that are stored in clear, for a store that was in clear before it was {@linkplain
     * #encryptContents encrypted}. Whoever can write into the database can then put contents into it. Take it away when the
     * longest life of a state is over.
     *
     * @return this
     */
    public JdbcStoreBuilder readClearContents() {
        this.readsClear = true;
        return this;
    }

    /**
     * Stores contents as they are: personal data that everybody sees who sees the database, its files or its backups.
     *
     * @return this
     */
    public JdbcStoreBuilder storeInClear() {
        this.inClear = true;
        return this;
    }

    /**
     * How the names of tables, indexes and sequences begin.
     *
     * @param value a lower-case letter, then at most 29 lower-case letters, digits and underscores; {@code dci_} if it is not
     *     set
     * @return this
     * @throws IllegalArgumentException if it is something else
     */
    public JdbcStoreBuilder tablePrefix(String value) {
        if (!value.matches(PREFIX_FORM)) {
            throw new IllegalArgumentException(
                    "a table prefix has 1 to 30 of the characters a-z 0-9 _ and begins with a letter");
        }
        this.prefix = value;
        return this;
    }

    /**
     * The time by which rows are written.
     *
     * @param value the clock; that of the system if it is not set
     * @return this
     */
    public JdbcStoreBuilder clock(Clock value) {
        this.clock = Objects.requireNonNull(value, "value");
        return this;
    }

    /**
     * Creates the tables when the store is built, or changes them to the newest version. What is done already is not done
     * again, also when several programs start at once. The account of the database needs the right to create tables.
     *
     * @return this
     */
    public JdbcStoreBuilder install() {
        this.installs = true;
        return this;
    }

    /**
     * Accepts a database that can lose what it said that it stored: in memory, or with settings that do not wait for the
     * disk. For tests.
     *
     * @return this
     */
    public JdbcStoreBuilder allowVolatile() {
        this.allowsVolatile = true;
        return this;
    }

    /**
     * Looks at the database and builds the store.
     *
     * @return the store
     * @throws IllegalStateException if neither or both of {@link #encryptContents} and {@link #storeInClear} were called; if
     *     the database is not one that the store works with, or can lose commits; or if its tables are missing or of another
     *     version
     * @throws io.github.dcisdk.store.StoreException if the database fails
     */
    public JdbcStore build() {
        ContentKeys with = keys;
        if ((with == null) != inClear) {
            throw new IllegalStateException("say how contents are stored: encryptContents(keys) or storeInClear()");
        }
        Contents contents = with == null ? Contents.inClear() : Contents.encrypted(with, readsClear);
        Database database = new Database(source, dialect(), prefix);
        Schema schema = new Schema(database);
        if (installs) {
            schema.install();
        }
        schema.requireVersion();
        return new JdbcStore(database, Tables.of(contents, clock), contents.areEncrypted(), closing);
    }

    private Dialect dialect() {
        try (Connection connection = source.getConnection()) {
            DatabaseMetaData data = connection.getMetaData();
            Dialect dialect = Dialect.of(
                    data.getDatabaseProductName(), data.getDatabaseMajorVersion(), data.getDatabaseMinorVersion());
            DatabaseSettings settings = new DatabaseSettings(connection, dialect);
            settings.requireKnownMode();
            if (!allowsVolatile) {
                settings.requireDurable();
            }
            if (!connection.getAutoCommit()) {
                connection.rollback(); // Nothing was written, but a transaction was begun.
            }
            return dialect;
        } catch (SQLException e) {
            throw Failures.of("looking at the database", e);
        }
    }
}
