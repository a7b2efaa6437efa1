package io.github.dcisdk.store;

import java.util.List;
import java.util.Objects;

/**
 * A message as a store holds it.
 *
 * @param message the message
 * @param recurrences how each of the delivery's items stands to those stored before, in their order
 */
public record InboxEntry(InboxMessage message, List<Recurrence> recurrences) {
    /**
     * Checks that the parts are there.
     *
     * @param message the message
     * @param recurrences how its items stand to those stored before; copied
     */
    public InboxEntry {
        Objects.requireNonNull(message, "message");
        recurrences = List.copyOf(recurrences);
    }
}
