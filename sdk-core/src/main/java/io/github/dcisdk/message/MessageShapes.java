package io.github.dcisdk.message;

import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.JsonValue.JsonObject;
import io.github.dcisdk.json.ModelType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which message an object is, told by the members that it has: a header's action is too often wrong. Immutable. */
final class MessageShapes {
    /** Members that many messages have, which therefore tell nothing. */
    private static final Set<String> COMMON =
            Set.of("transaction_id", "correlation_id", "reference_id", "timestamp", "status");

    /** The first entry whose members are all there, under whatever name they are read, counts. */
    private static final List<Shape> STANDARD = List.of(
            new Shape(EncryptedMessage.TYPE, "ciphertext"),
            new Shape(AckMessage.TYPE, "ack_status"),
            new Shape(SearchRequest.TYPE, "search_request"),
            new Shape(SearchResponse.TYPE, "search_response"),
            new Shape(SubscribeRequest.TYPE, "subscribe_request"),
            new Shape(SubscribeResponse.TYPE, "subscribe_response"),
            new Shape(NotifyEventRequest.TYPE, "notify_event"),
            new Shape(TxnStatusRequest.TYPE, "txnstatus_request"),
            new Shape(TxnStatusResponse.TYPE, "txnstatus_response"),
            new Shape(TxnStatusResponse.TYPE, "transaction_id", "txn_status"),
            new Shape(UnSubscribeRequest.TYPE, "subscription_codes"),
            new Shape(UnSubscribeResponse.TYPE, "subscription_status"),
            new Shape(HttpErrorResponse.TYPE, "errors"),
            new Shape(HttpErrorResponse.TYPE, "detail"),
            new Shape(HttpErrorResponse.TYPE, "title", "status"),
            new Shape(UnSubscribeResponse.TYPE, "transaction_id", "status"));

    private final @Nullable ModelType<?> expected;

    private MessageShapes(@Nullable ModelType<?> expected) {
        this.expected = expected;
    }

    /** The messages that every registry has. */
    static MessageShapes standard() {
        return new MessageShapes(null);
    }

    /** Also a message that only some registries have, or that a caller has reason to expect. */
    static MessageShapes with(ModelType<?> expected) {
        return new MessageShapes(expected);
    }

    /** The message that an object is; empty when its members do not tell. */
    Optional<ModelType<? extends DciObject>> typeOf(JsonObject object) {
        if (expected != null && hasOwnMember(object, expected)) {
            return Optional.of(expected);
        }
        for (Shape shape : STANDARD) {
            if (shape.members.stream().allMatch(keys -> hasOneOf(object, keys))) {
                return Optional.of(shape.type);
            }
        }
        return Optional.empty();
    }

    /** Whether an object has a member that the message requires and that is not common to many messages. */
    private static boolean hasOwnMember(JsonObject object, ModelType<?> type) {
        return type.requiredMembers().stream()
                .filter(member -> !COMMON.contains(member))
                .anyMatch(member -> hasOneOf(object, type.keysOf(member)));
    }

    private static boolean hasOneOf(JsonObject object, List<String> keys) {
        return keys.stream().anyMatch(object.members()::containsKey);
    }

    /**
     * The members that tell a message.
     *
     * @param type the message
     * @param members for each member the keys under which it is met
     */
    private record Shape(ModelType<? extends DciObject> type, List<List<String>> members) {
        Shape(ModelType<? extends DciObject> type, String... members) {
            this(type, Stream.of(members).map(member -> keysOf(type, member)).toList());
        }

        /** A member that the standard does not define, but that some senders put in its place, has one key. */
        private static List<String> keysOf(ModelType<?> type, String member) {
            List<String> keys = type.keysOf(member);
            return keys.isEmpty() ? List.of(member) : keys;
        }
    }
}
