package io.github.dcisdk.jdbc;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;

/** A real PostgreSQL server, one for all tests; each test has a schema of its own. Tests are skipped where none runs. */
final class Postgres {
    private Postgres() {}

    /** The server, or why there is none. */
    private static final class Server {
        static final EmbeddedPostgres RUNNING = start("on");

        static EmbeddedPostgres start(String durable) {
            try {
                // What the library sets for speed loses commits.
                return EmbeddedPostgres.builder()
                        .setServerConfig("fsync", durable)
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("full_page_writes", durable)
                        .setServerConfig("max_connections", "200")
                        .start();
            } catch (IOException | RuntimeException e) {
                System.err.println("SKIPPED: PostgreSQL does not run here: " + e);
                return null;
            }
        }
    }

    static DataSource server() {
        assumeTrue(Server.RUNNING != null, "PostgreSQL does not run here");
        return Server.RUNNING.getPostgresDatabase();
    }

    private static final class CarelessServer {
        static final EmbeddedPostgres RUNNING = Server.start("off");
    }

    /** A server that does not write to its disk when it says so. */
    static DataSource careless() {
        assumeTrue(CarelessServer.RUNNING != null, "PostgreSQL does not run here");
        return CarelessServer.RUNNING.getPostgresDatabase();
    }

    /** A pool of connections to an empty schema. */
    static HikariDataSource emptySchema() {
        return emptySchema("SET synchronous_commit = on");
    }

    /** The same with a statement that each connection begins with. */
    static HikariDataSource emptySchema(String first) {
        String schema = "s" + UUID.randomUUID().toString().replace("-", "");
        DataSource server = server();
        try (Connection connection = server.getConnection()) {
            connection.createStatement().execute("CREATE SCHEMA " + schema);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return pool(server, schema, first);
    }

    private static HikariDataSource pool(DataSource server, String schema, String first) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(server);
        config.setSchema(schema);
        config.setConnectionInitSql(first);
        config.setMaximumPoolSize(20);
        config.setMinimumIdle(0);
        return new HikariDataSource(config);
    }
}
