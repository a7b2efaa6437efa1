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
import io.github.dcisdk.json.JsonValue.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import org.jspecify.annotations.Nullable;

/**
 * One key in JSON (RFC 7517, RFC 8037). What of it counts is read strictly; certificates in it, and addresses where they
 * might be found, are not read at all. No message shows key material.
 */
final class Jwk {
    private static final int MAX_LENGTH = 65_536;

    private final JwkMembers members;

    private Jwk(JsonObject json) {
        this.members = new JwkMembers(json);
        String kind = members.kind();
        SignatureAlgorithm algorithm =
                switch (kind) {
                    case "OKP Ed25519" -> SignatureAlgorithm.ED25519;
                    case "EC P-256" -> SignatureAlgorithm.ES256;
                    case "RSA " -> SignatureAlgorithm.RS256;
                    default ->
                        throw new IllegalArgumentException(
                                "the JWK is of no supported kind (OKP on Ed25519, EC on P-256, RSA): "
                                        + LogText.safe(kind.strip()));
                };
        members.requireUse("sig", algorithm::isJoseName);
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
        jwk.members.requireOperation("verify");
        VerificationKey unnamed = VerificationKey.of(jwk.members.publicKey());
        return jwk.members.keyId().map(unnamed::withKeyId).orElse(unnamed);
    }

    static SigningKey signingKey(JsonObject json) {
        if (json.get("d").isEmpty()) {
            throw new IllegalArgumentException("the JWK has no private part 'd'; the private key is needed here");
        }
        Jwk jwk = new Jwk(json);
        jwk.members.requireOperation("sign");
        PublicKey publicKey = jwk.members.publicKey();
        String keyId = jwk.members.keyId().orElseGet(() -> VerificationKey.of(publicKey)
                .keyId());
        return SigningKey.of(jwk.members.privateKey(), publicKey, keyId);
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
