package io.github.dcisdk.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compares JSON texts by what they say: the order of members does not count, the literal of a number does. Reads with a
 * plain parser, not with the code under test.
 */
public final class JsonAssertions {
    private static final JsonFactory PLAIN = new JsonFactory();

    private JsonAssertions() {}

    /** Fails unless both texts are the same JSON. */
    public static void assertJsonEqual(byte[] actual, byte[] expected) {
        assertThat(tree(actual)).isEqualTo(tree(expected));
    }

    /** Fails unless both texts are the same JSON. */
    public static void assertJsonEqual(byte[] actual, String expected) {
        assertJsonEqual(actual, expected.getBytes(StandardCharsets.UTF_8));
    }

    /** Fails unless both texts are the same JSON. */
    public static void assertJsonEqual(String actual, String expected) {
        assertJsonEqual(actual.getBytes(StandardCharsets.UTF_8), expected);
    }

    private static Object tree(byte[] json) {
        try (JsonParser in = PLAIN.createParser(json)) {
            in.nextToken();
            Object value = value(in);
            assertThat(in.nextToken()).as("nothing follows the text").isNull();
            return value;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object value(JsonParser in) throws IOException {
        JsonToken token = in.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, Object> members = new TreeMap<>();
            while (in.nextToken() != JsonToken.END_OBJECT) {
                String name = in.currentName();
                in.nextToken();
                members.put(name, value(in));
            }
            return members;
        } else if (token == JsonToken.START_ARRAY) {
            List<Object> items = new ArrayList<>();
            while (in.nextToken() != JsonToken.END_ARRAY) {
                items.add(value(in));
            }
            return items;
        } else if (token == JsonToken.VALUE_STRING) {
            return in.getText();
        }
        return new Literal(in.getText());
    }

    /** A number, truth value or null as it is written, which is not the string of the same characters. */
    private record Literal(String text) {}
}
