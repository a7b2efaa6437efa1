package io.github.dcisdk.security;

import io.github.dcisdk.error.LogText;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.JsonValue.JsonArray;
import io.github.dcisdk.json.JsonValue.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Public keys for signatures and for encryption, as peers publish them to each other (RFC 7517 section 5), usually at {@code
 * /.well-known/jwks.json}. A key is for encryption if its {@code use} is {@code enc}, else for signatures. Immutable. Never
 * holds a private key.
 */
public final class JwkSet {
    /** How long the text of a set may be, in bytes. */
    public static final int MAX_BYTES = 262_144;
    /** How many keys a set may hold. */
    public static final int MAX_KEYS = 100;

    private final List<VerificationKey> keys;
    private final List<EncryptionKey> encryptionKeys;
    private final List<String> skipped;

    private JwkSet(Collection<VerificationKey> keys, Collection<EncryptionKey> encryptionKeys, List<String> skipped) {
        this.keys = List.copyOf(keys);
        this.encryptionKeys = List.copyOf(encryptionKeys);
        this.skipped = List.copyOf(skipped);
    }

    /**
     * A set of keys for signatures.
     *
     * @param keys the keys; copied
     * @return the set
     * @throws IllegalArgumentException if two keys have the same id
     */
    public static JwkSet of(Collection<VerificationKey> keys) {
        return of(keys, List.of());
    }

    /**
     * A set of keys for signatures and for encryption.
     *
     * @param keys the keys for signatures; copied
     * @param encryptionKeys the keys for encryption; copied
     * @return the set
     * @throws IllegalArgumentException if two keys for the same use have the same id
     */
    public static JwkSet of(Collection<VerificationKey> keys, Collection<EncryptionKey> encryptionKeys) {
        requireDistinct(keys.stream().map(VerificationKey::keyId).toList());
        requireDistinct(encryptionKeys.stream().map(EncryptionKey::keyId).toList());
        return new JwkSet(keys, encryptionKeys, List.of());
    }

    private static void requireDistinct(List<String> ids) {
        Set<String> seen = new HashSet<>();
        for (String id : ids) {
            if (!seen.add(id)) {
                throw new IllegalArgumentException("two keys have the id " + LogText.safe(id));
            }
        }
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
        Map<String, EncryptionKey> encryptionKeys = new LinkedHashMap<>();
        List<String> skipped = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            try {
                if (!(items.get(i) instanceof JsonObject json)) {
                    throw new IllegalArgumentException("it is no JSON object");
                }
                if (json.get("use").equals(Optional.of(JsonValue.of("enc")))) {
                    EncryptionKey key = EncryptionJwk.encryptionKey(json);
                    requireNew(encryptionKeys.putIfAbsent(key.keyId(), key));
                } else {
                    VerificationKey key = Jwk.verificationKey(json);
                    requireNew(keys.putIfAbsent(key.keyId(), key));
                }
            } catch (IllegalArgumentException e) {
                skipped.add("key " + i + ": " + e.getMessage());
            }
        }
        return new JwkSet(keys.values(), encryptionKeys.values(), skipped);
    }

    private static void requireNew(@Nullable Object before) {
        if (before != null) {
            throw new IllegalArgumentException("its id stands twice");
        }
    }

    /**
     * The keys for signatures that can be used.
     *
     * @return in the order of the set
     */
    public List<VerificationKey> keys() {
        return keys;
    }

    /**
     * The keys for encryption that can be used.
     *
     * @return in the order of the set
     */
    public List<EncryptionKey> encryptionKeys() {
        return encryptionKeys;
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
        return Stream.concat(
                        keys.stream().map(VerificationKey::toJwk),
                        encryptionKeys.stream().map(EncryptionKey::toJwk))
                .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }

    @Override
    public String toString() {
        return "JwkSet[" + keys.size() + " keys for signatures, " + encryptionKeys.size() + " for encryption]";
    }
}
