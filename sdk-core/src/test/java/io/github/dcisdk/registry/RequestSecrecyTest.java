package io.github.dcisdk.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.dcisdk.client.CapturedLog;
import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.inbound.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/**
 * Whatever stands in a request, at whatever place, no refusal and no rejection repeats it, and no log line does, except for
 * the identifiers that belong there.
 */
@Timeout(120)
@ResourceLock(Resources.SYSTEM_ERR)
class RequestSecrecyTest {
    private static final String CANARY = "Sophea Canary 847951632";
    private static final String MARK = "anary";

    /** Identifiers that the standard has answers repeat, and that logs name. */
    private static final Set<String> REPEATED =
            Set.of("/message/transaction_id", "/message/search_request/0/reference_id");

    private static final Set<String> LOGGED =
            Set.of("/header/sender_id", "/header/message_id", "/message/transaction_id");

    /** Values that the requester gets back with its records, as the standard has it. */
    private static final Set<String> ECHOED = Set.of("/message/search_request/0/search_criteria/reg_type");

    @Test
    void noValueIsRepeated() {
        List<Object> forms = List.of(CANARY, List.of(CANARY, CANARY), Map.of(CANARY, CANARY));
        try (CapturedLog log = new CapturedLog();
                TestRegistry registry = TestRegistry.start((query, context) -> {
                    throw new RejectedException("rjct.search_criteria.invalid", "not found");
                })) {
            for (String place : places(full())) {
                for (Object form : forms) {
                    assertSilent(registry, log, place, with(place, form));
                }
                assertSilent(registry, log, place, withName(place));
            }
            assertThat(log.text()).contains("refused: ", "rejected with ");
        }
    }

    private static void assertSilent(TestRegistry registry, CapturedLog log, String place, TestRequest request) {
        int before = log.text().length();
        for (byte[] body : List.of(
                request.unsigned(),
                request.isOfSender() ? request.signed() : request.unsigned(),
                (TestRequest.text(request.header) + CANARY).getBytes(StandardCharsets.UTF_8))) {
            TestAnswer answer = registry.post(body);
            assertThat(answer.status()).as(place).isBetween(200, 499);
            if (!REPEATED.contains(place) && !ECHOED.contains(place)) {
                assertThat(answer.text()).as(place).doesNotContain(MARK);
            }
        }
        if (!LOGGED.contains(place)) {
            assertThat(log.text().substring(before)).as(place).doesNotContain(MARK);
        }
    }

    @Test
    void headersPathsAndBrokenBodiesAreNotRepeatedEither() {
        byte[] body = TestRequest.search().signed();
        try (CapturedLog log = new CapturedLog();
                TestRegistry registry = TestRegistry.start()) {
            List<TestAnswer> answers = List.of(
                    registry.send("/Canary", "POST", body, "Content-Type", "application/json"),
                    registry.send(TestRegistry.PATH + "?name=Canary", "GET", new byte[0]),
                    registry.send(TestRegistry.PATH, "POST", body, "Content-Type", "text/canary"),
                    registry.send(TestRegistry.PATH, "POST", body, "Content-Encoding", "canary"),
                    registry.send(TestRegistry.PATH, "CANARY", body, "Content-Type", "application/json"),
                    registry.post(CANARY.getBytes(StandardCharsets.UTF_8)),
                    registry.post(("{\"" + CANARY).getBytes(StandardCharsets.UTF_8)),
                    registry.post(("{\"a\":" + CANARY).getBytes(StandardCharsets.UTF_8)),
                    registry.post("{\"Canary\":1,\"Canary\":2,\"header\":{}}".getBytes(StandardCharsets.UTF_8)),
                    registry.post(("\"" + CANARY + "\"").getBytes(StandardCharsets.UTF_8)));

            assertThat(answers).allSatisfy(answer -> {
                assertThat(answer.status()).isBetween(400, 499);
                assertThat(answer.text()).doesNotContain(MARK).doesNotContain("canary");
            });
            assertThat(log.text()).doesNotContain(MARK).doesNotContain("canary");
        }
    }

    @Test
    void aFloodOfForgedMessagesIsTenWarnings() {
        byte[] forged =
                TestRequest.search().header("sender_id", "stranger.example.org").unsigned();
        try (CapturedLog log = new CapturedLog();
                TestRegistry registry = TestRegistry.start()) {
            for (int i = 0; i < 25; i++) {
                registry.post(forged).refusedWith(Refusal.SIGNATURE_MISSING);
            }

            assertThat(log.text().lines().filter(line -> line.contains(" WARN ")))
                    .hasSize(10);
            assertThat(log.text().lines().filter(line -> line.contains("not authentic: MISSING")))
                    .hasSize(25);
        }
    }

    private static TestRequest full() {
        TestRequest request = TestRequest.search()
                .header("sender_uri", "https://spmis.example.org/callback")
                .header("is_msg_encrypted", false)
                .header("meta", Map.of("note", "x"));
        request.item(0).put("locale", "khm");
        ObjectNode criteria = request.criteria(0);
        criteria.put("version", "1.0.0").put("reg_event_type", "birth");
        criteria.putArray("sort").addObject().put("attribute_name", "age").put("sort_order", "asc");
        criteria.putObject("pagination").put("page_size", 5).put("page_number", 1);
        criteria.putObject("consent").put("purpose", "x");
        criteria.putObject("authorize").put("purpose", "x");
        return request;
    }

    private static List<String> places(TestRequest request) {
        List<String> places = new ArrayList<>();
        collect(request.header, "/header", places);
        collect(request.message, "/message", places);
        return places;
    }

    private static void collect(JsonNode node, String place, List<String> places) {
        if (node instanceof ObjectNode object) {
            object.fieldNames().forEachRemaining(name -> {
                places.add(place + "/" + name);
                collect(object.get(name), place + "/" + name, places);
            });
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                places.add(place + "/" + i);
                collect(array.get(i), place + "/" + i, places);
            }
        }
    }

    private static TestRequest with(String place, Object value) {
        TestRequest request = full();
        JsonNode parent = parent(request, place);
        JsonNode json = TestRequest.MAPPER.valueToTree(value);
        String last = place.substring(place.lastIndexOf('/') + 1);
        if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(last), json);
        } else {
            ((ObjectNode) parent).set(last, json);
        }
        return request;
    }

    /** A member more, of which already the name is personal. */
    private static TestRequest withName(String place) {
        TestRequest request = full();
        if (parent(request, place) instanceof ObjectNode object) {
            object.set(CANARY, TextNode.valueOf(CANARY));
        }
        return request;
    }

    private static JsonNode parent(TestRequest request, String place) {
        boolean inHeader = place.startsWith("/header");
        String inside = place.substring(inHeader ? "/header".length() : "/message".length());
        JsonNode root = inHeader ? request.header : request.message;
        return root.at(inside.substring(0, inside.lastIndexOf('/')));
    }
}
