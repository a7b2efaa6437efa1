package io.github.dcisdk.security;

import java.util.Base64;
import java.util.Optional;

/** Base64 (RFC 4648) that has one text for the same bytes, where the platform's decoders take several. */
final class StrictBase64 {
    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

    private StrictBase64() {}

    /** The bytes of a text with padding, in the standard alphabet; empty if it is none. */
    static Optional<byte[]> decode(String text) {
        return decode(text, Base64.getDecoder(), Base64.getEncoder());
    }

    /** The bytes of a text without padding, in the alphabet for URLs; empty if it is none. */
    static Optional<byte[]> decodeUrl(String text) {
        return decode(text, Base64.getUrlDecoder(), URL);
    }

    private static Optional<byte[]> decode(String text, Base64.Decoder decoder, Base64.Encoder encoder) {
        try {
            byte[] bytes = decoder.decode(text);
            return encoder.encodeToString(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static String encodeUrl(byte[] bytes) {
        return URL.encodeToString(bytes);
    }
}
