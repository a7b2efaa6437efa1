package io.github.dcisdk.store;

import java.util.List;
import java.util.Objects;

/** What a store did with a message. */
public sealed interface Receipt {
    /**
     * The message is stored, and is to be worked on.
     *
     * @param recurrences how each of its items stands to those stored before, in their order
     * @param idSeenBefore whether the sender used the same {@code message_id} for another content; only where that does
     *     not make it {@link OtherContent}
     */
    record Stored(List<Recurrence> recurrences, boolean idSeenBefore) implements Receipt {
        /**
         * Checks that the parts are there.
         *
         * @param recurrences how its items stand to those stored before; copied
         * @param idSeenBefore whether the sender used the id for another content
         */
        public Stored {
            recurrences = List.copyOf(recurrences);
        }
    }

    /**
     * The delivery was stored before, with the same content. Nothing is changed.
     *
     * @param acknowledgement the one that was given then
     */
    record Known(Acknowledgement acknowledgement) implements Receipt {
        /**
         * Checks that the part is there.
         *
         * @param acknowledgement the one that was given then
         */
        public Known {
            Objects.requireNonNull(acknowledgement, "acknowledgement");
        }
    }

    /** The delivery was stored before, with another content. Nothing is changed. */
    record OtherContent() implements Receipt {}

    /** There is no room, and nothing that may be forgotten. Nothing is changed. */
    record Full() implements Receipt {}
}
