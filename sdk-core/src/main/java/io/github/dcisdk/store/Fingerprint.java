package io.github.dcisdk.store;

import io.github.dcisdk.error.MalformedMessageException;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.security.CanonicalJson;
import io.github.dcisdk.security.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 over several parts, none of which can run into the next: for stores that need digests of texts from outside in
 * columns of a fixed length. Belongs to one thread.
 */
public final class Fingerprint {
    private static final int ABSENT = -1;

    private final MessageDigest sha256 = Sha256.start();

    /** Creates a fingerprint of nothing yet. */
    public Fingerprint() {}

    /**
     * Adds a text.
     *
     * @param text any text, also one that is no well-formed Unicode; null for none, which is not the empty text
     * @return this
     */
    public Fingerprint add(@Nullable String text) {
        if (text == null) {
            sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(ABSENT).flip());
            return this;
        }
        // UTF-16 units as they are: an encoder would replace half of a surrogate pair, and make two texts one.
        ByteBuffer part = ByteBuffer.allocate(Integer.BYTES + text.length() * Character.BYTES);
        part.putInt(text.length());
        part.asCharBuffer().put(text);
        sha256.update(part.array());
        return this;
    }

    /**
     * The canonical form, so that order, white space and the forms of numbers do not count. Ambiguous JSON, which only
     * senders without signature can bring here, has none; then the bytes count as they are.
     */
    Fingerprint add(JsonSlice json) {
        byte[] canonical;
        try {
            canonical = CanonicalJson.write(json);
        } catch (MalformedMessageException e) {
            add("as received");
            sha256.update(json.array(), json.offset(), json.length());
            return this;
        }
        add("canonical");
        sha256.update(canonical);
        return this;
    }

    /**
     * The digest of all parts. Nothing can be added afterwards.
     *
     * @return 43 ASCII characters that may stand in an address
     */
    public String text() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256.digest());
    }
}
