package io.github.dcisdk.registry;

import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.inbound.Refusal;

/** What becomes of faults of our side. */
final class Faults {
    private Faults() {}

    /** What a requester is told in the end. The standard has no reason code for it. */
    static RejectedException rejection() {
        return new RejectedException(null, Refusal.INTERNAL_ERROR.meaning(), CallContext.none());
    }

    /** An error is thrown on as it is; a checked exception can only come from a handler that hides it. */
    static RuntimeException unchecked(Throwable fault) {
        if (fault instanceof Error error) {
            throw error;
        }
        return fault instanceof RuntimeException runtime ? runtime : new IllegalStateException(fault);
    }
}
