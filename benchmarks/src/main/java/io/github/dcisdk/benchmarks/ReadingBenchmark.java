package io.github.dcisdk.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.MessageSlicer;
import io.github.dcisdk.json.MessageSlices;
import io.github.dcisdk.security.CanonicalJson;
import io.github.dcisdk.security.EnvelopeWriter;
import io.github.dcisdk.security.SignatureSchemes;
import io.github.dcisdk.security.SigningKey;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
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

/** Finding the parts of a message, and its canonical digest, beside a bare scan over its tokens. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ReadingBenchmark {
    private static final JsonFactory FACTORY = new JsonFactory();

    /** How large the message is. */
    @Param({"2048", "204800"})
    public int bytes;

    private byte[] body;
    private JsonSlice message;

    /** Makes the message. */
    @Setup
    public void setUp() {
        body = EnvelopeWriter.signing(
                        Messages.SENDER,
                        SigningKey.generate("key-1"),
                        SignatureSchemes.DEFAULT,
                        Clock.fixed(Messages.NOW, ZoneOffset.UTC))
                .write(Messages.header(), Messages.answer(bytes));
        message = MessageSlicer.slice(body).message().orElseThrow();
    }

    /**
     * The limit: every token is looked at once.
     *
     * @return how many there are
     * @throws IOException never
     */
    @Benchmark
    public int tokenScan() throws IOException {
        int tokens = 0;
        try (JsonParser parser = FACTORY.createParser(body)) {
            while (parser.nextToken() != null) {
                tokens++;
            }
        }
        return tokens;
    }

    /**
     * The parts of the message.
     *
     * @return the parts
     */
    @Benchmark
    public MessageSlices slices() {
        return MessageSlicer.slice(body);
    }

    /**
     * The digest of the message's canonical form.
     *
     * @return the digest
     * @throws NoSuchAlgorithmException never
     */
    @Benchmark
    public byte[] canonicalDigest() throws NoSuchAlgorithmException {
        return MessageDigest.getInstance("SHA-256").digest(CanonicalJson.write(message));
    }
}
