package io.github.dcisdk.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A peer that does with a connection whatever a test wants, one connection at a time. */
final class RawServer implements AutoCloseable {
    private final ServerSocket server;
    private final AtomicInteger connections = new AtomicInteger();

    /** What to do with a connection, which is closed afterwards. */
    @FunctionalInterface
    interface Behaviour {
        void serve(Socket socket) throws IOException;
    }

    RawServer(Behaviour behaviour) {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(() -> accept(behaviour), "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept(Behaviour behaviour) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                connections.incrementAndGet();
                behaviour.serve(socket);
            } catch (IOException e) {
                // The client has gone, or the test is over.
            }
        }
    }

    URI uri() {
        return uri("http");
    }

    URI uri(String scheme) {
        return URI.create(scheme + "://127.0.0.1:" + server.getLocalPort() + "/registry/sync/search");
    }

    int connections() {
        return connections.get();
    }

    /** Reads the head of a request and as much of its body as {@code Content-Length} says. */
    static String readRequest(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the client closed the connection");
            }
            head.append((char) next);
        }
        int length = 0;
        for (String line : head.toString().lines().toList()) {
            if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** Blocks until the client closes the connection. */
    static void awaitClose(Socket socket) throws IOException {
        while (socket.getInputStream().read() >= 0) {}
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
