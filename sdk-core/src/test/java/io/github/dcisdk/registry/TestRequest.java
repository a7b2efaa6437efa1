package io.github.dcisdk.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.security.SignatureSchemes;
import io.github.dcisdk.security.SigningKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** A search message that is right until a test spoils it. */
public final class TestRequest {
    static final ObjectMapper MAPPER = new ObjectMapper();

    final ObjectNode header;
    final ObjectNode message;

    private TestRequest(ObjectNode header, ObjectNode message) {
        this.header = header;
        this.message = message;
    }

    /** Searches one person, as {@link TestRegistry#SENDER}. */
    public static TestRequest search() {
        return search(1);
    }

    /** A message of any kind, without items. */
    static TestRequest of(String action, int items) {
        ObjectNode header = MAPPER.createObjectNode()
                .put("version", "1.0.0")
                .put("message_id", "message-1")
                .put("message_ts", TestRegistry.NOW.toString())
                .put("action", action)
                .put("sender_id", TestRegistry.SENDER)
                .put("receiver_id", TestRegistry.ID)
                .put("total_count", items);
        return new TestRequest(header, MAPPER.createObjectNode().put("transaction_id", "transaction-1"));
    }

    static TestRequest search(int items) {
        TestRequest request = of("search", items);
        request.message.putArray("search_request");
        for (int i = 0; i < items; i++) {
            request.addItem("reference-" + i);
        }
        return request;
    }

    private void addItem(String referenceId) {
        ObjectNode item = message.withArray("search_request").addObject();
        item.put("reference_id", referenceId).put("timestamp", TestRegistry.NOW.toString());
        ObjectNode criteria = item.putObject("search_criteria");
        criteria.put("reg_type", "ns:org:RegistryType:Civil")
                .put("reg_record_type", "spdci-extensions-dci:Person")
                .put("query_type", "idtype-value");
        criteria.putObject("query").put("type", "UIN").put("value", "SYN-1");
    }

    TestRequest header(String name, Object value) {
        header.set(name, MAPPER.valueToTree(value));
        return this;
    }

    TestRequest without(String name) {
        header.remove(name);
        return this;
    }

    ObjectNode item(int index) {
        return (ObjectNode) message.get("search_request").get(index);
    }

    ObjectNode criteria(int index) {
        return (ObjectNode) item(index).get("search_criteria");
    }

    /** The body, signed by the sender in time. */
    public byte[] signed() {
        return signed(TestRegistry.SENDER, TestRegistry.SENDER_KEY, TestRegistry.NOW);
    }

    /** Nobody signs in a name that is not his own, so a header in another name cannot be signed. */
    boolean isOfSender() {
        return header.path("sender_id").asText().equals(TestRegistry.SENDER);
    }

    byte[] signed(String sender, SigningKey key, Instant created) {
        return signed(sender, key, created, text(header), text(message));
    }

    static byte[] signed(String sender, SigningKey key, Instant created, String header, String message) {
        return envelope(signature(sender, key, created, header, message), header, message);
    }

    static String signature(String sender, SigningKey key, Instant created, String header, String message) {
        return SignatureSchemes.DEFAULT.sign(sender, key, slice(header), slice(message), created);
    }

    byte[] unsigned() {
        return ("{\"header\":" + text(header) + ",\"message\":" + text(message) + "}").getBytes(StandardCharsets.UTF_8);
    }

    static byte[] envelope(String signature, String header, String message) {
        return ("{\"signature\":" + text(MAPPER.valueToTree(signature)) + ",\"header\":" + header + ",\"message\":"
                        + message + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    static String text(Object json) {
        try {
            return MAPPER.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonSlice slice(String json) {
        return JsonSlice.of(json.getBytes(StandardCharsets.UTF_8));
    }
}
