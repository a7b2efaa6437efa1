package io.github.dcisdk.transport;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;
import okhttp3.HttpUrl;

/**
 * Scheme, host and port of an address (RFC 6454 section 4): whose server it is, whatever stands in its path. A port that is
 * left out is the usual one of the scheme; hosts differ in more than their case. Taken from what this library would connect
 * to, and only from addresses that other readers understand alike. Immutable; equal when all three parts are.
 */
public final class Origin {
    private static final String EXAMPLE = ", such as https://spmis.example.gov or https://spmis.example.gov:8443";

    private final HttpUrl url;

    private Origin(HttpUrl url) {
        this.url = url;
    }

    /**
     * Reads an origin from a configuration.
     *
     * @param text scheme, host and perhaps port, nothing after it, not even a slash
     * @return the origin
     * @throws IllegalArgumentException if the text is something else; the message says what is wrong with it
     */
    public static Origin parse(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            // Without the cause, which quotes what may be secret.
            throw new IllegalArgumentException("an origin is scheme, host and perhaps port" + EXAMPLE);
        }
        Origin origin = of(uri);
        if (!uri.getRawPath().isEmpty() || uri.getRawQuery() != null) {
            throw new IllegalArgumentException("an origin ends after host and port, without slash, path and query"
                    + EXAMPLE + "; the paths are the sender's matter");
        }
        return origin;
    }

    /**
     * The origin of an address.
     *
     * @param address an absolute {@code https} or {@code http} address
     * @return its origin
     * @throws IllegalArgumentException if the address is something else, has a fragment, holds credentials, or a host that
     *     two readers could understand differently; the message says which and does not repeat the address
     */
    public static Origin of(URI address) {
        HttpUrl url = HttpUrl.parse(address.toString());
        if (url == null || address.getScheme() == null || address.isOpaque()) {
            throw new IllegalArgumentException("it is not an absolute https address with a host");
        } else if (address.getRawUserInfo() != null
                || !url.username().isEmpty()
                || !url.password().isEmpty()) {
            throw new IllegalArgumentException("it holds credentials, or an '@' before the host");
        } else if (address.getRawFragment() != null) {
            throw new IllegalArgumentException("it has a fragment, which is never sent");
        }
        requireOneReading(address, url);
        return new Origin(url);
    }

    /** What is judged here is what is connected to, for this library and for anybody who reads the address with Java. */
    private static void requireOneReading(URI address, HttpUrl url) {
        String host = Objects.requireNonNullElse(address.getHost(), "");
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        boolean sameHost = bare.contains(":") ? url.host().contains(":") : bare.equalsIgnoreCase(url.host());
        boolean samePort = address.getPort() == url.port()
                || (address.getPort() == -1 && url.port() == HttpUrl.defaultPort(url.scheme()));
        if (host.endsWith(".")) {
            throw new IllegalArgumentException("its host ends in a dot; leave it out");
        } else if (!sameHost || !samePort || AddressGuard.isNumberOfAnotherForm(url)) {
            throw new IllegalArgumentException(
                    "its host is not a name of letters, digits, '-' and '.' (other letters as"
                            + " xn--…), an IPv4 address of four decimal numbers, or an IPv6 address in brackets");
        }
    }

    /**
     * The scheme.
     *
     * @return {@code https} or {@code http}
     */
    public String scheme() {
        return url.scheme();
    }

    /**
     * The host.
     *
     * @return in lower case; an IPv6 address in its shortest form, without brackets
     */
    public String host() {
        return url.host().toLowerCase(Locale.ROOT);
    }

    /**
     * The port.
     *
     * @return the one that is named, or the usual one of the scheme
     */
    public int port() {
        return url.port();
    }

    /**
     * Whether connections are made over TLS.
     *
     * @return true for {@code https}
     */
    public boolean isSecure() {
        return url.isHttps();
    }

    /**
     * Whether the host is this machine, as far as its text tells: {@code localhost}, an address of {@code 127.0.0.0/8}, or
     * {@code ::1}.
     *
     * @return true if it is
     */
    public boolean isLoopback() {
        return AddressRule.isLoopback(url);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Origin that
                && scheme().equals(that.scheme())
                && host().equals(that.host())
                && port() == that.port();
    }

    @Override
    public int hashCode() {
        return Objects.hash(scheme(), host(), port());
    }

    /** The origin as {@link #parse} reads it, without the usual port. */
    @Override
    public String toString() {
        String host = host().contains(":") ? "[" + host() + "]" : host();
        return scheme() + "://" + host + (port() == HttpUrl.defaultPort(scheme()) ? "" : ":" + port());
    }
}
