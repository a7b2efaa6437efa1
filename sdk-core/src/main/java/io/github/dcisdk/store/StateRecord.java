package io.github.dcisdk.store;

import io.github.dcisdk.json.JsonSlice;
import java.time.Instant;
import java.util.Objects;

/**
 * Something that later messages refer to, as a store holds it. {@link #toString()} is safe for logs.
 *
 * @param key which one
 * @param group by what it is listed beside its peer; empty text if by nothing: the transaction of an answer's part, the
 *     event type of a subscription
 * @param open whether something is still to come of it; a word for those who list, stores do nothing with it
 * @param expiresAt when it may be forgotten, open or not
 * @param version 0 before it was stored; then how often
 * @param sequence 0 before it was stored; then its place in lists, which stays
 * @param content JSON that whoever put it reads; copied when it is stored
 */
public record StateRecord(
        StateKey key, String group, boolean open, Instant expiresAt, long version, long sequence, JsonSlice content) {
    /**
     * Checks that the parts are there.
     *
     * @param key which one
     * @param group by what it is listed
     * @param open whether something is still to come of it
     * @param expiresAt when it may be forgotten
     * @param version how often it was stored
     * @param sequence its place in lists
     * @param content JSON
     */
    public StateRecord {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(expiresAt, "expiresAt");
        Objects.requireNonNull(content, "content");
    }

    /**
     * A state that is not stored yet, and open.
     *
     * @param key which one
     * @param group by what it is listed beside its peer; empty text if by nothing
     * @param expiresAt when it may be forgotten
     * @param content JSON
     * @return the state
     */
    public static StateRecord create(StateKey key, String group, Instant expiresAt, JsonSlice content) {
        return new StateRecord(key, group, true, expiresAt, 0, 0, content);
    }

    /**
     * The same with another content, to be put in place of this one.
     *
     * @param value JSON
     * @return the changed state
     */
    public StateRecord withContent(JsonSlice value) {
        return new StateRecord(key, group, open, expiresAt, version, sequence, value);
    }

    /**
     * The same in another state of life, to be put in place of this one.
     *
     * @param isOpen whether something is still to come of it
     * @param until when it may be forgotten
     * @return the changed state
     */
    public StateRecord with(boolean isOpen, Instant until) {
        return new StateRecord(key, group, isOpen, until, version, sequence, content);
    }

    @Override
    public String toString() {
        return "StateRecord[" + key + (open ? ", open" : ", closed") + ", version " + version + ", " + content.length()
                + " bytes]";
    }
}
