package io.github.dcisdk.jdbc;

import io.github.dcisdk.store.StoreException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A content in the database cannot be read: its key is not known here, or it is not what this store wrote in this place.
 * Trying again helps only after the keys or the database have been put right.
 */
public final class UnreadableContentException extends StoreException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String unknownKeyId;

    UnreadableContentException(String message, @Nullable String unknownKeyId) {
        super(message, null);
        this.unknownKeyId = unknownKeyId;
    }

    /**
     * The id of the key that is missing.
     *
     * @return the id; empty if the key is not the reason
     */
    public Optional<String> unknownKeyId() {
        return Optional.ofNullable(unknownKeyId);
    }
}
