package io.github.dcisdk.jdbc;

import java.util.Map;
import java.util.Optional;

/** Keys that do not change. */
record FixedContentKeys(ContentKey current, Map<String, ContentKey> keys) implements ContentKeys {
    @Override
    public Optional<ContentKey> find(String id) {
        return Optional.ofNullable(keys.get(id));
    }
}
