package io.github.dcisdk.transport;

import io.github.dcisdk.error.LogText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import okhttp3.Connection;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/**
 * Which addresses may be called that somebody else chose: taken from a message, such as {@code sender_uri}, or from what a
 * peer publishes about itself, such as the address of its keys. Without a guard, such an address could make us send
 * requests into our own network. Immutable; each method gives a changed copy. A call gets its guard by {@link
 * HttpCall.Builder#guard}.
 *
 * <p>{@link #PUBLIC_ONLY} permits {@code https} to public addresses and refuses everything else: {@code http}, credentials
 * in the address, IPv4 addresses that are not written as four decimal numbers, loopback, private, shared, link-local,
 * multicast, reserved and documentation addresses of IPv4 and IPv6, IPv6 addresses that carry one of these IPv4 addresses,
 * and the addresses at which clouds hand out credentials. A name is judged by the addresses that it resolves to at the
 * time of each connection: connections are made to exactly the addresses that were judged, and each is judged again at the
 * open connection, before anything is sent. Redirects are never followed.
 *
 * <p>Behind a proxy the name is resolved by the proxy, which we cannot watch: there only hosts are called that {@link
 * #allowThroughProxy} names.
 *
 * <p>A refused call ends with an {@link io.github.dcisdk.error.UnavailableException} with code {@code DCI-1008}, whose text
 * names the method that would permit the address, if one would.
 */
public final class AddressGuard {
    /** Permits {@code https} to public addresses only. */
    public static final AddressGuard PUBLIC_ONLY = new AddressGuard(false, false, false, Set.of());

    private static final Pattern IPV4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");
    private static final Pattern ENDS_IN_NUMBER = Pattern.compile("[0-9.]+|(?:.*\\.)?(?:[0-9]+|0[xX][0-9a-fA-F]*)\\.?");

    private final boolean privateAllowed;
    private final boolean loopbackAllowed;
    private final boolean clearTextAllowed;
    private final Set<String> proxiedHosts;

    private AddressGuard(
            boolean privateAllowed, boolean loopbackAllowed, boolean clearTextAllowed, Set<String> proxiedHosts) {
        this.privateAllowed = privateAllowed;
        this.loopbackAllowed = loopbackAllowed;
        this.clearTextAllowed = clearTextAllowed;
        this.proxiedHosts = proxiedHosts;
    }

    /**
     * Permits private addresses too: those of RFC 1918, the shared ones of RFC 6598 ({@code 100.64.0.0/10}) and the unique
     * local ones of IPv6 (RFC 4193). For peers in the same private network.
     *
     * @return a changed copy
     */
    public AddressGuard allowPrivate() {
        return new AddressGuard(true, loopbackAllowed, clearTextAllowed, proxiedHosts);
    }

    /**
     * Permits loopback addresses too, even over {@code http}. For tests on one machine: whoever chooses the address can then
     * reach every service that listens on this machine only.
     *
     * @return a changed copy
     */
    public AddressGuard allowLoopbackInClearText() {
        return new AddressGuard(privateAllowed, true, clearTextAllowed, proxiedHosts);
    }

    /**
     * Permits {@code http} to every address that is permitted otherwise, but not through a proxy. For networks that protect
     * what is sent: whoever stands in between reads along and can answer in the peer's place.
     *
     * @return a changed copy
     */
    public AddressGuard allowClearText() {
        return new AddressGuard(privateAllowed, loopbackAllowed, true, proxiedHosts);
    }

