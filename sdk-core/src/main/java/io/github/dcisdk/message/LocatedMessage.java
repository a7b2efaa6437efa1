package io.github.dcisdk.message;

import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.JsonValue.JsonObject;
import io.github.dcisdk.json.ModelType;
import io.github.dcisdk.json.Rule;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The members of a message, wherever in a document they stand.
 *
 * @param members the members; of a nested message those of both levels, the inner one's where they differ
 * @param type which message they are; null when they do not tell
 * @param place where they stand
 * @param inner the members that stand on the inner level of a nested message
 */
record LocatedMessage(
        JsonObject members, @Nullable ModelType<? extends DciObject> type, Place place, JsonObject inner) {
    private static final String MESSAGE = "message";
    private static final JsonObject NOTHING = new JsonObject(Map.of());

    /** Members of an envelope, which are no members of a message beside them. */
    private static final Set<String> FRAME = Set.of("signature", "header", "headers", MESSAGE);

    /** Where the members of a message stand. */
    enum Place {
        /** In {@code message}, as the standard says. */
        IN_MESSAGE("/message"),
        /** In {@code message} and in a {@code message} within it. */
        NESTED("/message"),
        /** At the top of the document, without or beside the envelope. */
        AT_TOP("");

        private final String pointer;

        Place(String pointer) {
            this.pointer = pointer;
        }
    }

    /** Finds the message of a document: where the standard has it, else where its members are. */
    static Optional<LocatedMessage> in(JsonObject document, MessageShapes shapes) {
        Optional<LocatedMessage> standard =
                objectIn(document).map(message -> located(message, Place.IN_MESSAGE, shapes));
        return known(standard)
                .or(() -> known(standard.flatMap(message -> nested(message.members, shapes))))
                .or(() -> known(Optional.of(located(withoutFrame(document), Place.AT_TOP, shapes))))
                .or(() -> standard);
    }

    private static Optional<JsonObject> objectIn(JsonObject object) {
        return object.get(MESSAGE).flatMap(JsonValue::asObject);
    }

    private static Optional<LocatedMessage> known(Optional<LocatedMessage> message) {
        return message.filter(located -> located.type != null);
    }

    private static LocatedMessage located(JsonObject members, Place place, MessageShapes shapes) {
        return new LocatedMessage(members, shapes.typeOf(members).orElse(null), place, NOTHING);
    }

    private static Optional<LocatedMessage> nested(JsonObject outer, MessageShapes shapes) {
        return objectIn(outer).map(inner -> {
            Map<String, JsonValue> both = new LinkedHashMap<>(outer.members());
            both.remove(MESSAGE);
            both.putAll(inner.members());
            JsonObject members = new JsonObject(both);
            return new LocatedMessage(members, shapes.typeOf(members).orElse(null), Place.NESTED, inner);
        });
    }

    private static JsonObject withoutFrame(JsonObject document) {
        Map<String, JsonValue> members = new LinkedHashMap<>(document.members());
        members.keySet().removeAll(FRAME);
        return new JsonObject(members);
    }

    /** Types the message; findings point to where each member stands in the document. */
    <M extends DciObject> M read(ModelType<M> as, JsonObject document, Consumer<Finding> findings) {
        if (place == Place.NESTED) {
            findings.accept(new Finding("/message/message", Rule.ENVELOPE_NESTED));
            reportDifferences(as, document, findings);
        }
        return Json.read(
                members,
                as,
                place.pointer,
                finding -> findings.accept(new Finding(pointerOf(finding.pointer()), finding.rule())));
    }

    /** The inner level counts; a reader that stays on the outer one would take another value. */
    private void reportDifferences(ModelType<?> as, JsonObject document, Consumer<Finding> findings) {
        JsonObject outer = objectIn(document).orElse(members);
        inner.members().forEach((name, value) -> {
            boolean differs =
                    outer.get(name).filter(other -> !other.equals(value)).isPresent();
            if (differs && as.hasMember(name)) {
                findings.accept(new Finding("/message/" + name, Rule.DUPLICATE_MEMBER));
            }
        });
    }

    private String pointerOf(String pointer) {
        String[] segments = pointer.split("/", 4);
        boolean onInnerLevel = segments.length > 2 && inner.members().containsKey(segments[2]);
        return onInnerLevel ? "/message" + pointer : pointer;
    }

    /** Where a member of the message stands in the document, under the name that it has there. */
    String pointerTo(String member) {
        String key = type == null
                ? member
                : type.keysOf(member).stream()
                        .filter(members.members()::containsKey)
                        .findFirst()
                        .orElse(member);
        return pointerOf(place.pointer + "/" + key);
    }
}
