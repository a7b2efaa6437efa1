package io.github.dcisdk.transport;

import java.net.UnknownHostException;

/**
 * A guard does not let an address be called. The text says why and what would permit it, and names no address. It is of
 * this kind because nothing else can come out of a name look-up of OkHttp.
 */
final class AddressRefusedException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    AddressRefusedException(String reason) {
        super(reason);
    }
}
