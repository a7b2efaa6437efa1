package io.github.dcisdk.transport;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.net.UnknownServiceException;
import java.security.cert.CertificateException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** What the errors of sockets, TLS and OkHttp mean. */
final class Failures {
    private Failures() {}

    /** Whether the time was over, rather than the connection. */
    static boolean isTimeout(IOException failure) {
        return failure instanceof InterruptedIOException;
    }

    /** Whether another attempt would fail in the same way until somebody changes something. */
    static boolean isLasting(IOException failure) {
        return failure instanceof UnknownServiceException
                || failure instanceof AddressRefusedException
                || failure instanceof ProxyRefusedException
                || isAboutCertificate(failure);
    }

    /** What went wrong, in words of our own. */
    static String reason(IOException failure, boolean sent) {
        if (isTimeout(failure)) {
            return sent ? "no complete answer in time" : "no connection in time";
        } else if (sent) {
            return "the connection broke before the answer was complete, or the answer is not HTTP";
        } else if (failure instanceof AddressRefusedException) {
            return refused(failure);
        } else if (failure instanceof ProxyRefusedException) {
            return "the proxy does not let us through: " + failure.getMessage();
        } else if (failure instanceof UnknownHostException) {
            return "the host name cannot be resolved";
        } else if (failure instanceof ConnectException) {
            return "the connection is refused or there is no route";
        } else if (isAboutCertificate(failure)) {
            return "the certificate is not trusted for this host";
        } else if (failure instanceof SSLException) {
            return "the TLS handshake failed";
        }
        return "the connection could not be made";
    }

    /** Why a guard does not let an address be called. */
    static String refused(IOException failure) {
        return "the address is refused: " + failure.getMessage();
    }

    /**
     * The failure without what the peer sent. OkHttp and Okio quote lines they cannot parse, and such a line may be the
     * rest of a body, records included.
     */
    static IOException withoutPeerText(IOException failure) {
        if (causes(failure).noneMatch(e -> e instanceof ProtocolException || e instanceof EOFException)) {
            return failure;
        }
        IOException copy = new ProtocolException("the answer broke off or is not well-formed HTTP");
        copy.setStackTrace(failure.getStackTrace());
        return copy;
    }

    private static boolean isAboutCertificate(IOException failure) {
        return failure instanceof SSLPeerUnverifiedException
                || causes(failure).anyMatch(CertificateException.class::isInstance);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        // Limited, because a chain of causes may be a circle.
        return Stream.<Throwable>iterate(failure, e -> e != null, Throwable::getCause)
                .limit(20);
    }
}
