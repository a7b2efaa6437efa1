package io.github.dcisdk.transaction;

import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.JsonValue.JsonArray;
import io.github.dcisdk.json.JsonValue.JsonNumber;
import io.github.dcisdk.json.JsonValue.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Contents of states and tasks: JSON objects with a version, written and read member by member. Not thread-safe while it is
 * written. {@link #toString()} shows no content.
 */
public final class StoredJson {
    private static final String VERSION = "v";
    private static final long CURRENT = 1;

    private final Map<String, JsonValue> members;

    private StoredJson(Map<String, JsonValue> members) {
        this.members = members;
    }

    /**
     * An object without members.
     *
     * @return the object
     */
    public static StoredJson create() {
        return new StoredJson(new LinkedHashMap<>());
    }

    /**
     * An object that carries the version of its form.
     *
     * @return the object
     */
    public static StoredJson versioned() {
        return create().with(VERSION, CURRENT);
    }

    /**
     * Reads a content.
     *
     * @param json the text
     * @return the object
     * @throws IllegalStateException if the text is no object of a version that is known
     */
    public static StoredJson read(JsonSlice json) {
        StoredJson read = of(Json.parse(json).asObject().orElseThrow(StoredJson::unknown));
        if (read.number(VERSION, 0) != CURRENT) {
            throw unknown();
        }
        return read;
    }

    private static IllegalStateException unknown() {
        return new IllegalStateException(
                "a content of the store is of a form that this version of the SDK does not know");
    }

    /**
     * An object that stands in another.
     *
     * @param object the object
     * @return its members
     */
    public static StoredJson of(JsonObject object) {
        return new StoredJson(new LinkedHashMap<>(object.members()));
    }

    /**
     * Adds a member.
     *
     * @param name its name
     * @param value its value; nothing is added for null
     * @return this
     */
    public StoredJson with(String name, @Nullable JsonValue value) {
        if (value != null) {
            members.put(name, value);
        }
        return this;
    }

    /**
     * Adds a member.
     *
     * @param name its name
     * @param value its value; nothing is added for null
     * @return this
     */
    public StoredJson with(String name, @Nullable String value) {
        return with(name, value == null ? null : JsonValue.of(value));
    }

    /**
     * Adds a member.
     *
     * @param name its name
     * @param value its value
     * @return this
     */
    public StoredJson with(String name, long value) {
        return with(name, JsonValue.of(value));
    }

    /**
     * Adds a member that says yes; no is said by leaving it out.
     *
     * @param name its name
     * @param value whether it is added
     * @return this
     */
    public StoredJson with(String name, boolean value) {
        return with(name, value ? JsonValue.of(true) : null);
    }

    /**
     * Adds a member.
     *
     * @param name its name
     * @param value its value; nothing is added for null
     * @return this
     */
    public StoredJson with(String name, @Nullable Instant value) {
        return with(name, value == null ? null : value.toString());
    }

    /**
     * Looks a member up.
     *
     * @param name its name
     * @return its value, if it is a text
     */
    public Optional<String> text(String name) {
        return value(name).flatMap(JsonValue::asString);
    }

    /**
     * Looks a member up that must be there.
     *
     * @param name its name
     * @return its value
     * @throws IllegalStateException if there is none
     */
    public String required(String name) {
        return text(name).orElseThrow(StoredJson::unknown);
    }

    /**
     * Looks a member up.
     *
     * @param name its name
     * @return its value, if it is a number
     */
    public Optional<Long> number(String name) {
        return value(name)
                .filter(JsonNumber.class::isInstance)
                .map(number -> Long.valueOf(((JsonNumber) number).literal()));
    }

    /**
     * Looks a member up.
     *
     * @param name its name
     * @param otherwise what counts if there is none
     * @return its value
     */
    public long number(String name, long otherwise) {
        return number(name).orElse(otherwise);
    }

    /**
     * Looks a member up.
     *
     * @param name its name
     * @return true if it says yes
     */
    public boolean is(String name) {
        return value(name).equals(Optional.of(JsonValue.of(true)));
    }

    /**
     * Looks a member up.
     *
     * @param name its name
     * @return its value, if it is a time
     */
    public Optional<Instant> time(String name) {
        return text(name).map(Instant::parse);
    }

    /**
     * Looks a member up.
     *
     * @param name its name
     * @return its value, if it is an object
     */
    public Optional<JsonObject> object(String name) {
        return value(name).flatMap(JsonValue::asObject);
    }

    /**
     * Looks a member up.
     *
     * @param name its name
     * @return its items; none if it is not there
     */
    public List<JsonValue> list(String name) {
        return value(name)
                .filter(JsonArray.class::isInstance)
                .map(array -> ((JsonArray) array).items())
                .orElse(List.of());
    }

    private Optional<JsonValue> value(String name) {
        return Optional.ofNullable(members.get(name));
    }

    /**
     * The object.
     *
     * @return all members
     */
    public JsonObject toObject() {
        return new JsonObject(members);
    }

    /**
     * The text.
     *
     * @return JSON in UTF-8
     */
    public JsonSlice toJson() {
        return JsonSlice.of(toObject().toJson().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "StoredJson" + members.keySet();
    }
}
