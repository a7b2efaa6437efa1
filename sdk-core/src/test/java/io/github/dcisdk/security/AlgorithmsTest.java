package io.github.dcisdk.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each algorithm signs verifies, with every provider, and nothing else does. */
class AlgorithmsTest {
    private static final byte[] CONTENT = {1, 2, 3};
    private static final Map<SignatureAlgorithm, SigningKey> KEYS = keys();

    private static Map<SignatureAlgorithm, SigningKey> keys() {
        Map<SignatureAlgorithm, SigningKey> keys = new EnumMap<>(SignatureAlgorithm.class);
        for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
            keys.put(algorithm, SigningKey.generate(algorithm, "key-1"));
        }
        return keys;
    }

    @ParameterizedTest
    @EnumSource
    void whatIsSignedVerifiesAndNothingElse(SignatureAlgorithm algorithm) {
        SigningKey key = KEYS.get(algorithm);
        assertThat(key.algorithm()).isEqualTo(algorithm);
        byte[] signature = key.sign(CONTENT);
        VerificationKey verification = key.verificationKey();
        assertThat(verification.verifies(CONTENT, signature)).isTrue();
        assertThat(verification.verifies(new byte[] {1, 2, 4}, signature)).isFalse();
        assertThat(verification.verifies(new byte[0], signature)).isFalse();
        assertThat(verification.verifies(CONTENT, Arrays.copyOf(signature, signature.length + 1)))
                .isFalse();
        assertThat(verification.verifies(CONTENT, Arrays.copyOf(signature, signature.length - 1)))
                .isFalse();
        assertThat(verification.verifies(CONTENT, new byte[signature.length])).isFalse();
        assertThat(verification.verifies(CONTENT, new byte[0])).isFalse();
        SigningKey other = SigningKey.generate(algorithm, "key-1");
        assertThat(other.verificationKey().verifies(CONTENT, signature)).isFalse();
        KEYS.forEach(
                (another, otherKind) -> assertThat(otherKind.verificationKey().verifies(CONTENT, signature))
                        .isEqualTo(another == algorithm));
    }

    @ParameterizedTest
    @EnumSource
    void noChangedBitVerifies(SignatureAlgorithm algorithm) {
        SigningKey key = KEYS.get(algorithm);
        byte[] signature = key.sign(CONTENT);
        for (int bit = 0; bit < signature.length * 8; bit += algorithm == SignatureAlgorithm.RS256 ? 7 : 1) {
            byte[] changed = signature.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(key.verificationKey().verifies(CONTENT, changed)).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void bouncyCastleSignsAndVerifiesTheSame(SignatureAlgorithm algorithm) {
        Provider provider = new BouncyCastleProvider();
        SigningKey platform = KEYS.get(algorithm);
        SigningKey bouncy = platform.withProvider(provider);
        VerificationKey verification = platform.verificationKey();
        assertThat(verification.verifies(CONTENT, bouncy.sign(CONTENT))).isTrue();
        assertThat(verification.withProvider(provider).verifies(CONTENT, platform.sign(CONTENT)))
                .isTrue();
        assertThat(verification.withProvider(provider).verifies(new byte[1], platform.sign(CONTENT)))
                .isFalse();
        assertThat(verification.withProvider(provider)).isEqualTo(verification);
    }

    @ParameterizedTest
    @EnumSource
    void keysThatBouncyCastleMadeAreTaken(SignatureAlgorithm algorithm) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm.keyFactory(), new BouncyCastleProvider());
        if (algorithm != SignatureAlgorithm.ED25519) {
            generator.initialize(algorithm == SignatureAlgorithm.ES256 ? 256 : 2_048);
        }
        KeyPair pair = generator.generateKeyPair();
        SigningKey key = SigningKey.of(pair.getPrivate(), "key-1");
        assertThat(key.verificationKey().isSameKey(VerificationKey.of(pair.getPublic())))
                .isTrue();
        assertThat(key.verificationKey().verifies(CONTENT, key.sign(CONTENT))).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void aKeySignsThroughAFunction(SignatureAlgorithm algorithm) {
        SigningKey vault = KEYS.get(algorithm);
        SigningKey key = SigningKey.external(vault.verificationKey(), vault::sign);
        assertThat(key.verificationKey()).isEqualTo(vault.verificationKey());
        assertThat(vault.verificationKey().verifies(CONTENT, key.sign(CONTENT))).isTrue();
        assertThat(key.withKeyId("other").keyId()).isEqualTo("other");
        assertThatThrownBy(key::exportPem).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> key.withProvider(new BouncyCastleProvider()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("through a function");
    }

    @Test
    void aFunctionThatDoesNotSignIsFoundAtOnce() {
        VerificationKey ec = KEYS.get(SignatureAlgorithm.ES256).verificationKey();
        assertThatThrownBy(() -> SigningKey.external(ec, AlgorithmsTest::inDer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not DER");
        VerificationKey ed25519 = KEYS.get(SignatureAlgorithm.ED25519).verificationKey();
        assertThatThrownBy(() -> SigningKey.external(ed25519, content -> new byte[64]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SigningKey.external(ed25519, content -> {
                    throw new IllegalArgumentException("sealed");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("signing with key key-1 failed");
    }

    private static byte[] inDer(byte[] content) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(generator.generateKeyPair().getPrivate());
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** CVE-2022-21449: zeros were a signature of everything. */
    @Test
    void anEcdsaSignatureOutOfRangeIsNone() {
        VerificationKey key = KEYS.get(SignatureAlgorithm.ES256).verificationKey();
        byte[] order = ((ECPublicKey) key.publicKey()).getParams().getOrder().toByteArray();
        byte[] n = Arrays.copyOfRange(order, order.length - 32, order.length);
        byte[] genuine = KEYS.get(SignatureAlgorithm.ES256).sign(CONTENT);
        for (int half = 0; half < 2; half++) {
            for (byte[] number : new byte[][] {new byte[32], n}) {
                byte[] changed = genuine.clone();
                System.arraycopy(number, 0, changed, half * 32, 32);
                assertThat(key.verifies(CONTENT, changed)).isFalse();
                assertThat(SignatureAlgorithm.ES256.isPossible(changed, key.publicKey()))
                        .isFalse();
            }
        }
        assertThat(SignatureAlgorithm.ES256.isPossible(genuine, key.publicKey()))
                .isTrue();
    }

    @Test
    void anRsaKeyThatEverybodyCouldSignWithIsRefused() {
        BigInteger modulus = ((RSAPublicKey)
                        KEYS.get(SignatureAlgorithm.RS256).verificationKey().publicKey())
                .getModulus();
        for (BigInteger exponent : new BigInteger[] {
            BigInteger.ZERO,
            BigInteger.ONE,
            BigInteger.TWO,
            BigInteger.ONE.shiftLeft(65).add(BigInteger.ONE)
        }) {
            assertThatThrownBy(() -> VerificationKey.of(new RsaKey(modulus, exponent), "k"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("exponent");
        }
        assertThatThrownBy(() -> VerificationKey.of(
                        new RsaKey(BigInteger.ONE.shiftLeft(8_192).add(BigInteger.ONE), BigInteger.valueOf(65_537)),
                        "k"))
                .hasMessageContaining("8193 bits is not supported");
    }

    private record RsaKey(BigInteger getModulus, BigInteger getPublicExponent) implements RSAPublicKey {
        @Override
        public String getAlgorithm() {
            return "RSA";
        }

        @Override
        public String getFormat() {
            return "X.509";
        }

        @Override
        public byte[] getEncoded() {
            return new byte[0];
        }
    }

    @Test
    void aPointThatIsNotOnTheCurveIsNoKey() {
        ECPublicKey genuine = (ECPublicKey)
                KEYS.get(SignatureAlgorithm.ES256).verificationKey().publicKey();
        PublicKey forged = new EcKey(
                new ECPoint(
                        genuine.getW().getAffineX(), genuine.getW().getAffineY().xor(BigInteger.ONE)),
                genuine.getParams());
        assertThatThrownBy(() -> VerificationKey.of(forged, "k"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not on the curve");
    }

    /** CVE-2020-0601: with a generator of one's own choice, the private key to any public key is known. */
    @Test
    void aCurveWithAnotherGeneratorIsAnotherCurve() {
        ECPublicKey genuine = (ECPublicKey)
                KEYS.get(SignatureAlgorithm.ES256).verificationKey().publicKey();
        ECParameterSpec p256 = genuine.getParams();
        PublicKey forged = new EcKey(
                genuine.getW(),
                new ECParameterSpec(p256.getCurve(), genuine.getW(), p256.getOrder(), p256.getCofactor()));
        assertThatThrownBy(() -> VerificationKey.of(forged, "k"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another curve than P-256");
    }

    private record EcKey(ECPoint getW, ECParameterSpec getParams) implements ECPublicKey {
        @Override
        public String getAlgorithm() {
            return "EC";
        }

        @Override
        public String getFormat() {
            return "X.509";
        }

        @Override
        public byte[] getEncoded() {
            return new byte[0];
        }
    }
}
