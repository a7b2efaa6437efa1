package io.github.dcisdk.jdbc;

import java.security.SecureRandom;
import java.util.Objects;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key that contents are encrypted with at rest: AES with 256 bits, and an id by which it is found again. A key is good for
 * 4 billion contents; change it long before. Immutable; {@link #toString()} shows the id only.
 */
public final class ContentKey {
    private static final int KEY_BYTES = 32;
    private static final String ID_FORM = "[A-Za-z0-9._-]{1,64}";

    private final String id;
    private final SecretKey key;

    private ContentKey(String id, SecretKey key) {
        if (!id.matches(ID_FORM)) {
            throw new IllegalArgumentException(
                    "the id of a content key has 1 to 64 of the characters A-Z a-z 0-9 . _ -");
        }
        this.id = id;
        this.key = Objects.requireNonNull(key, "key");
    }

    /**
     * A key from its bytes.
     *
     * @param id by which it is found; stands in the database in clear
     * @param key 32 random bytes; copied
     * @return the key
     * @throws IllegalArgumentException if the id or the length is wrong
     */
    public static ContentKey of(String id, byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("a content key has 32 bytes, not " + key.length);
        }
        return new ContentKey(id, new SecretKeySpec(key, "AES"));
    }

    /**
     * A key of a key store or of a security module whose provider does AES in Galois/Counter Mode.
     *
     * @param id by which it is found; stands in the database in clear
     * @param key an AES key of 256 bits
     * @return the key
     * @throws IllegalArgumentException if the id is wrong, or the key is no AES key or visibly of another length
     */
    public static ContentKey of(String id, SecretKey key) {
        byte[] encoded = key.getEncoded();
        if (!key.getAlgorithm().equals("AES") || (encoded != null && encoded.length != KEY_BYTES)) {
            throw new IllegalArgumentException("a content key is an AES key of 256 bits");
        }
        return new ContentKey(id, key);
    }

    /**
     * A new random key, for tests and for whoever keeps it.
     *
     * @param id by which it is found
     * @return the key
     * @throws IllegalArgumentException if the id is wrong
     */
    public static ContentKey generate(String id) {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return of(id, key);
    }

    /**
     * By which the key is found.
     *
     * @return its id
     */
    public String id() {
        return id;
    }

    /**
     * The key itself.
     *
     * @return a secret
     */
    public SecretKey key() {
        return key;
    }

    @Override
    public String toString() {
        return "ContentKey[" + id + "]";
    }
}
