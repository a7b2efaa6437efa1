package io.github.dcisdk.security;

import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import io.github.dcisdk.error.LogText;
import io.github.dcisdk.json.JsonValue.JsonObject;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;

/** One key for encryption in JSON (RFC 7517), read as strictly as {@link Jwk} reads one for signatures. */
final class EncryptionJwk {
    private final JwkMembers members;
    private final EncryptionAlgorithm algorithm;

    private EncryptionJwk(JsonObject json) {
        this.members = new JwkMembers(json);
        String kind = members.kind();
        EncryptionAlgorithm usual =
                switch (kind) {
                    case "RSA " -> EncryptionAlgorithm.RSA_OAEP_256;
                    case "EC P-256", "EC P-384", "EC P-521" -> EncryptionAlgorithm.ECDH_ES_A256KW;
                    default ->
                        throw new IllegalArgumentException(
                                "the JWK is of no kind that can encrypt (RSA, EC on P-256, P-384, P-521): "
                                        + LogText.safe(kind.strip()));
                };
        members.requireUse("enc", name -> EncryptionAlgorithm.byJoseName(name)
                .filter(usual::isSameKind)
                .isPresent());
        this.algorithm =
                members.text("alg").flatMap(EncryptionAlgorithm::byJoseName).orElse(usual);
    }

    /** The public key; a private one is refused, so that nobody gets used to handing private keys around. */
    static EncryptionKey encryptionKey(JsonObject json) {
        if (Jwk.isSecret(json)) {
            throw new IllegalArgumentException(
                    "the JWK is a private or symmetric key, which does not belong here; take the members of the public"
                            + " key only");
        }
        EncryptionJwk jwk = new EncryptionJwk(json);
        // With ECDH, the public key is used for nothing of what RFC 7517 has a name for, so anything may stand there.
        if (jwk.algorithm == EncryptionAlgorithm.RSA_OAEP_256) {
            jwk.members.requireOperation("wrapKey", "encrypt");
        }
        return jwk.publicKey();
    }

    private EncryptionKey publicKey() {
        EncryptionKey unnamed = EncryptionKey.of(members.publicKey()).withAlgorithm(algorithm);
        return members.keyId().map(unnamed::withKeyId).orElse(unnamed);
    }

    static DecryptionKey decryptionKey(JsonObject json) {
        if (json.get("d").isEmpty()) {
            throw new IllegalArgumentException("the JWK has no private part 'd'; the private key is needed here");
        }
        EncryptionJwk jwk = new EncryptionJwk(json);
        if (jwk.algorithm == EncryptionAlgorithm.RSA_OAEP_256) {
            jwk.members.requireOperation("unwrapKey", "decrypt");
        } else {
            jwk.members.requireOperation("deriveBits", "deriveKey");
        }
        return DecryptionKey.of(jwk.members.privateKey(), jwk.publicKey());
    }

    static String write(EncryptionKey key, PrivateKey privateKey) {
        if (privateKey instanceof RSAPrivateKey rsa) {
            return new RSAKey.Builder(
                            jwk(key.publicKey(), key.algorithm(), key.keyId()).toRSAKey())
                    .privateKey(rsa)
                    .build()
                    .toJSONString();
        }
        return new ECKey.Builder(
                        jwk(key.publicKey(), key.algorithm(), key.keyId()).toECKey())
                .privateKey((ECPrivateKey) privateKey)
                .build()
                .toJSONString();
    }

    static JWK jwk(PublicKey key, EncryptionAlgorithm algorithm, String keyId) {
        JWEAlgorithm name = JWEAlgorithm.parse(algorithm.joseName());
        if (key instanceof RSAPublicKey rsa) {
            return new RSAKey.Builder(rsa)
                    .keyID(keyId)
                    .keyUse(KeyUse.ENCRYPTION)
                    .algorithm(name)
                    .build();
        } else if (key instanceof ECPublicKey ec) {
            return new ECKey.Builder(EncryptionAlgorithm.curve(ec.getParams()), ec)
                    .keyID(keyId)
                    .keyUse(KeyUse.ENCRYPTION)
                    .algorithm(name)
                    .build();
        }
        throw new IllegalArgumentException("the public key does not show its content");
    }
}
