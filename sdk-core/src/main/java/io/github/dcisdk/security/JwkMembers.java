package io.github.dcisdk.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.JsonValue.JsonArray;
import io.github.dcisdk.json.JsonValue.JsonObject;
import io.github.dcisdk.json.JsonValue.JsonString;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.text.ParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What of a JWK counts, read strictly, whatever the key is for. No message shows key material. */
final class JwkMembers {
    private static final int MAX_KID_LENGTH = 1_000;
    private static final List<String> NUMBERS = List.of("n", "e", "x", "y", "d", "p", "q", "dp", "dq", "qi");
    private static final Pattern BASE64URL = Pattern.compile("[A-Za-z0-9_-]{1,4000}");

    private final JsonObject json;

    JwkMembers(JsonObject json) {
        this.json = json;
    }

    /** Type and curve of the key with a space between them, which is there without a curve too. */
    String kind() {
        return text("kty").orElse("") + " " + text("crv").orElse("");
    }

    Optional<String> text(String name) {
        return json.get(name).map(value -> {
            if (value instanceof JsonString string) {
                return string.value();
            }
            throw new IllegalArgumentException("the member '" + name + "' of the JWK is no string");
        });
    }

    Optional<String> keyId() {
        Optional<String> keyId = text("kid");
        if (keyId.filter(id -> id.isBlank() || id.length() > MAX_KID_LENGTH).isPresent()) {
            throw new IllegalArgumentException("the 'kid' of the JWK is blank or too long");
        }
        return keyId;
    }

    /** Checks what the key says it is for, where it says so. */
    void requireUse(String use, Predicate<String> algorithms) {
        if (text("use").filter(named -> !named.equals(use)).isPresent()) {
            throw new IllegalArgumentException("the JWK is not for " + (use.equals("sig") ? "signatures" : "encryption")
                    + ": its 'use' is not '" + use + "'");
        }
        if (text("alg").filter(algorithms.negate()).isPresent()) {
            throw new IllegalArgumentException("the JWK is for another algorithm than its kind of key has here");
        }
    }

    void requireOperation(String... operations) {
        Optional<JsonValue> named = json.get("key_ops");
        boolean without = named.filter(value -> !(value instanceof JsonArray array)
                        || array.items().stream().noneMatch(item -> List.of(operations)
                                .contains(item.asString().orElse(""))))
                .isPresent();
        if (without) {
            throw new IllegalArgumentException("the JWK is not for this: its 'key_ops' lack '" + operations[0] + "'");
        }
    }

    PublicKey publicKey() {
        JWK key = parsed();
        try {
            if (key instanceof OctetKeyPair edwards) {
                return EncodedKeys.ed25519Public(edwards.getDecodedX());
            }
            return key instanceof ECKey ec ? ec.toECPublicKey() : key.toRSAKey().toRSAPublicKey();
        } catch (JOSEException e) {
            throw damaged();
        }
    }

    PrivateKey privateKey() {
        JWK key = parsed();
        try {
            if (key instanceof OctetKeyPair edwards) {
                return EncodedKeys.ed25519Private(edwards.getDecodedD());
            }
            return key instanceof ECKey ec
                    ? ec.toECPrivateKey()
                    : key.toRSAKey().toRSAPrivateKey();
        } catch (JOSEException e) {
            throw damaged();
        }
    }

    private JWK parsed() {
        if (json.get("oth").isPresent()) {
            throw new IllegalArgumentException("an RSA key with more than two primes is not supported");
        }
        Map<String, Object> members = new HashMap<>();
        members.put("kty", text("kty").orElseThrow());
        text("crv").ifPresent(curve -> members.put("crv", curve));
        for (String name : NUMBERS) {
            text(name).ifPresent(number -> members.put(name, strict(name, number)));
        }
        try {
            return JWK.parse(members);
        } catch (ParseException | IllegalArgumentException e) {
            // Without a cause: its text could show a part of the key.
            throw damaged();
        }
    }

    /** The library skips characters that do not belong to Base64url. */
    private static String strict(String name, String number) {
        if (!BASE64URL.matcher(number).matches()) {
            throw new IllegalArgumentException("the member '" + name + "' of the JWK is not Base64url without padding");
        }
        return number;
    }

    private static IllegalArgumentException damaged() {
        return new IllegalArgumentException("the JWK lacks a member, or its members do not form a key");
    }
}
