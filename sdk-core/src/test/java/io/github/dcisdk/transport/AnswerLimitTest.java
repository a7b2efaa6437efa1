package io.github.dcisdk.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dcisdk.error.ErrorCode;
import io.github.dcisdk.error.UnavailableException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class AnswerLimitTest {
    private static final int KIB = 1024;

    @Test
    void thirtyMegabytesAreTooMuchByDefault() throws IOException {
        try (RawServer server = new RawServer(socket -> {
            RawServer.readRequest(socket);
            RawServer.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 30000000\r\n\r\n");
            socket.getOutputStream().write(new byte[30_000_000]);
        })) {
            assertTooLarge(HttpTransport.builder(), server.uri());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBodyAsLongAsTheLimitIsReadAndOneByteMoreIsNot(boolean compressed) throws IOException {
        byte[] zeros = new byte[KIB];
        for (int length : new int[] {KIB, KIB + 1}) {
            byte[] body = Arrays.copyOf(zeros, length);
            try (RawServer server = new RawServer(socket -> {
                RawServer.readRequest(socket);
                RawServer.write(
                        socket, "HTTP/1.1 200 OK\r\n" + (compressed ? "Content-Encoding: gzip\r\n" : "") + "\r\n");
                OutputStream out =
                        compressed ? new GZIPOutputStream(socket.getOutputStream()) : socket.getOutputStream();
                out.write(body);
                out.close();
            })) {
                HttpTransport.Builder builder = HttpTransport.builder().maxResponseBytes(KIB);
                if (length == KIB) {
                    try (HttpTransport transport = builder.build()) {
                        assertThat(transport.send(call(server.uri())).body()).hasSize(KIB);
                    }
                } else {
                    assertTooLarge(builder, server.uri());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBodyWithoutEndIsCutAtTheLimit(boolean compressed) throws IOException {
        try (RawServer server = new RawServer(socket -> {
            RawServer.readRequest(socket);
            RawServer.write(socket, "HTTP/1.1 200 OK\r\n" + (compressed ? "Content-Encoding: gzip\r\n" : "") + "\r\n");
            OutputStream out = compressed ? new GZIPOutputStream(socket.getOutputStream()) : socket.getOutputStream();
            byte[] zeros = new byte[64 * KIB];
            while (true) {
                out.write(zeros); // Ends when the client closes the connection.
            }
        })) {
            assertTooLarge(HttpTransport.builder().maxResponseBytes(1024 * KIB), server.uri());
        }
    }

    @Test
    void anAnnouncedLengthBeyondTheLimitIsNotEvenRead() throws IOException {
        try (RawServer server = new RawServer(socket -> {
            RawServer.readRequest(socket);
            RawServer.write(socket, "HTTP/1.1 500 Oops\r\nContent-Length: 99999999999\r\n\r\n");
            RawServer.awaitClose(socket);
        })) {
            assertTooLarge(HttpTransport.builder(), server.uri());
        }
    }

    private static void assertTooLarge(HttpTransport.Builder builder, URI uri) {
        try (HttpTransport transport = builder.build()) {
            assertThatThrownBy(() -> transport.send(call(uri)))
                    .isInstanceOfSatisfying(UnavailableException.class, e -> {
                        assertThat(e.errorCode()).isEqualTo(ErrorCode.ANSWER_TOO_LARGE);
                        assertThat(e.attempts()).isEqualTo(1);
                        assertThat(e.isRetryable()).isFalse();
                        assertThat(e.httpStatus()).isPresent();
                    });
        }
    }

    private static HttpCall call(URI uri) {
        return HttpCall.to(uri, instant -> new byte[0]).repeatable(true).build();
    }
}
