package io.github.dcisdk.error;

/**
 * An encrypted message could not be read, or a message came in clear that has to be encrypted. Why a message cannot be
 * decrypted is not said: the error may travel back to an attacker. The reason is in the log of this side, under the same
 * message id.
 */
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
