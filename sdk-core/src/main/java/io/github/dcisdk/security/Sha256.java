package io.github.dcisdk.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** SHA-256 (FIPS 180-4), which every Java platform has. */
public final class Sha256 {
    private Sha256() {}

    /**
     * A digest over content that comes in parts.
     *
     * @return a new digest, for one thread
     */
    public static MessageDigest start() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * The digest of a content.
     *
     * @param content the bytes
     * @return 32 bytes
     */
    public static byte[] digest(byte[] content) {
        return start().digest(content);
    }

    /**
     * The digest of a text in UTF-8.
     *
     * @param text the text
     * @return 32 bytes
     */
    public static byte[] digest(String text) {
        return digest(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The digest of a content, written down.
     *
     * @param content the bytes
     * @return Base64 (RFC 4648 section 4), 44 characters
     */
    public static String base64(byte[] content) {
        return Base64.getEncoder().encodeToString(digest(content));
    }
}
