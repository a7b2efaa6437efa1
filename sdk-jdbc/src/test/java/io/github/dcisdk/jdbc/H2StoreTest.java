package io.github.dcisdk.jdbc;

import io.github.dcisdk.contract.DciStoreContract;
import io.github.dcisdk.store.DciStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The embedded store, H2 in a folder, keeps the contract. */
class H2StoreTest extends DciStoreContract {
    @TempDir
    Path folder;

    private final List<JdbcStore> stores = new ArrayList<>();

    @Override
    protected DciStore store() {
        JdbcStore store = JdbcStore.embedded(folder.resolve("store-" + stores.size()))
                .encryptContents(ContentKeys.of(ContentKey.generate("key-1")))
                .clock(Clock.fixed(NOW, ZoneOffset.UTC))
                .build();
        stores.add(store);
        return store;
    }

    @AfterEach
    void closeStores() {
        stores.forEach(JdbcStore::close);
    }
}
