package io.github.dcisdk.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dcisdk.inbound.InboundHandler;
import io.github.dcisdk.inbound.InboundRequest;
import io.github.dcisdk.inbound.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the parts of {@link InboundServerContract} share: a server, and one who calls it. */
public abstract class ServerContract {
    static final int LIMIT = ProbeHandler.LIMIT;

    /** Stands in what is sent, and in no answer. */
    static final String MARK = "m4rk";

    /** A server that has started on loopback, on a port of its own; closing it ends it. */
    protected interface RunningServer extends AutoCloseable {
        InetSocketAddress address();

        @Override
        void close();
    }

    /** What the adapter is set to. */
    protected record Limits(int threads, Duration maxWait, Duration maxBodyTime) {
        static Limits defaults() {
            return new Limits(16, Duration.ofSeconds(10), Duration.ofSeconds(60));
        }

        Limits threads(int value) {
            return new Limits(value, maxWait, maxBodyTime);
        }

        Limits maxWait(Duration value) {
            return new Limits(threads, value, maxBodyTime);
        }

        Limits maxBodyTime(Duration value) {
            return new Limits(threads, maxWait, value);
        }
    }

    /** Starts a server for a handler, at the paths that a handler sees. */
    protected abstract RunningServer start(InboundHandler handler, Limits limits);

    /** The answer to a path that the server turns away before its adapter sees it; no such path by default. */
    protected Set<Integer> statusOfPathsThatTheServerRefuses() {
        return Set.of();
    }

    final ProbeHandler handler = new ProbeHandler();
    RunningServer server;

    @BeforeEach
    void start() {
        server = start(handler, Limits.defaults());
    }

    @AfterEach
    void everybodyElseIsAnsweredAfterwards() throws IOException {
        assertThat(send("GET", "/after", new byte[0]).status()).isEqualTo(200);
        server.close();
    }

    void restart(InboundHandler other, Limits limits) {
        server.close();
        server = start(other, limits);
    }

    RawClient.Answer send(String method, String path, byte[] body, String... headers) throws IOException {
        String[] all = Arrays.copyOf(headers, headers.length + 1);
        all[headers.length] = "Content-Length: " + body.length;
        return RawClient.exchange(server.address(), RawClient.head(method, path, all), body);
    }

    RawClient.Answer post(byte[] body, String... headers) throws IOException {
        return send("POST", "/" + MARK, body, headers);
    }

    RawClient.Answer postInChunks(byte[] body, int size) throws IOException {
        String head = RawClient.head("POST", "/" + MARK, "Transfer-Encoding: chunked");
        return RawClient.exchange(server.address(), head, chunks(body, size));
    }

    static byte[] chunks(byte[] body, int size) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < body.length; i += size) {
            int length = Math.min(size, body.length - i);
            out.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(body, i, length);
            out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        out.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    InboundRequest lastSeen() {
        return handler.requests.get(handler.requests.size() - 1);
    }

    void assertArrived(RawClient.Answer answer, byte[] body) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"bytes\":" + body.length + "}");
        assertThat(lastSeen().body()).isEqualTo(body);
    }

    /** Turned away by the adapter: in the handler's form, without anything of the request, and the connection ends. */
    void assertTurnedAway(RawClient.Answer answer, Refusal refusal) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(refusal.httpStatus());
        assertThat(answer.body()).isEqualTo("{\"refusal\":\"" + refusal + "\"}");
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.header("Connection")).isEqualTo("close");
        assertThat(handler.requests).isEmpty();
    }

    void assertTurnedAwayOrCut(RawClient.Answer answer) {
        if (answer.status() != 0) {
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).doesNotContain(MARK);
        }
        assertThat(handler.requests).isEmpty();
    }
}
