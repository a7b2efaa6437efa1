package io.github.dcisdk.examples.messages;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.JsonValue.JsonArray;
import io.github.dcisdk.json.JsonValue.JsonBoolean;
import io.github.dcisdk.json.JsonValue.JsonNull;
import io.github.dcisdk.json.JsonValue.JsonNumber;
import io.github.dcisdk.json.JsonValue.JsonObject;
import io.github.dcisdk.json.JsonValue.JsonString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON with a parser as it comes, not with the code under test. */
final class PlainJson {
    private PlainJson() {}

    /** The value at the beginning of a body; what follows it is not looked at. */
    static JsonValue firstValue(byte[] body) throws IOException {
        try (JsonParser in = new JsonFactory().createParser(body)) {
            in.nextToken();
            return value(in);
        }
    }

    private static JsonValue value(JsonParser in) throws IOException {
        JsonToken token = in.currentToken();
        switch (token) {
            case START_OBJECT -> {
                Map<String, JsonValue> members = new LinkedHashMap<>();
                while (in.nextToken() != JsonToken.END_OBJECT) {
                    String name = in.currentName();
                    in.nextToken();
                    members.put(name, value(in));
                }
                return new JsonObject(members);
            }
            case START_ARRAY -> {
                List<JsonValue> items = new ArrayList<>();
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    items.add(value(in));
                }
                return new JsonArray(items);
            }
            case VALUE_STRING -> {
                return new JsonString(in.getText());
            }
            case VALUE_NULL -> {
                return JsonNull.NULL;
            }
            case VALUE_TRUE, VALUE_FALSE -> {
                return new JsonBoolean(in.getBooleanValue());
            }
            default -> {
                return new JsonNumber(in.getText());
            }
        }
    }
}
