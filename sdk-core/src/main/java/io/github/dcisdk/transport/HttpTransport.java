package io.github.dcisdk.transport;

import io.github.dcisdk.error.ErrorCode;
import io.github.dcisdk.error.LogText;
import io.github.dcisdk.error.UnavailableException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import okhttp3.Dispatcher;
import okhttp3.EventListener;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to peers and brings back their answers. Immutable, thread-safe; made once and shared.
 *
 * <p>What is tried again, up to the limits of the {@link RetryPolicy} and of the time for the whole call:
 *
 * <ul>
 *   <li>a connection that failed before anything was sent, unless the certificate, a proxy that wants other credentials or
 *       the guard of addresses is the reason;
 *   <li>status 429 and 503, not earlier than the peer asks ({@code Retry-After}, or {@code retry_after} in the body);
 *   <li>for {@linkplain HttpCall.Builder#repeatable repeatable} calls only: status 502 and 504, and a connection that
 *       broke after the request was sent;
 *   <li>status 401, once per call, if the call's {@link Authorization} has another value to offer.
 * </ul>
 *
 * Nothing else: other statuses are an answer, and a peer that is too slow is not asked again. This is the only layer that
 * repeats; OkHttp's own is off, and redirects are never followed, because they would carry credentials and personal data
 * to an address that nobody configured.
 *
 * <p>Logs at DEBUG: host, port, status, sizes, times and the identifiers of the exchange. Never bodies, headers, path or
 * query.
 */
public final class HttpTransport implements AutoCloseable {
    private final RetryingCall.Settings settings;
    private final ExecutorService threads;
    private final boolean ownsConnections;
    private final boolean clearTextAllowed;

    private HttpTransport(Builder builder) {
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "dci-transport");
            thread.setDaemon(true); // A call lasts as long as somebody waits for it, and no longer.
            return thread;
        });
        this.ownsConnections = builder.okHttpClient == null;
        this.clearTextAllowed = builder.clearTextAllowed;
        this.settings = new RetryingCall.Settings(
                newClient(builder, threads),
                builder.retry,
                builder.callTimeout,
                builder.maxResponseBytes,
                builder.userAgent,
                builder.clock,
                builder.sleeper,
                builder.random);
    }

    private static OkHttpClient newClient(Builder builder, ExecutorService threads) {
        OkHttpClient base = builder.okHttpClient;
        OkHttpClient.Builder client = base == null
                ? new OkHttpClient.Builder()
                        .connectTimeout(Builder.CONNECT_TIMEOUT)
                        .readTimeout(Builder.READ_TIMEOUT)
                        .writeTimeout(Builder.READ_TIMEOUT)
                : base.newBuilder();
        if (builder.connectTimeout != null) {
            client.connectTimeout(builder.connectTimeout);
        }
        if (builder.readTimeout != null) {
            client.readTimeout(builder.readTimeout).writeTimeout(builder.readTimeout);
        }
        if (builder.proxySelector != null) {
            client.proxy(null).proxySelector(builder.proxySelector);
        } else if (builder.directly) {
            client.proxy(Proxy.NO_PROXY);
        }
        if (builder.proxyCredentials != null) {
            client.proxyAuthenticator(builder.proxyCredentials);
        } else if (base == null) {
            client.proxyAuthenticator(ProxyCredentials.none());
        }
        if (builder.tls != null) {
            builder.tls.applyTo(client);
        }
        // Every call occupies a thread of its caller, so the callers limit the number of calls, not the dispatcher.
        Dispatcher dispatcher = new Dispatcher(threads);
        dispatcher.setMaxRequests(Integer.MAX_VALUE);
        dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
        EventListener.Factory others = base == null ? call -> EventListener.NONE : base.eventListenerFactory();
        return client.dispatcher(dispatcher)
                .addInterceptor(Exchange::limited)
                .addNetworkInterceptor(Exchange::notRepeated)
                .eventListenerFactory(call -> others.create(call).plus(Exchange.LISTENER))
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .build();
    }

    /**
     * Starts the configuration of a transport.
     *
     * @return a builder with the defaults that its methods name
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Sends a request and waits for the whole answer. The calling thread is occupied meanwhile; interrupting it ends the
     * call at once.
     *
     * @param call the request
     * @return the last answer, whatever its status: redirects, refusals and server errors often carry a body that says
     *     why. 429 and 5xx come back when no further attempt is due
     * @throws UnavailableException if the last attempt brought no answer: {@code DCI-1001} when nothing was sent in any
     *     attempt (a connect timeout included), {@code DCI-1002} when the answer did not come in time, {@code DCI-1003}
     *     when the connection broke or what came is not HTTP, {@code DCI-1006} when the thread was interrupted (its flag
     *     is set again), {@code DCI-1007} when the answer is longer than the limit, {@code DCI-1008} when the guard of the
     *     call refuses the address. The failures of earlier attempts are suppressed in its cause
     * @throws IllegalArgumentException if the call has no guard and the address is not one that {@link #requireAddress}
     *     accepts
     * @throws IllegalStateException if the transport is closed
     */
    public HttpAnswer send(HttpCall call) {
        if (threads.isShutdown()) {
            throw new IllegalStateException(
                    "the transport is closed: keep Dci, or the transport given to it, open as long as calls are made");
        }
        if (call.guard().isPresent()) {
            return guarded(call, call.guard().get()).run();
        }
        HttpUrl url = AddressRule.require(call.uri(), clearTextAllowed);
        return new RetryingCall(settings, call, url, settings.client()).run();
    }

    private RetryingCall guarded(HttpCall call, AddressGuard guard) {
        try {
            HttpUrl url = guard.requireUrl(call.uri());
            return new RetryingCall(settings, call, url, guard.guarded(settings.client(), url));
        } catch (IOException e) {
            String host = call.uri().getHost();
            throw new UnavailableException(
                    ErrorCode.ADDRESS_REFUSED,
                    (host == null ? "" : LogText.safe(host) + ": ") + Failures.refused(e),
                    call.context(),
                    new UnavailableException.Failure(1, false, null, null),
                    e);
        }
    }

    /**
     * Checks an address as {@link #send} does without a guard, for configuration that wants to fail early.
     *
     * @param uri the address
     * @throws IllegalArgumentException if it is not absolute, neither {@code https} nor {@code http}, holds credentials,
     *     or is {@code http} to a host that is not loopback ({@code localhost}, {@code 127.0.0.0/8}, {@code ::1}) while
     *     {@link Builder#allowClearText()} is not set
     */
    public void requireAddress(URI uri) {
        AddressRule.require(uri, clearTextAllowed);
    }

    /**
     * Abandons the calls under way and closes what the transport made itself: its threads, and its connections unless
     * they belong to an {@code OkHttpClient} of the user. Closing twice does nothing. A transport that is not closed
     * holds idle connections for some minutes, but keeps no program from ending.
     */
    @Override
    public void close() {
        threads.shutdown();
        settings.client().dispatcher().cancelAll();
        if (ownsConnections) {
            settings.client().connectionPool().evictAll();
        }
    }

    /** Configures a transport. Not thread-safe. */
    public static final class Builder {
        private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
        private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);

        private @Nullable OkHttpClient okHttpClient;
        private @Nullable TlsSettings tls;
        private @Nullable Duration connectTimeout;
        private @Nullable Duration readTimeout;
        private Duration callTimeout = Duration.ofMinutes(2);
        private int maxResponseBytes = 16 * 1024 * 1024;
        private RetryPolicy retry = RetryPolicy.DEFAULT;
        private String userAgent = "dci-sdk-java";
        private boolean clearTextAllowed;
        private @Nullable FixedProxy proxySelector;
        private boolean directly;
        private @Nullable ProxyCredentials proxyCredentials;
        private Clock clock = Clock.systemUTC();
        private Sleeper sleeper = Sleeper.system();
        private RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();

        private Builder() {}

        /**
         * Uses the settings and the connection pool of a client of the user: TLS, proxies, DNS, interceptors, event
         * listeners, timeouts. The client itself is not changed and not closed. Not taken over are its dispatcher, its
         * retries and redirects, and what its authenticator would repeat; interceptors run in threads of the transport.
         * An interceptor that repeats requests is a second retry layer, which this one cannot see.
         *
         * @param value the client
         * @return this builder
         */
        public Builder okHttpClient(OkHttpClient value) {
            this.okHttpClient = value;
            return this;
        }

        /**
         * Sets whose certificates are believed and which one we show (mutual TLS). As the platform or the user's client
         * does it, by default.
         *
         * @param value the settings
         * @return this builder
         */
        public Builder tls(TlsSettings value) {
            this.tls = value;
            return this;
        }

        /**
         * Sets how long making a connection may take. 10 s by default, or as the user's client says.
         *
         * @param value more than 0, at most one day; milliseconds count
         * @return this builder
         * @throws IllegalArgumentException if the value is out of range
         */
        public Builder connectTimeout(Duration value) {
            this.connectTimeout = HttpCall.requireTimeout(value, "connectTimeout");
            return this;
        }

        /**
         * Sets how long the peer may be silent while it is to read or to answer. 30 s by default, or as the user's client
         * says.
         *
         * @param value more than 0, at most one day; milliseconds count
         * @return this builder
         * @throws IllegalArgumentException if the value is out of range
         */
        public Builder readTimeout(Duration value) {
            this.readTimeout = HttpCall.requireTimeout(value, "readTimeout");
            return this;
        }

        /**
         * Sets how long a call may take with all its attempts, waits and the reading of the body. 2 minutes by default.
         *
         * @param value more than 0, at most one day; milliseconds count
         * @return this builder
         * @throws IllegalArgumentException if the value is out of range
         */
        public Builder callTimeout(Duration value) {
            this.callTimeout = HttpCall.requireTimeout(value, "callTimeout");
            return this;
        }

        /**
         * Sets how long the body of an answer may be, after inflation. 16 MiB (16,777,216) by default.
         *
         * @param value bytes; 1 to 1,073,741,824
         * @return this builder
         * @throws IllegalArgumentException if the value is out of range
         */
        public Builder maxResponseBytes(int value) {
            this.maxResponseBytes = HttpCall.requireMaxResponseBytes(value);
            return this;
        }

        /**
         * Sets how often is tried and how long is waited. {@link RetryPolicy#DEFAULT} by default.
         *
         * @param value the policy
         * @return this builder
         */
        public Builder retry(RetryPolicy value) {
            this.retry = value;
            return this;
        }

        /**
         * Sets the header {@code User-Agent} (RFC 9110 section 10.1.5). {@code dci-sdk-java} by default.
         *
         * @param value the header's value, in printable ASCII
         * @return this builder
         * @throws IllegalArgumentException if the value holds other characters
         */
        public Builder userAgent(String value) {
            this.userAgent = Headers.of("User-Agent", value).value(0);
            return this;
        }

        /**
         * Permits {@code http} to any host: everything, credentials and personal data included, can be read and changed
         * on the way. Without it {@code http} is for loopback only.
         *
         * @return this builder
         */
        public Builder allowClearText() {
            this.clearTextAllowed = true;
            return this;
        }

        /**
         * Calls peers through an HTTP proxy: {@code https} by {@code CONNECT} (RFC 9110 section 9.3.6), so that the proxy sees
         * host and port of the peer and nothing else. Loopback is always called directly. Unless this or {@link #noProxy()}
         * is called, the client of {@link #okHttpClient} decides, and without such a client {@link
         * java.net.ProxySelector#getDefault()}: with Java's own, the system properties {@code https.proxyHost}, {@code
         * https.proxyPort} and {@code http.nonProxyHosts}.
         *
         * @param address where the proxy is; the connection to it is not encrypted, the one through it is
         * @return this builder
         */
        public Builder proxy(InetSocketAddress address) {
            this.proxySelector = new FixedProxy(address);
            this.directly = false;
            return this;
        }

        /**
         * Calls peers directly, whatever the system's settings or the client of {@link #okHttpClient} say.
         *
         * @return this builder
         */
        public Builder noProxy() {
            this.proxySelector = null;
            this.directly = true;
            return this;
        }

        /**
         * Sets what is answered when the proxy of an {@code https} call asks for a user name and a password (Basic, RFC
         * 7617). It is answered once; a proxy that then still refuses ends the call. The credentials travel in clear text to
         * the proxy, and only to it.
         *
         * @param user the user name, without a colon
         * @param password the password
         * @return this builder
         * @throws IllegalArgumentException if the user name has a colon
         */
        public Builder proxyAuthentication(String user, String password) {
            this.proxyCredentials = ProxyCredentials.of(user, password);
            return this;
        }

        /**
         * Sets the clock that gives the instant of an attempt and reads a {@code Retry-After} date. Time limits do not
         * depend on it. The system's by default.
         *
         * @param value the clock
         * @return this builder
         */
        public Builder clock(Clock value) {
            this.clock = value;
            return this;
        }

        /**
         * Sets who waits between attempts. {@link Sleeper#system()} by default.
         *
         * @param value the sleeper
         * @return this builder
         */
        public Builder sleeper(Sleeper value) {
            this.sleeper = value;
            return this;
        }

        /**
         * Sets the source of the random half of waits.
         *
         * @param value a thread-safe generator
         * @return this builder
         */
        public Builder random(RandomGenerator value) {
            this.random = value;
            return this;
        }

        /**
         * Finishes the configuration.
         *
         * @return a transport that makes its first connection with its first call
         */
        public HttpTransport build() {
            return new HttpTransport(this);
        }
    }
}
