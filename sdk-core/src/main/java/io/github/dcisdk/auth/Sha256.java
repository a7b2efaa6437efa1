package io.github.dcisdk.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** What is kept of secrets: enough to recognise them, not to use them. */
final class Sha256 {
    private Sha256() {}

    static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** As a key of maps. */
    static String text(String text) {
        return Base64.getEncoder().encodeToString(digest(text));
    }
}
