package io.github.dcisdk.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.MessageSlicer;
import io.github.dcisdk.security.Decryption;
import io.github.dcisdk.security.DecryptionKey;
import io.github.dcisdk.security.MessageDecrypter;
import io.github.dcisdk.security.SignatureCheck;
import io.github.dcisdk.security.SignatureVerifier;
import io.github.dcisdk.security.TrustStore;
import io.github.dcisdk.security.TrustedSender;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** Somebody who is called back, on a real socket, and answers as a test says: by default with an acknowledgement. */
final class Subscriber implements AutoCloseable {
    static final String ACK = "{\"message\":{\"ack_status\":\"ACK\",\"timestamp\":\"2026-03-01T10:00:00Z\","
            + "\"correlation_id\":\"correlation-of-the-subscriber\"}}";

    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Deque<Reply> script = new ArrayDeque<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final Clock clock;
    volatile Function<Call, Reply> usual = call -> Reply.ack();

    /** What the subscriber answers. Silence is a status of 0, a broken connection one of -1. */
    record Reply(int status, String body, Map<String, String> headers) {
        static Reply ack() {
            return of(200, ACK);
        }

        static Reply of(int status, String body) {
            return new Reply(status, body, Map.of());
        }

        static Reply err(int status, String code) {
            return of(
                    status,
                    "{\"message\":{\"ack_status\":\"ERR\",\"timestamp\":\"2026-03-01T10:00:00Z\",\"error\":{\"code\":\""
                            + code + "\",\"message\":\"it quotes Almaz\"}}}");
        }

        static Reply silence() {
            return of(0, "");
        }

        static Reply broken() {
            return of(-1, "");
        }

        Reply with(String name, String value) {
            return new Reply(status, body, Map.of(name, value));
        }
    }

    /** A message that came. */
    record Call(String path, String authorization, byte[] body) {
        JsonNode json() {
            try {
                return TestRequest.MAPPER.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        JsonNode header() {
            return json().path("header");
        }

        JsonNode message() {
            return json().path("message");
        }

        String messageId() {
            return header().path("message_id").asText();
        }

        JsonNode item(int index) {
            return message().path("search_response").path(index);
        }

        List<JsonNode> items() {
            return list(message().path("search_response"));
        }

        Call decrypted(DecryptionKey key) {
            MessageDecrypter decrypter = new MessageDecrypter(List.of(key));
            JsonSlice secret = JsonSlice.of(message().toString().getBytes(StandardCharsets.UTF_8));
            Decryption.Decrypted clear =
                    (Decryption.Decrypted) decrypter.decrypt(secret, TestRegistry.ID, TestRegistry.SENDER);
            String text = new String(clear.message().toByteArray(), StandardCharsets.UTF_8);
            return new Call(
                    path,
                    authorization,
                    ("{\"header\":" + header() + ",\"message\":" + text + "}").getBytes(StandardCharsets.UTF_8));
        }
    }

    static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    Subscriber(Clock clock) {
        this(clock, 0);
    }

    Subscriber(Clock clock, int port) {
        this.clock = clock;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        Call call = new Call(
                exchange.getRequestURI().toString(),
                String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                exchange.getRequestBody().readAllBytes());
        calls.add(call);
        Reply reply = next(call);
        if (reply.status() <= 0) {
            if (reply.status() == 0) {
                awaitEnd();
            }
            exchange.close();
            return;
        }
        reply.headers().forEach(exchange.getResponseHeaders()::add);
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private Reply next(Call call) {
        synchronized (script) {
            Reply scripted = script.poll();
            return scripted == null ? usual.apply(call) : scripted;
        }
    }

    private void awaitEnd() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    Subscriber then(Reply... replies) {
        synchronized (script) {
            script.addAll(List.of(replies));
        }
        return this;
    }

    String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    int port() {
        return server.getAddress().getPort();
    }

    String address() {
        return origin() + "/callbacks?secret=path";
    }

    /** What came, in order; each must be signed by the registry, in time. */
    List<Call> calls() {
        for (Call call : calls) {
            assertThat(new SignatureVerifier(
                                    TrustStore.of(TrustedSender.signing(
                                            TestRegistry.ID, TestRegistry.OWN_KEY.verificationKey())),
                                    List.of(),
                                    Clock.fixed(
                                            Instant.parse(call.header()
                                                    .path("message_ts")
                                                    .asText()),
                                            ZoneOffset.UTC))
                            .check(MessageSlicer.slice(call.body())))
                    .isInstanceOf(SignatureCheck.Verified.class);
        }
        return new ArrayList<>(calls);
    }

    Call onlyCall() {
        assertThat(calls()).hasSize(1);
        return calls.get(0);
    }

    /** All calls since the last time. */
    List<Call> take() {
        List<Call> taken = calls();
        calls.clear();
        return taken;
    }

    Clock clock() {
        return clock;
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
