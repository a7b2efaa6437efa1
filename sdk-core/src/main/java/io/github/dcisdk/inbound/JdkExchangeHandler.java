package io.github.dcisdk.inbound;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.Objects;
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
                exchange.getRequestMethod(), path(exchange), exchange.getRequestHeaders(), exchange.getRequestBody());
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
