package io.github.dcisdk.security;

import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.JsonValue.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of an encrypted message, wherever they stand: in {@code protected}, {@code unprotected} and {@code header}
 * together, where none may stand twice (RFC 7516 section 7.2.1).
 */
final class JweHeader {
    private static final int MAX_BYTES = 65_536;

    private final Map<String, JsonValue> parameters = new LinkedHashMap<>();
    private final byte[] additionalData;

    private JweHeader(byte[] additionalData) {
        this.additionalData = additionalData;
    }

    /**
     * Reads the parameters.
     *
     * @param message the members of the encrypted message
     * @throws DecryptionRefused if they cannot be read, or one stands twice
     */
    static JweHeader read(Map<String, JsonSlice> message) throws DecryptionRefused {
        String protectedText = text(message, "protected");
        JweHeader header = new JweHeader(additionalData(message, protectedText));
        if (!protectedText.isEmpty()) {
            byte[] json = StrictBase64.decodeUrl(protectedText).orElseThrow(DecryptionRefused::malformed);
            header.add(StrictJson.object(json).orElseThrow(DecryptionRefused::malformed));
        }
        for (String name : new String[] {"unprotected", "header"}) {
            JsonSlice json = message.get(name);
            if (json != null) {
                header.add(StrictJson.object(limited(json).toByteArray()).orElseThrow(DecryptionRefused::malformed));
            }
        }
        return header;
    }

    /** RFC 7516 section 5.2, step 15: the text of {@code protected} as received, a point, and {@code aad} if there. */
    private static byte[] additionalData(Map<String, JsonSlice> message, String protectedText)
            throws DecryptionRefused {
        String text = protectedText;
        if (message.containsKey("aad")) {
            String aad = text(message, "aad");
            if (StrictBase64.decodeUrl(aad).isEmpty()) {
                throw DecryptionRefused.malformed();
            }
            text = protectedText + "." + aad;
        }
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String text(Map<String, JsonSlice> message, String name) throws DecryptionRefused {
        JsonSlice value = message.get(name);
        return value == null ? "" : CanonicalJson.text(limited(value)).orElseThrow(DecryptionRefused::malformed);
    }

    private static JsonSlice limited(JsonSlice value) throws DecryptionRefused {
        if (value.length() > MAX_BYTES) {
            throw DecryptionRefused.malformed();
        }
        return value;
    }

    private void add(JsonObject json) throws DecryptionRefused {
        for (Map.Entry<String, JsonValue> parameter : json.members().entrySet()) {
            if (parameters.putIfAbsent(parameter.getKey(), parameter.getValue()) != null) {
                throw DecryptionRefused.malformed();
            }
        }
    }

    boolean has(String name) {
        return parameters.containsKey(name);
    }

    /** A parameter that is text; empty if it is not there. */
    Optional<String> text(String name) throws DecryptionRefused {
        JsonValue value = parameters.get(name);
        if (value == null) {
            return Optional.empty();
        }
        return Optional.of(value.asString().orElseThrow(DecryptionRefused::malformed));
    }

    Optional<JsonObject> object(String name) {
        return Optional.ofNullable(parameters.get(name)).flatMap(JsonValue::asObject);
    }

    /** What the tag covers beside the content. */
    byte[] additionalData() {
        return additionalData;
    }
}
