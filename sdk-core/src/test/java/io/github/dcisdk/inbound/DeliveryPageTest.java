package io.github.dcisdk.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.dcisdk.contract.InboxStoreContract;
import io.github.dcisdk.store.InboxStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every test that {@code docs/delivery.md} names is there. */
class DeliveryPageTest {
    /** Names of tests are sentences; nothing else on the page has three capitals after a small letter. */
    private static final Pattern TEST_NAME = Pattern.compile("`([a-z]+(?:[A-Z0-9][a-z0-9]*){3,})`");

    @Test
    void namesTestsThatExist() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "delivery.md"));
        List<String> named = TEST_NAME
                .matcher(page)
                .results()
                .map(MatchResult::group)
                .map(name -> name.substring(1, name.length() - 1))
                .toList();
        Set<String> methods = new ClassFileImporter()
                .importPackagesOf(InboxStore.class, DeliveryPageTest.class, InboxStoreContract.class).stream()
                        .flatMap(type -> type.getMethods().stream())
                        .map(method -> method.getName())
                        .collect(Collectors.toSet());

        assertThat(named).hasSizeGreaterThan(30);
        assertThat(methods).containsAll(named);
    }
}
