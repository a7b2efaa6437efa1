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

/** Digests of what another implementation wrote of many inputs, which both sides make from one seed. */
final class RecordedDigests {
    private final Properties recorded = new Properties();

    RecordedDigests(String resource) {
        try (InputStream in = RecordedDigests.class.getResourceAsStream(resource)) {
            recorded.load(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    void compareDoubles(String name, JsonStyle style) {
        compare(
                name,
                RandomJson::number,
                RecordedDigests::bits,
                value -> Double.isFinite(value) ? DoubleText.of(value, style) : "refused");
    }

    void compareTexts(String name, Function<RandomJson, String> maker, JsonStyle style) {
        compare(name, maker, text -> text, text -> canonical(text, style));
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

    private static String canonical(String text, JsonStyle style) {
        try {
            JsonSlice json = JsonSlice.of(text.getBytes(StandardCharsets.UTF_8));
            return new String(CanonicalJson.write(json, style), StandardCharsets.UTF_8);
        } catch (MalformedMessageException e) {
            return "refused";
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
