package io.github.dcisdk.security;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;

/** The keys of {@code src/test/resources/keys}, made with OpenSSL. */
final class TestKeys {
    private static final Properties EXPECTED = expected();

    private TestKeys() {}

    static Path file(String name) {
        try {
            return Path.of(Objects.requireNonNull(TestKeys.class.getResource("/keys/" + name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static String text(String name) {
        try {
            return Files.readString(file(name), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What Python worked out of {@code name}. */
    static String expected(String name) {
        return Objects.requireNonNull(EXPECTED.getProperty(name), name);
    }

    private static Properties expected() {
        try (InputStream in = Files.newInputStream(file("expected.properties"))) {
            Properties properties = new Properties();
            properties.load(in);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
