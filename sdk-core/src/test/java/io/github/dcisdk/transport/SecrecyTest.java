package io.github.dcisdk.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dcisdk.error.CallContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies, tokens, headers and queries stay out of logs and texts. */
@Timeout(30)
class SecrecyTest {
    @Test
    @ResourceLock(Resources.SYSTEM_ERR)
    void theLogHasIdentifiersAndNumbersOnly() throws IOException {
        PrintStream original = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        try (RawServer server = new RawServer(socket -> {
            RawServer.readRequest(socket);
            RawServer.write(
                    socket,
                    "HTTP/1.1 503 Busy\r\nConnection: close\r\nX-Secret: s3cret-header\r\nContent-Length: 13\r\n\r\ns3cret-answer");
        })) {
            TestTime time = new TestTime();
            System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
            try (HttpTransport transport =
                    HttpTransport.builder().sleeper(time).clock(time).build()) {
                transport.send(HttpCall.to(URI.create(server.uri() + "?q=s3cret-query"), instant -> "s3cret-body"
                                .getBytes(StandardCharsets.UTF_8))
                        .authorization(() -> Optional.of("Bearer s3cret-token"))
                        .header("X-Other", "s3cret-own")
                        .context(CallContext.of("crvs.example.gov").withMessageId("m-1\nforged"))
                        .build());
            } finally {
                System.setErr(original);
            }
        }

        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains("POST 127.0.0.1:", " attempt 3: status 503, 13 bytes")
                .contains("peer=crvs.example.gov message_id=m-1?forged")
                .doesNotContain("s3cret", "/registry", "\nforged");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Authorization", "authorization", "Host", "Content-Length", "Accept-Encoding", "User-Agent"})
    void headersOfTheTransportItselfCannotBeSetByACall(String name) {
        HttpCall.Builder call = HttpCall.to(URI.create("https://crvs.example.gov"), instant -> new byte[0]);

        assertThatThrownBy(() -> call.header(name, "s3cret"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name)
                .message()
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX-Injected: 1", "a\nb", "a\u0000"})
    void aHeaderCannotBringInAnother(String value) {
        HttpCall.Builder call = HttpCall.to(URI.create("https://crvs.example.gov"), instant -> new byte[0]);

        assertThatThrownBy(() -> call.header("X-Request", value)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HttpTransport.builder().userAgent(value)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void badCredentialsAreRefusedWithoutBeingShown() throws IOException {
        try (RawServer server = new RawServer(RawServer::awaitClose);
                HttpTransport transport = HttpTransport.builder().build()) {
            HttpCall call = HttpCall.to(server.uri(), instant -> new byte[0])
                    .authorization(() -> Optional.of("Bearer s3cret\r\nX-Injected: 1"))
                    .build();

            assertThatThrownBy(() -> transport.send(call))
                    .isInstanceOf(IllegalArgumentException.class)
                    .message()
                    .doesNotContain("s3cret");
            assertThat(server.connections()).isZero();
        }
    }
}
