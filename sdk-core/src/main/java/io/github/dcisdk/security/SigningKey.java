package io.github.dcisdk.security;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Our private key and the id under which peers know it. Immutable, thread-safe; {@link #toString()} shows id and
 * algorithm only, and no message of an error shows key material. When one is made, it signs a fixed text once and verifies
 * it, so a pair that does not fit is found at once and not by a peer.
 */
public final class SigningKey {
    private static final byte[] PROBE = "dci-sdk key check".getBytes(StandardCharsets.US_ASCII);

    /** Null if the key is elsewhere. */
    private final @Nullable LocalSigner local;

    private final VerificationKey verificationKey;
    private final UnaryOperator<byte[]> signer;

    private SigningKey(@Nullable LocalSigner local, VerificationKey verificationKey, UnaryOperator<byte[]> signer) {
        this.local = local;
        this.verificationKey = verificationKey;
        this.signer = signer;
    }

    private static SigningKey local(LocalSigner signer, VerificationKey verificationKey) {
        if (!signer.fits(verificationKey, PROBE)) {
            throw new IllegalArgumentException("private and public key do not belong together");
        }
        return new SigningKey(signer, verificationKey, signer);
    }

    /**
     * Reads a private key from a file. Its id is its {@linkplain VerificationKey#thumbprint() thumbprint} until {@link
     * #withKeyId} names another.
     *
     * @param file a PEM file with one block, not encrypted: {@code PRIVATE KEY} (PKCS#8, RFC 7468 section 10), {@code RSA
     *     PRIVATE KEY} (PKCS#1, RFC 8017 appendix A.1.2) or {@code EC PRIVATE KEY} (SEC1, RFC 5915)
     * @return the key
     * @throws IllegalArgumentException if the file holds something else; the message says what to do
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public static SigningKey pem(Path file) {
        return pem(Pem.read(file));
    }

    /**
     * Reads a private key from text, like {@link #pem(Path)}.
     *
     * @param pem PEM text with one block
     * @return the key, with its thumbprint as id
     * @throws IllegalArgumentException if the text is something else; the message says what to do
     */
    public static SigningKey pem(String pem) {
        PrivateKey privateKey = EncodedKeys.privateKey(pem);
        return local(new LocalSigner(privateKey), VerificationKey.of(PublicKeyDerivation.of(privateKey)));
    }

    /**
     * Reads a private key from a file, like {@link #pem(Path)}.
     *
     * @param file a PEM file with one block
     * @param keyId the id under which peers know the key
     * @return the key
     * @throws IllegalArgumentException if the file holds something else; the message says what to do
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public static SigningKey pem(Path file, String keyId) {
        return pem(Pem.read(file), keyId);
    }

    /**
     * Reads a private key from text, like {@link #pem(Path)}.
     *
     * @param pem PEM text with one block
     * @param keyId the id under which peers know the key
     * @return the key
     * @throws IllegalArgumentException if the text is something else; the message says what to do
     */
    public static SigningKey pem(String pem, String keyId) {
        return of(EncodedKeys.privateKey(pem), keyId);
    }

    /**
     * Reads a private key in JSON (RFC 7517, RFC 8037). Its id is its {@code kid}, else its thumbprint.
     *
     * @param jwk the JSON text of one key
     * @return the key
     * @throws IllegalArgumentException if the text is something else, or is not for signatures of a supported kind
     */
    public static SigningKey jwk(String jwk) {
        return Jwk.signingKey(Jwk.parse(jwk));
    }

    /**
     * Reads a private key from a key store in a file. Its id is the SHA-256 digest of its certificate, as in {@link
     * VerificationKey#certificate(java.security.cert.X509Certificate)}, until {@link #withKeyId} names another.
     *
     * @param file a key store in PKCS#12 (RFC 7292) or JKS
     * @param password the password of the key store and of the key; not kept, not changed
     * @param alias the name of the key in the key store
     * @return the key
     * @throws IllegalArgumentException if the password is another, the key store holds no such key, or the key is of an
     *     unsupported kind
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public static SigningKey keyStore(Path file, char[] password, String alias) {
        return of(KeyStoreEntry.read(file, password, alias));
    }

    /**
     * Takes a private key from a key store that is open, perhaps one in hardware, like {@link #keyStore(Path, char[],
     * String)}.
     *
     * @param store the key store; where it is of a security provider of its own, that must be registered
     * @param password the password of the key; not kept, not changed
     * @param alias the name of the key in the key store
     * @return the key
     * @throws IllegalArgumentException if the password is another, the key store holds no such key, or the key is of an
     *     unsupported kind
     */
    public static SigningKey keyStore(KeyStore store, char[] password, String alias) {
        return of(KeyStoreEntry.of(store, password, alias));
    }

    private static SigningKey of(KeyStoreEntry entry) {
        return of(
                entry.privateKey(),
                entry.certificate().getPublicKey(),
                VerificationKey.certificateId(entry.certificate()));
    }

    /**
     * Takes a private key from elsewhere and works out its public key.
     *
     * @param privateKey the key
     * @param keyId the id under which peers know the key
     * @return the key
     * @throws IllegalArgumentException if the id is blank, the key is of an unsupported kind, or it does not show its
     *     content, as keys in hardware do; then use {@link #of(PrivateKey, PublicKey, String)}
     */
    public static SigningKey of(PrivateKey privateKey, String keyId) {
        return of(privateKey, PublicKeyDerivation.of(privateKey), keyId);
    }

    /**
     * Takes a key pair from elsewhere, such as a hardware module.
     *
     * @param privateKey the private key; the security provider that holds it must be registered
     * @param publicKey its public key
     * @param keyId the id under which peers know the key
     * @return the key
     * @throws IllegalArgumentException if the id is blank, the keys are of an unsupported kind, do not belong together,
     *     or cannot sign
     */
    public static SigningKey of(PrivateKey privateKey, PublicKey publicKey, String keyId) {
        return local(new LocalSigner(privateKey), VerificationKey.of(publicKey, keyId));
    }

    /**
     * Signs through a function, so that the key itself stays where it is: in a vault, a signing service, a hardware module.
     *
     * @param publicKey the public key and the id under which peers know it
     * @param signer signs the bytes that it is given with the key's algorithm, and gives the signature in the form of
     *     {@link SignatureAlgorithm}; for {@link SignatureAlgorithm#ES256} that is R and S, not DER. It is called by
     *     several threads at once
     * @return the key
     * @throws IllegalArgumentException if a first signature of the function does not verify
     * @throws IllegalStateException if the function fails
     */
    public static SigningKey external(VerificationKey publicKey, UnaryOperator<byte[]> signer) {
        SigningKey key = new SigningKey(null, publicKey, signer);
        if (!publicKey.verifies(PROBE, key.sign(PROBE))) {
            throw new IllegalArgumentException("what the function signs does not verify with " + publicKey
                    + (publicKey.algorithm() == SignatureAlgorithm.ES256
                            ? "; is it R and S of 32 bytes each, and not DER?"
                            : "; is it the right key, and does the function hash once only?"));
        }
        return key;
    }

    /**
     * Makes a new Ed25519 key (RFC 8032).
     *
     * @param keyId the id under which peers know the key
     * @return the key
     * @throws IllegalArgumentException if the id is blank
     */
    public static SigningKey generate(String keyId) {
        return generate(SignatureAlgorithm.ED25519, keyId);
    }

    /**
     * Makes a new key.
     *
     * @param algorithm its algorithm; an RSA key gets 3072 bits
     * @param keyId the id under which peers know the key
     * @return the key
     * @throws IllegalArgumentException if the id is blank
     */
    public static SigningKey generate(SignatureAlgorithm algorithm, String keyId) {
        KeyPair pair = LocalSigner.generate(algorithm);
        return of(pair.getPrivate(), pair.getPublic(), keyId);
    }

    /**
     * Names the key.
     *
     * @param keyId the id under which peers know the key
     * @return a changed copy
     * @throws IllegalArgumentException if the id is blank
     */
    public SigningKey withKeyId(String keyId) {
        return new SigningKey(local, verificationKey.withKeyId(keyId), signer);
    }

    /**
     * Signs with another security provider than the platform would choose.
     *
     * @param newProvider a provider that has the key's algorithm; it need not be registered
     * @return a changed copy
     * @throws IllegalArgumentException if the provider cannot use the key
     * @throws IllegalStateException if the key signs through a function
     */
    public SigningKey withProvider(Provider newProvider) {
        return local(requireLocal().withProvider(newProvider), verificationKey);
    }

    private LocalSigner requireLocal() {
        if (local == null) {
            throw new IllegalStateException("the key " + keyId() + " signs through a function and is not here");
        }
        return local;
    }

    /**
     * The id of the key.
     *
     * @return not blank
     */
    public String keyId() {
        return verificationKey.keyId();
    }

    /**
     * The algorithm of the key; it signs with no other.
     *
     * @return the algorithm
     */
    public SignatureAlgorithm algorithm() {
        return verificationKey.algorithm();
    }

    /**
     * The public half, to give to peers.
     *
     * @return the key under the same id
     */
    public VerificationKey verificationKey() {
        return verificationKey;
    }

    /**
     * Shows the private key as PEM text, to be kept where only its owner can read it.
     *
     * @return a {@code PRIVATE KEY} block (PKCS#8, RFC 7468 section 10), not encrypted
     * @throws IllegalStateException if the key does not show its content
     */
    public String exportPem() {
        return Pem.write(Pem.PRIVATE_KEY, requireReadable().getEncoded());
    }

    /**
     * Shows the private key in JSON (RFC 7517, RFC 8037), to be kept where only its owner can read it.
     *
     * @return one JSON object, not encrypted
     * @throws IllegalStateException if the key does not show its content
     */
    public String exportJwk() {
        return Jwk.write(this, requireReadable());
    }

    private PrivateKey requireReadable() {
        PrivateKey own = requireLocal().privateKey();
        if (own.getEncoded() == null) {
            throw new IllegalStateException("the key " + keyId() + " does not show its content");
        }
        return own;
    }

    /**
     * Signs.
     *
     * @param content what to sign
     * @return the signature, in the form of {@link SignatureAlgorithm}
     * @throws IllegalStateException if the key no longer works, as when a hardware module was taken away
     */
    public byte[] sign(byte[] content) {
        try {
            return signer.apply(content);
        } catch (RuntimeException e) {
            throw new IllegalStateException("signing with key " + keyId() + " failed", e);
        }
    }

    @Override
    public String toString() {
        return "SigningKey[" + keyId() + ", " + algorithm() + "]";
    }
}
