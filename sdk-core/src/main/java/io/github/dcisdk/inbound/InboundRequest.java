package io.github.dcisdk.inbound;

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

    /**
     * Creates a request.
     *
     * @param method the HTTP method
     * @param path the path of the URL without query, as it was sent
     * @param headers the first value of each header; names in any case; copied
     * @param body the body, inflated; not copied, and not to be changed from now on
     */
    public InboundRequest(String method, String path, Map<String, String> headers, byte[] body) {
        this.method = method;
        this.path = path;
        this.headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        this.headers.putAll(headers);
        this.body = body;
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
