package io.github.dcisdk.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import io.github.dcisdk.error.LogText;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.JsonValue.JsonArray;
import io.github.dcisdk.json.JsonValue.JsonObject;
import io.github.dcisdk.json.JsonValue.JsonString;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One key in JSON (RFC 7517, RFC 8037). What of it counts is read strictly; certificates in it, and addresses where they
 * might be found, are not read at all. No message shows key material.
 */
final class Jwk {
    private static final int MAX_LENGTH = 65_536;
    private static final int MAX_KID_LENGTH = 1_000;
    private static final List<String> NUMBERS = List.of("n", "e", "x", "y", "d", "p", "q", "dp", "dq", "qi");
    private static final Pattern BASE64URL = Pattern.compile("[A-Za-z0-9_-]{1,4000}");

    private final JsonObject json;
    private final SignatureAlgorithm algorithm;
    private final JWK key;

    private Jwk(JsonObject json) {
        this.json = json;
        String kind = text("kty").orElse("") + " " + text("crv").orElse("");
        this.algorithm = switch (kind) {
            case "OKP Ed25519" -> SignatureAlgorithm.ED25519;
            case "EC P-256" -> SignatureAlgorithm.ES256;
            case "RSA " -> SignatureAlgorithm.RS256;
            default ->
                throw new IllegalArgumentException(
                        "the JWK is of no supported kind (OKP on Ed25519, EC on P-256, RSA): "
                                + LogText.safe(kind.strip()));
        };
        requireSignatures();
        this.key = parsed();
    }

    static JsonObject parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("the JWK is longer than " + MAX_LENGTH + " characters");
        }
        return StrictJson.object(text.getBytes(StandardCharsets.UTF_8))
                .orElseThrow(() -> new IllegalArgumentException(
                        "the JWK is no JSON object, or a member stands in it twice; see RFC 7517 for its form"));
    }

    /** Whether the key could sign or decrypt: a private or a symmetric one. */
    static boolean isSecret(JsonObject json) {
        return json.get("d").isPresent() || json.get("k").isPresent();
    }

    /** The public key; a private one is refused, so that nobody gets used to handing private keys around. */
    static VerificationKey verificationKey(JsonObject json) {
        if (isSecret(json)) {
            throw new IllegalArgumentException(
                    "the JWK is a private or symmetric key, which does not belong here; take the members of the public"
                            + " key only");
        }
        Jwk jwk = new Jwk(json);
        jwk.requireOperation("verify");
        VerificationKey unnamed = VerificationKey.of(jwk.publicKey());
        return jwk.keyId().map(unnamed::withKeyId).orElse(unnamed);
    }

    static SigningKey signingKey(JsonObject json) {
        if (json.get("d").isEmpty()) {
            throw new IllegalArgumentException("the JWK has no private part 'd'; the private key is needed here");
        }
        Jwk jwk = new Jwk(json);
        jwk.requireOperation("sign");
        PublicKey publicKey = jwk.publicKey();
        String keyId = jwk.keyId().orElseGet(() -> VerificationKey.of(publicKey).keyId());
        return SigningKey.of(jwk.privateKey(), publicKey, keyId);
    }

    private Optional<String> text(String name) {
        return json.get(name).map(value -> {
            if (value instanceof JsonString string) {
                return string.value();
            }
            throw new IllegalArgumentException("the member '" + name + "' of the JWK is no string");
        });
    }

    private Optional<String> keyId() {
        Optional<String> keyId = text("kid");
        if (keyId.filter(id -> id.isBlank() || id.length() > MAX_KID_LENGTH).isPresent()) {
            throw new IllegalArgumentException("the 'kid' of the JWK is blank or too long");
        }
        return keyId;
    }

    private void requireSignatures() {
        if (text("use").filter(use -> !use.equals("sig")).isPresent()) {
            throw new IllegalArgumentException("the JWK is not for signatures: its 'use' is not 'sig'");
        }
        if (text("alg").filter(name -> !algorithm.isJoseName(name)).isPresent()) {
            throw new IllegalArgumentException("the JWK is for another algorithm than " + algorithm.joseName());
        }
    }

    private void requireOperation(String operation) {
        Optional<JsonValue> operations = json.get("key_ops");
        boolean without = operations
                .filter(value -> !(value instanceof JsonArray array)
                        || array.items().stream()
                                .noneMatch(item -> item.asString().equals(Optional.of(operation))))
                .isPresent();
        if (without) {
            throw new IllegalArgumentException("the JWK is not for this: its 'key_ops' lack '" + operation + "'");
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

    private PublicKey publicKey() {
        try {
            if (key instanceof OctetKeyPair edwards) {
                return EncodedKeys.ed25519Public(edwards.getDecodedX());
            }
            return key instanceof ECKey ec ? ec.toECPublicKey() : key.toRSAKey().toRSAPublicKey();
        } catch (JOSEException e) {
            throw damaged();
        }
    }

    private PrivateKey privateKey() {
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

    /** RFC 7638 with SHA-256, in Base64url. */
    static String thumbprint(PublicKey key, SignatureAlgorithm algorithm) {
        try {
            return jwk(key, null, algorithm, "").computeThumbprint().toString();
        } catch (JOSEException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static String write(VerificationKey key) {
        return jwk(key.publicKey(), null, key.algorithm(), key.keyId()).toJSONString();
    }

    static String write(SigningKey key, PrivateKey privateKey) {
        PublicKey publicKey = key.verificationKey().publicKey();
        return jwk(publicKey, privateKey, key.algorithm(), key.keyId()).toJSONString();
    }

    private static JWK jwk(PublicKey key, @Nullable PrivateKey privateKey, SignatureAlgorithm algorithm, String keyId) {
        JWSAlgorithm name = JWSAlgorithm.parse(algorithm.joseName());
        return switch (algorithm) {
            case ED25519 -> {
                OctetKeyPair.Builder builder =
                        new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(EncodedKeys.ed25519Bytes(key)));
                if (privateKey != null) {
                    builder.d(Base64URL.encode(EncodedKeys.ed25519Bytes(privateKey.getEncoded())));
                }
                yield builder.keyID(keyId)
                        .keyUse(KeyUse.SIGNATURE)
                        .algorithm(name)
                        .build();
            }
            case ES256 -> {
                ECKey.Builder builder = new ECKey.Builder(Curve.P_256, (ECPublicKey) key);
                if (privateKey != null) {
                    builder.privateKey((ECPrivateKey) privateKey);
                }
                yield builder.keyID(keyId)
                        .keyUse(KeyUse.SIGNATURE)
                        .algorithm(name)
                        .build();
            }
            case RS256 -> {
                RSAKey.Builder builder = new RSAKey.Builder((RSAPublicKey) key);
                if (privateKey != null) {
                    builder.privateKey((RSAPrivateKey) privateKey);
                }
                yield builder.keyID(keyId)
                        .keyUse(KeyUse.SIGNATURE)
                        .algorithm(name)
                        .build();
            }
        };
    }
}
