package io.github.dcisdk.security;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A public key and the id under which its owner signs. Immutable, thread-safe. Two of them are equal when id and key
 * material are; {@link #isSameKey} compares the material alone.
 */
public final class VerificationKey {
    private final String keyId;
    private final SignatureAlgorithm algorithm;
    private final PublicKey publicKey;
    private final byte[] encoded;
    private final @Nullable Provider provider;

    private VerificationKey(PublicKey publicKey, String keyId, @Nullable Provider provider) {
        if (keyId.isBlank()) {
            throw new IllegalArgumentException("a key needs an id; the one given is blank");
        }
        this.keyId = keyId;
        this.algorithm = SignatureAlgorithm.of(publicKey);
        this.publicKey = publicKey;
        this.encoded = Objects.requireNonNull(publicKey.getEncoded(), "a public key has an encoded form");
        this.provider = provider;
    }

    /**
     * Reads a public key from a file.
     *
     * @param file a PEM file with one {@code PUBLIC KEY} block (RFC 7468 section 13)
     * @param keyId the id that the owner gave to the key
     * @return the key
     * @throws IllegalArgumentException if the file holds something else; the message says what to do
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public static VerificationKey pem(Path file, String keyId) {
        return pem(Pem.read(file), keyId);
    }

    /**
     * Reads a public key from text.
     *
     * @param pem PEM text with one {@code PUBLIC KEY} block (RFC 7468 section 13)
     * @param keyId the id that the owner gave to the key
     * @return the key
     * @throws IllegalArgumentException if the text is something else; the message says what to do
     */
    public static VerificationKey pem(String pem, String keyId) {
        X509EncodedKeySpec spec = new X509EncodedKeySpec(Pem.decode(pem, Pem.PUBLIC_KEY));
        for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
            try {
                return of(KeyFactory.getInstance(algorithm.keyFactory()).generatePublic(spec), keyId);
            } catch (InvalidKeySpecException e) {
                // Not a key of this algorithm; the next one may read it.
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("this Java platform lacks " + algorithm, e);
            }
        }
        throw SignatureAlgorithm.unsupported();
    }

    /**
     * Takes a public key from elsewhere, such as a key store.
     *
     * @param publicKey the key
     * @param keyId the id that the owner gave to the key
     * @return the key
     * @throws IllegalArgumentException if the id is blank or the key is of an unsupported kind
     */
    public static VerificationKey of(PublicKey publicKey, String keyId) {
        return new VerificationKey(publicKey, keyId, null);
    }

    /**
     * Verifies with another security provider than the platform would choose.
     *
     * @param newProvider a provider that has the key's algorithm; it need not be registered
     * @return a changed copy
     * @throws IllegalArgumentException if the provider cannot use the key
     */
    public VerificationKey withProvider(Provider newProvider) {
        try {
            PublicKey translated = KeyFactory.getInstance(algorithm.keyFactory(), newProvider)
                    .generatePublic(new X509EncodedKeySpec(encoded));
            Signature.getInstance(algorithm.signature(), newProvider).initVerify(translated);
            return new VerificationKey(translated, keyId, newProvider);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "the security provider " + newProvider.getName() + " cannot verify " + algorithm, e);
        }
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
     * The algorithm of the key; it signs with no other.
     *
     * @return the algorithm
     */
    public SignatureAlgorithm algorithm() {
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
     * Verifies a signature.
     *
     * @param content what was signed
     * @param signature the signature; any bytes
     * @return whether the owner of the key made it over exactly this content
     */
    public boolean verifies(byte[] content, byte[] signature) {
        try {
            Signature verifier = provider == null
                    ? Signature.getInstance(algorithm.signature())
                    : Signature.getInstance(algorithm.signature(), provider);
            verifier.initVerify(publicKey);
            verifier.update(content);
            return verifier.verify(signature);
        } catch (SignatureException e) {
            // How the platform says that the bytes are no signature at all.
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key no longer works with " + algorithm, e);
        }
    }

    /**
     * Whether two keys are one, whatever their owners call them.
     *
     * @param other another key
     * @return true if the key material is the same
     */
    public boolean isSameKey(VerificationKey other) {
        return MessageDigest.isEqual(encoded, other.encoded);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerificationKey that && keyId.equals(that.keyId) && isSameKey(that);
    }

    @Override
    public int hashCode() {
        return 31 * keyId.hashCode() + Arrays.hashCode(encoded);
    }

    @Override
    public String toString() {
        return "VerificationKey[" + keyId + ", " + algorithm + "]";
    }
}
