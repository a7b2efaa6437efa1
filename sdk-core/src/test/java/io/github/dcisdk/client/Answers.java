package io.github.dcisdk.client;

import io.github.dcisdk.client.ScriptedPeer.Request;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.security.CanonicalJson;
import io.github.dcisdk.security.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.stream.IntStream;

/** The answers of a peer as JSON text, written by hand so that each test can bend them. */
final class Answers {
    private Answers() {}

    static String header(String status) {
        return header(Fixture.PEER, Fixture.OWN, status);
    }

    static String header(String sender, String receiver, String status) {
        return "{\"version\":\"1.0.0\",\"message_id\":\"a-1\",\"message_ts\":\"2026-03-01T10:00:00Z\","
                + "\"action\":\"on-search\",\"status\":\"" + status + "\",\"total_count\":1,\"sender_id\":\"" + sender
                + "\",\"receiver_id\":\"" + receiver + "\",\"is_msg_encrypted\":false}";
    }

    static String message(Request request, String... items) {
        return "{\"transaction_id\":\"" + request.transactionId() + "\",\"correlation_id\":\"c-1\","
                + "\"search_response\":[" + String.join(",", items) + "]}";
    }

    /** An item with any members after its reference. */
    static String item(String referenceId, String members) {
        return "{\"reference_id\":\"" + referenceId + "\",\"timestamp\":\"2026-03-01T10:00:00Z\"," + members + "}";
    }

    static String succeeded(Request request, String pagination, String... records) {
        return item(
                request.referenceId(),
                "\"status\":\"succ\",\"data\":{\"version\":\"1.0.0\",\"reg_type\":\"ns:org:RegistryType:Civil\","
                        + "\"reg_record_type\":\"spdci-extensions-dci:Person\",\"reg_records\":["
                        + String.join(",", records) + "]}"
                        + (pagination.isEmpty() ? "" : ",\"pagination\":" + pagination));
    }

    static String pagination(int size, int number, long total) {
        return "{\"page_size\":" + size + ",\"page_number\":" + number + ",\"total_count\":" + total + "}";
    }

    static String person(int number) {
        return "{\"name\":{\"given_name\":\"Person " + number + "\"}}";
    }

    /** Persons with numbers from one to another, both included; none if the first is greater. */
    static String[] people(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(Answers::person).toArray(String[]::new);
    }

    static String envelope(String header, String message) {
        return "{\"signature\":\"\",\"header\":" + header + ",\"message\":" + message + "}";
    }

    static String onSearch(Request request, String... items) {
        return envelope(header("succ"), message(request, items));
    }

    /** Signs header and message as they stand, without asking whether they fit the sender. */
    static String signed(String sender, SigningKey key, Instant now, String header, String message) {
        long created = now.getEpochSecond();
        byte[] canonical = CanonicalJson.write(JsonSlice.of(
                ("{\"header\":" + header + ",\"message\":" + message + "}").getBytes(StandardCharsets.UTF_8)));
        String input = "(created): " + created + "\n(expires): " + (created + 300) + "\ndigest: "
                + Base64.getEncoder().encodeToString(sha256(canonical));
        String signature = Base64.getEncoder().encodeToString(key.sign(input.getBytes(StandardCharsets.US_ASCII)));
        String parameters = "namespace=\"dci\", kidId=\"" + sender + "|" + key.keyId()
                + "|ed25519\", algorithm=\"ed25519\", created=\"" + created + "\", expires=\"" + (created + 300)
                + "\", headers=\"(created) (expires) digest\", signature=\"" + signature + "\"";
        return "{\"signature\":" + JsonValue.of(parameters).toJson() + ",\"header\":" + header + ",\"message\":"
                + message + "}";
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
