package io.github.dcisdk.profile;

import java.util.Objects;
import java.util.Set;

/**
 * A kind of event that a registry reports to subscribers.
 *
 * @param name the {@code reg_event_type} that is sent, for example {@code REGISTER}
 * @param aliases other names under which systems know it
 */
public record EventType(String name, Set<String> aliases) {
    /**
     * Creates an event type.
     *
     * @param name the {@code reg_event_type} that is sent
     * @param aliases other names under which systems know it
     */
    public EventType {
        Objects.requireNonNull(name, "name");
        aliases = Set.copyOf(aliases);
    }

    /**
     * Creates an event type.
     *
     * @param name the {@code reg_event_type} that is sent
     * @param aliases other names under which systems know it
     * @return the event type
     */
    public static EventType of(String name, String... aliases) {
        return new EventType(name, Set.of(aliases));
    }

    /**
     * Whether a received {@code reg_event_type} means this event type. Only what follows the last colon counts, without
     * case.
     *
     * @param received the name as received
     * @return true if it does
     */
    public boolean isNamed(String received) {
        return StandardNames.matches(received, name, aliases);
    }

    @Override
    public String toString() {
        return "EventType[" + name + "]";
    }
}
