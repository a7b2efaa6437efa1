package io.github.dcisdk.security;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EllipticCurve;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.List;
import java.util.Optional;
import javax.crypto.KeyAgreement;

/** Works out the public key that belongs to a private key. The platform offers no direct way for any kind of key. */
final class PublicKeyDerivation {
    private static final byte[] PROBE = {'d', 'c', 'i'};

    private PublicKeyDerivation() {}

    /**
     * The public key.
     *
     * @throws IllegalArgumentException if the private key does not show its content
     */
    static PublicKey of(PrivateKey privateKey) {
        SignatureAlgorithm algorithm = SignatureAlgorithm.of(privateKey);
        return of(privateKey, algorithm.keyFactory(), "SigningKey.of");
    }

    /** The public key, for keys of the kind that a key factory of the given name reads. */
    static PublicKey of(PrivateKey privateKey, String keyFactory, String otherwise) {
        byte[] encoded = privateKey.getEncoded();
        if (encoded != null) {
            try {
                PrivateKey readable =
                        KeyFactory.getInstance(keyFactory).generatePrivate(new PKCS8EncodedKeySpec(encoded));
                Optional<PublicKey> derived = derived(readable);
                if (derived.isPresent()) {
                    return derived.get();
                }
            } catch (GeneralSecurityException e) {
                // Without a cause: a provider's message could show a part of the key.
                throw new IllegalArgumentException("the private key cannot be read as a key of " + keyFactory);
            }
        }
        throw new IllegalArgumentException(
                "the private key does not show its content; give its public key too, with " + otherwise);
    }

    private static Optional<PublicKey> derived(PrivateKey key) throws GeneralSecurityException {
        if (key instanceof RSAPrivateCrtKey rsa) {
            return Optional.of(EncodedKeys.factory(SignatureAlgorithm.RS256)
                    .generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent())));
        } else if (key instanceof ECPrivateKey ec) {
            return ec(ec);
        } else if (key instanceof EdECPrivateKey edwards && edwards.getBytes().isPresent()) {
            // RFC 8032 section 5.1.5. The platform's generator makes the pair of whatever bytes it draws.
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(
                    NamedParameterSpec.ED25519,
                    new FixedBytes(edwards.getBytes().get()));
            return Optional.of(generator.generateKeyPair().getPublic());
        }
        return Optional.empty();
    }

    /**
     * Agreeing on a secret with the generator of the curve as the other side's public key gives the X coordinate of our
     * own public key, in the platform's constant-time arithmetic. Y is one of two; the one that verifies is right.
     */
    private static Optional<PublicKey> ec(ECPrivateKey key) throws GeneralSecurityException {
        ECParameterSpec parameters = key.getParams();
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(key);
        agreement.doPhase(publicKey(parameters.getGenerator(), parameters), true);
        BigInteger x = new BigInteger(1, agreement.generateSecret());
        EllipticCurve curve = parameters.getCurve();
        BigInteger p = ((ECFieldFp) curve.getField()).getP();
        BigInteger square =
                x.pow(3).add(curve.getA().multiply(x)).add(curve.getB()).mod(p);
        // A root modulo p, which is 3 modulo 4 on P-256, P-384 and P-521.
        BigInteger y = square.modPow(p.add(BigInteger.ONE).shiftRight(2), p);
        for (BigInteger candidate : List.of(y, p.subtract(y))) {
            PublicKey publicKey = publicKey(new ECPoint(x, candidate), parameters);
            if (belongTogether(key, publicKey)) {
                return Optional.of(publicKey);
            }
        }
        return Optional.empty();
    }

    private static PublicKey publicKey(ECPoint point, ECParameterSpec parameters) throws GeneralSecurityException {
        return EncodedKeys.factory(SignatureAlgorithm.ES256).generatePublic(new ECPublicKeySpec(point, parameters));
    }

    private static boolean belongTogether(PrivateKey privateKey, PublicKey publicKey) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(SignatureAlgorithm.ES256.signature());
        signature.initSign(privateKey);
        signature.update(PROBE);
        byte[] value = signature.sign();
        signature.initVerify(publicKey);
        signature.update(PROBE);
        return signature.verify(value);
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
