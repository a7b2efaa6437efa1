package io.github.dcisdk.error;

/** An encrypted message came where none can be read, or a message could not be decrypted. */
public final class EncryptionException extends DciException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the error.
     *
     * @param detail what happened
     * @param context the exchange
     */
    public EncryptionException(String detail, CallContext context) {
        super(ErrorCode.ENCRYPTION, detail, context, null);
    }
}
