package io.github.dcisdk.transport;

import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.error.LogText;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * One request to a peer: where to, what, whether it may be done twice, and what differs from the settings of the
 * transport. Immutable. {@link #toString()} shows method and host only.
 */
public final class HttpCall {
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Set<String> OWN_HEADERS = Set.of(
            "authorization",
            "accept-encoding",
            "connection",
            "content-length",
            "expect",
            "host",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "user-agent");

    private final Builder parts;
    private final Headers headers;

    private HttpCall(Builder builder) {
        this.parts = new Builder(builder);
        this.headers = builder.headers.build();
    }

    /**
     * Starts a POST.
     *
     * @param uri an absolute {@code https} address, or {@code http} where the transport permits it
     * @param body makes the body of one attempt, given the instant of the attempt by the transport's clock. It runs in
     *     the calling thread, once per attempt, so that a signature and a time stamp can be renewed while the
     *     identifiers stay. The bytes may not be changed afterwards. What it throws ends the call and reaches the
     *     caller
     * @return a builder
     */
    public static Builder to(URI uri, Function<Instant, byte[]> body) {
        return new Builder(uri, body).header("Content-Type", "application/json");
    }

    /**
     * Starts a GET, which may be repeated unless {@link Builder#repeatable} says otherwise.
     *
     * @param uri an absolute {@code https} address, or {@code http} where the transport permits it
     * @return a builder
     */
    public static Builder get(URI uri) {
        return new Builder(uri, null).repeatable(true);
    }

    /**
     * Checks a header as {@link Builder#header} does, for configuration that wants to fail early.
     *
     * @param name its name
     * @param value its value
     * @throws IllegalArgumentException if name or value hold characters that a header may not, or the transport sets
     *     this header itself; the message does not repeat the value
     */
    public static void requireHeader(String name, String value) {
        if (OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("the transport itself sets the header " + LogText.safe(name)
                    + "; credentials belong to authorization, the user agent to the transport's builder");
        }
        try {
            new Headers.Builder().set(name, value); // Headers.of would trim a line break away.
        } catch (IllegalArgumentException e) { // Its text quotes the value.
            throw new IllegalArgumentException(
                    "the header " + LogText.safe(name)
                            + ": a name is one or more printable ASCII characters, a value printable ASCII without line breaks");
        }
    }

    /**
     * Checks a time limit as {@link Builder#callTimeout} does, for configuration that wants to fail early.
     *
     * @param value the limit
     * @param name how the limit is called in the message
     * @return the value
     * @throws IllegalArgumentException if it is less than a millisecond or more than one day
     */
    public static Duration requireTimeout(Duration value, String name) {
        if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + ": more than 0, at most one day");
        }
        return value;
    }

    static int requireMaxResponseBytes(int value) {
        if (value < 1 || value > 1 << 30) {
            throw new IllegalArgumentException("maxResponseBytes: 1 to 1,073,741,824");
        }
        return value;
    }

    String method() {
        return parts.body == null ? "GET" : "POST";
    }

    URI uri() {
        return parts.uri;
    }

    Optional<Function<Instant, byte[]>> body() {
        return Optional.ofNullable(parts.body);
    }

    Headers headers() {
        return headers;
    }

    Authorization authorization() {
        return parts.authorization;
    }

    boolean isRepeatable() {
        return parts.repeatable;
    }

    CallContext context() {
        return parts.context;
    }

    Optional<Duration> connectTimeout() {
        return Optional.ofNullable(parts.connectTimeout);
    }

    Optional<Duration> readTimeout() {
        return Optional.ofNullable(parts.readTimeout);
    }

    Optional<Duration> callTimeout() {
        return Optional.ofNullable(parts.callTimeout);
    }

    Optional<RetryPolicy> retry() {
        return Optional.ofNullable(parts.retry);
    }

    Optional<Integer> maxResponseBytes() {
        return Optional.ofNullable(parts.maxResponseBytes);
    }

    Optional<AddressGuard> guard() {
        return Optional.ofNullable(parts.guard);
    }

    Consumer<Attempt> attempts() {
        return parts.attempts;
    }

    @Override
    public String toString() {
        return "HttpCall[" + method() + " " + LogText.safe(String.valueOf(parts.uri.getHost())) + "]";
    }

    /** Collects the parts of a call. Not thread-safe. */
    public static final class Builder {
        private final URI uri;
        private final @Nullable Function<Instant, byte[]> body;
        private final Headers.Builder headers;
        private Authorization authorization = Optional::empty;
        private boolean repeatable;
        private CallContext context = CallContext.none();
        private @Nullable Duration connectTimeout;
        private @Nullable Duration readTimeout;
        private @Nullable Duration callTimeout;
        private @Nullable RetryPolicy retry;
        private @Nullable Integer maxResponseBytes;
        private @Nullable AddressGuard guard;
        private Consumer<Attempt> attempts = attempt -> {};

        private Builder(URI uri, @Nullable Function<Instant, byte[]> body) {
            this.uri = uri;
            this.body = body;
            this.headers = new Headers.Builder().set("Accept", "application/json");
        }

        private Builder(Builder other) {
            this.uri = other.uri;
            this.body = other.body;
            this.headers = other.headers;
            this.authorization = other.authorization;
            this.repeatable = other.repeatable;
            this.context = other.context;
            this.connectTimeout = other.connectTimeout;
            this.readTimeout = other.readTimeout;
            this.callTimeout = other.callTimeout;
            this.retry = other.retry;
            this.maxResponseBytes = other.maxResponseBytes;
            this.guard = other.guard;
            this.attempts = other.attempts;
        }

        /**
         * Sets a header. Unless set, {@code Accept} is {@code application/json}, and {@code Content-Type} of a POST too.
         *
         * @param name its name
         * @param value its value, in printable ASCII; an earlier value of the same name is replaced
         * @return this builder
         * @throws IllegalArgumentException if name or value hold characters that a header may not, or the transport sets
         *     this header itself
         */
        public Builder header(String name, String value) {
            requireHeader(name, value);
            headers.set(name, value);
            return this;
        }

        /**
         * Sets who says what the {@code Authorization} header holds. None by default.
         *
         * @param value asked before every attempt, and once after HTTP 401 whether another value is to be tried
         * @return this builder
         */
        public Builder authorization(Authorization value) {
            this.authorization = value;
            return this;
        }

        /**
         * Says whether the peer may safely receive this request twice: it reads only, or the peer detects duplicates. By
         * default false for a POST and true for a GET.
         *
         * @param value true to try again even when the peer may have received the request
         * @return this builder
         */
        public Builder repeatable(boolean value) {
            this.repeatable = value;
            return this;
        }

        /**
         * Sets the identifiers for errors and logs.
         *
         * @param value the exchange to which the call belongs
         * @return this builder
         */
        public Builder context(CallContext value) {
            this.context = value;
            return this;
        }

        /**
         * Sets how long making a connection may take. As the transport says by default.
         *
         * @param value more than 0, at most one day; milliseconds count
         * @return this builder
         * @throws IllegalArgumentException if the value is out of range
         */
        public Builder connectTimeout(Duration value) {
            this.connectTimeout = requireTimeout(value, "connectTimeout");
            return this;
        }

        /**
         * Sets how long the peer may be silent while it is to read or to answer. As the transport says by default.
         *
         * @param value more than 0, at most one day; milliseconds count
         * @return this builder
         * @throws IllegalArgumentException if the value is out of range
         */
        public Builder readTimeout(Duration value) {
            this.readTimeout = requireTimeout(value, "readTimeout");
            return this;
        }

        /**
         * Sets how long the call may take with all its attempts, waits and the reading of the body. As the transport says
         * by default.
         *
         * @param value more than 0, at most one day; milliseconds count
         * @return this builder
         * @throws IllegalArgumentException if the value is out of range
         */
        public Builder callTimeout(Duration value) {
            this.callTimeout = requireTimeout(value, "callTimeout");
            return this;
        }

        /**
         * Sets how often is tried and how long is waited. As the transport says by default.
         *
         * @param value the policy
         * @return this builder
         */
        public Builder retry(RetryPolicy value) {
            this.retry = value;
            return this;
        }

        /**
         * Sets how long the body of the answer may be, after inflation. As the transport says by default.
         *
         * @param value bytes; 1 to 1,073,741,824
         * @return this builder
         * @throws IllegalArgumentException if the value is out of range
         */
        public Builder maxResponseBytes(int value) {
            this.maxResponseBytes = requireMaxResponseBytes(value);
            return this;
        }

        /**
         * Calls an address that somebody else chose, and refuses it where it leads to what is not theirs to reach. Without a
         * guard every address is called that the transport accepts.
         *
         * @param value which addresses may be called
         * @return this builder
         */
        public Builder guard(AddressGuard value) {
            this.guard = value;
            return this;
        }

        /**
         * Sets who is told of each attempt when it is over. Nobody by default.
         *
         * @param value called in the calling thread. What it throws ends the call and reaches the caller
         * @return this builder
         */
        public Builder attempts(Consumer<Attempt> value) {
            this.attempts = value;
            return this;
        }

        /**
         * Finishes the call. The builder can be used further.
         *
         * @return the call
         */
        public HttpCall build() {
            return new HttpCall(this);
        }
    }
}
