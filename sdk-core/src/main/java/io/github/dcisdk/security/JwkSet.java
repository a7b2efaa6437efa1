package io.github.dcisdk.security;

import io.github.dcisdk.error.LogText;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.JsonValue.JsonArray;
import io.github.dcisdk.json.JsonValue.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Public keys for signatures, as peers publish them to each other (RFC 7517 section 5), usually at {@code
 * /.well-known/jwks.json}. Immutable. Never holds a private key.
 */
public final class JwkSet {
    /** How long the text of a set may be, in bytes. */
    public static final int MAX_BYTES = 262_144;
    /** How many keys a set may hold. */
    public static final int MAX_KEYS = 100;

    private final List<VerificationKey> keys;
    private final List<String> skipped;

    private JwkSet(List<VerificationKey> keys, List<String> skipped) {
        this.keys = List.copyOf(keys);
        this.skipped = List.copyOf(skipped);
    }

    /**
     * A set of keys.
     *
     * @param keys the keys; copied
     * @return the set
     * @throws IllegalArgumentException if two keys have the same id
     */
    public static JwkSet of(Collection<VerificationKey> keys) {
        Map<String, VerificationKey> byId = new LinkedHashMap<>();
        for (VerificationKey key : keys) {
            if (byId.putIfAbsent(key.keyId(), key) != null) {
                throw new IllegalArgumentException("two keys have the id " + LogText.safe(key.keyId()));
            }
        }
        return new JwkSet(List.copyOf(byId.values()), List.of());
    }

    /**
     * Reads a set as far as it is of use: keys of other kinds or for other uses, private and symmetric keys, damaged keys,
     * and keys whose id stands twice are left out and named by {@link #skipped()}.
     *
     * @param json the JSON text, in UTF-8
     * @return the set
     * @throws IllegalArgumentException if the text is no such set, repeats a member, or is larger than {@link #MAX_BYTES}
     *     or {@link #MAX_KEYS}
     */
    public static JwkSet parse(byte[] json) {
        if (json.length > MAX_BYTES) {
            throw new IllegalArgumentException("the key set is longer than " + MAX_BYTES + " bytes");
        }
        List<JsonValue> items = StrictJson.object(json)
                .flatMap(set -> set.get("keys"))
                .filter(JsonArray.class::isInstance)
                .map(list -> ((JsonArray) list).items())
                .orElseThrow(() -> new IllegalArgumentException(
                        "the key set is no JSON object with an array 'keys', or a member stands in it twice"));
        if (items.size() > MAX_KEYS) {
            throw new IllegalArgumentException("the key set holds more than " + MAX_KEYS + " keys");
        }
        return read(items);
    }

    /**
     * Reads a set, like {@link #parse(byte[])}.
     *
     * @param json the JSON text
     * @return the set
     * @throws IllegalArgumentException if the text is no such set, repeats a member, or is larger than {@link #MAX_BYTES}
     *     or {@link #MAX_KEYS}
     */
    public static JwkSet parse(String json) {
        return parse(json.getBytes(StandardCharsets.UTF_8));
    }

    private static JwkSet read(List<JsonValue> items) {
        Map<String, VerificationKey> keys = new LinkedHashMap<>();
        List<String> skipped = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            try {
                VerificationKey key = read(items.get(i));
                if (keys.putIfAbsent(key.keyId(), key) != null) {
                    skipped.add("key " + i + ": its id stands twice");
                }
            } catch (IllegalArgumentException e) {
                skipped.add("key " + i + ": " + e.getMessage());
            }
        }
        return new JwkSet(List.copyOf(keys.values()), skipped);
    }

    private static VerificationKey read(JsonValue item) {
        if (item instanceof JsonObject json) {
            return Jwk.verificationKey(json);
        }
        throw new IllegalArgumentException("it is no JSON object");
    }

    /**
     * The keys that can be used.
     *
     * @return in the order of the set
     */
    public List<VerificationKey> keys() {
        return keys;
    }

    /**
     * What was left out, for logs.
     *
     * @return one sentence for each key, with its place in the set; without key material
     */
    public List<String> skipped() {
        return skipped;
    }

    /**
     * The set in JSON.
     *
     * @return the text to publish
     */
    public String toJson() {
        return keys.stream().map(VerificationKey::toJwk).collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }

    @Override
    public String toString() {
        return "JwkSet[" + keys.size() + " keys]";
    }
}
