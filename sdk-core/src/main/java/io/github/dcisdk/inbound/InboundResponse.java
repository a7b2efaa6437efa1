package io.github.dcisdk.inbound;

import java.util.Map;
import java.util.TreeMap;

/** An answer for a server to send, free of any server's types. Immutable; {@link #toString()} shows status and size. */
public final class InboundResponse {
    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    private InboundResponse(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = Map.copyOf(headers);
        this.body = body;
    }

    /**
     * An answer with a JSON body.
     *
     * @param status the HTTP status
     * @param body the JSON text in UTF-8; not copied, and not to be changed from now on
     * @return the answer
     */
    public static InboundResponse json(int status, byte[] body) {
        return new InboundResponse(
                status, Map.of("Content-Type", "application/json", "Cache-Control", "no-store"), body);
    }

    /** An answer of a status alone, for when nothing more can be said. */
    static InboundResponse empty(int status) {
        return new InboundResponse(status, Map.of("Cache-Control", "no-store"), new byte[0]);
    }

    /**
     * Adds a header, or replaces it.
     *
     * @param name its name
     * @param value its value
     * @return a changed copy
     */
    public InboundResponse withHeader(String name, String value) {
        Map<String, String> changed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        changed.putAll(headers);
        changed.put(name, value);
        return new InboundResponse(status, changed, body);
    }

    /**
     * The HTTP status.
     *
     * @return for example 200
     */
    public int status() {
        return status;
    }

    /**
     * The headers.
     *
     * @return names and values, unmodifiable
     */
    public Map<String, String> headers() {
        return headers;
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
        return "InboundResponse[" + status + ", " + body.length + " bytes]";
    }
}
