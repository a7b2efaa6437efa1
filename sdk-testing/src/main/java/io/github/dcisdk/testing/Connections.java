package io.github.dcisdk.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/**
 * The connections of a server by the number that it gives them: in the order in which it accepts them, from 0. Only the
 * socket itself can be told to end with a reset. Thread-safe.
 */
final class Connections extends ServerSocketFactory {
    private final AtomicInteger next = new AtomicInteger();
    private final Map<Integer, Socket> open = new ConcurrentHashMap<>();

    /** Lets a connection end with TCP's RST instead of FIN when it is closed. */
    void resetOnClose(int connection) {
        Socket socket = open.get(connection);
        if (socket == null) {
            throw new IllegalStateException("connection " + connection + " is not open");
        }
        try {
            socket.setSoLinger(true, 0);
        } catch (SocketException e) {
            throw new UncheckedIOException("the connection cannot be reset", e);
        }
    }

    @Override
    public ServerSocket createServerSocket() throws IOException {
        return new ServerSocket() {
            @Override
            public Socket accept() throws IOException {
                Socket socket = super.accept();
                // The server writes head and body apart; without this each answer waits 40 ms for an acknowledgement.
                socket.setTcpNoDelay(true);
                open.values().removeIf(Socket::isClosed);
                open.put(next.getAndIncrement(), socket);
                return socket;
            }
        };
    }

    @Override
    public ServerSocket createServerSocket(int port) {
        throw boundLater();
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) {
        throw boundLater();
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) {
        throw boundLater();
    }

    private static UnsupportedOperationException boundLater() {
        return new UnsupportedOperationException("the server binds its socket itself");
    }
}
