package io.github.dcisdk.inbound;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** Reads a request's body within limits, inflated if need be. */
final class BodyReader {
    private BodyReader() {}

    /**
     * Reads a body.
     *
     * @param contentEncoding the header {@code Content-Encoding} (RFC 9110 section 8.4); identity and gzip are read
     * @param maxBytes the largest body that is taken, both as it is sent and after inflation: a stream that inflates to
     *     nothing may have no end either
     * @param maxTime how long the body may take to arrive
     * @throws RefusedRequestException if the body is larger, slower, encoded in another way, or ends too early
     */
    static byte[] read(InputStream in, String contentEncoding, int maxBytes, Duration maxTime) {
        try {
            InputStream sent = new BoundedInput(in, maxBytes, maxTime);
            return switch (contentEncoding.strip().toLowerCase(Locale.ROOT)) {
                case "identity", "" -> sent.readAllBytes();
                case "gzip", "x-gzip" -> new BoundedInput(new GZIPInputStream(sent), maxBytes, maxTime).readAllBytes();
                default -> throw new RefusedRequestException(Refusal.UNSUPPORTED_MEDIA_TYPE);
            };
        } catch (IOException e) {
            // Not gzip, a broken chunk, the end before its time: a caller that is still there is told.
            throw new RefusedRequestException(Refusal.BAD_REQUEST);
        }
    }

    /** Takes some of a body from a caller that reads no answer while it is still sending. */
    static void skip(InputStream in, int maxBytes, Duration maxTime) throws IOException {
        try {
            new BoundedInput(in, maxBytes, maxTime).transferTo(OutputStream.nullOutputStream());
        } catch (RefusedRequestException enough) {
            // Whoever sends still more, or slowly, is not waited for.
            return;
        }
    }
}
