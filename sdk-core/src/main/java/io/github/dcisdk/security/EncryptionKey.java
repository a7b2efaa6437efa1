package io.github.dcisdk.security;

import com.nimbusds.jose.JOSEException;
import io.github.dcisdk.error.LogText;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A public key and the id under which its owner decrypts: what is encrypted for it, only the owner can read. Immutable,
 * thread-safe. Two of them are equal when id, algorithm and key material are; {@link #isSameKey} compares the material
 * alone. A key is a source of itself, for peers whose key does not change.
 */
public final class EncryptionKey implements EncryptionKeySource {
    private final PublicKey publicKey;
    private final String keyId;
    private final EncryptionAlgorithm algorithm;
    private final String thumbprint;

    private EncryptionKey(PublicKey publicKey, @Nullable String keyId, EncryptionAlgorithm algorithm) {
        if (keyId != null && keyId.isBlank()) {
            throw new IllegalArgumentException("a key needs an id; the one given is blank");
        }
        this.publicKey = publicKey;
        this.algorithm = algorithm;
        try {
            this.thumbprint = EncryptionJwk.jwk(publicKey, algorithm, "")
                    .computeThumbprint()
                    .toString();
        } catch (JOSEException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
        this.keyId = keyId == null ? thumbprint : keyId;
    }

    /**
     * Reads a public key from a file. Its id is its {@linkplain #thumbprint() thumbprint} until {@link #withKeyId} names
     * another.
     *
     * @param file a PEM file with one block: {@code PUBLIC KEY} (RFC 7468 section 13), {@code RSA PUBLIC KEY} (RFC 8017
     *     appendix A.1.1) or {@code CERTIFICATE} (RFC 7468 section 5)
     * @return the key
     * @throws IllegalArgumentException if the file holds something else, or a key that cannot encrypt; the message says what
     *     to do
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public static EncryptionKey pem(Path file) {
        return pem(Pem.read(file));
    }

    /**
     * Reads a public key from text, like {@link #pem(Path)}.
     *
     * @param pem PEM text with one block
     * @return the key, with its thumbprint as id
     * @throws IllegalArgumentException if the text is something else, or a key that cannot encrypt; the message says what to
     *     do
     */
    public static EncryptionKey pem(String pem) {
        return of(EncodedKeys.publicKey(pem));
    }

    /**
     * Takes the key of a certificate. Its id is the SHA-256 digest of the certificate, as in {@link
     * VerificationKey#certificate(X509Certificate)}. Issuer and validity are not checked.
     *
     * @param certificate the certificate of the key's owner
     * @return the key
     * @throws IllegalArgumentException if the key cannot encrypt
     */
    public static EncryptionKey certificate(X509Certificate certificate) {
        return of(certificate.getPublicKey()).withKeyId(VerificationKey.certificateId(certificate));
    }

    /**
     * Reads a public key in JSON (RFC 7517). Its id is its {@code kid}, else its thumbprint; its algorithm is its {@code
     * alg}, else the usual one of its kind.
     *
     * @param jwk the JSON text of one key; its certificates, if any, are not read
     * @return the key
     * @throws IllegalArgumentException if the text is something else, is a private key, or is not for encryption with a
     *     supported algorithm
     */
    public static EncryptionKey jwk(String jwk) {
        return EncryptionJwk.encryptionKey(Jwk.parse(jwk));
    }

    /**
     * Takes a public key from elsewhere. Its id is its thumbprint until {@link #withKeyId} names another.
     *
     * @param publicKey the key
     * @return the key; an EC key with {@link EncryptionAlgorithm#ECDH_ES_A256KW}
     * @throws IllegalArgumentException if the key cannot encrypt
     */
    public static EncryptionKey of(PublicKey publicKey) {
        return new EncryptionKey(publicKey, null, EncryptionAlgorithm.of(publicKey));
    }

    /**
     * Names the key.
     *
     * @param newKeyId the id that the owner gave to the key; it stands as {@code kid} in every message that is encrypted
     *     with it
     * @return a changed copy
     * @throws IllegalArgumentException if the id is blank
     */
    public EncryptionKey withKeyId(String newKeyId) {
        return new EncryptionKey(publicKey, Objects.requireNonNull(newKeyId, "newKeyId"), algorithm);
    }

    /**
     * Uses the key with another algorithm of its kind.
     *
     * @param newAlgorithm the only algorithm with which the key is used from now on
     * @return a changed copy
     * @throws IllegalArgumentException if the key is of another kind
     */
    public EncryptionKey withAlgorithm(EncryptionAlgorithm newAlgorithm) {
        if (!algorithm.isSameKind(newAlgorithm)) {
            throw new IllegalArgumentException("a key of " + algorithm + " cannot be used with " + newAlgorithm);
        }
        return new EncryptionKey(publicKey, keyId, newAlgorithm);
    }

    /**
     * This key.
     *
     * @return always present
     */
    @Override
    public Optional<EncryptionKey> encryptionKey() {
        return Optional.of(this);
    }

    /**
     * The id of the key.
     *
     * @return not blank
     */
    public String keyId() {
        return keyId;
    }

    /**
     * The algorithm of the key; it is used with no other.
     *
     * @return the algorithm
     */
    public EncryptionAlgorithm algorithm() {
        return algorithm;
    }

    /**
     * The key for other libraries.
     *
     * @return the public key
     */
    public PublicKey publicKey() {
        return publicKey;
    }

    /**
     * What the key is by itself, whatever it is called: RFC 7638 with SHA-256.
     *
     * @return 43 characters of Base64url
     */
    public String thumbprint() {
        return thumbprint;
    }

    /**
     * The key as PEM text (RFC 7468 section 13), without its id.
     *
     * @return a {@code PUBLIC KEY} block
     */
    public String toPem() {
        return Pem.write(Pem.PUBLIC_KEY, publicKey.getEncoded());
    }

    /**
     * The key in JSON (RFC 7517), with its id and algorithm, for encryption.
     *
     * @return one JSON object
     */
    public String toJwk() {
        return EncryptionJwk.jwk(publicKey, algorithm, keyId).toJSONString();
    }

    /**
     * Whether two keys are one, whatever their owners call them.
     *
     * @param other another key
     * @return true if the key material is the same
     */
    public boolean isSameKey(EncryptionKey other) {
        return thumbprint.equals(other.thumbprint);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EncryptionKey that
                && keyId.equals(that.keyId)
                && algorithm == that.algorithm
                && isSameKey(that);
    }

    @Override
    public int hashCode() {
        return Objects.hash(keyId, algorithm, thumbprint);
    }

    @Override
    public String toString() {
        return "EncryptionKey[" + LogText.safe(keyId) + ", " + algorithm + "]";
    }
}
