package io.github.dcisdk.security;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Our private key and the id under which peers know it. Immutable, thread-safe; {@link #toString()} shows id and
 * algorithm only. When one is made, it signs a fixed text once and verifies it, so a pair that does not fit is found at
 * once and not by a peer.
 */
public final class SigningKey {
    private static final byte[] PROBE = "dci-sdk key check".getBytes(StandardCharsets.US_ASCII);

    private final PrivateKey privateKey;
    private final VerificationKey verificationKey;
    private final @Nullable Provider provider;

    private SigningKey(PrivateKey privateKey, VerificationKey verificationKey, @Nullable Provider provider) {
        if (SignatureAlgorithm.of(privateKey) != verificationKey.algorithm()) {
            throw new IllegalArgumentException("private and public key are of different kinds");
        }
        this.privateKey = privateKey;
        this.verificationKey = verificationKey;
        this.provider = provider;
        try {
            if (!verificationKey.verifies(PROBE, tryToSign(PROBE))) {
                throw new IllegalArgumentException("private and public key do not belong together");
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "the private key cannot sign; the security provider that holds it must be registered", e);
        }
    }

    /**
     * Reads a private key from a file.
     *
     * @param file a PEM file with one {@code PRIVATE KEY} block: PKCS#8, not encrypted (RFC 7468 section 10)
     * @param keyId the id under which peers know the key
     * @return the key
     * @throws IllegalArgumentException if the file holds something else; the message says what to do
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public static SigningKey pem(Path file, String keyId) {
        return pem(Pem.read(file), keyId);
    }

    /**
     * Reads a private key from text.
     *
     * @param pem PEM text with one {@code PRIVATE KEY} block: PKCS#8, not encrypted (RFC 7468 section 10)
     * @param keyId the id under which peers know the key
     * @return the key
     * @throws IllegalArgumentException if the text is something else; the message says what to do
     */
    public static SigningKey pem(String pem, String keyId) {
        PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(Pem.decode(pem, Pem.PRIVATE_KEY));
        for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
            try {
                return of(KeyFactory.getInstance(algorithm.keyFactory()).generatePrivate(spec), keyId);
            } catch (InvalidKeySpecException e) {
                // Not a key of this algorithm; the next one may read it.
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("this Java platform lacks " + algorithm, e);
            }
        }
        throw SignatureAlgorithm.unsupported();
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
        return of(privateKey, derivePublicKey(privateKey), keyId);
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
        return new SigningKey(privateKey, VerificationKey.of(publicKey, keyId), null);
    }

    /**
     * Makes a new Ed25519 key (RFC 8032), for trials and tests; it lives as long as this object.
     *
     * @param keyId the id under which peers know the key
     * @return the key
     * @throws IllegalArgumentException if the id is blank
     */
    public static SigningKey generate(String keyId) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return of(pair.getPrivate(), pair.getPublic(), keyId);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform from 15 on has Ed25519", e);
        }
    }

    /**
     * Signs with another security provider than the platform would choose.
     *
     * @param newProvider a provider that has the key's algorithm; it need not be registered
     * @return a changed copy
     * @throws IllegalArgumentException if the provider cannot use the key
     */
    public SigningKey withProvider(Provider newProvider) {
        byte[] encoded = privateKey.getEncoded();
        try {
            // A key in hardware has no encoded form and is used as it is.
            PrivateKey translated = encoded == null
                    ? privateKey
                    : KeyFactory.getInstance(algorithm().keyFactory(), newProvider)
                            .generatePrivate(new PKCS8EncodedKeySpec(encoded));
            Signature.getInstance(algorithm().signature(), newProvider).initSign(translated);
            return new SigningKey(translated, verificationKey, newProvider);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "the security provider " + newProvider.getName() + " cannot sign with " + algorithm(), e);
        }
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
     * Signs.
     *
     * @param content what to sign
     * @return the signature
     * @throws IllegalStateException if the key no longer works, as when a hardware module was taken away
     */
    public byte[] sign(byte[] content) {
        try {
            return tryToSign(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("signing with key " + keyId() + " failed", e);
        }
    }

    private byte[] tryToSign(byte[] content) throws GeneralSecurityException {
        Signature signer = provider == null
                ? Signature.getInstance(algorithm().signature())
                : Signature.getInstance(algorithm().signature(), provider);
        signer.initSign(privateKey);
        signer.update(content);
        return signer.sign();
    }

    /** RFC 8032 section 5.1.5: the public key follows from the 32 private bytes alone. */
    private static PublicKey derivePublicKey(PrivateKey privateKey) {
        SignatureAlgorithm algorithm = SignatureAlgorithm.of(privateKey);
        byte[] encoded = privateKey.getEncoded();
        if (encoded != null) {
            try {
                PrivateKey readable = KeyFactory.getInstance(algorithm.keyFactory())
                        .generatePrivate(new PKCS8EncodedKeySpec(encoded));
                if (readable instanceof EdECPrivateKey edwards
                        && edwards.getBytes().isPresent()) {
                    // The platform offers no direct way; its generator makes the pair of whatever bytes it draws.
                    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm.keyFactory());
                    generator.initialize(
                            NamedParameterSpec.ED25519,
                            new FixedBytes(edwards.getBytes().get()));
                    return generator.generateKeyPair().getPublic();
                }
            } catch (GeneralSecurityException e) {
                // Without a cause: a provider's message could show a part of the key.
                throw new IllegalArgumentException("the private key cannot be read as " + algorithm);
            }
        }
        throw new IllegalArgumentException(
                "the private key does not show its content; give its public key too, with SigningKey.of");
    }

    @Override
    public String toString() {
        return "SigningKey[" + keyId() + ", " + algorithm() + "]";
    }

    /** Draws the bytes of a private key. */
    private static final class FixedBytes extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final byte[] fixed;

        FixedBytes(byte[] fixed) {
            this.fixed = fixed;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            if (bytes.length != fixed.length) {
                throw new IllegalStateException("the key generator draws " + bytes.length + " bytes");
            }
            System.arraycopy(fixed, 0, bytes, 0, fixed.length);
        }
    }
}
