package io.github.dcisdk.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.github.dcisdk.contract.DciStoreContract;
import io.github.dcisdk.store.DciStore;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** The store in a real PostgreSQL keeps the contract. */
class PostgresStoreTest extends DciStoreContract {
    private final List<HikariDataSource> pools = new ArrayList<>();

    @Override
    protected DciStore store() {
        // The contract says nothing of power cuts, so commits need not wait for the disk.
        HikariDataSource pool = Postgres.emptySchema("SET synchronous_commit = off");
        pools.add(pool);
        return JdbcStore.builder(pool)
                .encryptContents(ContentKeys.of(ContentKey.generate("key-1")))
                .clock(Clock.fixed(NOW, ZoneOffset.UTC))
                .allowVolatile()
                .install()
                .build();
    }

    @AfterEach
    void closePools() {
        pools.forEach(HikariDataSource::close);
    }
}
