package io.github.dcisdk.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.message.AckStatus;
import io.github.dcisdk.store.Acknowledgement;
import io.github.dcisdk.store.ClaimedTask;
import io.github.dcisdk.store.DciStore;
import io.github.dcisdk.store.Delivery;
import io.github.dcisdk.store.DeliveryKey;
import io.github.dcisdk.store.InboxMessage;
import io.github.dcisdk.store.NewTask;
import io.github.dcisdk.store.StateKey;
import io.github.dcisdk.store.StateRecord;
import io.github.dcisdk.store.StateType;
import io.github.dcisdk.store.StoreTransaction;
import io.github.dcisdk.store.TaskClaim;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** An empty database of either kind, and what tests do with it. */
enum TestDatabase {
    POSTGRESQL {
        @Override
        HikariDataSource open(Path folder) {
            return Postgres.emptySchema();
        }
    },
    H2 {
        @Override
        HikariDataSource open(Path folder) {
            return h2("jdbc:h2:file:" + folder.resolve("db") + ";WRITE_DELAY=0");
        }
    };

    static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123Z");
    static final String QUEUE = "queue-1";
    static final String PEER = "civil.example.org";
    static final ContentKey KEY = ContentKey.generate("key-1");

    abstract HikariDataSource open(Path folder);

    static HikariDataSource h2(String address) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(address);
        config.setMaximumPoolSize(20);
        config.setMinimumIdle(0);
        return new HikariDataSource(config);
    }

    static JdbcStore store(DataSource source) {
        return JdbcStore.builder(source)
                .encryptContents(ContentKeys.of(KEY))
                .install()
                .build();
    }

    static void execute(DataSource source, String... statements) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of all rows. */
    static List<String> query(DataSource source, String sql) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static void write(DciStore store, Consumer<StoreTransaction> writes) {
        try (StoreTransaction transaction = store.begin()) {
            writes.accept(transaction);
            transaction.commit();
        }
    }

    static List<ClaimedTask> claim(DciStore store, int max) {
        Instant now = Instant.now().plusSeconds(1);
        return store.claim(new TaskClaim(QUEUE, Set.of(), max, now, now.plus(Duration.ofMinutes(10))));
    }

    static NewTask task(String name) {
        return NewTask.of(QUEUE, PEER, name, NOW);
    }

    static JsonSlice json(String text) {
        return JsonSlice.of(text.getBytes(StandardCharsets.UTF_8));
    }

    static String text(JsonSlice json) {
        return new String(json.toByteArray(), StandardCharsets.UTF_8);
    }

    static StateRecord state(String id, String content) {
        StateKey key = new StateKey(StateType.TRANSACTION, PEER, id);
        return StateRecord.create(key, "group-1", NOW.plus(Duration.ofDays(3_000)), json(content));
    }

    static InboxMessage message(String id, String content) {
        Acknowledgement ack = new Acknowledgement(AckStatus.ACK, NOW, "correlation-1");
        Delivery delivery = new Delivery(DeliveryKey.of(PEER, id), "on-search", "t-1", "digest-1", List.of(), ack, NOW);
        return new InboxMessage(
                delivery, true, json("{\"h\":\"" + content + "\"}"), json("{\"m\":\"" + content + "\"}"));
    }
}
