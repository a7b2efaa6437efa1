package io.github.dcisdk.jdbc;

import io.github.dcisdk.error.LogText;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.store.Fingerprint;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * How contents stand in the database. In clear: a zero byte and the content. Encrypted: a one, the length of the key's id and
 * the id, 12 random bytes, and what AES-256-GCM gives. What is authenticated beside the content are all bytes before, and
 * where it stands: table, row and column, and those columns of the row that say what is done with it; so nobody can exchange
 * rows, or have a content sent to another peer.
 */
final class Contents {
    private static final byte CLEAR = 0;
    private static final byte ENCRYPTED = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final @Nullable ContentKeys keys;
    private final boolean readsClear;
    private final SecureRandom random = new SecureRandom();

    private Contents(@Nullable ContentKeys keys, boolean readsClear) {
        this.keys = keys;
        this.readsClear = readsClear;
    }

    /** A content as it stands in a row. */
    static final class Sealed {
        private final byte[] bytes;

        private Sealed(byte[] bytes) {
            this.bytes = bytes;
        }

        static Sealed read(ResultSet row, String column) throws SQLException {
            return new Sealed(row.getBytes(column));
        }
    }

    static Contents inClear() {
        return new Contents(null, true);
    }

    static Contents encrypted(ContentKeys keys, boolean readsClear) {
        return new Contents(keys, readsClear);
    }

    boolean areEncrypted() {
        return keys != null;
    }

    /** Where a content stands; the parts are authenticated. */
    static String place(String column, @Nullable String... parts) {
        Fingerprint place = new Fingerprint().add(column);
        for (String part : parts) {
            place.add(part);
        }
        return place.text();
    }

    byte[] seal(JsonSlice content, String place) {
        if (keys == null) {
            return ByteBuffer.allocate(1 + content.length())
                    .put(CLEAR)
                    .put(content.array(), content.offset(), content.length())
                    .array();
        }
        ContentKey key = keys.current();
        byte[] id = key.id().getBytes(StandardCharsets.US_ASCII);
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] head = ByteBuffer.allocate(2 + id.length + NONCE_BYTES)
                .put(ENCRYPTED)
                .put((byte) id.length)
                .put(id)
                .put(nonce)
                .array();
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, head, place);
            byte[] sealed = Arrays.copyOf(head, head.length + cipher.getOutputSize(content.length()));
            cipher.doFinal(content.array(), content.offset(), content.length(), sealed, head.length);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform cannot encrypt with " + key, e);
        }
    }

    JsonSlice open(Sealed content, String place) {
        byte[] stored = content.bytes;
        if (stored.length > 0 && stored[0] == CLEAR) {
            if (!readsClear) {
                throw new UnreadableContentException(
                        "a content is stored in clear, and this store takes encrypted ones only", null);
            }
            return JsonSlice.of(stored, 1, stored.length - 1);
        }
        int headLength = stored.length < 2 ? stored.length : 2 + (stored[1] & 0xff) + NONCE_BYTES;
        if (stored.length < headLength + TAG_BITS / Byte.SIZE || stored[0] != ENCRYPTED) {
            throw new UnreadableContentException("a content was not written by this kind of store", null);
        }
        String id = new String(stored, 2, stored[1] & 0xff, StandardCharsets.US_ASCII);
        ContentKey key = keys == null ? null : keys.find(id).orElse(null);
        if (key == null) {
            throw new UnreadableContentException(
                    "a content is encrypted with the key " + LogText.safe(id) + ", which this store does not have", id);
        }
        byte[] head = Arrays.copyOf(stored, headLength);
        byte[] nonce = Arrays.copyOfRange(stored, headLength - NONCE_BYTES, headLength);
        try {
            return JsonSlice.of(cipher(Cipher.DECRYPT_MODE, key, nonce, head, place)
                    .doFinal(stored, headLength, stored.length - headLength));
        } catch (GeneralSecurityException e) {
            throw new UnreadableContentException(
                    "a content was not written in this place with the key " + LogText.safe(id) + ", or was changed",
                    null);
        }
    }

    private static Cipher cipher(int mode, ContentKey key, byte[] nonce, byte[] head, String place)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key.key(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(head);
        cipher.updateAAD(place.getBytes(StandardCharsets.US_ASCII));
        return cipher;
    }
}
