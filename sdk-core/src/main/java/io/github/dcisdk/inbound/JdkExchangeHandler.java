package io.github.dcisdk.inbound;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries requests of the JDK's server to a {@link ServerAdapter} and its answers back. Thread-safe. */
final class JdkExchangeHandler implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(JdkExchangeHandler.class);

    private final ServerAdapter adapter;

    JdkExchangeHandler(ServerAdapter adapter) {
        this.adapter = adapter;
    }

    @Override
    public void handle(HttpExchange exchange) {
        try (exchange) {
            send(exchange, ServerThreads.isTurningAway() ? adapter.turnAway() : answer(exchange));
        } catch (IOException e) {
            // The caller is gone; nobody is left to be told.
            LOG.debug("a connection broke: {}", e.getClass().getName());
        }
    }

    private InboundResponse answer(HttpExchange exchange) {
        return adapter.answer(
                exchange.getRequestMethod(),
                path(exchange),
                exchange.getRequestHeaders(),
                clientCertificates(exchange),
                exchange.getRequestBody());
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

    /**
     * The path as it was sent. The JDK's server reads the target as any URI: it takes what follows two slashes for a host,
     * and what follows a number sign for a fragment, which a target does not have.
     */
    static String path(HttpExchange exchange) {
        URI target = exchange.getRequestURI();
        String path = Objects.requireNonNullElse(target.getRawPath(), "");
        if (target.getScheme() == null && target.getRawAuthority() != null) {
            path = "//" + target.getRawAuthority() + path;
        }
        return target.getRawFragment() == null ? path : path + "#" + target.getRawFragment();
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
