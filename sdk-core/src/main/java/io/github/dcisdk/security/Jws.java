package io.github.dcisdk.security;

import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.JsonValue.JsonObject;
import io.github.dcisdk.json.JsonValue.JsonString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A JSON Web Signature in the compact form (RFC 7515 section 7.1), with its payload inside or left out (appendix F). Of the
 * header, {@code alg} and {@code kid} are read and nothing else: neither keys nor addresses of keys nor certificates.
 */
final class Jws {
    private static final int MAX_HEADER_LENGTH = 8_192;

    /** What would change how the signature is made, or says where a key is that nobody here would believe. */
    private static final Set<String> REFUSED_MEMBERS = Set.of("crit", "b64", "zip", "jwk", "jku", "x5u");

    private final String protectedPart;
    private final String payloadPart;
    private final String algorithm;
    private final Optional<String> keyId;
    private final byte[] signature;

    private Jws(String protectedPart, String payloadPart, JsonObject header, byte[] signature) throws Refused {
        this.protectedPart = protectedPart;
        this.payloadPart = payloadPart;
        this.algorithm = text(header, "alg").orElseThrow(() -> new Refused(SignatureFailure.MALFORMED));
        this.keyId = text(header, "kid");
        this.signature = signature;
    }

    /** Whether a text is three parts of Base64url between dots. The middle one is empty if the payload is left out. */
    static boolean isForm(String text, boolean detached) {
        int first = text.indexOf('.');
        int second = text.indexOf('.', first + 1);
        return first > 0
                && second > first
                && second < text.length() - 1
                && detached == (second == first + 1)
                && text.chars().allMatch(c -> c == '.' || isBase64Url(c))
                && text.indexOf('.', second + 1) < 0;
    }

    private static boolean isBase64Url(int c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }

    /** Takes a text of this form apart. */
    static Jws parse(String text) throws Refused {
        int first = text.indexOf('.');
        int second = text.indexOf('.', first + 1);
        if (first < 0 || second < 0) {
            throw new Refused(SignatureFailure.MALFORMED);
        } else if (first > MAX_HEADER_LENGTH) {
            throw new Refused(SignatureFailure.TOO_LONG);
        }
        String protectedPart = text.substring(0, first);
        JsonObject header = StrictBase64.decodeUrl(protectedPart)
                .flatMap(StrictJson::object)
                .filter(json -> json.members().keySet().stream().noneMatch(REFUSED_MEMBERS::contains))
                .orElseThrow(() -> new Refused(SignatureFailure.MALFORMED));
        byte[] signature = StrictBase64.decodeUrl(text.substring(second + 1))
                .orElseThrow(() -> new Refused(SignatureFailure.MALFORMED));
        return new Jws(protectedPart, text.substring(first + 1, second), header, signature);
    }

    private static Optional<String> text(JsonObject header, String name) throws Refused {
        Optional<JsonValue> value = header.get(name);
        if (value.isPresent() && !(value.get() instanceof JsonString)) {
            throw new Refused(SignatureFailure.MALFORMED);
        }
        return value.map(text -> ((JsonString) text).value());
    }

    /** Signs a payload. The header holds {@code alg} and {@code kid}. */
    static String sign(SigningKey key, byte[] payload, boolean detached) {
        String header = "{\"alg\":\"" + key.algorithm().joseName() + "\",\"kid\":"
                + JsonValue.of(key.keyId()).toJson() + "}";
        String protectedPart = StrictBase64.encodeUrl(header.getBytes(StandardCharsets.UTF_8));
        String payloadPart = StrictBase64.encodeUrl(payload);
        byte[] signature = key.sign(ascii(protectedPart + "." + payloadPart));
        return protectedPart + "." + (detached ? "" : payloadPart) + "." + StrictBase64.encodeUrl(signature);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * The sender's keys that may have made the signature: the one that it names, or each of its algorithm if it names
     * none. The algorithm is always the key's own.
     */
    List<VerificationKey> candidates(TrustedSender sender) throws Refused {
        if (keyId.isPresent()) {
            VerificationKey key = sender.key(keyId.get()).orElseThrow(() -> new Refused(SignatureFailure.UNKNOWN_KEY));
            if (!key.algorithm().isJoseName(algorithm)) {
                throw new Refused(SignatureFailure.WRONG_ALGORITHM);
            }
            return List.of(key);
        }
        List<VerificationKey> candidates = new ArrayList<>(sender.keys());
        candidates.removeIf(key -> !key.algorithm().isJoseName(algorithm));
        if (candidates.isEmpty()) {
            throw new Refused(SignatureFailure.WRONG_ALGORITHM);
        }
        return candidates;
    }

    boolean hasKeyId() {
        return keyId.isPresent();
    }

    /** The payload inside, as it was signed. */
    byte[] payload() throws Refused {
        return StrictBase64.decodeUrl(payloadPart).orElseThrow(() -> new Refused(SignatureFailure.MALFORMED));
    }

    /** Whether the key signed the payload inside. */
    boolean isSignedBy(VerificationKey key) {
        return key.verifies(ascii(protectedPart + "." + payloadPart), signature);
    }

    /** Whether the key signed a payload that was left out. */
    boolean isSignedBy(VerificationKey key, byte[] payload) {
        return key.verifies(ascii(protectedPart + "." + StrictBase64.encodeUrl(payload)), signature);
    }
}
