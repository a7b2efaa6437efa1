package io.github.dcisdk.security;

import io.github.dcisdk.error.LogText;
import io.github.dcisdk.error.MalformedMessageException;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.MessageSlicer;
import io.github.dcisdk.json.MessageSlices;
import io.github.dcisdk.json.Rule;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * Reads the standard's encrypted message: a flattened JWE (RFC 7516 section 7.2.2), whose parameters may stand in {@code
 * header}, {@code protected} and {@code unprotected}. Takes only the algorithms of {@link EncryptionAlgorithm} with {@code
 * A256GCM}, only with the key that is meant, never compressed content. Immutable, thread-safe.
 *
 * <p>The plain text is shorter than the message, so whatever limits the size of messages limits it too.
 */
public final class MessageDecrypter {
    private static final Set<String> MEMBERS =
            Set.of("header", "ciphertext", "encrypted_key", "tag", "iv", "protected", "unprotected", "aad");
    private static final int MAX_KEY_BYTES = 1_024;

    private final List<DecryptionKey> keys;

    /**
     * Creates a decrypter.
     *
     * @param keys our keys, several while we change from one to the next; none to read nothing
     * @throws IllegalArgumentException if two keys have the same id
     */
    public MessageDecrypter(Collection<DecryptionKey> keys) {
        this.keys = List.copyOf(keys);
        Set<String> ids = new HashSet<>();
        for (DecryptionKey key : keys) {
            if (!ids.add(key.keyId())) {
                throw new IllegalArgumentException("two decryption keys have the id " + LogText.safe(key.keyId()));
            }
        }
    }

    /**
     * The keys.
     *
     * @return unmodifiable
     */
    public List<DecryptionKey> keys() {
        return keys;
    }

