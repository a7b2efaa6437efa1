package io.github.dcisdk.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A proxy for {@code CONNECT} (RFC 9110 section 9.3.6) that leads every host to one port of this machine, and remembers
 * the requests that it got.
 */
final class ConnectProxy implements AutoCloseable {
    private final ServerSocket server;
    private final int targetPort;
    private final Optional<String> credentials;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "connect-proxy");
        thread.setDaemon(true);
        return thread;
    });
    private final List<String> requests = new CopyOnWriteArrayList<>();

    ConnectProxy(int targetPort) throws IOException {
        this(targetPort, Optional.empty());
    }

    /** A proxy that lets nobody through without this value of {@code Proxy-Authorization}. */
    ConnectProxy(int targetPort, String credentials) throws IOException {
        this(targetPort, Optional.of(credentials));
    }

    private ConnectProxy(int targetPort, Optional<String> credentials) throws IOException {
        this.targetPort = targetPort;
        this.credentials = credentials;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                // The test is over.
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            String request = RawServer.readRequest(client);
            requests.add(request);
            if (!request.startsWith("CONNECT ")) {
                RawServer.write(client, "HTTP/1.1 405 Only tunnels\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            } else if (credentials
                    .filter(value -> !request.contains("Proxy-Authorization: " + value + "\r\n"))
                    .isPresent()) {
                RawServer.write(
                        client,
                        "HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Basic realm=\"test\"\r\n"
                                + "Content-Length: 0\r\nConnection: close\r\n\r\n");
            } else {
                tunnel(client);
            }
        } catch (IOException e) {
            // The client has gone.
        }
    }

    private void tunnel(Socket client) throws IOException {
        try (Socket target = new Socket(InetAddress.getLoopbackAddress(), targetPort)) {
            client.getOutputStream().write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            threads.execute(() -> copy(target, client));
            copy(client, target);
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
            to.shutdownOutput();
        } catch (IOException e) {
            // One of them has gone.
        }
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort());
    }

    /** The heads of the requests, each with its first line. */
    List<String> requests() {
        return requests;
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }
}
