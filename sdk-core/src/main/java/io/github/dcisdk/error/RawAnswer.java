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
    private final @Nullable String contentType;
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
        this.contentType = contentType;
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

    /**
     * The media type that the peer claims, with its parameters.
     *
     * @return the value of {@code Content-Type}, if there is one
     */
    public Optional<String> contentType() {
        return Optional.ofNullable(contentType);
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

    /** The media type without parameters, which are free text. */
    private String mediaType() {
        if (contentType == null) {
            return "no content type";
        }
        int end = contentType.indexOf(';');
        return LogText.safe(
                (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return "HTTP " + httpStatus + ", " + mediaType() + ", " + length + " bytes";
    }
}
