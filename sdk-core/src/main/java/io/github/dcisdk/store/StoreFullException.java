package io.github.dcisdk.store;

/** A store has no room, and nothing that may be forgotten. Nothing of the transaction is stored. */
public final class StoreFullException extends StoreException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an error.
     *
     * @param message what has no room, without content
     */
    public StoreFullException(String message) {
        super(message, null);
    }
}
