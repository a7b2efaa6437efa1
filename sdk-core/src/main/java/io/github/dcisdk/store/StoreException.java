package io.github.dcisdk.store;

import org.jspecify.annotations.Nullable;

/**
 * A store could not be used, or refused. The text names no content. Trying again later is right, unless a subclass says
 * otherwise.
 */
public class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an error.
     *
     * @param message what happened, without content
     * @param cause the cause, if any
     */
    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
