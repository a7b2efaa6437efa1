package io.github.dcisdk.store;

/**
 * Somebody else was faster: a state was changed since it was read, or the lease of a task ended and the task is not this
 * claimer's any more. Nothing of the transaction is stored. What was read has to be read again.
 */
public final class StoreConflictException extends StoreException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an error.
     *
     * @param message what conflicts, without content
     */
    public StoreConflictException(String message) {
        super(message, null);
    }
}
