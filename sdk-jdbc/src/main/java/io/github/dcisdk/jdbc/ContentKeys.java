package io.github.dcisdk.jdbc;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where a store gets the keys for contents from. To change keys: give the new one to all programs that share the store as one
 * to read with; then let all of them write with it; take the old one away when nothing is left that was written with it,
 * which is after the longest life of a state. Implementations are thread-safe and fast; they are asked for each content.
 */
public interface ContentKeys {
    /**
     * The key that is written with.
     *
     * @return the key; {@link #find} finds it, too
     */
    ContentKey current();

    /**
     * A key to read with.
     *
     * @param id its id
     * @return the key; empty if it is not known here
     */
    Optional<ContentKey> find(String id);

    /**
     * Keys that do not change while the program runs.
     *
     * @param current the one that is written with
     * @param others further ones to read with
     * @return the keys
     * @throws IllegalArgumentException if two have the same id
     */
    static ContentKeys of(ContentKey current, ContentKey... others) {
        Map<String, ContentKey> keys = new LinkedHashMap<>();
        keys.put(current.id(), current);
        for (ContentKey other : others) {
            if (keys.put(other.id(), other) != null) {
                throw new IllegalArgumentException("two content keys have the id " + other.id());
            }
        }
        return new FixedContentKeys(current, Map.copyOf(keys));
    }
}
