package io.github.dcisdk.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.impl.ConcatKDF;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.SecretKey;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The key of one message's content, and how it gets to the receiver (RFC 7518 sections 4.3, 4.6). New for every message.
 */
final class ContentKey {
    static final int BYTES = 32;
    private static final int BITS = BYTES * Byte.SIZE;
    private static final String AES = "AES";
    private static final OAEPParameterSpec OAEP_SHA_256 =
            new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);

    private final SecretKey key;
    private final byte[] encryptedKey;
    private final @Nullable ECPublicKey ephemeralKey;

    private ContentKey(SecretKey key, byte[] encryptedKey, @Nullable ECPublicKey ephemeralKey) {
        this.key = key;
        this.encryptedKey = encryptedKey;
        this.ephemeralKey = ephemeralKey;
    }

    /** Makes a content key for a receiver. */
    static ContentKey make(EncryptionKey receiver, Parties parties) throws GeneralSecurityException {
        SecretKey random = random();
        if (receiver.algorithm() == EncryptionAlgorithm.RSA_OAEP_256) {
            Cipher cipher = rsa(receiver.provider());
            cipher.init(Cipher.ENCRYPT_MODE, receiver.publicKey(), OAEP_SHA_256);
            return new ContentKey(random, cipher.doFinal(random.getEncoded()), null);
        }
        ECPublicKey publicKey = (ECPublicKey) receiver.publicKey();
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(publicKey.getParams());
        KeyPair ephemeral = generator.generateKeyPair();
        ECPublicKey ephemeralKey = (ECPublicKey) ephemeral.getPublic();
        // The ephemeral key is the platform's, so the platform agrees.
        SecretKey agreed = agreed(ephemeral.getPrivate(), publicKey, receiver.algorithm(), parties, Optional.empty());
        if (receiver.algorithm() == EncryptionAlgorithm.ECDH_ES) {
            return new ContentKey(agreed, new byte[0], ephemeralKey);
        }
        Cipher wrap = Cipher.getInstance("AESWrap");
        wrap.init(Cipher.WRAP_MODE, agreed);
        return new ContentKey(random, wrap.wrap(random), ephemeralKey);
    }

    /**
     * Reads a content key. If it cannot be decrypted, a random one comes back (RFC 7516 section 11.5): then the content does
     * not decrypt either, and nobody can tell by the time which of the two failed.
     *
     * @throws GeneralSecurityException if the private key cannot be used at all
     */
    static SecretKey read(DecryptionKey own, byte[] encryptedKey, @Nullable ECPublicKey ephemeralKey, Parties parties)
            throws GeneralSecurityException {
        SecretKey random = random();
        if (own.algorithm() == EncryptionAlgorithm.RSA_OAEP_256) {
            Cipher cipher = rsa(own.provider());
            cipher.init(Cipher.DECRYPT_MODE, own.privateKey(), OAEP_SHA_256);
            try {
                byte[] read = cipher.doFinal(encryptedKey);
                return read.length == BYTES ? new SecretKeySpec(read, AES) : random;
            } catch (GeneralSecurityException | RuntimeException e) {
                return random;
            }
        }
        if (ephemeralKey == null) {
            throw new GeneralSecurityException("a key agreement without the other side's key");
        }
        SecretKey agreed = agreed(own.privateKey(), ephemeralKey, own.algorithm(), parties, own.provider());
        if (own.algorithm() == EncryptionAlgorithm.ECDH_ES) {
            return encryptedKey.length == 0 ? agreed : random;
        }
        Cipher unwrap = Cipher.getInstance("AESWrap");
        unwrap.init(Cipher.UNWRAP_MODE, agreed);
        try {
            SecretKey read = (SecretKey) unwrap.unwrap(encryptedKey, AES, Cipher.SECRET_KEY);
            return read.getEncoded().length == BYTES ? read : random;
        } catch (GeneralSecurityException | RuntimeException e) {
            return random;
        }
    }

    private static SecretKey random() {
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        return new SecretKeySpec(key, AES);
    }

    private static Cipher rsa(Optional<Provider> provider) throws GeneralSecurityException {
        String name = "RSA/ECB/OAEPWithSHA-256AndMGF1Padding";
        return provider.isPresent() ? Cipher.getInstance(name, provider.get()) : Cipher.getInstance(name);
    }

    /** RFC 7518 section 4.6.2. */
    private static SecretKey agreed(
            PrivateKey own,
            PublicKey other,
            EncryptionAlgorithm algorithm,
            Parties parties,
            Optional<Provider> provider)
            throws GeneralSecurityException {
        KeyAgreement agreement = provider.isPresent()
                ? KeyAgreement.getInstance("ECDH", provider.get())
                : KeyAgreement.getInstance("ECDH");
        agreement.init(own);
        agreement.doPhase(other, true);
        String name = algorithm == EncryptionAlgorithm.ECDH_ES
                ? EncryptionAlgorithm.CONTENT_ENCRYPTION
                : algorithm.joseName();
        try {
            return new ConcatKDF("SHA-256")
                    .deriveKey(
                            new SecretKeySpec(agreement.generateSecret(), AES),
                            BITS,
                            ConcatKDF.encodeDataWithLength(name.getBytes(StandardCharsets.US_ASCII)),
                            ConcatKDF.encodeDataWithLength(parties.senderBytes()),
                            ConcatKDF.encodeDataWithLength(parties.receiverBytes()),
                            ConcatKDF.encodeIntData(BITS),
                            ConcatKDF.encodeNoData());
        } catch (JOSEException e) {
            throw new GeneralSecurityException(e);
        }
    }

    SecretKey key() {
        return key;
    }

    /** What goes to the receiver; empty if the content key itself is agreed on. */
    byte[] encryptedKey() {
        return encryptedKey;
    }

    /** Our half of the agreement; null if there is none. */
    @Nullable
    ECPublicKey ephemeralKey() {
        return ephemeralKey;
    }
}
