package io.github.dcisdk.jdbc;

import static io.github.dcisdk.jdbc.TestDatabase.claim;
import static io.github.dcisdk.jdbc.TestDatabase.state;
import static io.github.dcisdk.jdbc.TestDatabase.task;
import static io.github.dcisdk.jdbc.TestDatabase.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dcisdk.store.StoreException;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store in a folder needs no set-up, keeps what it holds, and is nobody else's. */
class EmbeddedTest {
    @TempDir
    Path folder;

    private JdbcStore open() {
        return JdbcStore.embedded(folder.resolve("a b/ü")).storeInClear().build();
    }

    @Test
    void whatIsStoredIsThereWhenTheStoreIsOpenedAgain() {
        try (JdbcStore store = open()) {
            write(store, transaction -> transaction.add(task("a").inLane("lane-1")));
            write(store, transaction -> transaction.put(state("s-1", "{}")));
        }
        try (JdbcStore store = open()) {
            assertThat(claim(store, 9)).hasSize(1);
            assertThat(store.state(state("s-1", "{}").key())).isPresent();
        }
    }

    @Test
    void aFolderThatItCreatesIsTheOwnersAlone() throws IOException {
        open().close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("a b/ü"))))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(folder.resolve("a b/ü"))) {
            assertThat(files).isNotEmpty();
        }
    }

    @Test
    void oneProgramUsesItAtATime() {
        try (JdbcStore store = open()) {
            assertThat(store).hasToString("JdbcStore[H2, contents in clear]");
            Path path = folder.resolve("a b/ü");
            assertThatThrownBy(() -> CrashTest.inAnotherProgram(path)).hasMessageContaining("SQLSTATE 90020");
        }
    }

    @Test
    void aThreadThatIsInterruptedClosesTheDatabaseForNobody() throws InterruptedException {
        try (JdbcStore store = open()) {
            AtomicReference<RuntimeException> thrown = new AtomicReference<>();
            for (int round = 0; round < 20; round++) {
                Thread thread = new Thread(() -> {
                    Thread.currentThread().interrupt();
                    for (int i = 0; i < 5; i++) {
                        try {
                            write(store, transaction -> transaction.add(task("a")));
                        } catch (StoreException e) {
                            thrown.set(e);
                        }
                    }
                });
                thread.start();
                thread.join();
            }
            write(store, transaction -> transaction.add(task("b")));
            assertThat(claim(store, 1_000))
                    .extracting(task -> task.task().transactionId())
                    .contains("b");
            assertThat(thrown.get()).isNull();
        }
    }

    @Test
    void aPathThatH2WouldReadAsSettingsIsRefused() {
        assertThatThrownBy(() -> JdbcStore.embedded(folder.resolve("a;INIT=DROP ALL OBJECTS")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("semicolon");
    }

    @Test
    void withoutTheLibraryOfH2TheErrorNamesIt() throws Exception {
        List<URL> withoutH2 = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("com/h2database") && !entry.contains("com\\h2database"))
                .map(EmbeddedTest::url)
                .toList();
        try (URLClassLoader loader =
                new URLClassLoader(withoutH2.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Class<?> store = loader.loadClass(JdbcStore.class.getName());
            assertThatThrownBy(() -> store.getMethod("embedded", Path.class).invoke(null, folder))
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("add com.h2database:h2");
        }
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
