package io.github.dcisdk.security;

import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.JsonValue.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Writes the standard's encrypted message: a flattened JWE (RFC 7516 section 7.2.2) with all parameters in the unprotected
 * {@code header}, content in {@code A256GCM}.
 */
public final class MessageEncrypter {
    static final int IV_BYTES = 12;
    static final int TAG_BYTES = 16;

    private static final int PARTS_AND_NAMES = 4_096;
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private MessageEncrypter() {}

    /**
     * Encrypts a message. The result stands in the place of the message and is what gets signed. With {@link
     * EncryptionAlgorithm#ECDH_ES_A256KW} and {@link EncryptionAlgorithm#ECDH_ES}, sender and receiver become part of the
     * encryption ({@code apu} and {@code apv} of RFC 7518 section 4.6.1), so nobody else can send it on as his own.
     *
     * @param key the receiver's key
     * @param message the JSON text of the message
     * @param senderId our {@code sender_id}
     * @param receiverId the receiver's {@code sender_id}
     * @return the JSON text of the encrypted message
     * @throws IllegalStateException if the key no longer works
     */
    public static JsonSlice encrypt(EncryptionKey key, JsonSlice message, String senderId, String receiverId) {
        Parties parties = new Parties(senderId, receiverId);
        byte[] iv = new byte[IV_BYTES];
        new SecureRandom().nextBytes(iv);
        try {
            ContentKey content = ContentKey.make(key, parties);
            // Without a protected header, the additional authenticated data is empty (RFC 7516 section 5.1, step 14).
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, content.key(), new GCMParameterSpec(TAG_BYTES * Byte.SIZE, iv));
            byte[] ciphertextAndTag = cipher.doFinal(message.array(), message.offset(), message.length());
            return write(header(key, content, parties), content.encryptedKey(), iv, ciphertextAndTag);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("encrypting for key " + key.keyId() + " failed", e);
        }
    }

    private static JsonObject header(EncryptionKey key, ContentKey content, Parties parties) {
        Map<String, JsonValue> header = new LinkedHashMap<>();
        header.put("alg", JsonValue.of(key.algorithm().joseName()));
        header.put("enc", JsonValue.of(EncryptionAlgorithm.CONTENT_ENCRYPTION));
        header.put("kid", JsonValue.of(key.keyId()));
        ECPublicKey ephemeral = content.ephemeralKey();
        if (ephemeral != null) {
            header.put("epk", EphemeralKey.write(ephemeral));
            header.put("apu", JsonValue.of(StrictBase64.encodeUrl(parties.senderBytes())));
            header.put("apv", JsonValue.of(StrictBase64.encodeUrl(parties.receiverBytes())));
        }
        return new JsonObject(header);
    }

    private static JsonSlice write(JsonObject header, byte[] encryptedKey, byte[] iv, byte[] ciphertextAndTag) {
        int length = ciphertextAndTag.length - TAG_BYTES;
        ByteArrayOutputStream out = new ByteArrayOutputStream(PARTS_AND_NAMES + length / 3 * 4);
        text(out, "{\"header\":" + header.toJson());
        if (encryptedKey.length > 0) {
            base64(out, "encrypted_key", ByteBuffer.wrap(encryptedKey));
        }
        base64(out, "iv", ByteBuffer.wrap(iv));
        base64(out, "ciphertext", ByteBuffer.wrap(ciphertextAndTag, 0, length));
        base64(out, "tag", ByteBuffer.wrap(ciphertextAndTag, length, TAG_BYTES));
        text(out, "}");
        return JsonSlice.of(out.toByteArray());
    }

    private static void base64(ByteArrayOutputStream out, String name, ByteBuffer bytes) {
        ByteBuffer encoded = BASE64URL.encode(bytes);
        text(out, ",\"" + name + "\":\"");
        out.write(encoded.array(), encoded.arrayOffset() + encoded.position(), encoded.remaining());
        text(out, "\"");
    }

    private static void text(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
