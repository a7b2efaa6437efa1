package io.github.dcisdk.testing;

import io.github.dcisdk.inbound.InboundRequest;
import io.github.dcisdk.inbound.InboundResponse;
import io.github.dcisdk.inbound.Refusal;
import io.github.dcisdk.inbound.RefusedRequestException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Headers;
import okio.Buffer;
import okio.ByteString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries requests from OkHttp's scriptable server to whoever answers them, and replies back: the JDK's server of the core
 * can neither reset a connection nor stay silent. Thread-safe.
 */
final class HttpFront implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpFront.class);

    private final MockWebServer server = new MockWebServer();
    private final Connections connections = new Connections();
    private final Answering answering;

    private HttpFront(Answering answering) {
        this.answering = answering;
    }

    /** Answers requests. Implementations are thread-safe. */
    interface Answering {
        Reply answer(InboundRequest request, Map<String, String> httpHeaders);

        InboundResponse refuse(Refusal refusal);

        int maxBodyBytes();
    }

    /** Starts on a free port of the loopback address. */
    static HttpFront start(Answering answering) {
        HttpFront front = new HttpFront(answering);
        front.server.setServerSocketFactory(front.connections);
        front.server.setBodyLimit(answering.maxBodyBytes() + 1L);
        front.server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
                // The server keeps every request until somebody takes it.
                front.server.takeRequest(0, TimeUnit.NANOSECONDS);
                return front.written(front.answer(request), request.getConnectionIndex());
            }
        });
        try {
            front.server.start(InetAddress.getLoopbackAddress(), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("no port can be had on the loopback address", e);
        }
        return front;
    }

    String baseUrl() {
        String host = InetAddress.getLoopbackAddress().getHostAddress();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + server.getPort();
    }

    private Reply answer(RecordedRequest received) {
        try {
            Map<String, String> headers = firstValues(received.getHeaders());
            byte[] body = body(received, headers.getOrDefault("content-encoding", "identity"));
            String target = received.getTarget();
            int query = target.indexOf('?');
            String path = query < 0 ? target : target.substring(0, query);
            return answering.answer(new InboundRequest(received.getMethod(), path, headers, body), headers);
        } catch (RefusedRequestException e) {
            return Reply.of(answering.refuse(e.refusal()));
        } catch (RuntimeException | Error e) {
            // Such as a failed assertion in a test's own condition. The server would leave the caller waiting.
            LOG.error("the test registry failed", e);
            return Reply.of(answering.refuse(Refusal.INTERNAL_ERROR));
        }
    }

    private static Map<String, String> firstValues(Headers headers) {
        Map<String, String> first = new LinkedHashMap<>();
        headers.toMultimap().forEach((name, values) -> first.put(name, values.get(0)));
        return first;
    }

    private byte[] body(RecordedRequest received, String encoding) {
        ByteString sent = received.getBody() == null ? ByteString.EMPTY : received.getBody();
        int limit = answering.maxBodyBytes();
        byte[] body = sent.toByteArray();
        if (encoding.equalsIgnoreCase("gzip")) {
            try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
                body = in.readNBytes(limit + 1);
            } catch (IOException e) {
                throw new RefusedRequestException(Refusal.BAD_REQUEST);
            }
        } else if (!encoding.equalsIgnoreCase("identity")) {
            throw new RefusedRequestException(Refusal.UNSUPPORTED_MEDIA_TYPE);
        }
        if (body.length > limit) {
            throw new RefusedRequestException(Refusal.TOO_LARGE);
        }
        return body;
    }

    private MockResponse written(Reply reply, int connection) {
        InboundResponse response = reply.response();
        MockResponse.Builder written = new MockResponse.Builder()
                .code(response.status())
                .body(new Buffer().write(response.body()))
                .headersDelay(reply.delay().toNanos(), TimeUnit.NANOSECONDS);
        response.headers().forEach(written::setHeader);
        switch (reply.ending()) {
            case SENT -> {}
            case CLOSED -> written.onResponseStart(new SocketEffect.CloseSocket());
            case RESET -> {
                connections.resetOnClose(connection);
                written.onResponseStart(new SocketEffect.CloseSocket());
            }
            case CUT_OFF -> written.onResponseBody(new SocketEffect.CloseSocket());
            case SILENT -> written.onResponseStart(SocketEffect.Stall.INSTANCE);
        }
        return written.build();
    }

    @Override
    public void close() {
        server.close();
    }
}
