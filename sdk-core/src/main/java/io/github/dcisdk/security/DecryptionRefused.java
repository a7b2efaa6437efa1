package io.github.dcisdk.security;

/** Leaves the reading of an encrypted message with the reason. Does not leave the package. */
final class DecryptionRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final DecryptionFailure reason;

    DecryptionRefused(DecryptionFailure reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    static DecryptionRefused malformed() {
        return new DecryptionRefused(DecryptionFailure.MALFORMED);
    }

    DecryptionFailure reason() {
        return reason;
    }
}
