package io.github.dcisdk.inbound;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** Reads a request's body within a limit, inflated if need be. */
final class BodyReader {
    private BodyReader() {}

    /**
     * Reads a body.
     *
     * @param contentEncoding the header {@code Content-Encoding} (RFC 9110 section 8.4); identity and gzip are read
     * @param maxBytes the largest body that is taken, after inflation
     * @throws RefusedRequestException if the body is larger, encoded in another way, or ends too early
     */
    static byte[] read(InputStream in, String contentEncoding, int maxBytes) {
        try {
            return switch (contentEncoding.strip().toLowerCase(Locale.ROOT)) {
                case "identity", "" -> readAtMost(in, maxBytes);
                case "gzip", "x-gzip" -> readAtMost(new GZIPInputStream(in), maxBytes);
                default -> throw new RefusedRequestException(Refusal.UNSUPPORTED_MEDIA_TYPE);
            };
        } catch (IOException e) {
            // Not gzip, a broken chunk, the end before its time: a caller that is still there is told.
            throw new RefusedRequestException(Refusal.BAD_REQUEST);
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
