package io.github.dcisdk.security;

import com.nimbusds.jose.crypto.utils.ECChecks;
import com.nimbusds.jose.jwk.Curve;
import java.math.BigInteger;
import java.security.Key;
import java.security.interfaces.ECKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECKey;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECParameterSpec;

/**
 * The algorithms that keys of the SDK can have. A key has one of them and is used with no other. How an algorithm is called
 * on the wire is a matter of each {@link SignatureScheme}.
 */
public enum SignatureAlgorithm {
    /** Ed25519 of RFC 8032, the default. */
    ED25519("Ed25519", "Ed25519"),
    /** ECDSA on the curve P-256 with SHA-256 (RFC 7518 section 3.4). A signature is R and S, 32 bytes each. */
    ES256("EC", "SHA256withECDSAinP1363Format"),
    /** RSA with PKCS#1 v1.5 padding and SHA-256 (RFC 7518 section 3.3), with keys of 2048 to 8192 bits. */
    RS256("RSA", "SHA256withRSA");

    private static final int MIN_RSA_BITS = 2_048;
    private static final int MAX_RSA_BITS = 8_192;
    private static final int MAX_EXPONENT_BITS = 64;
    private static final int P256_BYTES = 32;

    private final String keyFactory;
    private final String signature;

    SignatureAlgorithm(String keyFactory, String signature) {
        this.keyFactory = keyFactory;
        this.signature = signature;
    }

    /** The name under which the Java platform makes keys. */
    String keyFactory() {
        return keyFactory;
    }

    /** The name under which the Java platform signs. */
    String signature() {
        return signature;
    }

    /** How an algorithm is called in JOSE (RFC 7518, RFC 8037). */
    String joseName() {
        return this == ED25519 ? "EdDSA" : name();
    }

    /**
     * Whether a name stands for this algorithm in JOSE (RFC 7518, RFC 8037). RFC 9864 gave Ed25519 a name of its own.
     *
     * @param name the value of {@code alg}
     * @return true if it does
     */
    public boolean isJoseName(String name) {
        return joseName().equals(name) || (this == ED25519 && name.equals("Ed25519"));
    }

    /**
     * The algorithm of a key.
     *
     * @throws IllegalArgumentException if the key is of another kind, of another size or on another curve
     */
    static SignatureAlgorithm of(Key key) {
        SignatureAlgorithm algorithm = byName(key);
        if (key instanceof RSAKey rsa) {
            requireSize(rsa.getModulus().bitLength());
        }
        if (key instanceof RSAPublicKey rsa) {
            requireExponent(rsa.getPublicExponent());
        }
        if (key instanceof ECKey ec) {
            requireP256(ec.getParams());
        }
        if (key instanceof ECPublicKey ec && !ECChecks.isPointOnCurve(ec, ec.getParams())) {
            throw new IllegalArgumentException("the EC key is damaged: its point is not on the curve");
        }
        return algorithm;
    }

    private static SignatureAlgorithm byName(Key key) {
        // The JDK calls every Edwards key "EdDSA"; the curve tells Ed25519 from Ed448. Bouncy Castle writes "ECDSA" for
        // EC.
        String name = key instanceof EdECKey edwards
                ? edwards.getParams().getName()
                : key instanceof ECKey ? ES256.keyFactory : key.getAlgorithm();
        for (SignatureAlgorithm algorithm : values()) {
            if (algorithm.keyFactory.equalsIgnoreCase(name)) {
                return algorithm;
            }
        }
        throw unsupported();
    }

    private static void requireSize(int bits) {
        if (bits < MIN_RSA_BITS || bits > MAX_RSA_BITS) {
            throw new IllegalArgumentException("an RSA key of " + bits
                    + " bits is not supported; it needs 2048 to 8192, made for example with"
                    + " 'openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:3072'");
        }
    }

    /** With the exponent 1 everybody could sign; an exponent of thousands of bits would cost seconds. */
    private static void requireExponent(BigInteger exponent) {
        if (exponent.compareTo(BigInteger.TWO) <= 0
                || !exponent.testBit(0)
                || exponent.bitLength() > MAX_EXPONENT_BITS) {
            throw new IllegalArgumentException("the RSA key has an exponent that is even, below 3 or above 64 bits");
        }
    }

    private static void requireP256(ECParameterSpec parameters) {
        if (!Curve.P_256.equals(Curve.forECParameterSpec(parameters))) {
            throw new IllegalArgumentException("the EC key is on another curve than P-256; make one with"
                    + " 'openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256'");
        }
    }

    /** Whether a signature can be one: of the right length, and for ECDSA with numbers in their range (CVE-2022-21449). */
    boolean isPossible(byte[] value, Key key) {
        return switch (this) {
            case ED25519 -> value.length == 2 * P256_BYTES;
            case ES256 -> value.length == 2 * P256_BYTES && isInRange(value, 0) && isInRange(value, P256_BYTES);
            case RS256 ->
                !(key instanceof RSAKey rsa)
                        || value.length == (rsa.getModulus().bitLength() + Byte.SIZE - 1) / Byte.SIZE;
        };
    }

    private static boolean isInRange(byte[] value, int offset) {
        BigInteger number = new BigInteger(1, value, offset, P256_BYTES);
        return number.signum() > 0
                && number.compareTo(Curve.P_256.toECParameterSpec().getOrder()) < 0;
    }

    static IllegalArgumentException unsupported() {
        return new IllegalArgumentException(
                "the key is of no supported kind (Ed25519, EC on the curve P-256, RSA); make"
                        + " one for example with 'openssl genpkey -algorithm ed25519'");
    }
}
