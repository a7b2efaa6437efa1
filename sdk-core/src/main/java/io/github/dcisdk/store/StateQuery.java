package io.github.dcisdk.store;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which states are listed.
 *
 * @param type what kind of thing
 * @param peerId whose; null for those of all peers
 * @param group of which group; null for all
 * @param openOnly whether only open ones are wanted
 * @param afterSequence the {@link StateRecord#sequence()} after which the list begins; 0 for the beginning
 * @param limit how many at most
 */
public record StateQuery(
        StateType type,
        @Nullable String peerId,
        @Nullable String group,
        boolean openOnly,
        long afterSequence,
        int limit) {
    /**
     * Checks the parts.
     *
     * @param type what kind of thing
     * @param peerId whose
     * @param group of which group
     * @param openOnly whether only open ones are wanted
     * @param afterSequence after which sequence the list begins
     * @param limit how many at most
     * @throws IllegalArgumentException if the limit is less than 1
     */
    public StateQuery {
        Objects.requireNonNull(type, "type");
        if (limit < 1) {
            throw new IllegalArgumentException("limit: at least 1");
        }
    }

    /**
     * The first hundred of a kind.
     *
     * @param type what kind of thing
     * @return a query for all peers and groups
     */
    public static StateQuery of(StateType type) {
        return new StateQuery(type, null, null, false, 0, 100);
    }

    /**
     * The same for one peer.
     *
     * @param value its {@code sender_id}
     * @return a query for its states
     */
    public StateQuery ofPeer(String value) {
        return new StateQuery(type, value, group, openOnly, afterSequence, limit);
    }

    /**
     * The same for one group.
     *
     * @param value the group
     * @return a query for its states
     */
    public StateQuery ofGroup(String value) {
        return new StateQuery(type, peerId, value, openOnly, afterSequence, limit);
    }

    /**
     * The same for open ones.
     *
     * @return a query for those of which something is still to come
     */
    public StateQuery open() {
        return new StateQuery(type, peerId, group, true, afterSequence, limit);
    }

    /**
     * The same, from a state on.
     *
     * @param last the last state of an earlier list
     * @return a query for what follows
     */
    public StateQuery after(StateRecord last) {
        return new StateQuery(type, peerId, group, openOnly, last.sequence(), limit);
    }

    /**
     * The same with another limit.
     *
     * @param value how many at most
     * @return a query for so many
     */
    public StateQuery limit(int value) {
        return new StateQuery(type, peerId, group, openOnly, afterSequence, value);
    }
}
