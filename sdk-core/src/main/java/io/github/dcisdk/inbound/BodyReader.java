package io.github.dcisdk.inbound;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Reads a request's body within a limit, inflated if need be. */
final class BodyReader {
    private BodyReader() {}

    /**
     * Reads a body.
     *
     * @param contentEncoding the header {@code Content-Encoding} (RFC 9110 section 8.4); identity and gzip are read
     * @param maxBytes the largest body that is taken, after inflation
     * @throws RefusedRequestException if the body is larger, or encoded in another way, or not what its encoding says
     * @throws IOException if the connection breaks
     */
    static byte[] read(InputStream in, @Nullable String contentEncoding, int maxBytes) throws IOException {
        String encoding =
                Objects.requireNonNullElse(contentEncoding, "identity").strip().toLowerCase(Locale.ROOT);
        try {
            return switch (encoding) {
                case "identity", "" -> readAtMost(in, maxBytes);
                case "gzip", "x-gzip" -> readAtMost(new GZIPInputStream(in), maxBytes);
                default -> throw new RefusedRequestException(Refusal.UNSUPPORTED_MEDIA_TYPE);
            };
        } catch (ZipException e) {
            throw new RefusedRequestException(Refusal.BAD_REQUEST, "the body is not gzip, as Content-Encoding says");
        }
    }

    private static byte[] readAtMost(InputStream in, int maxBytes) throws IOException {
        byte[] body = in.readNBytes(maxBytes);
        if (body.length == maxBytes && in.read() >= 0) {
            throw new RefusedRequestException(Refusal.TOO_LARGE);
        }
        return body;
    }
}