    /**
     * Decrypts a message, whose signature is verified before. Never throws because of what was received.
     *
     * @param message the encrypted message as received
     * @param senderId the {@code sender_id} of whoever sent it, as far as it is proven
     * @param receiverId our {@code sender_id}
     * @return what became of it
     */
    public Decryption decrypt(JsonSlice message, String senderId, String receiverId) {
        try {
            if (keys.isEmpty()) {
                throw new DecryptionRefused(DecryptionFailure.NO_KEY);
            }
            Map<String, JsonSlice> members = CanonicalJson.members(message);
            JweHeader header = JweHeader.read(members);
            DecryptionKey key = key(header);
            Parties parties = parties(header, senderId, receiverId);
            byte[] iv = bytes(members, "iv", MessageEncrypter.IV_BYTES);
            byte[] tag = bytes(members, "tag", MessageEncrypter.TAG_BYTES);
            byte[] ciphertextAndTag = ciphertextAnd(tag, members);
            byte[] encryptedKey = encryptedKey(members, key);
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    ContentKey.read(key, encryptedKey, ephemeralKey(header, key), parties),
                    new GCMParameterSpec(MessageEncrypter.TAG_BYTES * Byte.SIZE, iv));
            cipher.updateAAD(header.additionalData());
            byte[] plain = cipher.doFinal(ciphertextAndTag);
            return decrypted(plain, fingerprint(iv, ciphertextAndTag), members.keySet());
        } catch (DecryptionRefused e) {
            return new Decryption.Failed(e.reason());
        } catch (MalformedMessageException e) {
            return new Decryption.Failed(DecryptionFailure.MALFORMED);
        } catch (GeneralSecurityException e) {
            return new Decryption.Failed(DecryptionFailure.WRONG_KEY_OR_CONTENT);
        }
    }

    private DecryptionKey key(JweHeader header) throws DecryptionRefused {
        if (header.has("zip")) {
            throw new DecryptionRefused(DecryptionFailure.COMPRESSED);
        } else if (header.has("crit")) {
            throw new DecryptionRefused(DecryptionFailure.CRITICAL_EXTENSION);
        }
        EncryptionAlgorithm algorithm = header.text("alg")
                .flatMap(EncryptionAlgorithm::byJoseName)
                .orElseThrow(() -> new DecryptionRefused(DecryptionFailure.UNKNOWN_ALGORITHM));
        if (!header.text("enc").equals(Optional.of(EncryptionAlgorithm.CONTENT_ENCRYPTION))) {
            throw new DecryptionRefused(DecryptionFailure.UNKNOWN_CONTENT_ALGORITHM);
        }
        Optional<String> keyId = header.text("kid");
        List<DecryptionKey> meant = keys.stream()
                .filter(key -> keyId.map(key.keyId()::equals).orElse(key.algorithm() == algorithm))
                .toList();
        if (meant.size() != 1) {
            throw new DecryptionRefused(DecryptionFailure.UNKNOWN_KEY);
        } else if (meant.get(0).algorithm() != algorithm) {
            throw new DecryptionRefused(DecryptionFailure.WRONG_ALGORITHM);
        }
        return meant.get(0);
    }

    /** The parties that the encryption names are those that the message is proven to be from, and for. */
    private static Parties parties(JweHeader header, String senderId, String receiverId) throws DecryptionRefused {
        return new Parties(party(header, "apu", senderId), party(header, "apv", receiverId));
    }

    private static String party(JweHeader header, String name, String expected) throws DecryptionRefused {
        Optional<String> named = header.text(name);
        if (named.isEmpty()) {
            return "";
        }
        byte[] party = StrictBase64.decodeUrl(named.get()).orElseThrow(DecryptionRefused::malformed);
        if (!Arrays.equals(party, expected.getBytes(StandardCharsets.UTF_8))) {
            throw new DecryptionRefused(DecryptionFailure.WRONG_PARTIES);
        }
        return expected;
    }

    private static @Nullable ECPublicKey ephemeralKey(JweHeader header, DecryptionKey key) throws DecryptionRefused {
        if (key.algorithm() == EncryptionAlgorithm.RSA_OAEP_256) {
            return null;
        }
        return header.object("epk")
                .flatMap(json -> EphemeralKey.read(json, key.encryptionKey().publicKey()))
                .orElseThrow(DecryptionRefused::malformed);
    }

    private static byte[] encryptedKey(Map<String, JsonSlice> members, DecryptionKey key) throws DecryptionRefused {
        boolean agreed = key.algorithm() == EncryptionAlgorithm.ECDH_ES;
        if (agreed && !members.containsKey("encrypted_key")) {
            return new byte[0];
        }
        byte[] encryptedKey = bytes(members, "encrypted_key", -1);
        if (encryptedKey.length > MAX_KEY_BYTES || agreed != (encryptedKey.length == 0)) {
            throw DecryptionRefused.malformed();
        }
        return encryptedKey;
    }

    private static byte[] bytes(Map<String, JsonSlice> members, String name, int length) throws DecryptionRefused {
        JsonSlice value = members.get(name);
        if (value == null || value.length() > 2 * MAX_KEY_BYTES) {
            throw DecryptionRefused.malformed();
        }
        byte[] bytes =
                CanonicalJson.text(value).flatMap(StrictBase64::decodeUrl).orElseThrow(DecryptionRefused::malformed);
        if (length >= 0 && bytes.length != length) {
            throw DecryptionRefused.malformed();
        }
        return bytes;
    }

    /** The platform wants both in one array. Large, so it is decoded from the bytes without a text in between. */
    private static byte[] ciphertextAnd(byte[] tag, Map<String, JsonSlice> members) throws DecryptionRefused {
        JsonSlice value = members.get("ciphertext");
        if (value == null) {
            throw DecryptionRefused.malformed();
        }
        byte[] ciphertext = StrictBase64.decodeUrl(value).orElseThrow(DecryptionRefused::malformed);
        byte[] both = Arrays.copyOf(ciphertext, ciphertext.length + tag.length);
        System.arraycopy(tag, 0, both, ciphertext.length, tag.length);
        return both;
    }

    private static Decryption decrypted(byte[] plain, String fingerprint, Set<String> members) {
        MessageSlices slices;
        try {
            slices = MessageSlicer.slice(plain);
        } catch (MalformedMessageException e) {
            Rule rule = e.ruleId().flatMap(Rule::byId).orElse(Rule.SYNTAX);
            return new Decryption.Unreadable(new Finding("/message" + e.pointer(), rule), fingerprint);
        }
        if (!slices.ambiguities().isEmpty()) {
            Finding first = slices.ambiguities().get(0);
            return new Decryption.Unreadable(new Finding("/message" + first.pointer(), first.rule()), fingerprint);
        }
        List<Finding> findings =
                MEMBERS.containsAll(members) ? List.of() : List.of(new Finding("/message", Rule.ENCRYPTION_MEMBERS));
        return new Decryption.Decrypted(slices.document(), fingerprint, findings);
    }

    /** Not over the encrypted key and the ephemeral key, which have other forms for the same content key. */
    private static String fingerprint(byte[] iv, byte[] ciphertextAndTag) {
        MessageDigest digest = Sha256.start();
        digest.update(iv);
        digest.update(ByteBuffer.wrap(ciphertextAndTag));
        return StrictBase64.encodeUrl(digest.digest());
    }

    @Override
    public String toString() {
        return "MessageDecrypter" + keys;
    }
}
