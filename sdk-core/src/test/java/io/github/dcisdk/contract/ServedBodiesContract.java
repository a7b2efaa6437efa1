package io.github.dcisdk.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dcisdk.inbound.InboundHandler;
import io.github.dcisdk.inbound.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a body comes to an {@link InboundHandler}, and when it does not. */
public abstract class ServedBodiesContract extends ServerContract {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4_096, 300_000, LIMIT})
    void aBodyArrivesAsItWasSent(int length) throws IOException {
        byte[] body = bytes(length);
        assertArrived(post(body), body);
        assertArrived(postInChunks(body, 7_001), body);
    }

    @Test
    void aBodyOverTheLimitIsTurnedAway() throws IOException {
        assertTurnedAway(post(bytes(LIMIT + 1)), Refusal.TOO_LARGE);
        assertTurnedAway(postInChunks(bytes(LIMIT + 1), 4_096), Refusal.TOO_LARGE);
    }

    @Test
    void aBodyWithoutEndIsTurnedAwayWhileItIsBeingSent() throws IOException {
        try (RawClient client = new RawClient(server.address())) {
            client.write(RawClient.head("POST", "/", "Content-Length: 99999999999") + "\r\n");
            client.write(new byte[2 * LIMIT + 1]);
            assertTurnedAway(client.answer(), Refusal.TOO_LARGE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "x-gzip", "GZIP", " gzip "})
    void aCompressedBodyIsInflated(String encoding) throws IOException {
        byte[] body = new byte[LIMIT];
        body[7] = 7;
        assertArrived(post(gzip(body), "Content-Encoding: " + encoding), body);
    }

    @Test
    void aBodyMaySayThatItIsNotEncoded() throws IOException {
        byte[] body = bytes(100);
        assertArrived(post(body, "Content-Encoding: identity"), body);
    }

    @Test
    void aCompressedBodyIsLimitedAfterInflation() throws IOException {
        assertTurnedAway(post(gzip(new byte[LIMIT + 1]), "Content-Encoding: gzip"), Refusal.TOO_LARGE);
        assertTurnedAway(post(gzip(new byte[64 * LIMIT]), "Content-Encoding: gzip"), Refusal.TOO_LARGE);
    }

    @Test
    void aCompressedBodyThatInflatesToNothingIsLimitedAsItIsSent() throws IOException {
        // Empty blocks of the deflate format, as many as one likes.
        byte[] block = {0, 0, 0, (byte) 0xFF, (byte) 0xFF};
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(gzip(new byte[0]), 0, 10);
        while (body.size() <= LIMIT) {
            body.writeBytes(block);
        }
        String head = RawClient.head("POST", "/", "Content-Encoding: gzip", "Transfer-Encoding: chunked");
        assertTurnedAway(
                RawClient.exchange(server.address(), head, chunks(body.toByteArray(), 8_000)), Refusal.TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "deflate", "gzip, gzip", "zstd", "compress"})
    void anotherEncodingIsTurnedAway(String encoding) throws IOException {
        assertTurnedAway(post(bytes(100), "Content-Encoding: " + encoding), Refusal.UNSUPPORTED_MEDIA_TYPE);
    }

    @Test
    void aBodyThatIsNotWhatItsEncodingSaysIsTurnedAway() throws IOException {
        byte[] compressed = gzip(bytes(1_000));
        byte[] broken = compressed.clone();
        broken[broken.length - 6] ^= 1;
        for (byte[] body : new byte[][] {bytes(100), {}, {31}, Arrays.copyOf(compressed, 500), broken}) {
            assertTurnedAway(post(body, "Content-Encoding: gzip"), Refusal.BAD_REQUEST);
        }
    }

    @Test
    void aBodyThatEndsTooEarlyIsNotHandedOver() throws IOException {
        for (String length :
                new String[] {"Content-Length: 5000", "Content-Length: 500000", "Transfer-Encoding: chunked"}) {
            try (RawClient client = new RawClient(server.address())) {
                client.send(RawClient.head("POST", "/", length), "64\r\nbegin".getBytes(StandardCharsets.US_ASCII));
                assertTurnedAwayOrCut(client.end().answer());
            }
            try (RawClient client = new RawClient(server.address())) {
                // Gone altogether.
                client.send(RawClient.head("POST", "/", length), "64\r\nbegin".getBytes(StandardCharsets.US_ASCII));
            }
        }
        assertThat(handler.requests).isEmpty();
    }

    @Test
    void aBodyInBrokenChunksIsNotHandedOver() throws IOException {
        for (String chunk :
                new String[] {"zz\r\n", "-5\r\n12345\r\n0\r\n\r\n", "3\r\nmore than it says\r\n0\r\n\r\n"}) {
            try (RawClient client = new RawClient(server.address())) {
                client.send(
                        RawClient.head("POST", "/", "Transfer-Encoding: chunked"),
                        chunk.getBytes(StandardCharsets.US_ASCII));
                assertTurnedAwayOrCut(client.end().answer());
            }
        }
    }

    @Test
    void aBodyIsReadAsFarAsItsLengthSays() throws IOException {
        byte[] body = bytes(100);
        String head = RawClient.head("POST", "/", "Content-Length: 90");
        assertArrived(RawClient.exchange(server.address(), head, body), Arrays.copyOf(body, 90));
    }

    @Test
    void aBodyThatDoesNotArriveInTimeIsTurnedAway() throws Exception {
        restart(handler, Limits.defaults().maxBodyTime(Duration.ofMillis(200)));
        for (String length : new String[] {"Content-Length: 5000", "Content-Length: 500000"}) {
            try (RawClient client = new RawClient(server.address())) {
                client.write(RawClient.head("POST", "/", length) + "\r\n");
                ExecutorService drops = Executors.newSingleThreadExecutor();
                drops.submit(() -> {
                    while (true) {
                        client.write("x");
                        TimeUnit.MILLISECONDS.sleep(20);
                    }
                });
                RawClient.Answer answer = client.answer();
                drops.shutdownNow();
                assertTurnedAway(answer, Refusal.UNAVAILABLE);
                assertThat(answer.header("Retry-After")).isEqualTo("5");
            }
        }
    }

    private static byte[] gzip(byte[] body) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(body);
        }
        return out.toByteArray();
    }
}
