package io.github.dcisdk.contract;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** A caller that writes whatever a test wants, byte for byte. */
public final class RawClient implements AutoCloseable {
    private final Socket socket;

    /**
     * What came back.
     *
     * @param status 0 if the connection ended without an answer
     */
    public record Answer(int status, Map<String, String> headers, String body) {
        /** A header, or nothing. */
        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    public RawClient(InetSocketAddress server) throws IOException {
        socket = new Socket(server.getAddress(), server.getPort());
        socket.setSoTimeout(30_000);
    }

    /** Sends one request on a connection of its own. */
    public static Answer exchange(InetSocketAddress server, String head, byte[] body) throws IOException {
        try (RawClient client = new RawClient(server)) {
            return client.send(head, body).answer();
        }
    }

    /** The head of a request, without the empty line at its end. */
    public static String head(String method, String target, String... headers) {
        return method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n"
                + String.join("", Arrays.stream(headers).map(h -> h + "\r\n").toList());
    }

    public RawClient send(String head, byte[] body) throws IOException {
        write(head + "\r\n");
        return write(body);
    }

    public RawClient write(String text) throws IOException {
        return write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public RawClient write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Says that nothing more will be sent. */
    public RawClient end() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    public Answer answer() throws IOException {
        return answer(true);
    }

    /** The answer to HEAD, whose headers may tell the length of a body that does not come. */
    public Answer answerWithoutBody() throws IOException {
        return answer(false);
    }

    private Answer answer(boolean withBody) throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        try {
            while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    return new Answer(0, Map.of(), "");
                }
                head.write(next);
            }
        } catch (SocketException reset) {
            return new Answer(0, Map.of(), "");
        }
        String[] lines = head.toString(StandardCharsets.ISO_8859_1).split("\r\n", -1);
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line : lines) {
            if (line.contains(": ")) {
                headers.put(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 2));
            }
        }
        int status = Integer.parseInt(lines[0].split(" ", -1)[1]);
        int length = Integer.parseInt(headers.getOrDefault("Content-Length", "0"));
        String body = status == 100 || !withBody ? "" : new String(in.readNBytes(length), StandardCharsets.UTF_8);
        return new Answer(status, headers, body);
    }

    /** Whether the other side has closed the connection, or closes it soon. */
    public boolean isClosed() throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
