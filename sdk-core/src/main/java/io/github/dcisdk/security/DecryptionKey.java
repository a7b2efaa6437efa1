package io.github.dcisdk.security;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Our private key for messages that others encrypt for us, and the id under which they know it. Immutable, thread-safe;
 * {@link #toString()} shows id and algorithm only, and no message of an error shows key material. When one is made, it
 * decrypts something once, so a pair that does not fit is found at once and not by a peer. It is a key of its own, not the
 * one that signs.
 */
public final class DecryptionKey {
    private static final int RSA_BITS = 3_072;

    private final PrivateKey privateKey;
    private final EncryptionKey encryptionKey;
    private final @Nullable Provider provider;

    private DecryptionKey(PrivateKey privateKey, EncryptionKey encryptionKey, @Nullable Provider provider) {
        if (!EncryptionAlgorithm.of(privateKey).isSameKind(encryptionKey.algorithm())) {
            throw new IllegalArgumentException("private and public key are of different kinds");
        }
        this.privateKey = privateKey;
        this.encryptionKey = encryptionKey;
        this.provider = provider;
        tryOut();
    }

    private void tryOut() {
        try {
            ContentKey made = ContentKey.make(encryptionKey, Parties.NONE);
            byte[] read = ContentKey.read(this, made.encryptedKey(), made.ephemeralKey(), Parties.NONE)
                    .getEncoded();
            if (!MessageDigest.isEqual(read, made.key().getEncoded())) {
                throw new IllegalArgumentException("private and public key do not belong together, or the security"
                        + " provider that holds the private key cannot decrypt " + algorithm());
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "the private key cannot decrypt; the security provider that holds it must be registered", e);
        }
    }

    /**
     * Reads a private key from a file. Its id is its {@linkplain EncryptionKey#thumbprint() thumbprint} until {@link
     * #withKeyId} names another.
     *
     * @param file a PEM file with one block, not encrypted: {@code PRIVATE KEY} (PKCS#8, RFC 7468 section 10), {@code RSA
     *     PRIVATE KEY} (PKCS#1) or, on P-256, {@code EC PRIVATE KEY} (SEC1)
     * @return the key
     * @throws IllegalArgumentException if the file holds something else, or a key that cannot decrypt; the message says what
     *     to do
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public static DecryptionKey pem(Path file) {
        return pem(Pem.read(file));
    }

    /**
     * Reads a private key from text, like {@link #pem(Path)}.
     *
     * @param pem PEM text with one block
     * @return the key, with its thumbprint as id
     * @throws IllegalArgumentException if the text is something else, or a key that cannot decrypt; the message says what to
     *     do
     */
    public static DecryptionKey pem(String pem) {
        return of(EncodedKeys.privateKey(pem));
    }

    /**
     * Reads a private key in JSON (RFC 7517). Its id is its {@code kid}, else its thumbprint; its algorithm is its {@code
     * alg}, else the usual one of its kind.
     *
     * @param jwk the JSON text of one key
     * @return the key
     * @throws IllegalArgumentException if the text is something else, or is not for decryption with a supported algorithm
     */
    public static DecryptionKey jwk(String jwk) {
        return EncryptionJwk.decryptionKey(Jwk.parse(jwk));
    }

    /**
     * Reads a private key from a key store in a file. Its id is the SHA-256 digest of its certificate, as in {@link
     * EncryptionKey#certificate}, until {@link #withKeyId} names another.
     *
     * @param file a key store in PKCS#12 (RFC 7292) or JKS
     * @param password the password of the key store and of the key; not kept, not changed
     * @param alias the name of the key in the key store
     * @return the key
     * @throws IllegalArgumentException if the password is another, the key store holds no such key, or the key cannot
     *     decrypt
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public static DecryptionKey keyStore(Path file, char[] password, String alias) {
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
     * @throws IllegalArgumentException if the password is another, the key store holds no such key, or the key cannot
     *     decrypt
     */
    public static DecryptionKey keyStore(KeyStore store, char[] password, String alias) {
        return of(KeyStoreEntry.of(store, password, alias));
    }

    private static DecryptionKey of(KeyStoreEntry entry) {
        EncryptionKey publicKey = EncryptionKey.of(entry.certificate().getPublicKey());
        return of(entry.privateKey(), publicKey.withKeyId(VerificationKey.certificateId(entry.certificate())));
    }

    /**
     * Takes a private key from elsewhere and works out its public key. Its id is its thumbprint until {@link #withKeyId}
     * names another.
     *
     * @param privateKey the key
     * @return the key
     * @throws IllegalArgumentException if the key cannot decrypt, or it does not show its content, as keys in hardware do;
     *     then use {@link #of(PrivateKey, EncryptionKey)}
     */
    public static DecryptionKey of(PrivateKey privateKey) {
        String keyFactory = EncryptionAlgorithm.of(privateKey).keyFactory();
        return of(
                privateKey,
                EncryptionKey.of(
                        PublicKeyDerivation.of(privateKey, keyFactory, "DecryptionKey.of(privateKey, publicKey)")));
    }

    /**
     * Takes a key pair from elsewhere, such as a hardware module.
     *
     * @param privateKey the private key; the security provider that holds it must be registered
     * @param publicKey its public key, with the id under which peers know it and the algorithm that it is used with
     * @return the key
     * @throws IllegalArgumentException if the keys do not belong together, or cannot decrypt
     */
    public static DecryptionKey of(PrivateKey privateKey, EncryptionKey publicKey) {
        return new DecryptionKey(privateKey, publicKey, null);
    }

    /**
     * Makes a new key.
     *
     * @param algorithm its algorithm; an RSA key gets 3072 bits, an EC key is on P-256
     * @param keyId the id under which peers know the key
     * @return the key
     * @throws IllegalArgumentException if the id is blank
     */
    public static DecryptionKey generate(EncryptionAlgorithm algorithm, String keyId) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm.keyFactory());
            generator.initialize(
                    algorithm == EncryptionAlgorithm.RSA_OAEP_256
                            ? new RSAKeyGenParameterSpec(RSA_BITS, RSAKeyGenParameterSpec.F4)
                            : new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            return of(
                    pair.getPrivate(),
                    EncryptionKey.of(pair.getPublic()).withKeyId(keyId).withAlgorithm(algorithm));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform lacks " + algorithm, e);
        }
    }

    /**
     * Names the key.
     *
     * @param keyId the id under which peers know the key
     * @return a changed copy
     * @throws IllegalArgumentException if the id is blank
     */
    public DecryptionKey withKeyId(String keyId) {
        return new DecryptionKey(privateKey, encryptionKey.withKeyId(keyId), provider);
    }

    /**
     * Uses the key with another algorithm of its kind.
     *
     * @param newAlgorithm the only algorithm with which the key is used from now on
     * @return a changed copy
     * @throws IllegalArgumentException if the key is of another kind
     */
    public DecryptionKey withAlgorithm(EncryptionAlgorithm newAlgorithm) {
        return new DecryptionKey(privateKey, encryptionKey.withAlgorithm(newAlgorithm), provider);
    }

    /**
     * Decrypts content keys with another security provider than the platform would choose.
     *
     * @param newProvider a provider that has the key's algorithm; it need not be registered
     * @return a changed copy
     * @throws IllegalArgumentException if the provider cannot use the key
     */
    public DecryptionKey withProvider(Provider newProvider) {
        String kind = algorithm().keyFactory();
        byte[] encoded = privateKey.getEncoded();
        try {
            // A key in hardware has no encoded form, and some providers have ciphers for keys of others.
            PrivateKey translated = encoded == null || newProvider.getService("KeyFactory", kind) == null
                    ? privateKey
                    : KeyFactory.getInstance(kind, newProvider).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            return new DecryptionKey(translated, encryptionKey, newProvider);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "the security provider " + newProvider.getName() + " cannot decrypt with " + algorithm(), e);
        }
    }

    /**
     * The id of the key.
     *
     * @return not blank
     */
    public String keyId() {
        return encryptionKey.keyId();
    }

    /**
     * The algorithm of the key; it is used with no other.
     *
     * @return the algorithm
     */
    public EncryptionAlgorithm algorithm() {
        return encryptionKey.algorithm();
    }

    /**
     * The public half, to give to peers.
     *
     * @return the key under the same id
     */
    public EncryptionKey encryptionKey() {
        return encryptionKey;
    }

    PrivateKey privateKey() {
        return privateKey;
    }

    Optional<Provider> provider() {
        return Optional.ofNullable(provider);
    }

    /**
     * Shows the private key as PEM text, to be kept where only its owner can read it.
     *
     * @return a {@code PRIVATE KEY} block (PKCS#8, RFC 7468 section 10), not encrypted
     * @throws IllegalStateException if the key does not show its content
     */
    public String exportPem() {
        return Pem.write(Pem.PRIVATE_KEY, readable());
    }

    /**
     * Shows the private key in JSON (RFC 7517), to be kept where only its owner can read it.
     *
     * @return one JSON object, not encrypted
     * @throws IllegalStateException if the key does not show its content
     */
    public String exportJwk() {
        readable();
        return EncryptionJwk.write(encryptionKey, privateKey);
    }

    private byte[] readable() {
        byte[] encoded = privateKey.getEncoded();
        if (encoded == null) {
            throw new IllegalStateException("the key " + keyId() + " does not show its content");
        }
        return encoded;
    }

    @Override
    public String toString() {
        return encryptionKey.toString().replaceFirst("EncryptionKey", "DecryptionKey");
    }
}
