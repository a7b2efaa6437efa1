package io.github.dcisdk.transport;

import java.io.IOException;

/** A proxy asks for credentials that we do not have, or does not accept ours. */
final class ProxyRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    ProxyRefusedException(String reason) {
        super(reason);
    }
}
