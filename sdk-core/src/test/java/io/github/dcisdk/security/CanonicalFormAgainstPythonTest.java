package io.github.dcisdk.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dcisdk.error.MalformedMessageException;
import io.github.dcisdk.json.JsonSlice;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Properties;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * The canonical form is what CPython's {@code json} and {@code repr} write, on a million numbers and thousands of
 * documents. {@code src/test/python/canonical_form.py} recorded the digests.
 */
class CanonicalFormAgainstPythonTest {
    private final Properties recorded = recorded();

    @Test
    void doublesAreWrittenAsPythonWritesThem() {
        compare(
                "doubles",
                RandomJson::number,
                CanonicalFormAgainstPythonTest::bits,
                value -> Double.isFinite(value) ? PythonFloat.repr(value) : "refused");
    }

    @Test
    void numberLiteralsAreReadAndWrittenAsPythonDoes() {
        compare("literals", json -> json.literal(340), literal -> literal, CanonicalFormAgainstPythonTest::canonical);
    }

    @Test
    void documentsAreWrittenAsPythonWritesThem() {
        compare("documents", json -> json.document(0), text -> text, CanonicalFormAgainstPythonTest::canonical);
    }

    private <T> void compare(
            String name, Function<RandomJson, T> maker, Function<T, String> input, Function<T, String> output) {
        RandomJson json = new RandomJson(new SplitMix64(Long.parseLong(recorded.getProperty("seed"))));
        MessageDigest inputs = sha256();
        MessageDigest outputs = sha256();
        int count = Integer.parseInt(recorded.getProperty(name + ".count"));
        for (int i = 0; i < count; i++) {
            T made = maker.apply(json);
            inputs.update((input.apply(made) + "\n").getBytes(StandardCharsets.UTF_8));
            outputs.update((output.apply(made) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        assertThat(HexFormat.of().formatHex(inputs.digest()))
                .as("the same inputs are made on both sides")
                .isEqualTo(recorded.getProperty(name + ".inputs"));
        assertThat(HexFormat.of().formatHex(outputs.digest()))
                .as("canonical form of %s %s, by %s", count, name, recorded.getProperty("implementation"))
                .isEqualTo(recorded.getProperty(name + ".outputs"));
    }

    private static String bits(double value) {
        return Double.isNaN(value) ? "nan" : String.format(Locale.ROOT, "%016x", Double.doubleToRawLongBits(value));
    }

    private static String canonical(String text) {
        try {
            return new String(
                    CanonicalJson.write(JsonSlice.of(text.getBytes(StandardCharsets.UTF_8))),
                    StandardCharsets.US_ASCII);
        } catch (MalformedMessageException e) {
            return "refused";
        }
    }

    private static Properties recorded() {
        Properties properties = new Properties();
        try (InputStream in =
                CanonicalFormAgainstPythonTest.class.getResourceAsStream("/signing/canonical-form.properties")) {
            properties.load(in);
            return properties;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
