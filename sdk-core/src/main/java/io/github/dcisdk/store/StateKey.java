package io.github.dcisdk.store;

import io.github.dcisdk.error.LogText;
import java.util.Objects;

/**
 * Which state it is. A state belongs to one peer: the same id of another peer is another state. Texts come from outside and
 * have no limit of length; {@link #digest()} has.
 *
 * @param type what kind of thing
 * @param peerId the {@code sender_id} of the peer
 * @param id which one of the peer's: a {@code transaction_id}, a subscription's {@code code}
 */
public record StateKey(StateType type, String peerId, String id) {
    /**
     * Checks that the parts are there.
     *
     * @param type what kind of thing
     * @param peerId the {@code sender_id} of the peer
     * @param id which one of the peer's
     */
    public StateKey {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(peerId, "peerId");
        Objects.requireNonNull(id, "id");
    }

    /**
     * The key in a form that fits a unique column of a database.
     *
     * @return 43 ASCII characters; equal for equal keys only
     */
    public String digest() {
        return new Fingerprint().add(type.name()).add(peerId).add(id).text();
    }

    /** Safe for logs. */
    @Override
    public String toString() {
        return type + " " + LogText.safe(peerId) + " " + LogText.safe(id);
    }
}
