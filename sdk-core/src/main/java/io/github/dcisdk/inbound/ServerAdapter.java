package io.github.dcisdk.inbound;

import java.io.IOException;
import java.io.InputStream;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every server's adapter does between its server and an {@link InboundHandler}: reads the body within the handler's
 * limit, inflated if it is gzip, turns away what the handler need not see, and bounds how much goes on at once. An adapter
 * such as {@link JdkHttpServer} only translates requests and answers. Thread-safe.
 *
 * <p>So many requests are worked on at once as there are turns, and so many bodies are read at once that are large (over
 * 256 KiB), chunked or compressed. Others wait for their turn in their own thread, then are answered with HTTP 503. How many
 * connections there are, and how long one may stay silent, is for the server to bound.
 *
 * <p>Turned away are: a body of more than {@link InboundHandler#maxBodyBytes()} bytes, as it is sent or after inflation (413);
 * a {@code Content-Encoding} other than gzip and identity (415); a body that ends too early or is not what its encoding says,
 * and headers that stand twice although one value decides, such as {@code Authorization} and {@code Content-Type} (400); a
 * body that does not arrive in time (503). After these the connection ends.
 */
public final class ServerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ServerAdapter.class);

    /** Up to this many bytes a body is read without waiting; the messages of the standard have a few thousand. */
    private static final long SMALL_BODY = 256 * 1024;

    /** Headers that mean something else to whoever takes the first, the last or all of them. */
    private static final List<String> SINGLE_HEADERS =
            List.of("Authorization", "Content-Type", "Content-Encoding", "Content-Length", "Transfer-Encoding", "Host");

    private final InboundHandler handler;
    private final Duration maxWait;
    private final Duration maxBodyTime;
    private final Semaphore work;
    private final Semaphore largeBodies;

    private ServerAdapter(InboundHandler handler, Builder builder) {
        this.handler = handler;
        this.maxWait = builder.maxWait;
        this.maxBodyTime = builder.maxBodyTime;
        this.work = new Semaphore(builder.threads, true);
        this.largeBodies = new Semaphore(builder.threads, true);
    }

    /**
     * An adapter with the limits that {@link Builder} names.
     *
     * @param handler what answers
     * @return the adapter
     */
    public static ServerAdapter of(InboundHandler handler) {
        return builder(handler).build();
    }

    /**
     * Begins the set-up of an adapter.
     *
     * @param handler what answers
     * @return a builder
     */
    public static Builder builder(InboundHandler handler) {
        return new Builder(handler);
    }

    /**
     * Answers a request. Blocks while the body arrives and while the handler works. Throws nothing; a fault of the handler
     * is logged and answered with HTTP 500 and no body.
     *
     * @param method the HTTP method
     * @param path the path as it was sent, neither decoded nor normalised, without query
     * @param headers all values of each header, in the order in which they came; names in any case
     * @param clientCertificates what the caller showed in the TLS handshake and the server has checked, its own first; empty
     *     if none
     * @param body the body as it was sent, after chunks were joined; not closed
     * @return the answer; with {@code Connection: close} when the rest of the body may still be on its way
     */
    public InboundResponse answer(
            String method,
            String path,
            Map<String, List<String>> headers,
            List<X509Certificate> clientCertificates,
            InputStream body) {
        try {
            Map<String, List<String>> byName = anyCase(headers);
            try {
                requireSingle(byName);
                Supplier<InboundResponse> answering =
                        () -> readAndHandle(method, path, byName, clientCertificates, body);
                return isSmall(byName) ? answering.get() : within(largeBodies, answering);
            } catch (RefusedRequestException e) {
                skip(body);
                return last(handler.refuse(e.refusal()));
            }
        } catch (Throwable fault) {
            // Of whatever kind, an error must not leave the requester without an answer, nor show itself to him.
            LOG.error("a request could not be answered", new TraceWithoutMessages(fault));
            return last(InboundResponse.empty(Refusal.INTERNAL_ERROR.httpStatus()));
        }
    }

    /**
     * Answers a request that the server has no room for, without reading it.
     *
     * @return HTTP 503 with {@code Retry-After}, in the handler's form, and {@code Connection: close}
     */
    public InboundResponse turnAway() {
        return last(handler.refuse(Refusal.UNAVAILABLE));
    }

    /** What is left of the body stands in the way of another request, so the connection ends with this answer. */
    private static InboundResponse last(InboundResponse response) {
        return response.withHeader("Connection", "close");
    }

    private static Map<String, List<String>> anyCase(Map<String, List<String>> headers) {
        Map<String, List<String>> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) ->
                byName.computeIfAbsent(name, key -> new ArrayList<>()).addAll(values));
        return byName;
    }

    private static void requireSingle(Map<String, List<String>> headers) {
        boolean twice = SINGLE_HEADERS.stream()
                .anyMatch(name -> headers.getOrDefault(name, List.of()).size() > 1);
        if (twice || (headers.containsKey("Content-Length") && headers.containsKey("Transfer-Encoding"))) {
            throw new RefusedRequestException(Refusal.BAD_REQUEST);
        }
    }

    private static boolean isSmall(Map<String, List<String>> headers) {
        return !headers.containsKey("Transfer-Encoding")
                && first(headers, "Content-Encoding").isBlank()
                && length(headers) <= SMALL_BODY;
    }

    /** Without the header there is no body, unless it comes in chunks. */
    private static long length(Map<String, List<String>> headers) {
        String length = first(headers, "Content-Length").strip();
        try {
            return length.isEmpty() ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            throw new RefusedRequestException(Refusal.BAD_REQUEST);
        }
    }

    private static String first(Map<String, List<String>> headers, String name) {
        List<String> values = headers.getOrDefault(name, List.of());
        return values.isEmpty() ? "" : values.get(0);
    }

    private InboundResponse readAndHandle(
            String method,
            String path,
            Map<String, List<String>> headers,
            List<X509Certificate> clientCertificates,
            InputStream in) {
        if (length(headers) > handler.maxBodyBytes()) {
            throw new RefusedRequestException(Refusal.TOO_LARGE);
        }
        byte[] body = BodyReader.read(in, first(headers, "Content-Encoding"), handler.maxBodyBytes(), maxBodyTime);
        Map<String, String> firsts = new LinkedHashMap<>();
        headers.keySet().forEach(name -> firsts.put(name, first(headers, name)));
        InboundRequest request =
                new InboundRequest(method, path, firsts, body).withClientCertificates(clientCertificates);
        return within(work, () -> handler.handle(request));
    }

    private InboundResponse within(Semaphore turns, Supplier<InboundResponse> answering) {
        try {
            if (!turns.tryAcquire(TimeUnit.MILLISECONDS.convert(maxWait), TimeUnit.MILLISECONDS)) {
                throw new RefusedRequestException(Refusal.UNAVAILABLE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedRequestException(Refusal.UNAVAILABLE);
        }
        try {
            return answering.get();
        } finally {
            turns.release();
        }
    }

    private void skip(InputStream body) {
        try {
            BodyReader.skip(body, handler.maxBodyBytes(), maxBodyTime);
        } catch (IOException e) {
            LOG.debug("the rest of a body cannot be read: {}", e.getClass().getName());
        }
    }

    static Duration notNegative(Duration value, String name) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + ": not negative");
        }
        return value;
    }

    @Override
    public String toString() {
        return "ServerAdapter[" + handler + "]";
    }

    /** Sets the limits. Not thread-safe. */
    public static final class Builder {
        private static final int MAX_THREADS = 4096;

        private final InboundHandler handler;
        private int threads = 16;
        private Duration maxWait = Duration.ofSeconds(10);
        private Duration maxBodyTime = Duration.ofSeconds(60);

        private Builder(InboundHandler handler) {
            this.handler = Objects.requireNonNull(handler, "handler");
        }

        /**
         * Says how many requests are worked on at once.
         *
         * @param value 16 by default
         * @return this
         * @throws IllegalArgumentException if it is less than 1 or more than 4096
         */
        public Builder threads(int value) {
            if (value < 1 || value > MAX_THREADS) {
                throw new IllegalArgumentException("threads: from 1 to " + MAX_THREADS);
            }
            this.threads = value;
            return this;
        }

        /**
         * Says how long a request waits for its turn before it is answered with HTTP 503.
         *
         * @param value 10 s by default; zero to answer at once
         * @return this
         * @throws IllegalArgumentException if it is negative
         */
        public Builder maxWait(Duration value) {
            this.maxWait = notNegative(value, "maxWait");
            return this;
        }

        /**
         * Says how long a body may take to arrive before the request is answered with HTTP 503. It is looked at whenever
         * something arrives; how long a connection may bring nothing at all is for the server to bound. As long again, at
         * most, the rest of a body is waited for that is turned away, because a caller who is sending reads no answer.
         *
         * @param value 60 s by default
         * @return this
         * @throws IllegalArgumentException if it is negative
         */
        public Builder maxBodyTime(Duration value) {
            this.maxBodyTime = notNegative(value, "maxBodyTime");
            return this;
        }

        int threads() {
            return threads;
        }

        /**
         * Ends the set-up.
         *
         * @return the adapter
         */
        public ServerAdapter build() {
            return build(handler);
        }

        /** An adapter for another handler, with the same limits and turns of its own. */
        ServerAdapter build(InboundHandler other) {
            return new ServerAdapter(other, this);
        }
    }
}
