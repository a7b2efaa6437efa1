package io.github.dcisdk.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.dcisdk.registry.TestRegistry;
import io.github.dcisdk.registry.TestRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes over HTTP, the registry answers by its one table of refusals, and lives on. */
@Timeout(60)
class HttpFormsTest {
    private static final String JSON = "Content-Type: application/json";
    private static final int LIMIT = 1 << 20;

    private final TestRegistry registry = TestRegistry.start(LIMIT);
    private final JdkHttpServer server = registry.server();
    private final byte[] good = TestRequest.search().signed();

    @AfterEach
    void stop() throws IOException {
        // Whatever a test did, a good request is answered after it.
        assertThat(post(good, JSON).status()).isEqualTo(200);
        registry.close();
    }

    private RawClient.Answer post(byte[] body, String... headers) throws IOException {
        String[] all = Arrays.copyOf(headers, headers.length + 1);
        all[headers.length] = "Content-Length: " + body.length;
        return RawClient.exchange(server, RawClient.head("POST", TestRegistry.PATH, all), body);
    }

    private static void assertRefused(RawClient.Answer answer, Refusal refusal) throws IOException {
        assertThat(answer.status()).as(answer.body()).isEqualTo(refusal.httpStatus());
        JsonNode json = new ObjectMapper().readTree(answer.body());
        assertThat(json.path("message").path("ack_status").asText()).isEqualTo("ERR");
        assertThat(json.path("message").path("error").path("code").asText()).isEqualTo(refusal.errorCode());
        assertThat(json.path("errors").path(0).path("code").asText()).isEqualTo(refusal.errorCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/registry/sync/search/",
                "/registry/sync",
                "/registry/search",
                "/REGISTRY/SYNC/SEARCH",
                "//registry/sync/search",
                "/registry/sync/../sync/search",
                "/registry/sync/%73earch",
                "/registry/sync/search%00",
                "/registry/sync/search;v=1",
                "http://localhost/registry/search"
            })
    void anotherPathIsNotFound(String target) throws IOException {
        String head = RawClient.head("POST", target, JSON, "Content-Length: " + good.length);

        assertRefused(RawClient.exchange(server, head, good), Refusal.NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/registry/sync/search?x=1&y=%20",
                "http://localhost/registry/sync/search",
                "http://h:1/registry/sync/search?x"
            })
    void queriesAndAbsoluteAddressesLeadToTheSamePath(String target) throws IOException {
        String head = RawClient.head("POST", target, JSON, "Content-Length: " + good.length);

        assertThat(RawClient.exchange(server, head, good).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "post", "FOO"})
    void onlyPostIsAllowed(String method) throws IOException {
        RawClient.Answer answer = RawClient.exchange(server, RawClient.head(method, TestRegistry.PATH), new byte[0]);

        if (method.equals("post")) {
            // Taken as POST, then without a content type.
            assertRefused(answer, Refusal.UNSUPPORTED_MEDIA_TYPE);
        } else {
            assertRefused(answer, Refusal.METHOD_NOT_ALLOWED);
            assertThat(answer.header("Allow")).isEqualTo("POST");
        }
    }

    @Test
    void headIsAnsweredWithoutABody() throws IOException {
        try (RawClient client = new RawClient(server)) {
            client.send(RawClient.head("HEAD", TestRegistry.PATH, "Connection: close"), new byte[0]);
            RawClient.Answer answer = client.answer();

            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.body()).isEmpty();
            assertThat(client.isClosed()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json;charset=UTF-8",
                "application/json; charset=\"utf-8\"",
                "Application/JSON ;charset=utf8",
                "application/json;"
            })
    void jsonIsRecognisedWithAnyParameters(String contentType) throws IOException {
        assertThat(post(good, "Content-Type: " + contentType).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/jsonx",
                "application/json,text/plain",
                "multipart/form-data; boundary=x",
                "application/x-www-form-urlencoded",
                "json",
                ""
            })
    void otherContentTypesAreRefused(String contentType) throws IOException {
        assertRefused(post(good, "Content-Type: " + contentType), Refusal.UNSUPPORTED_MEDIA_TYPE);
    }

    @Test
    void aBodyWithoutContentTypeIsRefused() throws IOException {
        assertRefused(post(good), Refusal.UNSUPPORTED_MEDIA_TYPE);
    }

