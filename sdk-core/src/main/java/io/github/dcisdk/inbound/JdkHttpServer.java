package io.github.dcisdk.inbound;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * Serves an {@link InboundHandler} with the JDK's own HTTP server, for programs that have no other. Thread-safe.
 *
 * <p>Works on 16 requests at once, by default; others wait for their turn, and after 10 s are answered with HTTP 503 and
 * {@code Retry-After}. Connections that send slowly take no turn: there are 16 threads per turn to read them, and when all
 * are taken the answer is 503 at once. Bodies that are large, chunked or compressed have a limit of their own, as many
 * at once as there are turns, from their first byte on. Text that is not HTTP is answered by the JDK's server itself, in HTML.
 *
 * <p>Sets three of that server's system properties, unless the program has set them: {@code
 * sun.net.httpserver.nodelay=true}, without which JDK 17 answers 23 requests per second, and {@code maxReqTime} and {@code
 * maxRspTime}, which end connections on which a request does not arrive within 60 s or an answer does not leave within
 * 300 s. They count only if nothing in the program used that server before this class; a program that does sets them on
 * its command line.
 */
public final class JdkHttpServer implements AutoCloseable {
    private static final int BACKLOG = 128;
    private static final int CONNECTIONS_PER_TURN = 16;

    static {
        setUnlessSet("sun.net.httpserver.nodelay", "true");
        setUnlessSet("sun.net.httpserver.maxReqTime", "60");
        setUnlessSet("sun.net.httpserver.maxRspTime", "300");
    }

    private final HttpServer server;
    private final ServerThreads threads;
    private final Duration drain;
    private final boolean secure;

    private JdkHttpServer(Builder builder, HttpServer server) {
        this.server = server;
        this.drain = builder.drain;
        this.secure = builder.tls != null;
        this.threads = new ServerThreads(builder.limits.threads() * CONNECTIONS_PER_TURN);
        server.setExecutor(threads);
        HttpHandler others = new JdkExchangeHandler(builder.limits.build());
        Map<String, HttpHandler> byPath = new HashMap<>();
        builder.handlers.forEach(
                (path, handler) -> byPath.put(path, new JdkExchangeHandler(builder.limits.build(handler))));
        server.createContext("/", exchange -> byPath.getOrDefault(JdkExchangeHandler.path(exchange), others)
                .handle(exchange));
        server.start();
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
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
     * @param handler what answers at all paths that have no handler of their own
     * @return a builder
     */
    public static Builder builder(InboundHandler handler) {
        return new Builder(handler);
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

    /**
     * Answers new requests with HTTP 503, gives those under way the time to end, then ends all connections. Calling it
     * again does nothing.
     */
    @Override
    public void close() {
        threads.drain(drain);
        // The JDK's own delay is not used: on JDK 17 it always lasts to its end.
        server.stop(0);
        threads.end();
    }

    @Override
    public String toString() {
        return "JdkHttpServer[" + baseUrl() + "]";
    }

    /**
     * Sets a server up. Not thread-safe. Whatever address is given, requests are taken from anybody who can reach it, in
     * clear text unless {@link #tls} is called.
     */
    public static final class Builder {
        private final ServerAdapter.Builder limits;
        private final Map<String, InboundHandler> handlers = new HashMap<>();
        private InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        private Duration drain = Duration.ZERO;
        private @Nullable SSLContext tls;
        private boolean asksForCertificates;
        private boolean requiresCertificates;

        private Builder(InboundHandler handler) {
            this.limits = ServerAdapter.builder(handler);
        }

        /**
         * Serves a further handler at one path, such as a {@link TokenEndpoint}. It works in turns of its own, so neither
         * side can starve the other.
         *
         * @param path exactly this path, as it is sent: with its first slash, without query
         * @param other what answers there
         * @return this
         * @throws IllegalArgumentException if the path has no first slash, or has a handler already
         */
        public Builder handler(String path, InboundHandler other) {
            if (!path.startsWith("/") || path.contains("?")) {
                throw new IllegalArgumentException("a path begins with '/' and has no query: " + path);
            }
            if (handlers.putIfAbsent(path, Objects.requireNonNull(other, "other")) != null) {
                throw new IllegalArgumentException("two handlers are at " + path);
            }
            return this;
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
         * @param value the server's keys and certificates, and the authorities whose client certificates it believes; see
         *     {@link io.github.dcisdk.transport.TlsSettings#serverContext()}
         * @return this
         */
        public Builder tls(SSLContext value) {
            this.tls = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Asks callers for a certificate, and serves those as well that show none, for example because they have a token.
         * A certificate that does not go back to an authority that the {@linkplain #tls context} believes ends the
         * connection. What it proves is for {@link io.github.dcisdk.auth.ClientCertificates} to say.
         *
         * @return this
         */
        public Builder askForCertificates() {
            this.asksForCertificates = true;
            return this;
        }

        /**
         * Serves only callers that show a certificate which goes back to an authority that the {@linkplain #tls context}
         * believes. That alone does not say which sender it is: {@link io.github.dcisdk.auth.ClientCertificates} does.
         *
         * @return this
         */
        public Builder requireCertificates() {
            this.asksForCertificates = true;
            this.requiresCertificates = true;
            return this;
        }

        /**
         * Says how many requests are worked on at once.
         *
         * @param value 16 by default
         * @return this
         * @throws IllegalArgumentException if it is less than 1 or more than 4096
         */
        public Builder threads(int value) {
            limits.threads(value);
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
            limits.maxWait(value);
            return this;
        }

        /**
         * Says how long a body may take to arrive before the request is answered with HTTP 503. It is looked at whenever
         * something arrives; a connection that brings nothing at all is ended by the JDK's server, as this class describes.
         *
         * @param value 60 s by default
         * @return this
         * @throws IllegalArgumentException if it is negative
         */
        public Builder maxBodyTime(Duration value) {
            limits.maxBodyTime(value);
            return this;
        }

        /**
         * Says how long {@link JdkHttpServer#close()} waits for requests under way.
         *
         * @param value no time by default
         * @return this
         * @throws IllegalArgumentException if it is negative
         */
        public Builder drain(Duration value) {
            this.drain = ServerAdapter.notNegative(value, "drain");
            return this;
        }

        /**
         * Starts the server.
         *
         * @return the running server
         * @throws UncheckedIOException if the address cannot be had
         * @throws IllegalStateException if callers are asked for certificates without TLS
         */
        public JdkHttpServer start() {
            if (asksForCertificates && tls == null) {
                throw new IllegalStateException("certificates are shown over TLS only: call tls(..)");
            }
            try {
                return new JdkHttpServer(this, tls == null ? HttpServer.create(address, BACKLOG) : secure(tls));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot listen on " + address, e);
            }
        }

        private HttpServer secure(SSLContext context) throws IOException {
            HttpsServer server = HttpsServer.create(address, BACKLOG);
            boolean asks = asksForCertificates;
            boolean requires = requiresCertificates;
            server.setHttpsConfigurator(new HttpsConfigurator(context) {
                @Override
                public void configure(HttpsParameters parameters) {
                    SSLParameters wanted = getSSLContext().getDefaultSSLParameters();
                    wanted.setWantClientAuth(asks);
                    if (requires) {
                        wanted.setNeedClientAuth(true);
                    }
                    parameters.setSSLParameters(wanted);
                }
            });
            return server;
        }
    }
}
