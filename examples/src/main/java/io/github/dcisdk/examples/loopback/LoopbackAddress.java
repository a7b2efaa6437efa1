package io.github.dcisdk.examples.loopback;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * An address on loopback. Two sides that call each other have to know each other's address before either of them runs, as
 * they do in real life.
 *
 * @param socket where to listen
 */
public record LoopbackAddress(InetSocketAddress socket) {
    /**
     * An address with a port that nobody uses at the moment.
     *
     * @return the address
     */
    public static LoopbackAddress free() {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket probe = new ServerSocket(0, 1, loopback)) {
            return new LoopbackAddress(new InetSocketAddress(loopback, probe.getLocalPort()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The same as an origin of URLs.
     *
     * @return for example {@code http://127.0.0.1:8080}
     */
    public String origin() {
        return "http://" + socket.getAddress().getHostAddress() + ":" + socket.getPort();
    }
}
