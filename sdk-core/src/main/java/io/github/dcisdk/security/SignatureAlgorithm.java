package io.github.dcisdk.security;

import java.security.Key;
import java.security.interfaces.EdECKey;

/**
 * The algorithms that keys of the SDK can have. How an algorithm is called on the wire is a matter of each {@link
 * SignatureScheme}.
 */
public enum SignatureAlgorithm {
    /** Ed25519 of RFC 8032, the default. */
    ED25519("Ed25519", "Ed25519", 64);

    private final String keyFactory;
    private final String signature;
    private final int signatureLength;

    SignatureAlgorithm(String keyFactory, String signature, int signatureLength) {
        this.keyFactory = keyFactory;
        this.signature = signature;
        this.signatureLength = signatureLength;
    }

    /** The name under which the Java platform makes keys. */
    String keyFactory() {
        return keyFactory;
    }

    /** The name under which the Java platform signs. */
    String signature() {
        return signature;
    }

    /** How long a signature is, in bytes. */
    int signatureLength() {
        return signatureLength;
    }

    static SignatureAlgorithm of(Key key) {
        // The JDK calls every Edwards key "EdDSA"; the curve tells Ed25519 from Ed448.
        String name = key instanceof EdECKey edwards ? edwards.getParams().getName() : key.getAlgorithm();
        for (SignatureAlgorithm algorithm : values()) {
            if (algorithm.keyFactory.equalsIgnoreCase(name)) {
                return algorithm;
            }
        }
        throw unsupported();
    }

    static IllegalArgumentException unsupported() {
        return new IllegalArgumentException(
                "the key is not of a supported kind; use an Ed25519 key, made for example with"
                        + " 'openssl genpkey -algorithm ed25519'");
    }
}
