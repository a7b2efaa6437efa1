package io.github.dcisdk.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeysTest {
    // The first key pair of RFC 8032 section 7.1.
    private static final byte[] RFC_PRIVATE =
            HexFormat.of().parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
    private static final byte[] RFC_PUBLIC =
            HexFormat.of().parseHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    private static final String PRIVATE_PEM = pem("PRIVATE KEY", "302e020100300506032b657004220420", RFC_PRIVATE);
    private static final String PUBLIC_PEM = pem("PUBLIC KEY", "302a300506032b6570032100", RFC_PUBLIC);

    @TempDir
    private Path folder;

    private static String pem(String label, String prefix, byte[] key) {
        byte[] start = HexFormat.of().parseHex(prefix);
        byte[] der = new byte[start.length + key.length];
        System.arraycopy(start, 0, der, 0, start.length);
        System.arraycopy(key, 0, der, start.length, key.length);
        return block(label, Base64.getMimeEncoder().encodeToString(der));
    }

    private static String block(String label, String content) {
        return "-----BEGIN " + label + "-----\n" + content + "\n-----END " + label + "-----\n";
    }

    @Test
    void thePublicKeyFollowsFromThePrivateKey() {
        assertThat(SigningKey.pem(PRIVATE_PEM, "k").verificationKey()).isEqualTo(VerificationKey.pem(PUBLIC_PEM, "k"));
    }

    @Test
    void signaturesAreThoseOfRfc8032() {
        SigningKey key = SigningKey.pem(PRIVATE_PEM, "k");
        assertThat(HexFormat.of().formatHex(key.sign(new byte[0])))
                .isEqualTo(
                        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46"
                                + "bd25bf5f0595bbe24655141438e7a100b");
    }

    @Test
    void keysAreReadFromFiles() throws IOException {
        Path file = folder.resolve("key.pem");
        Files.writeString(file, "# made for a test\r\n" + PRIVATE_PEM.replace("\n", "\r\n"));
        assertThat(SigningKey.pem(file, "k").verificationKey()).isEqualTo(VerificationKey.pem(PUBLIC_PEM, "k"));
        Path publicFile = folder.resolve("public.pem");
        Files.writeString(publicFile, PUBLIC_PEM);
        assertThat(VerificationKey.pem(publicFile, "k")).isEqualTo(VerificationKey.pem(PUBLIC_PEM, "k"));
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        Path missing = folder.resolve("missing.pem");
        assertThatThrownBy(() -> SigningKey.pem(missing, "k"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("missing.pem");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ENCRYPTED PRIVATE KEY | SigningKey.keyStore",
                "OPENSSH PRIVATE KEY | openssl genpkey -algorithm ed25519",
                "PUBLIC KEY | the private key is needed",
                "CERTIFICATE | is a certificate",
                "SOMETHING ELSE | is of another kind"
            })
    void otherKindsOfPemAreRefusedWithAdvice(String label, String advice) {
        assertThatThrownBy(() -> SigningKey.pem(block(label, "c2VjcmV0"), "k"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(advice)
                .hasMessageContaining("-----BEGIN PRIVATE KEY-----")
                .hasMessageNotContaining("c2VjcmV0");
    }

    @Test
    void aPrivateKeyIsNoVerificationKey() {
        assertThatThrownBy(() -> VerificationKey.pem(PRIVATE_PEM, "k"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("openssl pkey -pubout");
    }

    @Test
    void noErrorQuotesKeyMaterial() {
        String secret = Base64.getEncoder()
                .encodeToString("SECRET-SECRET-SECRET-SECRET-SECRET".getBytes(StandardCharsets.US_ASCII));
        for (String pem : new String[] {
            secret,
            "",
            block("PRIVATE KEY", secret),
            block("PRIVATE KEY", secret + "!"),
            block("PRIVATE KEY", secret + "="),
            "-----BEGIN PRIVATE KEY-----\n" + secret,
            block("PRIVATE KEY", secret) + block("PRIVATE KEY", secret),
            block("RSA PRIVATE KEY", secret),
            block("EC PRIVATE KEY", secret),
            PRIVATE_PEM.replace("MC4CAQ", "MC5CAQ"),
            secret.repeat(5_000)
        }) {
            assertThatThrownBy(() -> SigningKey.pem(pem, "k"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasNoCause()
                    .message()
                    .doesNotContain(secret.substring(0, 8), "SECRET", "nWGxne");
        }
    }

    @Test
    void keysThatCannotSignHereAreRefused() throws NoSuchAlgorithmException {
        KeyPair dsa = KeyPairGenerator.getInstance("DSA").generateKeyPair();
        KeyPair ed448 = KeyPairGenerator.getInstance("Ed448").generateKeyPair();
        KeyPair ed25519 = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        KeyPair other = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        assertThatThrownBy(() -> SigningKey.of(dsa.getPrivate(), "k")).hasMessageContaining("Ed25519");
        assertThatThrownBy(() -> SigningKey.of(ed448.getPrivate(), "k")).hasMessageContaining("Ed25519");
        assertThatThrownBy(() -> VerificationKey.of(dsa.getPublic(), "k")).hasMessageContaining("Ed25519");
        assertThatThrownBy(() -> SigningKey.of(ed25519.getPrivate(), other.getPublic(), "k"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("do not belong together");
        assertThatThrownBy(() -> VerificationKey.of(ed25519.getPublic(), " ")).hasMessageContaining("blank");
    }

    @Test
    void aKeyThatHidesItsContentNeedsItsPublicKey() throws NoSuchAlgorithmException {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        PrivateKey hidden = new PrivateKey() {
            private static final long serialVersionUID = 1L;

            @Override
            public String getAlgorithm() {
                return "Ed25519";
            }

            @Override
            public String getFormat() {
                return "none";
            }

            @Override
            @SuppressWarnings("NullAway") // What keys in hardware answer.
            public byte[] getEncoded() {
                return null;
            }
        };
        assertThatThrownBy(() -> SigningKey.of(hidden, pair.getPublic(), "k"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be registered");
        assertThatThrownBy(() -> SigningKey.of(hidden, "k"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("give its public key too");
        assertThat(SigningKey.of(pair.getPrivate(), pair.getPublic(), "k").verificationKey())
                .isEqualTo(SigningKey.of(pair.getPrivate(), "k").verificationKey());
    }

    @Test
    void signingAndVerifyingGoThroughTheProviderThatIsGiven() {
        CountingProvider provider = new CountingProvider();
        SigningKey key = SigningKey.pem(PRIVATE_PEM, "k").withProvider(provider);
        int before = provider.used.get();
        byte[] signature = key.sign(new byte[] {1});
        assertThat(provider.used).hasValue(before + 1);
        assertThat(key.verificationKey().withProvider(provider).verifies(new byte[] {1}, signature))
                .isTrue();
        assertThat(provider.used).hasValueGreaterThan(before + 1);
        assertThat(signature).isEqualTo(SigningKey.pem(PRIVATE_PEM, "k").sign(new byte[] {1}));
    }

    @Test
    void aProviderThatLacksTheAlgorithmIsRefused() {
        Provider without = Security.getProvider("SUN");
        assertThatThrownBy(() -> SigningKey.pem(PRIVATE_PEM, "k").withProvider(without))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SUN");
        assertThatThrownBy(() -> VerificationKey.pem(PUBLIC_PEM, "k").withProvider(without))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SUN");
    }

    /** Hands everything on to the platform's own provider and counts how often it is asked to sign or verify. */
    private static final class CountingProvider extends Provider {
        private static final long serialVersionUID = 1L;

        private final transient AtomicInteger used = new AtomicInteger();

        CountingProvider() {
            super("Counting", "1", "counts");
            Provider platform = Security.getProviders("Signature.Ed25519")[0];
            for (String type : new String[] {"Signature", "KeyFactory"}) {
                putService(new Service(this, type, "Ed25519", "counting", null, null) {
                    @Override
                    public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
                        if (getType().equals("Signature")) {
                            used.incrementAndGet();
                        }
                        return platform.getService(getType(), "Ed25519").newInstance(parameter);
                    }
                });
            }
        }
    }

    @Test
    void keysAreComparedByTheirMaterial() {
        VerificationKey key = VerificationKey.pem(PUBLIC_PEM, "k");
        VerificationKey renamed = VerificationKey.pem(PUBLIC_PEM, "other");
        assertThat(key)
                .isEqualTo(VerificationKey.pem(PUBLIC_PEM, "k"))
                .hasSameHashCodeAs(VerificationKey.pem(PUBLIC_PEM, "k"));
        assertThat(key)
                .isNotEqualTo(renamed)
                .isNotEqualTo(SignedMessages.key("k", 1).verificationKey());
        assertThat(key.isSameKey(renamed)).isTrue();
        assertThat(key.isSameKey(SignedMessages.KEY.verificationKey())).isFalse();
        assertThat(key.isSameKey(key.withProvider(new CountingProvider()))).isTrue();
    }

    @Test
    void whatIsPrintedShowsIdAndAlgorithmOnly() {
        assertThat(SigningKey.pem(PRIVATE_PEM, "key-1")).hasToString("SigningKey[key-1, ED25519]");
        assertThat(VerificationKey.pem(PUBLIC_PEM, "key-1")).hasToString("VerificationKey[key-1, ED25519]");
    }
}
