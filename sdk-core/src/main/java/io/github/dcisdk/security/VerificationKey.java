package io.github.dcisdk.security;

import io.github.dcisdk.error.LogText;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A public key and the id under which its owner signs. Immutable, thread-safe. Two of them are equal when id and key
 * material are; {@link #isSameKey} compares the material alone. Supported are the keys of {@link SignatureAlgorithm};
 * others are refused when they are read.
 */
public final class VerificationKey {
    private final String keyId;
    private final SignatureAlgorithm algorithm;
    private final PublicKey publicKey;
    private final String thumbprint;
    private final @Nullable Provider provider;

    private VerificationKey(PublicKey publicKey, @Nullable String keyId, @Nullable Provider provider) {
        this.algorithm = SignatureAlgorithm.of(publicKey);
        this.publicKey = publicKey;
        this.thumbprint = Jwk.thumbprint(publicKey, algorithm);
        this.keyId = keyId == null ? thumbprint : keyId;
        this.provider = provider;
        if (this.keyId.isBlank()) {
            throw new IllegalArgumentException("a key needs an id; the one given is blank");
        }
    }

    /**
     * Reads a public key from a file. Its id is its {@linkplain #thumbprint() thumbprint} until {@link #withKeyId} names
     * another.
     *
     * @param file a PEM file with one block: {@code PUBLIC KEY} (RFC 7468 section 13), {@code RSA PUBLIC KEY} (RFC 8017
     *     appendix A.1.1) or {@code CERTIFICATE}, of which only the key is used
     * @return the key
     * @throws IllegalArgumentException if the file holds something else; the message says what to do
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public static VerificationKey pem(Path file) {
        return pem(Pem.read(file));
    }

    /**
     * Reads a public key from text, like {@link #pem(Path)}.
     *
     * @param pem PEM text with one block
     * @return the key, with its thumbprint as id
     * @throws IllegalArgumentException if the text is something else; the message says what to do
     */
    public static VerificationKey pem(String pem) {
        return of(EncodedKeys.publicKey(pem));
    }

    /**
     * Reads a public key from a file, like {@link #pem(Path)}.
     *
     * @param file a PEM file with one block
     * @param keyId the id that the owner gave to the key
     * @return the key
     * @throws IllegalArgumentException if the file holds something else; the message says what to do
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public static VerificationKey pem(Path file, String keyId) {
        return pem(Pem.read(file), keyId);
    }

    /**
     * Reads a public key from text, like {@link #pem(Path)}.
     *
     * @param pem PEM text with one block
     * @param keyId the id that the owner gave to the key
     * @return the key
     * @throws IllegalArgumentException if the text is something else; the message says what to do
     */
    public static VerificationKey pem(String pem, String keyId) {
        return of(EncodedKeys.publicKey(pem), keyId);
    }

    /**
     * Takes the key of a certificate. Its id is the SHA-256 digest of the certificate in Base64url, as in {@code
     * x5t#S256} of RFC 7517 section 4.9, until {@link #withKeyId} names another. Issuer and validity are not checked: that
     * somebody trusts the key is said by the entry that holds it.
     *
     * @param certificate the certificate of the key's owner
     * @return the key
     * @throws IllegalArgumentException if the key is of an unsupported kind
     */
    public static VerificationKey certificate(X509Certificate certificate) {
        return of(certificate.getPublicKey(), certificateId(certificate));
    }

    /**
     * Takes the key of a certificate in a file, like {@link #certificate(X509Certificate)}.
     *
     * @param file a PEM file with one {@code CERTIFICATE} block
     * @return the key
     * @throws IllegalArgumentException if the file holds something else, or the key is of an unsupported kind
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public static VerificationKey certificate(Path file) {
        return certificate(EncodedKeys.certificate(Pem.read(file)));
    }

    /** The SHA-256 digest of a certificate, in Base64url without padding. */
    static String certificateId(Certificate certificate) {
        try {
            return StrictBase64.encodeUrl(Sha256.digest(certificate.getEncoded()));
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("the certificate has no encoded form", e);
        }
    }

    /**
     * Reads a public key in JSON (RFC 7517, RFC 8037). Its id is its {@code kid}, else its thumbprint.
     *
     * @param jwk the JSON text of one key; its certificates, if any, are not read
     * @return the key
     * @throws IllegalArgumentException if the text is something else, is a private key, or is not for signatures of a
     *     supported kind
     */
    public static VerificationKey jwk(String jwk) {
        return Jwk.verificationKey(Jwk.parse(jwk));
    }

    /**
     * Takes a public key from elsewhere. Its id is its thumbprint until {@link #withKeyId} names another.
     *
     * @param publicKey the key
     * @return the key
     * @throws IllegalArgumentException if the key is of an unsupported kind
     */
    public static VerificationKey of(PublicKey publicKey) {
        return new VerificationKey(publicKey, null, null);
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
        return new VerificationKey(publicKey, Objects.requireNonNull(keyId, "keyId"), null);
    }

    /**
     * Names the key.
     *
     * @param newKeyId the id that the owner gave to the key
     * @return a changed copy
     * @throws IllegalArgumentException if the id is blank
     */
    public VerificationKey withKeyId(String newKeyId) {
        return new VerificationKey(publicKey, Objects.requireNonNull(newKeyId, "newKeyId"), provider);
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
                    .generatePublic(new X509EncodedKeySpec(publicKey.getEncoded()));
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
     * What the key is by itself, whatever it is called: RFC 7638 with SHA-256. Many systems use it as key id.
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
     * The key in JSON (RFC 7517, RFC 8037), with its id.
     *
     * @return one JSON object
     */
    public String toJwk() {
        return Jwk.write(this);
    }

    /**
     * Verifies a signature.
     *
     * @param content what was signed
     * @param signature the signature; any bytes
     * @return whether the owner of the key made it over exactly this content
     */
    public boolean verifies(byte[] content, byte[] signature) {
        if (!algorithm.isPossible(signature, publicKey)) {
            return false;
        }
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
        return thumbprint.equals(other.thumbprint);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerificationKey that && keyId.equals(that.keyId) && isSameKey(that);
    }

    @Override
    public int hashCode() {
        return Objects.hash(keyId, thumbprint);
    }

    @Override
    public String toString() {
        return "VerificationKey[" + LogText.safe(keyId) + ", " + algorithm + "]";
    }
}
