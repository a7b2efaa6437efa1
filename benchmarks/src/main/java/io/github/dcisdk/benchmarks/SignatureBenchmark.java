package io.github.dcisdk.benchmarks;

import io.github.dcisdk.json.MessageSlicer;
import io.github.dcisdk.message.SearchResponse;
import io.github.dcisdk.security.EnvelopeWriter;
import io.github.dcisdk.security.SignatureAlgorithm;
import io.github.dcisdk.security.SignatureCheck;
import io.github.dcisdk.security.SignatureScheme;
import io.github.dcisdk.security.SignatureSchemes;
import io.github.dcisdk.security.SignatureVerifier;
import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.security.TrustStore;
import io.github.dcisdk.security.TrustedSender;
import io.github.dcisdk.security.VerificationKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
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

/**
 * Writing and receiving a signed message, beside the bare signature of the same provider over the text that is really
 * signed: three short lines, whatever the size of the message.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class SignatureBenchmark {
    private static final Clock CLOCK = Clock.fixed(Messages.NOW, ZoneOffset.UTC);
    private static final byte[] SIGNING_INPUT =
            ("(created): 1795514400\n(expires): 1795514700\ndigest: 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")
                    .getBytes(StandardCharsets.US_ASCII);

    /** How large the message is. */
    @Param({"2048", "204800"})
    public int bytes;

    /** Who computes. */
    @Param({"jdk", "bouncycastle"})
    public String provider;

    private SigningKey key;
    private VerificationKey publicKey;
    private Provider other;
    private PublicKey platformKey;
    private byte[] bareSignature;
    private EnvelopeWriter writer;
    private SignatureVerifier verifier;
    private SearchResponse message;
    private byte[] body;

    /** Makes keys and message. */
    @Setup
    public void setUp() {
        SignatureScheme scheme = SignatureSchemes.DEFAULT;
        key = SigningKey.generate(SignatureAlgorithm.ED25519, "key-1");
        publicKey = key.verificationKey();
        if (provider.equals("bouncycastle")) {
            other = new BouncyCastleProvider();
            key = key.withProvider(other);
            publicKey = publicKey.withProvider(other);
        }
        platformKey = publicKey.publicKey();
        bareSignature = key.sign(SIGNING_INPUT);
        writer = EnvelopeWriter.signing(Messages.SENDER, key, scheme, CLOCK);
        message = Messages.answer(bytes);
        body = writer.write(Messages.header(), message);
        verifier = new SignatureVerifier(
                TrustStore.of(TrustedSender.signing(Messages.SENDER, publicKey)), List.of(), CLOCK);
        if (!(receive() instanceof SignatureCheck.Verified)) {
            throw new IllegalStateException("the message does not verify");
        }
    }

    /**
     * The limit of writing.
     *
     * @return the signature
     */
    @Benchmark
    public byte[] bareSign() {
        return key.sign(SIGNING_INPUT);
    }

    /**
     * Writes header and message and signs them.
     *
     * @return the body
     */
    @Benchmark
    public byte[] writeSigned() {
        return writer.write(Messages.header(), message);
    }

    /**
     * The limit of receiving.
     *
     * @return true
     * @throws GeneralSecurityException never
     */
    @Benchmark
    public boolean bareVerify() throws GeneralSecurityException {
        Signature signature =
                other == null ? Signature.getInstance("Ed25519") : Signature.getInstance("Ed25519", other);
        signature.initVerify(platformKey);
        signature.update(SIGNING_INPUT);
        return signature.verify(bareSignature);
    }

    /**
     * Finds the parts of a body and verifies its signature.
     *
     * @return what it proves
     */
    @Benchmark
    public SignatureCheck receive() {
        return verifier.check(MessageSlicer.slice(body));
    }
}
