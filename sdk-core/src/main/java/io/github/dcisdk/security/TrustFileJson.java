package io.github.dcisdk.security;

import io.github.dcisdk.error.LogText;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.JsonValue.JsonArray;
import io.github.dcisdk.json.JsonValue.JsonBoolean;
import io.github.dcisdk.json.JsonValue.JsonObject;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Takes values of the expected kind from the JSON of a trust file, and collects everything that is wrong. */
final class TrustFileJson {
    private final List<String> errors = new ArrayList<>();

    List<String> errors() {
        return errors;
    }

    Optional<JsonObject> object(JsonValue value, String pointer, Set<String> known) {
        Optional<JsonObject> object = value.asObject();
        if (object.isEmpty()) {
            error(pointer, "is an object");
        }
        object.ifPresent(members -> members.members().keySet().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> error(
                        pointer + "/" + LogText.safe(name), "no such member; there are " + new TreeSet<>(known))));
        return object;
    }

    List<JsonValue> list(JsonObject members, String pointer, String name) {
        Optional<JsonValue> value = members.get(name);
        if (value.isPresent() && !(value.get() instanceof JsonArray)) {
            error(pointer + "/" + name, "is a list");
        }
        return value.filter(JsonArray.class::isInstance)
                .map(array -> ((JsonArray) array).items())
                .orElse(List.of());
    }

    /** A list of texts; empty only if the member is not there. */
    String[] texts(JsonObject members, String pointer, String name) {
        List<JsonValue> values = list(members, pointer, name);
        if (values.isEmpty()
                && members.get(name).filter(JsonArray.class::isInstance).isPresent()) {
            error(pointer + "/" + name, "an empty list would say nothing; leave it out");
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            Optional<String> text = values.get(i).asString().filter(it -> !it.isBlank());
            if (text.isEmpty()) {
                error(pointer + "/" + name + "/" + i, "is a text");
            }
            text.ifPresent(texts::add);
        }
        return texts.toArray(String[]::new);
    }

    Optional<String> text(JsonObject members, String pointer, String name) {
        Optional<JsonValue> value = members.get(name);
        Optional<String> text = value.flatMap(JsonValue::asString);
        if (value.isPresent() && text.isEmpty()) {
            error(pointer + "/" + name, "is a text");
        }
        return text;
    }

    /** A member that says something by being there, so that nobody wonders what its opposite would mean. */
    boolean flag(JsonObject members, String pointer, String name) {
        Optional<JsonValue> value = members.get(name);
        if (value.isPresent() && !(value.get() instanceof JsonBoolean flag && flag.value())) {
            error(pointer + "/" + name, "is true or left out");
        }
        return value.isPresent();
    }

    /** What the classes of this package refuse, with the place where it stands in the file. */
    <T> Optional<T> built(String pointer, Supplier<T> builder) {
        try {
            return Optional.of(builder.get());
        } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException e) {
            error(pointer, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    void error(String pointer, String what) {
        errors.add((pointer.isEmpty() ? "the file" : pointer) + ": " + what);
    }
}
