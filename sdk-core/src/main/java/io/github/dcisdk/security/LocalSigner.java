package io.github.dcisdk.security;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Signs with a private key of this program, or one that a security provider of the platform holds. */
final class LocalSigner implements UnaryOperator<byte[]> {
    private static final int RSA_BITS = 3_072;

    private final PrivateKey privateKey;
    private final SignatureAlgorithm algorithm;
    private final @Nullable Provider provider;

    LocalSigner(PrivateKey privateKey) {
        this(privateKey, null);
    }

    private LocalSigner(PrivateKey privateKey, @Nullable Provider provider) {
        this.privateKey = privateKey;
        this.algorithm = SignatureAlgorithm.of(privateKey);
        this.provider = provider;
    }

    static KeyPair generate(SignatureAlgorithm algorithm) {
        AlgorithmParameterSpec parameters =
                switch (algorithm) {
                    case ED25519 -> NamedParameterSpec.ED25519;
                    case ES256 -> new ECGenParameterSpec("secp256r1");
                    case RS256 -> new RSAKeyGenParameterSpec(RSA_BITS, RSAKeyGenParameterSpec.F4);
                };
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm.keyFactory());
            generator.initialize(parameters);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform lacks " + algorithm, e);
        }
    }

    PrivateKey privateKey() {
        return privateKey;
    }

    /** Whether what is signed verifies with a public key. */
    boolean fits(VerificationKey publicKey, byte[] probe) {
        if (algorithm != publicKey.algorithm()) {
            throw new IllegalArgumentException("private and public key are of different kinds");
        }
        try {
            return publicKey.verifies(probe, sign(probe));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "the private key cannot sign; the security provider that holds it must be registered", e);
        }
    }

    LocalSigner withProvider(Provider newProvider) {
        byte[] encoded = privateKey.getEncoded();
        try {
            // A key in hardware has no encoded form and is used as it is.
            PrivateKey translated = encoded == null
                    ? privateKey
                    : KeyFactory.getInstance(algorithm.keyFactory(), newProvider)
                            .generatePrivate(new PKCS8EncodedKeySpec(encoded));
            Signature.getInstance(algorithm.signature(), newProvider).initSign(translated);
            return new LocalSigner(translated, newProvider);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "the security provider " + newProvider.getName() + " cannot sign with " + algorithm, e);
        }
    }

    @Override
    public byte[] apply(byte[] content) {
        try {
            return sign(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the private key no longer works with " + algorithm, e);
        }
    }

    private byte[] sign(byte[] content) throws GeneralSecurityException {
        Signature signature = provider == null
                ? Signature.getInstance(algorithm.signature())
                : Signature.getInstance(algorithm.signature(), provider);
        signature.initSign(privateKey);
        signature.update(content);
        return signature.sign();
    }
}
