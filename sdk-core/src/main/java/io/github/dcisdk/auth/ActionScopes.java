package io.github.dcisdk.auth;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which scope a token needs for which action. Without entries it needs none; with at least one, an action without entry is
 * allowed to nobody. Immutable.
 */
record ActionScopes(Map<String, String> scopeByAction) {
    static final ActionScopes NONE = new ActionScopes(Map.of());

    ActionScopes {
        scopeByAction = Map.copyOf(scopeByAction);
    }

    ActionScopes with(String action, String scope) {
        if (action.isBlank() || scope.isEmpty() || scope.contains(" ")) {
            throw new IllegalArgumentException("an action and a scope are not blank, and a scope holds no space");
        }
        Map<String, String> changed = new HashMap<>(scopeByAction);
        changed.put(action, scope);
        return new ActionScopes(changed);
    }

    Predicate<String> allowed(Collection<String> granted) {
        Set<String> scopes = Set.copyOf(granted);
        return action -> {
            String needed = scopeByAction.get(action);
            return scopeByAction.isEmpty() || (needed != null && scopes.contains(needed));
        };
    }
}
