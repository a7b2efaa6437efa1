package io.github.dcisdk.benchmarks;

import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.security.Decryption;
import io.github.dcisdk.security.DecryptionKey;
import io.github.dcisdk.security.EncryptionAlgorithm;
import io.github.dcisdk.security.MessageDecrypter;
import io.github.dcisdk.security.MessageEncrypter;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAKey;
import java.security.spec.MGF1ParameterSpec;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Encrypting and decrypting a message for an RSA key, beside the bare ciphers: RSA-OAEP of a key, AES-GCM of the text. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class EncryptionBenchmark {
    private static final String OAEP = "RSA/ECB/OAEPWithSHA-256AndMGF1Padding";

    /** How large the message is. */
    @Param({"2048", "204800"})
    public int bytes;

    private final DecryptionKey key = DecryptionKey.generate(EncryptionAlgorithm.RSA_OAEP_256, "enc");
    private final MessageDecrypter decrypter = new MessageDecrypter(List.of(key));
    private JsonSlice message;
    private JsonSlice encrypted;
    private KeyPair rsa;
    private SecretKey aes;
    private byte[] plain;
    private byte[] wrapped;
    private byte[] sealed;

    /**
     * Makes keys and message.
     *
     * @throws GeneralSecurityException never
     */
    @Setup
    public void setUp() throws GeneralSecurityException {
        plain = Json.write(Messages.answer(bytes));
        message = JsonSlice.of(plain);
        encrypted = encrypt();
        if (!(decrypt() instanceof Decryption.Decrypted)) {
            throw new IllegalStateException("the message does not decrypt");
        }
        KeyPairGenerator pairs = KeyPairGenerator.getInstance("RSA");
        pairs.initialize(((RSAKey) key.encryptionKey().publicKey()).getModulus().bitLength());
        rsa = pairs.generateKeyPair();
        KeyGenerator keys = KeyGenerator.getInstance("AES");
        keys.init(256);
        aes = keys.generateKey();
        wrapped = oaep(Cipher.ENCRYPT_MODE).doFinal(aes.getEncoded());
        Cipher gcm = gcm(Cipher.ENCRYPT_MODE);
        sealed = gcm.doFinal(plain);
    }

    private Cipher oaep(int mode) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(OAEP);
        cipher.init(
                mode,
                mode == Cipher.ENCRYPT_MODE ? rsa.getPublic() : rsa.getPrivate(),
                new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
        return cipher;
    }

    private Cipher gcm(int mode) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        byte[] iv = new byte[12];
        // Only for measuring: a key made for one run, and an initialisation vector that differs for each encryption.
        if (mode == Cipher.ENCRYPT_MODE && sealed != null) {
            ThreadLocalRandom.current().nextBytes(iv);
        }
        cipher.init(mode, aes, new GCMParameterSpec(128, iv));
        return cipher;
    }

    /**
     * The limit of encrypting.
     *
     * @return what the ciphers give
     * @throws GeneralSecurityException never
     */
    @Benchmark
    public int bareEncrypt() throws GeneralSecurityException {
        return oaep(Cipher.ENCRYPT_MODE).doFinal(aes.getEncoded()).length
                + gcm(Cipher.ENCRYPT_MODE).doFinal(plain).length;
    }

    /**
     * Encrypts a message.
     *
     * @return the encrypted message
     */
    @Benchmark
    public JsonSlice encrypt() {
        return MessageEncrypter.encrypt(key.encryptionKey(), message, "sender", "receiver");
    }

    /**
     * The limit of decrypting.
     *
     * @return what the ciphers give
     * @throws GeneralSecurityException never
     */
    @Benchmark
    public int bareDecrypt() throws GeneralSecurityException {
        return oaep(Cipher.DECRYPT_MODE).doFinal(wrapped).length
                + gcm(Cipher.DECRYPT_MODE).doFinal(sealed).length;
    }

    /**
     * Decrypts a message.
     *
     * @return what became of it
     */
    @Benchmark
    public Decryption decrypt() {
        return decrypter.decrypt(encrypted, "sender", "receiver");
    }
}
