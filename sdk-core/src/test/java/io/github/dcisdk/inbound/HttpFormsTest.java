package io.github.dcisdk.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.dcisdk.contract.RawClient;
import io.github.dcisdk.registry.TestRegistry;
import io.github.dcisdk.registry.TestRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent over HTTP but is no message, the registry refuses by its one table, and lives on. */
@Timeout(60)
class HttpFormsTest {
    private static final String JSON = "Content-Type: application/json";
    private static final int LIMIT = 1 << 20;

    private final TestRegistry registry = TestRegistry.start(LIMIT);
    private final InetSocketAddress server = registry.server().address();
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
}
