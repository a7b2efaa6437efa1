package io.github.dcisdk.client;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Where peers reach us. */
final class CallbackAddress {
    private CallbackAddress() {}

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException if it is no whole URL, or in clear text and not on loopback
     */
    static URI parse(String address) {
        URI uri = URI.create(address);
        boolean clear = "http".equalsIgnoreCase(uri.getScheme()) && isLoopback(uri.getHost());
        if (uri.getHost() == null || !(clear || "https".equalsIgnoreCase(uri.getScheme()))) {
            throw new IllegalArgumentException("a callback address is a whole URL, such as"
                    + " https://spmis.example.gov/dci; http: only on loopback");
        }
        return uri;
    }

    private static boolean isLoopback(@Nullable String host) {
        return "localhost".equals(host) || "127.0.0.1".equals(host) || "[::1]".equals(host);
    }
}
