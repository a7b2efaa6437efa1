package io.github.dcisdk.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.h2.jdbcx.JdbcConnectionPool;

/** A database of H2 in a folder. The only class that needs the H2 library. */
final class EmbeddedH2 {
    private static final int CONNECTIONS = 32;

    private EmbeddedH2() {}

    static JdbcStoreBuilder in(Path folder) {
        String path = folder.toAbsolutePath().normalize().toString();
        if (path.contains(";")) {
            throw new IllegalArgumentException("the path of the folder has a semicolon, which H2 takes for its end");
        }
        create(folder.toAbsolutePath());
        try {
            // Files are read and written without channels that an interrupted thread would close under all others.
            JdbcConnectionPool pool = JdbcConnectionPool.create(
                    "jdbc:h2:async:" + path + "/dci-store;WRITE_DELAY=0;LOCK_TIMEOUT=10000", "dci", "");
            pool.setMaxConnections(CONNECTIONS);
            return new JdbcStoreBuilder(pool, pool::dispose).install();
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException(
                    "the H2 library is missing: add com.h2database:h2 to the application, or use JdbcStore.builder", e);
        }
    }

    private static void create(Path folder) {
        try {
            if (Files.isDirectory(folder)) {
                return;
            }
            if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } else {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
