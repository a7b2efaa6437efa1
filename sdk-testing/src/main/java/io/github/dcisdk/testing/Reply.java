package io.github.dcisdk.testing;

import io.github.dcisdk.inbound.InboundResponse;
import java.time.Duration;

/**
 * What goes back to the caller, and how. Immutable.
 *
 * @param response what is sent
 * @param signing how the envelope is signed, if the response is one
 * @param delay how long the caller waits for it
 * @param ending what becomes of the connection
 */
record Reply(InboundResponse response, Signing signing, Duration delay, Ending ending) {
    /** What becomes of the connection. */
    enum Ending {
        /** The response is sent, and the connection stays. */
        SENT,
        /** Closed without an answer. */
        CLOSED,
        /** Reset, as by a crash or a firewall. */
        RESET,
        /** Closed in the middle of the response. */
        CUT_OFF,
        /** Open, but nothing comes. */
        SILENT
    }

    static Reply of(InboundResponse response) {
        return new Reply(response, Signing.RIGHT, Duration.ZERO, Ending.SENT);
    }

    Reply response(InboundResponse value) {
        return new Reply(value, signing, delay, ending);
    }

    Reply signing(Signing value) {
        return new Reply(response, value, delay, ending);
    }

    Reply delay(Duration value) {
        return new Reply(response, signing, value, ending);
    }

    Reply ending(Ending value) {
        return new Reply(response, signing, delay, value);
    }
}
