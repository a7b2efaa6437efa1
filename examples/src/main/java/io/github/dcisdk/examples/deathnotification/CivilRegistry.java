package io.github.dcisdk.examples.deathnotification;

import io.github.dcisdk.crvs.Crvs;
import io.github.dcisdk.crvs.CrvsPerson;
import io.github.dcisdk.crvs.VitalEvent;
import io.github.dcisdk.examples.loopback.Database;
import io.github.dcisdk.examples.loopback.LoopbackRegistry;
import io.github.dcisdk.jdbc.ContentKey;
import io.github.dcisdk.jdbc.ContentKeys;
import io.github.dcisdk.jdbc.JdbcStore;
import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.record.Identifier;
import io.github.dcisdk.record.IdentifierType;
import io.github.dcisdk.record.Name;
import io.github.dcisdk.registry.InMemorySearch;
import io.github.dcisdk.registry.SearchContext;
import io.github.dcisdk.registry.SearchResult;
import io.github.dcisdk.store.StoreTransaction;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A registry that has its people in a database. A death and the notifications of it are written in one transaction: there is
 * neither a death that nobody is told of, nor a report of one that was not registered.
 */
final class CivilRegistry implements AutoCloseable {
    private final Database database;
    private final JdbcStore store;
    private final LoopbackRegistry endpoint;

    CivilRegistry(Database database) {
        this.database = database;
        this.store = JdbcStore.builder(database.source())
                .encryptContents(ContentKeys.of(ContentKey.generate("only-for-this-run")))
                .install()
                .build();
        database.inTransaction(CivilRegistry::enterPeople);
        this.endpoint = LoopbackRegistry.start(Crvs.PROFILE, store, builder -> builder.search(Crvs.PERSON, this::find)
                .asynchronous());
    }

    private static int enterPeople(Connection connection) {
        Database.update(
                connection,
                "CREATE TABLE person (number VARCHAR(20) PRIMARY KEY, name VARCHAR(80), born DATE, died DATE)");
        return Database.update(
                connection,
                "INSERT INTO person (number, name, born) VALUES ('SYN-1001', 'Sok', '1948-02-17'),"
                        + " ('SYN-1002', 'Hana', '1951-09-04'), ('SYN-1003', 'Inti', '1990-12-24')");
    }

    LoopbackRegistry endpoint() {
        return endpoint;
    }

    /**
     * Registers a death and reports it.
     *
     * @return to how many subscriptions
     */
    // snippet: register
    int registerDeath(String number, LocalDate day) {
        return database.inTransaction(connection -> {
            Database.update(connection, "UPDATE person SET died = ? WHERE number = ?", day, number);
            try (StoreTransaction joined = store.join(connection)) {
                int subscriptions = endpoint.events().publish(joined, VitalEvent.DEATH, read(connection, number));
                joined.commit(); // written; true with the transaction around it
                return subscriptions;
            }
        });
    }
    // end: register

    private static CrvsPerson read(Connection connection, String number) {
        return Database.query(connection, CivilRegistry::person, "SELECT * FROM person WHERE number = ?", number)
                .get(0);
    }

    private SearchResult<CrvsPerson> find(Query query, SearchContext context) {
        List<CrvsPerson> everybody = database.inTransaction(
                connection -> Database.query(connection, CivilRegistry::person, "SELECT * FROM person"));
        return InMemorySearch.of(Crvs.PROFILE, Crvs.PERSON, everybody).find(query, context);
    }

    private static CrvsPerson person(ResultSet row) throws SQLException {
        @Nullable LocalDate died = row.getObject("died", LocalDate.class);
        return CrvsPerson.builder()
                .identifier(List.of(Identifier.builder()
                        .identifierType(IdentifierType.UIN)
                        .identifierValue(row.getString("number"))
                        .build()))
                .name(Name.builder().givenName(row.getString("name")).build())
                .birthDate(DciDateTime.of(row.getObject("born", LocalDate.class)))
                .deathDate(died == null ? null : DciDateTime.of(died))
                .build();
    }

    @Override
    public void close() {
        endpoint.close();
        store.close();
    }
}
