package io.github.dcisdk.transport;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import okhttp3.Authenticator;
import okhttp3.Credentials;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

/**
 * Answers a proxy that asks who wants to go through, once per connection. Immutable, thread-safe; the credentials are
 * not shown.
 */
final class ProxyCredentials implements Authenticator {
    private static final String HEADER = "Proxy-Authorization";

    private final @Nullable String credentials;

    private ProxyCredentials(@Nullable String credentials) {
        this.credentials = credentials;
    }

    /** Has no credentials, and says so to whoever can give some. */
    static ProxyCredentials none() {
        return new ProxyCredentials(null);
    }

    /** The scheme Basic (RFC 7617). */
    static ProxyCredentials of(String user, String password) {
        if (user.contains(":")) {
            throw new IllegalArgumentException("a user name for a proxy has no colon (RFC 7617)");
        }
        return new ProxyCredentials(Credentials.basic(user, password, StandardCharsets.UTF_8));
    }

    @Override
    public @Nullable Request authenticate(@Nullable Route route, Response response) throws IOException {
        boolean isOfProxy = response.request().method().equals("CONNECT");
        if (!isOfProxy || isAsked(response, "OkHttp-Preemptive")) {
            return null; // A peer at the end of the tunnel must not get them, and a proxy not before it asks.
        } else if (credentials == null) {
            throw new ProxyRefusedException(
                    "it asks for credentials; HttpTransport.Builder.proxyAuthentication(..) gives them");
        } else if (response.request().header(HEADER) != null) {
            throw new ProxyRefusedException("it does not accept the user name and password");
        } else if (!isAsked(response, "Basic")) {
            throw new ProxyRefusedException("it does not take a user name and password (Basic, RFC 7617)");
        }
        return response.request().newBuilder().header(HEADER, credentials).build();
    }

    private static boolean isAsked(Response response, String scheme) {
        return response.challenges().stream()
                .anyMatch(challenge -> challenge.scheme().equalsIgnoreCase(scheme));
    }

    @Override
    public String toString() {
        return "ProxyCredentials[redacted]";
    }
}
