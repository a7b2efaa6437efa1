package io.github.dcisdk.security;

import io.github.dcisdk.json.JsonSlice;
import java.util.Arrays;
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

    /**
     * The bytes of a JSON string without padding, in the alphabet for URLs; empty if it is none, or is written with
     * escapes. For large ones: nothing is copied into a text.
     */
    static Optional<byte[]> decodeUrl(JsonSlice string) {
        byte[] array = string.array();
        int start = string.offset() + 1;
        int length = string.length() - 2;
        if (length < 0 || array[string.offset()] != '"') {
            return Optional.empty();
        }
        try {
            byte[] text = Arrays.copyOfRange(array, start, start + length);
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            // The decoder takes padding, and bits in the last character that belong to no byte.
            int tail = length - length % 4;
            byte[] end = Arrays.copyOfRange(bytes, tail / 4 * 3, bytes.length);
            return Arrays.equals(URL.encode(end), Arrays.copyOfRange(text, tail, length))
                    ? Optional.of(bytes)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
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
