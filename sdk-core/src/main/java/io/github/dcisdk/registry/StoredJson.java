package io.github.dcisdk.registry;

import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.JsonValue.JsonNumber;
import io.github.dcisdk.json.JsonValue.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Writes and reads the objects that this package keeps in a store. Each says in which version of its form it is. */
final class StoredJson {
    private static final String VERSION = "v";

    private final Map<String, JsonValue> members = new LinkedHashMap<>();

    private StoredJson() {}

    static StoredJson version1() {
        return new StoredJson().with(VERSION, JsonValue.of(1));
    }

    StoredJson with(String name, JsonValue value) {
        members.put(name, value);
        return this;
    }

    StoredJson with(String name, String value) {
        return with(name, JsonValue.of(value));
    }

    StoredJson with(String name, boolean value) {
        return with(name, JsonValue.of(value));
    }

    StoredJson with(String name, Optional<?> value) {
        value.ifPresent(present -> with(name, present instanceof JsonValue json ? json : JsonValue.of(present + "")));
        return this;
    }

    JsonSlice write() {
        return JsonSlice.of(new JsonObject(members).toJson().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads an object of version 1.
     *
     * @throws IllegalStateException if a later version of the library wrote it, or it is something else
     */
    static Stored read(JsonSlice json) {
        JsonObject object = Json.parse(json).asObject().orElseThrow(() -> new IllegalStateException("not an object"));
        boolean known = object.get(VERSION)
                .filter(version ->
                        version instanceof JsonNumber number && number.literal().equals("1"))
                .isPresent();
        if (!known) {
            throw new IllegalStateException("what is stored is not in a form that this version of the library reads");
        }
        return new Stored(object);
    }

    /** What was read. */
    record Stored(JsonObject json) {
        Optional<String> find(String name) {
            return json.get(name).flatMap(JsonValue::asString);
        }

        String text(String name) {
            return find(name).orElseThrow(() -> missing(name));
        }

        Optional<Instant> time(String name) {
            return find(name).map(Instant::parse);
        }

        boolean isTrue(String name) {
            return json.get(name).equals(Optional.of(JsonValue.of(true)));
        }

        JsonObject object(String name) {
            return json.get(name).flatMap(JsonValue::asObject).orElseThrow(() -> missing(name));
        }

        private static IllegalStateException missing(String name) {
            return new IllegalStateException("what is stored has no member " + name);
        }
    }
}
