package io.github.dcisdk.security;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Reads keys in the encodings that PEM files hold, and those of Ed25519 that JWK has. No message shows key material. */
final class EncodedKeys {
    private static final List<String> PRIVATE = List.of(Pem.PRIVATE_KEY, Pem.RSA_PRIVATE_KEY, Pem.EC_PRIVATE_KEY);
    private static final List<String> PUBLIC = List.of(Pem.PUBLIC_KEY, Pem.RSA_PUBLIC_KEY, Pem.CERTIFICATE);

    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;
    private static final int BIT_STRING = 0x03;
    private static final byte[] VERSION_0 = bytes("020100");
    private static final byte[] RSA = bytes("300d06092a864886f70d0101010500");
    private static final byte[] EC_P256 = bytes("301306072a8648ce3d020106082a8648ce3d030107");

    /** SEC1 (RFC 5915) on P-256: version and 32 private bytes, and behind them the name of the curve. */
    private static final byte[] SEC1_START = bytes("0201010420");

    private static final byte[] SEC1_CURVE = bytes("a00a06082a8648ce3d030107");
    private static final int SEC1_CURVE_AT = 2 + SEC1_START.length + 32;

    private static final byte[] ED25519_PUBLIC = bytes("302a300506032b6570032100");
    private static final byte[] ED25519_PRIVATE = bytes("302e020100300506032b657004220420");
    private static final int ED25519_BYTES = 32;

    private EncodedKeys() {}

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    static PrivateKey privateKey(String pem) {
        Pem block = Pem.parse(pem, PRIVATE);
        return switch (block.label()) {
            case Pem.RSA_PRIVATE_KEY -> pkcs8(der(SEQUENCE, VERSION_0, RSA, der(OCTET_STRING, block.content())));
            case Pem.EC_PRIVATE_KEY -> sec1(block.content());
            default -> pkcs8(block.content());
        };
    }

    static PublicKey publicKey(String pem) {
        Pem block = Pem.parse(pem, PUBLIC);
        return switch (block.label()) {
            case Pem.RSA_PUBLIC_KEY -> spki(der(SEQUENCE, RSA, der(BIT_STRING, new byte[1], block.content())));
            case Pem.CERTIFICATE -> certificate(block).getPublicKey();
            default -> spki(block.content());
        };
    }

    static X509Certificate certificate(String pem) {
        return certificate(Pem.parse(pem, List.of(Pem.CERTIFICATE)));
    }

    private static X509Certificate certificate(Pem block) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(block.content()));
        } catch (CertificateException e) {
            throw new IllegalArgumentException("the certificate cannot be read; copy the file again", e);
        }
    }

    private static PrivateKey sec1(byte[] key) {
        int curveEnd = SEC1_CURVE_AT + SEC1_CURVE.length;
        boolean p256 = key.length >= curveEnd
                && Arrays.equals(key, 2, 2 + SEC1_START.length, SEC1_START, 0, SEC1_START.length)
                && Arrays.equals(key, SEC1_CURVE_AT, curveEnd, SEC1_CURVE, 0, SEC1_CURVE.length);
        if (!p256) {
            throw new IllegalArgumentException(
                    "the PEM block '" + Pem.EC_PRIVATE_KEY + "' is damaged, or its key is on another curve than P-256");
        }
        return pkcs8(der(SEQUENCE, VERSION_0, EC_P256, der(OCTET_STRING, key)));
    }

    private static PrivateKey pkcs8(byte[] encoded) {
        PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(encoded);
        for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
            try {
                return factory(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                // Not a key of this algorithm; the next one may read it.
            }
        }
        throw SignatureAlgorithm.unsupported();
    }

    private static PublicKey spki(byte[] encoded) {
        X509EncodedKeySpec spec = new X509EncodedKeySpec(encoded);
        for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
            try {
                return factory(algorithm).generatePublic(spec);
            } catch (InvalidKeySpecException e) {
                // Not a key of this algorithm; the next one may read it.
            }
        }
        throw SignatureAlgorithm.unsupported();
    }

    static KeyFactory factory(SignatureAlgorithm algorithm) {
        try {
            return KeyFactory.getInstance(algorithm.keyFactory());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform lacks " + algorithm, e);
        }
    }

    /** The key of 32 bytes (RFC 8032 section 5.1.5). */
    static PublicKey ed25519Public(byte[] key) {
        return spki(concatenated(ED25519_PUBLIC, requireLength(key)));
    }

    /** The key of 32 bytes (RFC 8032 section 5.1.5). */
    static PrivateKey ed25519Private(byte[] key) {
        return pkcs8(concatenated(ED25519_PRIVATE, requireLength(key)));
    }

    /** The 32 bytes of a public key (RFC 8032 section 5.1.5). */
    static byte[] ed25519Bytes(PublicKey key) {
        return lastBytes(key.getEncoded(), ED25519_PUBLIC);
    }

    /** The 32 bytes of a private key (RFC 8032 section 5.1.5). */
    static byte[] ed25519Bytes(byte[] pkcs8) {
        return lastBytes(pkcs8, ED25519_PRIVATE);
    }

    private static byte[] lastBytes(byte[] encoded, byte[] prefix) {
        if (encoded.length != prefix.length + ED25519_BYTES
                || !Arrays.equals(encoded, 0, prefix.length, prefix, 0, prefix.length)) {
            throw new IllegalArgumentException("the Ed25519 key is not encoded as RFC 8410 says");
        }
        return Arrays.copyOfRange(encoded, prefix.length, encoded.length);
    }

    private static byte[] requireLength(byte[] key) {
        if (key.length != ED25519_BYTES) {
            throw new IllegalArgumentException("an Ed25519 key has 32 bytes, this one " + key.length);
        }
        return key;
    }

    private static byte[] der(int tag, byte[]... parts) {
        byte[] content = concatenated(parts);
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + 4);
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else if (content.length < 0x100) {
            out.write(0x81);
            out.write(content.length);
        } else {
            // PEM text is limited to 64 KiB.
            out.write(0x82);
            out.write(content.length >> Byte.SIZE);
            out.write(content.length);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] concatenated(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
