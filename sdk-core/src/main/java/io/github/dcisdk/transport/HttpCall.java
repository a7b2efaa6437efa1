package io.github.dcisdk.transport;

import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.error.LogText;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import okhttp3.Headers;

/**
 * One POST to a peer: where to, what, and whether it may be done twice. Immutable. {@link #toString()} shows the
 * host only.
 */
public final class HttpCall {
    private final URI uri;
    private final Function<Instant, byte[]> body;
    private final Headers headers;
    private final Authorization authorization;
    private final boolean repeatable;
    private final CallContext context;

    private HttpCall(Builder builder) {
        this.uri = builder.uri;
        this.body = builder.body;
        this.headers = builder.headers.build();
        this.authorization = builder.authorization;
        this.repeatable = builder.repeatable;
        this.context = builder.context;
    }

    /**
     * Starts a call.
     *
     * @param uri an absolute {@code https} address, or {@code http} where the transport permits it
     * @param body makes the body of one attempt, given the instant of the attempt by the transport's clock. It runs in
     *     the calling thread, once per attempt, so that a signature and a time stamp can be renewed while the
     *     identifiers stay. The bytes may not be changed afterwards. What it throws ends the call and reaches the
     *     caller
     * @return a builder
     */
    public static Builder to(URI uri, Function<Instant, byte[]> body) {
        return new Builder(uri, body);
    }

    URI uri() {
        return uri;
    }

    Function<Instant, byte[]> body() {
        return body;
    }

    Headers headers() {
        return headers;
    }

    Authorization authorization() {
        return authorization;
    }

    boolean isRepeatable() {
        return repeatable;
    }

    CallContext context() {
        return context;
    }

    @Override
    public String toString() {
        return "HttpCall[POST " + LogText.safe(String.valueOf(uri.getHost())) + "]";
    }

    /** Collects the parts of a call. Not thread-safe. */
    public static final class Builder {
        private static final Set<String> OWN = Set.of(
                "authorization",
                "accept-encoding",
                "connection",
                "content-length",
                "host",
                "transfer-encoding",
                "user-agent");

        private final URI uri;
        private final Function<Instant, byte[]> body;
        private final Headers.Builder headers =
                new Headers.Builder().set("Content-Type", "application/json").set("Accept", "application/json");
        private Authorization authorization = Optional::empty;
        private boolean repeatable;
        private CallContext context = CallContext.none();

        private Builder(URI uri, Function<Instant, byte[]> body) {
            this.uri = uri;
            this.body = body;
        }

        /**
         * Sets a header. Unless set, {@code Content-Type} and {@code Accept} are {@code application/json}.
         *
         * @param name its name
         * @param value its value, in printable ASCII; an earlier value of the same name is replaced
         * @return this builder
         * @throws IllegalArgumentException if name or value hold characters that a header may not, or the transport sets
         *     this header itself
         */
        public Builder header(String name, String value) {
            if (OWN.contains(name.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("the transport itself sets the header " + name
                        + "; credentials belong to authorization(..), the user agent to the transport's builder");
            }
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
         * Says whether the peer may safely receive this request twice: it reads only, or the peer detects duplicates.
         * False by default.
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
         * Finishes the call. The builder can be used further.
         *
         * @return the call
         */
        public HttpCall build() {
            return new HttpCall(this);
        }
    }
}
