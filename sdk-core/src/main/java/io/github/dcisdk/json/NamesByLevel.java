package io.github.dcisdk.json;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The names of all objects that are open, to find those that stand twice in one. Objects of the usual size are compared name
 * by name, which costs less than hashing; larger ones are hashed, so that their size does not cost its square.
 */
final class NamesByLevel {
    private static final int FEW = 16;

    private final List<Level> levels = new ArrayList<>();
    private int depth;

    private static final class Level {
        private final String[] few = new String[FEW];
        private final Set<String> many = new HashSet<>();
        private int count;

        boolean add(String name) {
            if (count > FEW) {
                return many.add(name);
            }
            int hash = name.hashCode();
            for (int i = 0; i < count; i++) {
                String other = few[i];
                if (other.hashCode() == hash && other.equals(name)) {
                    return false;
                }
            }
            if (count == FEW) {
                many.addAll(List.of(few));
                many.add(name);
            } else {
                few[count] = name;
            }
            count++;
            return true;
        }

        void clear() {
            if (count > FEW) {
                many.clear();
            }
            count = 0;
        }
    }

    /** Begins an object. */
    void enter() {
        if (depth == levels.size()) {
            levels.add(new Level());
        }
        levels.get(depth).clear();
        depth++;
    }

    /** Ends the innermost object. */
    void leave() {
        depth--;
    }

    /** Adds a name to the innermost object, and says false if it stands there already. */
    boolean add(String name) {
        return levels.get(depth - 1).add(name);
    }
}
