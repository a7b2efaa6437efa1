package io.github.dcisdk.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.message.MsgCallbackHeader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two deliveries say the same when their action, status and message do. */
class DeliveryContentTest {
    private static final String HEADER = """
            {"version":"1.0.0","message_id":"m-1","message_ts":"2026-03-01T10:00:00Z","action":"on-search",
             "status":"succ","sender_id":"civil.example.org","total_count":1}""";
    private static final String MESSAGE = "{\"a\":[1,2.5,100.0],\"b\":{\"c\":\"ü\",\"d\":null}}";

    private static String digest(String header, String message) {
        return DeliveryContent.digest(
                Json.read(slice(header), MsgCallbackHeader.TYPE, "/header", finding -> {}), slice(message));
    }

    private static JsonSlice slice(String json) {
        return JsonSlice.of(json.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " { \"b\" : { \"d\" : null , \"c\" : \"ü\" } ,\n\"a\":[1,2.5,100.0]}",
                "{\"a\":[1,2.50,1e2],\"b\":{\"c\":\"\\u00fc\",\"d\":null}}",
                "{\"\\u0061\":[1,25e-1,100.00],\"b\":{\"c\":\"ü\",\"d\":null}}"
            })
    void orderSpaceEscapesAndFormsOfNumbersDoNotCount(String message) {
        assertThat(digest(HEADER, message)).isEqualTo(digest(HEADER, MESSAGE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":[2.5,1,100.0],\"b\":{\"c\":\"ü\",\"d\":null}}",
                "{\"a\":[1,2.5,100.0],\"b\":{\"c\":\"ü\"}}",
                "{\"a\":[1,2.5,100.0],\"b\":{\"c\":\"Ü\",\"d\":null}}",
                "{\"a\":[\"1\",2.5,100.0],\"b\":{\"c\":\"ü\",\"d\":null}}",
                "{\"a\":[1,2.5,100.0],\"b\":{\"c\":\"ü\",\"d\":\"\"}}"
            })
    void everythingElseInTheMessageCounts(String message) {
        assertThat(digest(HEADER, message)).isNotEqualTo(digest(HEADER, MESSAGE));
    }

    @Test
    void whatIsRenewedInTheHeaderDoesNotCount() {
        assertThat(digest(
                        HEADER.replace("10:00:00", "11:00:00")
                                .replace("\"total_count\":1", "\"is_msg_encrypted\":true"),
                        MESSAGE))
                .isEqualTo(digest(HEADER, MESSAGE));
    }

    @Test
    void actionStatusAndReasonCount() {
        assertThat(new String[] {
                    digest(HEADER, MESSAGE),
                    digest(HEADER.replace("on-search", "on-subscribe"), MESSAGE),
                    digest(HEADER.replace("succ", "pdng"), MESSAGE),
                    digest(HEADER.replace("\"status\":\"succ\",", ""), MESSAGE),
                    digest(HEADER.replace("succ\"", "succ\",\"status_reason_code\":\"rjct.version.invalid\""), MESSAGE)
                })
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1,\"a\":2}", "{\"a\":\"\\ud800\"}", "{\"a\":1e400}", "{} {}"})
    void whatHasNoCanonicalFormIsTakenByItsBytes(String message) {
        assertThat(digest(HEADER, message))
                .isEqualTo(digest(HEADER, message))
                .isNotEqualTo(digest(HEADER, message + " "))
                .isNotEqualTo(digest(HEADER, "{}"));
    }
}
