package io.github.dcisdk.security;

/** Ends the verification of one signature. Never leaves the package. */
final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final SignatureFailure reason;

    Refused(SignatureFailure reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    SignatureFailure reason() {
        return reason;
    }
}