    @Test
    void aBodyMayBeAsLargeAsTheLimitAndNotLarger() throws IOException {
        byte[] padded = Arrays.copyOf(good, LIMIT);
        Arrays.fill(padded, good.length, LIMIT, (byte) ' ');
        assertThat(post(padded, JSON).status()).isEqualTo(200);
        byte[] tooLarge = Arrays.copyOf(padded, LIMIT + 1);
        tooLarge[LIMIT] = ' ';
        RawClient.Answer answer = post(tooLarge, JSON);
        assertRefused(answer, Refusal.TOO_LARGE);
        assertThat(answer.header("Connection")).isEqualTo("close");
    }

    @Test
    void aBodyInChunksIsReadWithinTheLimitToo() throws IOException {
        String head = RawClient.head("POST", TestRegistry.PATH, JSON, "Transfer-Encoding: chunked");
        assertThat(RawClient.exchange(server, head, chunks(good, 7)).status()).isEqualTo(200);
        assertRefused(RawClient.exchange(server, head, chunks(new byte[LIMIT + 1], 4096)), Refusal.TOO_LARGE);
    }

    private static byte[] chunks(byte[] body, int size) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < body.length; i += size) {
            int length = Math.min(size, body.length - i);
            out.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(body, i, length);
            out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        out.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    @Test
    void aBodyThatIsLargeAtOnceOrForEverIsRefusedWhileItIsBeingSent() throws IOException {
        try (RawClient client = new RawClient(server)) {
            client.write(RawClient.head("POST", TestRegistry.PATH, JSON, "Content-Length: 99999999999") + "\r\n");
            client.write(new byte[2 * LIMIT + 1]);
            assertRefused(client.answer(), Refusal.TOO_LARGE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "x-gzip", "GZIP", " gzip "})
    void aBodyMayBeCompressed(String encoding) throws IOException {
        assertThat(post(gzip(good), JSON, "Content-Encoding: " + encoding).status())
                .isEqualTo(200);
    }

    @Test
    void aCompressedBodyIsLimitedAfterInflation() throws IOException {
        assertRefused(post(gzip(new byte[64 * LIMIT]), JSON, "Content-Encoding: gzip"), Refusal.TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "deflate", "gzip, gzip", "zstd", "compress"})
    void anotherEncodingIsRefused(String encoding) throws IOException {
        assertRefused(post(good, JSON, "Content-Encoding: " + encoding), Refusal.UNSUPPORTED_MEDIA_TYPE);
    }

    @Test
    void aBodyThatIsNotWhatItsEncodingSaysIsRefused() throws IOException {
        byte[] compressed = gzip(good);
        byte[] broken = compressed.clone();
        broken[broken.length - 6] ^= 1;
        for (byte[] body : new byte[][] {good, {}, {31}, Arrays.copyOf(compressed, compressed.length / 2), broken}) {
            assertRefused(post(body, JSON, "Content-Encoding: gzip"), Refusal.BAD_REQUEST);
        }
    }

    private static byte[] gzip(byte[] body) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(body);
        }
        return out.toByteArray();
    }

    @Test
    void bodiesThatAreNoMessageAreRefused() throws IOException {
        String deep = "{\"header\":" + "[".repeat(100_000) + "]".repeat(100_000) + ",\"message\":{}}";
        String number = "{\"header\":{\"total_count\":" + "9".repeat(LIMIT - 100) + "},\"message\":{}}";
        String names = "{\"" + "n".repeat(10_000) + "\":1}";
        for (String body : new String[] {
            "",
            " ",
            "null",
            "7",
            "[]",
            "{",
            "{}",
            "\"text\"",
            "<html/>",
            "{\"header\":{}}",
            "{\"message\":{}}",
            "{\"header\":[],\"message\":[]}",
            "{'header':{}}",
            "{\"header\":{},}",
            "NaN",
            deep,
            number,
            names
        }) {
            RawClient.Answer answer = post(body.getBytes(StandardCharsets.UTF_8), JSON);
            assertThat(answer.status())
                    .as(body.substring(0, Math.min(40, body.length())))
                    .isEqualTo(400);
            assertThat(answer.body()).contains("\"ERR\"").hasSizeLessThan(1_000);
        }
        for (byte[] body : new byte[][] {
            "\uFEFF{}".getBytes(StandardCharsets.UTF_8),
            "{}".getBytes(StandardCharsets.UTF_16),
            "{}".getBytes(StandardCharsets.UTF_16LE),
            {'{', '"', (byte) 0xC0, (byte) 0x80, '"', ':', '1', '}'},
            {0}
        }) {
            assertRefused(post(body, JSON), Refusal.BAD_REQUEST);
        }
    }

    @Test
    void aBodyThatEndsTooEarlyIsRefused() throws IOException {
        try (RawClient client = new RawClient(server)) {
            client.send(RawClient.head("POST", TestRegistry.PATH, JSON, "Content-Length: 5000"), good)
                    .end();
            assertRefused(client.answer(), Refusal.BAD_REQUEST);
        }
        try (RawClient client = new RawClient(server)) {
            String head = RawClient.head("POST", TestRegistry.PATH, JSON, "Transfer-Encoding: chunked");
            client.send(head, "zz\r\n".getBytes(StandardCharsets.US_ASCII)).end();
            assertRefused(client.answer(), Refusal.BAD_REQUEST);
        }
    }

    @Test
    void aBodyThatIsLongerThanItSaysIsReadAsFarAsItSays() throws IOException {
        byte[] longer = Arrays.copyOf(good, good.length + 10);
        String head = RawClient.head("POST", TestRegistry.PATH, JSON, "Content-Length: " + good.length);
        assertThat(RawClient.exchange(server, head, longer).status()).isEqualTo(200);
        head = RawClient.head("POST", TestRegistry.PATH, JSON, "Content-Length: " + (good.length - 1));
        assertRefused(RawClient.exchange(server, head, good), Refusal.BAD_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer a\r\nauthorization: Bearer b",
                "Content-Encoding: identity\r\nContent-Encoding: gzip",
                "Content-Type: text/plain",
                "Host: other"
            })
    void aHeaderThatMayStandOnceIsRefusedWhenItStandsTwice(String headers) throws IOException {
        assertRefused(post(good, JSON, headers), Refusal.BAD_REQUEST);
    }

    @Test
    void aBodyOfTwoLengthsIsRefused() throws IOException {
        String head = RawClient.head(
                "POST", TestRegistry.PATH, JSON, "Content-Length: " + good.length, "Transfer-Encoding: chunked");
        assertThat(RawClient.exchange(server, head, chunks(good, 100)).status()).isEqualTo(400);
        head = RawClient.head("POST", TestRegistry.PATH, JSON, "Content-Length: 2", "Content-Length: " + good.length);
        assertThat(RawClient.exchange(server, head, good).status()).isEqualTo(400);
    }

    @Test
    void otherHeadersMayStandTwice() throws IOException {
        assertThat(post(good, JSON, "X-Forwarded-For: a", "X-Forwarded-For: b").status())
                .isEqualTo(200);
    }

    @Test
    void theServerSaysGoOnToWhoeverWaitsForIt() throws IOException {
        try (RawClient client = new RawClient(server)) {
            client.write(RawClient.head(
                            "POST", TestRegistry.PATH, JSON, "Expect: 100-continue", "Content-Length: " + good.length)
                    + "\r\n");
            assertThat(client.answer().status()).isEqualTo(100);
            client.write(good);
            assertThat(client.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void aConnectionServesManyRequestsAlsoAfterRefusals() throws IOException {
        String head = RawClient.head("POST", TestRegistry.PATH, JSON, "Content-Length: " + good.length);
        try (RawClient client = new RawClient(server)) {
            for (int i = 0; i < 3; i++) {
                assertThat(client.send(head, good).answer().status()).isEqualTo(200);
                client.send(RawClient.head("GET", "/elsewhere"), new byte[0]);
                RawClient.Answer refused = client.answer();
                assertRefused(refused, Refusal.NOT_FOUND);
                assertThat(refused.header("Connection")).isEmpty();
                assertThat(refused.header("Date")).isNotEmpty();
            }
        }
    }

    @Test
    void textThatIsNotHttpEndsItsConnectionOnly() throws IOException {
        for (String text : new String[] {
            "\r\n\r\n",
            "hello\r\n\r\n",
            "GET\r\n\r\n",
            "POST /%zz HTTP/1.1\r\n\r\n",
            "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
            "POST mailto:a HTTP/1.1\r\nHost: a\r\n\r\n",
            "POST / HTTP/1.1\r\nContent-Length: many\r\n\r\n",
            "POST / HTTP/1.1\r\nContent-Length: -5\r\n\r\n"
        }) {
            try (RawClient client = new RawClient(server)) {
                client.write(text).end();
                assertThat(client.answer().status()).as(text).isIn(0, 400, 404);
            }
        }
    }
}
