package io.github.dcisdk.inbound;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request as a server received it, free of any server's types. Immutable; {@link #toString()} shows method and size
 * only.
 */
public final class InboundRequest {
    private final String method;
    private final String path;
    private final Map<String, String> headers;
    private final byte[] body;
    private final List<X509Certificate> clientCertificates;

    /**
     * Creates a request.
     *
     * @param method the HTTP method
     * @param path the path of the URL without query, as it was sent
     * @param headers the first value of each header; names in any case; copied
     * @param body the body, inflated; not copied, and not to be changed from now on
     */
    public InboundRequest(String method, String path, Map<String, String> headers, byte[] body) {
        this(method, path, caseInsensitive(headers), body, List.of());
    }

    private InboundRequest(
            String method,
            String path,
            Map<String, String> headers,
            byte[] body,
            List<X509Certificate> clientCertificates) {
        this.method = method;
        this.path = path;
        this.headers = headers;
        this.body = body;
        this.clientCertificates = List.copyOf(clientCertificates);
    }

    private static Map<String, String> caseInsensitive(Map<String, String> headers) {
        Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(headers);
        return copy;
    }

    /**
     * Adds what the caller proved over TLS.
     *
     * @param certificates the caller's certificate first, then those up to the authority; only what the server itself
     *     checked, never the content of a header, which anybody can send
     * @return a changed copy
     */
    public InboundRequest withClientCertificates(List<X509Certificate> certificates) {
        return new InboundRequest(method, path, headers, body, certificates);
    }

    /**
     * The HTTP method.
     *
     * @return in upper case
     */
    public String method() {
        return method.toUpperCase(Locale.ROOT);
    }

    /**
     * The path of the URL.
     *
     * @return without query, as it was sent
     */
    public String path() {
        return path;
    }

    /**
     * Looks a header up.
     *
     * @param name its name, in any case
     * @return its first value, if the request has it
     */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /**
     * The certificates that the caller showed over TLS and the server checked.
     *
     * @return the caller's first, then those up to the authority; empty if it showed none
     */
    public List<X509Certificate> clientCertificates() {
        return clientCertificates;
    }

    /**
     * The body.
     *
     * @return the bytes; shared, not to be changed
     */
    public byte[] body() {
        return body;
    }

    @Override
    public String toString() {
        return "InboundRequest[" + method() + ", " + body.length + " bytes]";
    }
}
