package io.github.dcisdk.inbound;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries requests of the JDK's server to an {@link InboundHandler} and its answers back. Only so many requests are worked
 * on at once, and only so many large bodies are in memory at once; others wait for their turn, but not for ever.
 * Thread-safe.
 */
final class JdkExchangeHandler implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(JdkExchangeHandler.class);

    /** Up to this many bytes a body is read without waiting; the messages of the standard have a few thousand. */
    private static final long SMALL_BODY = 256 * 1024;

    /** Headers that mean something else to whoever takes the first, the last or all of them. */
    private static final List<String> SINGLE_HEADERS =
            List.of("Authorization", "Content-Type", "Content-Encoding", "Content-Length", "Transfer-Encoding", "Host");

    private final InboundHandler handler;
    private final Duration maxWait;
    private final Semaphore work;
    private final Semaphore largeBodies;

    JdkExchangeHandler(InboundHandler handler, int atOnce, Duration maxWait) {
        this.handler = handler;
        this.maxWait = maxWait;
        this.work = new Semaphore(atOnce, true);
        this.largeBodies = new Semaphore(atOnce, true);
    }

    @Override
    public void handle(HttpExchange exchange) {
        try (exchange) {
            send(exchange, answer(exchange));
        } catch (IOException e) {
            // The caller is gone; nobody is left to be told.
            LOG.debug("a connection broke: {}", e.getClass().getName());
        }
    }

    private InboundResponse answer(HttpExchange exchange) {
        if (ServerThreads.isTurningAway()) {
            return last(handler.refuse(Refusal.UNAVAILABLE));
        }
        try {
            return isSmall(exchange.getRequestHeaders())
                    ? readAndHandle(exchange)
                    : within(largeBodies, () -> readAndHandle(exchange));
        } catch (RefusedRequestException e) {
            skipBody(exchange.getRequestBody());
            return last(handler.refuse(e.refusal()));
        }
    }

    /** What is left of the body stands in the way of another request, so the connection ends with this answer. */
    private static InboundResponse last(InboundResponse response) {
        return response.withHeader("Connection", "close");
    }

    private InboundResponse readAndHandle(HttpExchange exchange) {
        InboundRequest request = read(exchange);
        return within(work, () -> handler.handle(request));
    }

    private InboundResponse within(Semaphore permits, Supplier<InboundResponse> answering) {
        try {
            if (!permits.tryAcquire(TimeUnit.MILLISECONDS.convert(maxWait), TimeUnit.MILLISECONDS)) {
                throw new RefusedRequestException(Refusal.UNAVAILABLE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedRequestException(Refusal.UNAVAILABLE);
        }
        try {
            return answering.get();
        } finally {
            permits.release();
        }
    }

    private InboundRequest read(HttpExchange exchange) {
        Headers received = exchange.getRequestHeaders();
        requireSingle(received);
        Map<String, String> headers = new LinkedHashMap<>();
        received.forEach((name, values) -> {
            if (!values.isEmpty()) {
                headers.put(name, values.get(0));
            }
        });
        byte[] body = BodyReader.read(exchange.getRequestBody(), encoding(received), handler.maxBodyBytes());
        String path = Objects.requireNonNullElse(exchange.getRequestURI().getRawPath(), "");
        return new InboundRequest(exchange.getRequestMethod(), path, headers, body)
                .withClientCertificates(clientCertificates(exchange));
    }

    /** What the server's trust manager has checked, if the server asked for it. */
    private static List<X509Certificate> clientCertificates(HttpExchange exchange) {
        if (!(exchange instanceof HttpsExchange secure)) {
            return List.of();
        }
        try {
            return Arrays.stream(secure.getSSLSession().getPeerCertificates())
                    .filter(X509Certificate.class::isInstance)
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (SSLPeerUnverifiedException e) {
            return List.of(); // The caller showed none.
        }
    }

    private static void requireSingle(Headers headers) {
        boolean twice = SINGLE_HEADERS.stream()
                .anyMatch(name -> headers.getOrDefault(name, List.of()).size() > 1);
        if (twice || (headers.containsKey("Content-Length") && headers.containsKey("Transfer-Encoding"))) {
            throw new RefusedRequestException(Refusal.BAD_REQUEST);
        }
    }

    private static boolean isSmall(Headers headers) {
        if (headers.containsKey("Transfer-Encoding") || !encoding(headers).isBlank()) {
            return false;
        }
        String length = headers.getFirst("Content-Length");
        try {
            return length == null || Long.parseLong(length.strip()) <= SMALL_BODY;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static String encoding(Headers headers) {
        return Objects.requireNonNullElse(headers.getFirst("Content-Encoding"), "");
    }

    /** A caller that is still sending reads no answer, so some of the rest is taken before it is given. */
    private void skipBody(InputStream in) {
        try {
            // Not skip(): the JDK's stream hands that on to the connection, where it waits for the next request.
            byte[] unread = new byte[8_192];
            int taken = 0;
            for (long left = handler.maxBodyBytes(); left > 0 && taken >= 0; left -= taken) {
                taken = in.read(unread);
            }
        } catch (IOException e) {
            LOG.debug("the rest of a body cannot be read: {}", e.getClass().getName());
        }
    }

    private static void send(HttpExchange exchange, InboundResponse response) throws IOException {
        response.headers().forEach(exchange.getResponseHeaders()::set);
        boolean bodiless = exchange.getRequestMethod().equals("HEAD") || response.body().length == 0;
        exchange.sendResponseHeaders(response.status(), bodiless ? -1 : response.body().length);
        if (!bodiless) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(response.body());
            }
        }
    }
}
