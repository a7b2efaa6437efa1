package io.github.dcisdk.security;

import com.nimbusds.jose.crypto.utils.ECChecks;
import com.nimbusds.jose.jwk.Curve;
import java.security.Key;
import java.security.interfaces.ECKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECParameterSpec;
import java.util.Optional;
import java.util.Set;

/**
 * How the key of an encrypted message reaches its receiver (RFC 7518 section 4). A key pair has one of these and is used
 * with no other. The message itself is always encrypted with AES-256 in Galois/Counter Mode ({@code A256GCM}).
 */
public enum EncryptionAlgorithm {
    /**
     * The content key is encrypted with RSA and OAEP padding with SHA-256, for keys of 2048 to 8192 bits. What deployed
     * systems use.
     */
    RSA_OAEP_256("RSA-OAEP-256"),
    /**
     * The content key is wrapped with a key that is agreed on with ECDH, on the curves P-256, P-384 and P-521. Says inside
     * the encryption who it is from and for whom.
     */
    ECDH_ES_A256KW("ECDH-ES+A256KW"),
    /**
     * The content key itself is agreed on with ECDH, on the same curves. Then there is no {@code encrypted_key}, which RFC
     * 7516 allows and the standard's own description of an encrypted message does not; prefer {@link #ECDH_ES_A256KW}.
     */
    ECDH_ES("ECDH-ES");

    /** The name of the only content encryption, in {@code enc}. */
    static final String CONTENT_ENCRYPTION = "A256GCM";

    private static final Set<Curve> CURVES = Set.of(Curve.P_256, Curve.P_384, Curve.P_521);

    private final String joseName;

    EncryptionAlgorithm(String joseName) {
        this.joseName = joseName;
    }

    /**
     * The name of the algorithm in messages and keys.
     *
     * @return the value of {@code alg}, for example {@code RSA-OAEP-256}
     */
    public String joseName() {
        return joseName;
    }

    static Optional<EncryptionAlgorithm> byJoseName(String name) {
        for (EncryptionAlgorithm algorithm : values()) {
            if (algorithm.joseName.equals(name)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    /** The name under which the Java platform makes keys. */
    String keyFactory() {
        return this == RSA_OAEP_256 ? "RSA" : "EC";
    }

    /**
     * The algorithm that a key has unless something else is said.
     *
     * @throws IllegalArgumentException if the key is of another kind, of another size, on another curve, or damaged
     */
    static EncryptionAlgorithm of(Key key) {
        if (key instanceof ECKey ec) {
            curve(ec.getParams());
            if (key instanceof ECPublicKey point && !ECChecks.isPointOnCurve(point, point.getParams())) {
                throw new IllegalArgumentException("the EC key is damaged: its point is not on the curve");
            }
            return ECDH_ES_A256KW;
        } else if (key.getAlgorithm().equals("RSA")) {
            SignatureAlgorithm.of(key); // Size and exponent have the same limits.
            return RSA_OAEP_256;
        } else if (key.getAlgorithm().equals("EC")) {
            return ECDH_ES_A256KW; // A key in hardware, which shows nothing of itself.
        }
        throw new IllegalArgumentException(
                "the key is of no kind that can encrypt (RSA, EC on P-256, P-384, P-521); make"
                        + " one with 'openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:3072'");
    }

    static Curve curve(ECParameterSpec parameters) {
        Curve curve = Curve.forECParameterSpec(parameters);
        if (curve == null || !CURVES.contains(curve)) {
            throw new IllegalArgumentException("the EC key is on another curve than P-256, P-384 and P-521");
        }
        return curve;
    }

    /** Whether a key of this algorithm can be used with another one too. */
    boolean isSameKind(EncryptionAlgorithm other) {
        return keyFactory().equals(other.keyFactory());
    }
}
