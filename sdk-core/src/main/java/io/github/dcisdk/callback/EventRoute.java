package io.github.dcisdk.callback;

import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.message.NotifyEventData;
import io.github.dcisdk.message.NotifyEventItem;
import io.github.dcisdk.profile.EventType;
import io.github.dcisdk.profile.RecordType;
import io.github.dcisdk.profile.RegistryProfile;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which events a handler gets. Immutable.
 *
 * @param registry the kind of registry
 * @param recordType the kind of record
 * @param eventType what happened
 * @param handler the handler's name
 * @param work works on them
 */
record EventRoute<T extends DciObject>(
        RegistryProfile registry, RecordType<T> recordType, EventType eventType, String handler, EventHandler<T> work) {
    /** The standard's {@code notify} names no subscription; so what the event says of itself decides. */
    boolean takes(NotifyEventItem event) {
        Optional<NotifyEventData> data = event.data();
        return data.flatMap(NotifyEventData::regEventType)
                        .filter(eventType::isNamed)
                        .isPresent()
                && isUnsaidOr(data.flatMap(NotifyEventData::regType), registry::isNamed)
                && isUnsaidOr(data.flatMap(NotifyEventData::regRecordType), recordType::isNamed);
    }

    private static boolean isUnsaidOr(Optional<String> said, Predicate<String> test) {
        return said.filter(text -> !text.isBlank())
                .filter(text -> !test.test(text))
                .isEmpty();
    }

    /** Events of one kind from one registry come one after the other. */
    String lane(String peerId) {
        return peerId + " " + registry.regType() + " " + eventType.name();
    }

    String queue() {
        return "event:" + handler;
    }
}
