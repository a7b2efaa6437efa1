package io.github.dcisdk.inbound;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves an {@link InboundHandler} with the JDK's own HTTP server, for programs that have no other. Thread-safe.
 *
 * <p>Sets three of the server's system properties, unless the program has set them: {@code
 * sun.net.httpserver.nodelay=true}, without which JDK 17 answers 23 requests per second, and {@code maxReqTime} and {@code
 * maxRspTime}, which end connections on which a request does not arrive within 60 s or an answer does not leave within
 * 300 s. They count only if nothing in the program used that server before this class.
 */
public final class JdkHttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JdkHttpServer.class);
    private static final int BACKLOG = 128;
    private static final int WAITING_PER_THREAD = 16;
    private static final AtomicInteger SERVERS = new AtomicInteger();

    static {
        setUnlessSet("sun.net.httpserver.nodelay", "true");
        setUnlessSet("sun.net.httpserver.maxReqTime", "60");
        setUnlessSet("sun.net.httpserver.maxRspTime", "300");
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final InboundHandler handler;
    private final Duration drain;
    private final boolean secure;

    private JdkHttpServer(Builder builder, HttpServer server) {
        this.server = server;
        this.handler = builder.handler;
        this.drain = builder.drain;
        this.secure = builder.tls != null;
        this.threads = threads(builder.threads);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    private static ExecutorService threads(int count) {
        String name = "dci-http-" + SERVERS.incrementAndGet() + "-";
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                count, count, 60, TimeUnit.SECONDS, new ArrayBlockingQueue<>(count * WAITING_PER_THREAD), work -> {
                    Thread thread = new Thread(work, name + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /**
     * Serves on a free port of the loopback address, in clear text.
     *
     * @param handler what answers
     * @return the running server
     * @throws UncheckedIOException if no port can be had
     */
    public static JdkHttpServer startOnLoopback(InboundHandler handler) {
        return builder(handler).start();
    }

    /**
     * Begins the set-up of a server.
     *
     * @param handler what answers
     * @return a builder
     */
    public static Builder builder(InboundHandler handler) {
        return new Builder(handler);
    }

    private void serve(HttpExchange exchange) {
        try (exchange) {
            send(exchange, answer(exchange));
        } catch (IOException e) {
            // The caller is gone; nobody is left to be told.
            LOG.debug("a connection broke: {}", e.getClass().getName());
        }
    }

    private InboundResponse answer(HttpExchange exchange) throws IOException {
        InputStream in = exchange.getRequestBody();
        byte[] body;
        try {
            body = BodyReader.read(
                    in, exchange.getRequestHeaders().getFirst("Content-Encoding"), handler.maxBodyBytes());
        } catch (RefusedRequestException e) {
            // A caller that is still sending reads no answer, so some of the rest is taken before it is given.
            in.skip(handler.maxBodyBytes());
            return handler.refuse(e.refusal());
        }
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!values.isEmpty()) {
                headers.put(name, values.get(0));
            }
        });
        String path = Objects.requireNonNullElse(exchange.getRequestURI().getRawPath(), "");
        return handler.handle(new InboundRequest(exchange.getRequestMethod(), path, headers, body));
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

    /**
     * Where the server listens.
     *
     * @return address and port
     */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    /**
     * The server's address as the base of URLs.
     *
     * @return for example {@code http://127.0.0.1:8080}
     */
    public String baseUrl() {
        String host = address().getAddress().getHostAddress();
        return (secure ? "https://" : "http://") + (host.contains(":") ? "[" + host + "]" : host) + ":"
                + address().getPort();
    }

    /** Stops taking requests, gives those under way the time to end, then ends all connections. */
    @Override
    public void close() {
        server.stop((int) drain.toSeconds());
        threads.shutdownNow();
    }

    @Override
    public String toString() {
        return "JdkHttpServer[" + baseUrl() + "]";
    }

    /** Sets a server up. Not thread-safe. */
    public static final class Builder {
        private final InboundHandler handler;
        private InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        private int threads = 16;
        private Duration drain = Duration.ZERO;
        private @Nullable SSLContext tls;

        private Builder(InboundHandler handler) {
            this.handler = Objects.requireNonNull(handler, "handler");
        }

        /**
         * Says where to listen.
         *
         * @param value address and port; port 0 takes a free one. A free port of the loopback address by default
         * @return this
         */
        public Builder address(InetSocketAddress value) {
            this.address = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Serves over TLS.
         *
         * @param value the server's keys and certificates
         * @return this
         */
        public Builder tls(SSLContext value) {
            this.tls = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Says how many requests are worked on at once.
         *
         * @param value 16 by default
         * @return this
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder threads(int value) {
            if (value < 1) {
                throw new IllegalArgumentException("threads: at least 1");
            }
            this.threads = value;
            return this;
        }

        /**
         * Says how long {@link JdkHttpServer#close()} waits for requests under way.
         *
         * @param value whole seconds count; none by default
         * @return this
         */
        public Builder drain(Duration value) {
            this.drain = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Starts the server.
         *
         * @return the running server
         * @throws UncheckedIOException if the address cannot be had
         */
        public JdkHttpServer start() {
            try {
                return new JdkHttpServer(this, tls == null ? HttpServer.create(address, BACKLOG) : secure(tls));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot listen on " + address, e);
            }
        }

        private HttpServer secure(SSLContext context) throws IOException {
            HttpsServer server = HttpsServer.create(address, BACKLOG);
            server.setHttpsConfigurator(new HttpsConfigurator(context));
            return server;
        }
    }
}