    /**
     * Permits hosts behind a proxy, whatever address the proxy finds for them. Without a proxy this changes nothing.
     *
     * @param hosts host names or IP addresses, without port and brackets; added to those named before
     * @return a changed copy
     * @throws IllegalArgumentException if one is not a host name
     */
    public AddressGuard allowThroughProxy(String... hosts) {
        Set<String> all = new TreeSet<>(proxiedHosts);
        for (String host : hosts) {
            HttpUrl url = HttpUrl.parse("https://" + (host.contains(":") ? "[" + host + "]" : host) + "/");
            if (url == null || !url.host().equals(host.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(
                        "a host name such as crvs.example.gov, without scheme, port and path; not "
                                + LogText.safe(host));
            }
            all.add(url.host());
        }
        return new AddressGuard(privateAllowed, loopbackAllowed, clearTextAllowed, Set.copyOf(all));
    }

    /**
     * Judges an address as far as its text tells, for checks before somebody relies on it. A name is judged when it is
     * called, by the addresses that it then resolves to.
     *
     * @param uri the address
     * @return why it will not be called, without the address; empty if nothing speaks against it yet
     */
    public Optional<String> objection(URI uri) {
        try {
            HttpUrl url = requireUrl(uri);
            if (isNumber(url)) {
                new Judge(this, !url.isHttps()).require(InetAddress.getByName(url.host()));
            }
            return Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.of(Objects.requireNonNullElse(e.getMessage(), "it is not an address"));
        }
    }

    /** Whether the host is what some readers take for an IPv4 address and others for a name. */
    static boolean isNumberOfAnotherForm(HttpUrl url) {
        return ENDS_IN_NUMBER.matcher(url.host()).matches()
                && !IPV4.matcher(url.host()).matches();
    }

    private static boolean isNumber(HttpUrl url) {
        return url.host().contains(":") || IPV4.matcher(url.host()).matches();
    }

    /** Checks an address as far as its text tells. */
    HttpUrl requireUrl(URI uri) throws AddressRefusedException {
        HttpUrl url = HttpUrl.parse(uri.toString());
        if (url == null) {
            throw new AddressRefusedException("it is not an absolute https address");
        } else if (!url.username().isEmpty() || !url.password().isEmpty()) {
            throw new AddressRefusedException("it holds credentials");
        } else if (!url.isHttps() && !loopbackAllowed && !clearTextAllowed) {
            throw new AddressRefusedException(
                    "it is in clear text (http:); AddressGuard.allowLoopbackInClearText() permits that on loopback");
        } else if (isNumberOfAnotherForm(url)) {
            throw new AddressRefusedException("its host is a number, but no IPv4 address of four decimal numbers");
        }
        return url;
    }

    /** A client that calls nothing but what this guard permits. It shares connections with calls under an equal guard. */
    OkHttpClient guarded(OkHttpClient client, HttpUrl url) throws IOException {
        Proxy proxy = proxy(client, url);
        if (proxy.type() != Proxy.Type.DIRECT) {
            if (!proxiedHosts.contains(url.host())) {
                throw new AddressRefusedException("it would be called through a proxy, which resolves the name itself;"
                        + " AddressGuard.allowThroughProxy(..) permits a host");
            }
            if (!url.isHttps()) {
                throw new AddressRefusedException("it is in clear text (http:) and would be called through a proxy,"
                        + " which is not on loopback only");
            }
            return client.newBuilder().proxy(proxy).build();
        }
        Judge judge = new Judge(this, !url.isHttps());
        if (isNumber(url)) {
            judge.require(InetAddress.getByName(url.host())); // OkHttp looks only names up.
        }
        // The proxy is fixed: a selector that is asked again could answer otherwise.
        return client.newBuilder()
                .proxy(Proxy.NO_PROXY)
                .dns(new JudgedDns(client.dns(), judge))
                .addNetworkInterceptor(judge)
                .build();
    }

    private static Proxy proxy(OkHttpClient client, HttpUrl url) {
        Proxy fixed = client.proxy();
        if (fixed != null) {
            return fixed;
        }
        List<Proxy> selected = client.proxySelector().select(url.uri());
        return selected == null || selected.isEmpty() ? Proxy.NO_PROXY : selected.get(0);
    }

    private boolean permits(AddressKind kind, boolean clearText) {
        return switch (kind) {
            case PUBLIC -> !clearText || clearTextAllowed;
            case PRIVATE -> privateAllowed && (!clearText || clearTextAllowed);
            case LOOPBACK -> loopbackAllowed;
            case LINK_LOCAL, METADATA, MULTICAST, RESERVED -> false;
        };
    }

    private String reason(AddressKind kind, boolean clearText) {
        String what = "it leads to " + kind.description();
        return switch (kind) {
            case PRIVATE ->
                what
                        + (clearText && !clearTextAllowed
                                ? " in clear text"
                                : "; AddressGuard.allowPrivate() permits that, and of callbacks"
                                        + " TrustedSender.allowPrivateCallbacks()");
            case LOOPBACK -> what + "; AddressGuard.allowLoopbackInClearText() permits that";
            case PUBLIC -> what + " in clear text (http:)";
            case LINK_LOCAL, METADATA, MULTICAST, RESERVED -> what;
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressGuard that
                && privateAllowed == that.privateAllowed
                && loopbackAllowed == that.loopbackAllowed
                && clearTextAllowed == that.clearTextAllowed
                && proxiedHosts.equals(that.proxiedHosts);
    }

    @Override
    public int hashCode() {
        return Objects.hash(privateAllowed, loopbackAllowed, clearTextAllowed, proxiedHosts);
    }

    @Override
    public String toString() {
        return "AddressGuard[public" + (privateAllowed ? ", private" : "") + (loopbackAllowed ? ", loopback" : "")
                + (clearTextAllowed ? ", clear text" : "")
                + (proxiedHosts.isEmpty() ? "" : ", " + proxiedHosts.size() + " hosts through a proxy") + "]";
    }

    /** Judges addresses, before a connection is made and at the open connection. */
    private record Judge(AddressGuard guard, boolean clearText) implements Interceptor {
        void require(InetAddress address) throws AddressRefusedException {
            AddressKind kind = AddressKind.of(address);
            if (!guard.permits(kind, clearText)) {
                throw new AddressRefusedException(guard.reason(kind, clearText));
            }
        }

        boolean permits(InetAddress address) {
            return guard.permits(AddressKind.of(address), clearText);
        }

        @Override
        public Response intercept(Chain chain) throws IOException {
            Connection connection =
                    Objects.requireNonNull(chain.connection(), "a network interceptor has a connection");
            require(connection.socket().getInetAddress());
            return chain.proceed(chain.request());
        }
    }

    /** Gives OkHttp only addresses that may be called. Equal when it judges alike, so that connections can be shared. */
    private record JudgedDns(Dns dns, Judge judge) implements Dns {
        @Override
        public List<InetAddress> lookup(String host) throws UnknownHostException {
            List<InetAddress> found = dns.lookup(host);
            List<InetAddress> permitted = found.stream().filter(judge::permits).toList();
            if (permitted.isEmpty() && !found.isEmpty()) {
                judge.require(found.get(0)); // Says what is wrong with it.
            }
            return permitted;
        }
    }
}
