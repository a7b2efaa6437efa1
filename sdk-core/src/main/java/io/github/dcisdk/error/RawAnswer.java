package io.github.dcisdk.error;

import java.io.Serializable;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a peer sent, untouched, for diagnosis. Kept in memory only: the body is neither serialised nor shown by {@link
 * #toString()}. Immutable but for the array of {@link #body()}.
 */
public final class RawAnswer implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int httpStatus;
    private final @Nullable String mediaType;
    private final int length;
    private final transient byte @Nullable [] body;

    /**
     * Keeps an answer.
     *
     * @param httpStatus the HTTP status
     * @param contentType the value of {@code Content-Type}; null when there is none
     * @param body the body; shared, and not to be changed from now on
     */
    public RawAnswer(int httpStatus, @Nullable String contentType, byte[] body) {
        this.httpStatus = httpStatus;
        this.mediaType = contentType == null ? null : mediaType(contentType);
        this.length = body.length;
        this.body = body;
    }

    /**
     * The HTTP status.
     *
     * @return for example 200
     */
    public int httpStatus() {
        return httpStatus;
    }

    /** Without parameters, which are free text. */
    private static String mediaType(String contentType) {
        int end = contentType.indexOf(';');
        String type = end < 0 ? contentType : contentType.substring(0, end);
        return LogText.safe(type.strip().toLowerCase(Locale.ROOT));
    }

    /**
     * The media type that the peer claims.
     *
     * @return for example {@code application/json}, in lower case and without parameters; empty if it claims none
     */
    public Optional<String> mediaType() {
        return Optional.ofNullable(mediaType);
    }

    /**
     * The body. Not proven to come from the peer, and it may hold personal data: not for logs.
     *
     * @return the bytes as received, inflated if they came compressed; shared, and not to be changed. None after Java
     *     serialisation
     */
    public byte[] body() {
        return Objects.requireNonNullElseGet(body, () -> new byte[0]);
    }

    @Override
    public String toString() {
        return "HTTP " + httpStatus + ", " + (mediaType == null ? "no content type" : mediaType) + ", " + length
                + " bytes";
    }
}
