package io.github.dcisdk.security;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dcisdk.json.JsonSlice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/** What the tests of encryption share: two sides, a key of each kind, and messages as text that a test can spoil. */
final class EncryptedTexts {
    static final JsonMapper JSON = new JsonMapper();
    static final String SENDER = "sp-mis.example.org";
    static final String RECEIVER = "crvs.example.org";
    static final String TEXT = "{\"transaction_id\":\"t-1\",\"größe\":\"\uD83D\uDE00\",\"search_request\":[]}";
    static final DecryptionKey RSA = DecryptionKey.generate(EncryptionAlgorithm.RSA_OAEP_256, "rsa-1");
    static final DecryptionKey WRAPPED = DecryptionKey.generate(EncryptionAlgorithm.ECDH_ES_A256KW, "ec-1");
    static final DecryptionKey AGREED = DecryptionKey.generate(EncryptionAlgorithm.ECDH_ES, "ec-2");
    static final List<DecryptionKey> KEYS = List.of(RSA, WRAPPED, AGREED);

    private EncryptedTexts() {}

    static JsonSlice slice(String json) {
        return JsonSlice.of(json.getBytes(StandardCharsets.UTF_8));
    }

    static String text(JsonSlice json) {
        return new String(json.toByteArray(), StandardCharsets.UTF_8);
    }

    static ObjectNode encrypted(DecryptionKey key) {
        return encrypted(key, TEXT);
    }

    static ObjectNode encrypted(DecryptionKey key, String text) {
        return object(text(MessageEncrypter.encrypt(key.encryptionKey(), slice(text), SENDER, RECEIVER)));
    }

    static ObjectNode object(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static Decryption decrypt(JsonNode message, DecryptionKey... keys) {
        return decrypt(message.toString(), keys);
    }

    static Decryption decrypt(String message, DecryptionKey... keys) {
        return new MessageDecrypter(List.of(keys)).decrypt(slice(message), SENDER, RECEIVER);
    }

    static String base64Url(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static JsonNode resource(String name) {
        try {
            return JSON.readTree(Files.readString(Path.of("src/test/resources/encryption", name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
