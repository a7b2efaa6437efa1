package io.github.dcisdk.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.dcisdk.client.Dci;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.message.SearchResponse;
import io.github.dcisdk.security.DecryptionKey;
import io.github.dcisdk.security.EncryptionAlgorithm;
import io.github.dcisdk.security.EncryptionKey;
import io.github.dcisdk.security.MessageEncrypter;
import io.github.dcisdk.security.SignatureSchemes;
import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.security.TrustedSender;
import io.github.dcisdk.store.InMemoryStore;
import io.github.dcisdk.store.InboxEntry;
import io.github.dcisdk.store.NewTask;
import io.github.dcisdk.store.StoreTransaction;
import io.github.dcisdk.store.TaskClaim;
import io.github.dcisdk.store.TestTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** An endpoint that takes every kind of message, on a real socket; a test holds its clock and its store. */
final class InboxServer implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    static final String ID = "spmis.example.org";
    static final String SENDER = "civil.example.org";
    static final String OTHER_SENDER = "pension.example.org";
    static final String UNSIGNED_SENDER = "old-civil.example.org";
    static final String SEARCH = "/registry/search";
    static final String ON_SEARCH = "/registry/on-search";
    static final String NOTIFY = "/registry/notify";
    static final String SUBSCRIBE = "/registry/subscribe";
    static final String SYNC_SEARCH = "/registry/sync/search";

    private static final NewTask TASK = NewTask.of("queue-1", SENDER, "transaction-1", NOW);
    static final Acceptance ACK = Acceptance.ack(TASK);
    static final Acceptance NACK = Acceptance.nack(TASK);
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final SigningKey KEY = SigningKey.generate("key-1");
    private static final DecryptionKey OWN_DECRYPTION_KEY =
            DecryptionKey.generate(EncryptionAlgorithm.ECDH_ES_A256KW, "enc-1");
    private static final EncryptionKey SENDERS_ENCRYPTION_KEY =
            DecryptionKey.generate(EncryptionAlgorithm.ECDH_ES_A256KW, "enc-2").encryptionKey();
    private static final SigningKey OTHER_KEY = SigningKey.generate("key-1");

    final TestTime time = new TestTime(NOW);
    final InMemoryStore stored;
    final FragileStore store;
    final AtomicInteger searches = new AtomicInteger();
    final AtomicInteger stepsAfterVerification = new AtomicInteger();
    final AtomicInteger stepsAfterValidation = new AtomicInteger();
    final List<Finding> findings = new CopyOnWriteArrayList<>();
    final List<AuditEvent> audited = new CopyOnWriteArrayList<>();
    volatile Acceptance acceptance = ACK;
    volatile Runnable beforeAccepting = () -> {};

    private final Dci dci;
    private final JdkHttpServer server;

    InboxServer() {
        this(1_000);
    }

    /** Room for so many messages, each with its task. */
    InboxServer(int maxMessages) {
        stored = InMemoryStore.create(time, 2 * maxMessages, Long.MAX_VALUE);
        store = new FragileStore(stored);
        dci = Dci.builder()
                .identity(ID, SigningKey.generate("own-key"))
                .clock(time)
                .decryptWith(OWN_DECRYPTION_KEY)
                .trust(TrustedSender.signing(SENDER, KEY.verificationKey()).encryptFor(SENDERS_ENCRYPTION_KEY))
                .trust(TrustedSender.signing(OTHER_SENDER, OTHER_KEY.verificationKey()))
                .trust(TrustedSender.withoutSignature(UNSIGNED_SENDER))
                .build();
        MessagePipeline pipeline = MessagePipeline.builder(dci, "ns:org:RegistryType:Civil")
                .acknowledged(SEARCH, Operation.SEARCH, store, (message, exchange) -> accept())
                .acknowledged(SUBSCRIBE, Operation.SUBSCRIBE, store, (message, exchange) -> accept())
                .acknowledged(NOTIFY, Operation.NOTIFY, store, (message, exchange) -> accept())
                .callback(ON_SEARCH, Operation.SEARCH, store, (message, exchange) -> accept())
                .operation(SYNC_SEARCH, Operation.SYNC_SEARCH, (message, exchange) -> {
                    searches.incrementAndGet();
                    return SearchResponse.builder(
                                    message.transactionId().orElseThrow(), exchange.correlationId(), List.of())
                            .build();
                })
                .after(Stage.VERIFY, exchange -> stepsAfterVerification.incrementAndGet())
                .after(Stage.VALIDATE, exchange -> stepsAfterValidation.incrementAndGet())
                .after(Stage.DISPATCH, exchange -> findings.addAll(exchange.findings()))
                .audit(audited::add)
                .admitUnsignedWithoutToken()
                .build();
        server = JdkHttpServer.startOnLoopback(pipeline);
    }

    /** Does all tasks, so that nobody needs the messages any more. */
    void workOff() {
        TaskClaim all = new TaskClaim(
                TASK.queue(), Set.of(), 1_000, time.instant(), time.instant().plusSeconds(60));
        try (StoreTransaction transaction = stored.begin()) {
            stored.claim(all).forEach(transaction::complete);
            transaction.commit();
        }
    }

    private Acceptance accept() {
        beforeAccepting.run();
        return acceptance;
    }

    /** A message of {@link #SENDER} made and signed now, until a test changes it. */
    record Sent(String path, String header, String message, String sender, Instant signed) {
        static Sent search() {
            return request("search", SEARCH);
        }

        static Sent syncSearch() {
            return request("search", SYNC_SEARCH);
        }

        private static Sent request(String action, String path) {
            String header = "{\"version\":\"1.0.0\",\"message_id\":\"message-1\",\"message_ts\":\"" + NOW
                    + "\",\"action\":\"" + action + "\",\"sender_id\":\"" + SENDER + "\",\"receiver_id\":\"" + ID
                    + "\",\"total_count\":1}";
            String message =
                    "{\"transaction_id\":\"transaction-1\",\"search_request\":[{\"reference_id\":\"reference-1\","
                            + "\"timestamp\":\"2026-03-01T09:00:00Z\",\"search_criteria\":{\"query_type\":\"idtype-value\","
                            + "\"query\":{\"type\":\"UIN\",\"value\":\"SYN-1\"},\"pagination\":{\"page_size\":10,\"page_number\":1}}}]}";
            return new Sent(path, header, message, SENDER, NOW);
        }

        /** An answer, whose header has a status and needs no count. */
        static Sent onSearch() {
            String message = "{\"transaction_id\":\"transaction-1\",\"correlation_id\":\"correlation-1\","
                    + "\"search_response\":[{\"reference_id\":\"reference-1\",\"timestamp\":\"2026-03-01T09:00:00Z\","
                    + "\"status\":\"succ\",\"data\":{\"reg_records\":[{\"sex\":\"female\"}]},"
                    + "\"pagination\":{\"page_size\":1,\"page_number\":1,\"total_count\":3}}]}";
            return new Sent(ON_SEARCH, header("on-search"), message, SENDER, NOW);
        }

        static Sent event() {
            String message =
                    "{\"transaction_id\":\"transaction-1\",\"notify_event\":[{\"reference_id\":\"reference-1\","
                            + "\"timestamp\":\"2026-03-01T09:00:00Z\",\"data\":{\"reg_record_type\":\"Person\","
                            + "\"reg_records\":[{\"sex\":\"female\"}]}}]}";
            return new Sent(NOTIFY, header("notify"), message, SENDER, NOW);
        }

        private static String header(String action) {
            return "{\"version\":\"1.0.0\",\"message_id\":\"message-1\",\"message_ts\":\"" + NOW + "\",\"action\":\""
                    + action + "\",\"status\":\"succ\",\"sender_id\":\"" + SENDER + "\",\"receiver_id\":\"" + ID
                    + "\"}";
        }

        Sent header(String from, String to) {
            assertThat(header).contains(from);
            return new Sent(path, header.replace(from, to), message, sender, signed);
        }

        Sent message(String from, String to) {
            assertThat(message).contains(from);
            return message(text -> text.replace(from, to));
        }

        Sent message(UnaryOperator<String> change) {
            return new Sent(path, header, change.apply(message), sender, signed);
        }

        Sent id(String messageId) {
            return header("message-1", messageId);
        }

        /** Encrypted for the server, each time with another key. */
        Sent encrypted() {
            JsonSlice secret = MessageEncrypter.encrypt(OWN_DECRYPTION_KEY.encryptionKey(), slice(message), sender, ID);
            return header("{", "{\"is_msg_encrypted\":true,")
                    .message(text -> new String(secret.toByteArray(), StandardCharsets.UTF_8));
        }

        Sent from(String senderId) {
            Sent named = header(sender, senderId);
            return new Sent(path, named.header, message, senderId, signed);
        }

        Sent to(String otherPath) {
            return new Sent(otherPath, header, message, sender, signed);
        }

        /** Signed at another time, as a sender does that sends again later. */
        Sent signed(Instant at) {
            return new Sent(path, header, message, sender, at);
        }

        byte[] body() {
            String signature = "";
            if (!sender.equals(UNSIGNED_SENDER)) {
                SigningKey key = sender.equals(SENDER) ? KEY : OTHER_KEY;
                String text = SignatureSchemes.DEFAULT.sign(sender, key, slice(header), slice(message), signed);
                signature = "\"signature\":" + MAPPER.valueToTree(text) + ",";
            }
            return ("{" + signature + "\"header\":" + header + ",\"message\":" + message + "}")
                    .getBytes(StandardCharsets.UTF_8);
        }

        private static JsonSlice slice(String json) {
            return JsonSlice.of(json.getBytes(StandardCharsets.UTF_8));
        }
    }

    record Answer(int status, HttpHeaders headers, byte[] body) {
        JsonNode json() {
            try {
                return MAPPER.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private JsonNode ack() {
            return json().path("message");
        }

        Answer acknowledged(int httpStatus, String ackStatus) {
            assertThat(status).as(text()).isEqualTo(httpStatus);
            assertThat(ack().path("ack_status").asText()).isEqualTo(ackStatus);
            assertThat(ack().path("correlation_id").asText()).hasSize(36);
            assertThat(ack().path("timestamp").asText()).isNotBlank();
            assertThat(ack().has("error")).isFalse();
            assertThat(json().has("errors")).isFalse();
            return this;
        }

        Answer sameAs(Answer earlier) {
            assertThat(status).as(text()).isEqualTo(earlier.status);
            assertThat(Arrays.equals(body, earlier.body)).as(text()).isTrue();
            return this;
        }

        Answer refusedWith(Refusal refusal) {
            assertThat(status).as(text()).isEqualTo(refusal.httpStatus());
            assertThat(ack().path("ack_status").asText()).isEqualTo("ERR");
            assertThat(ack().path("error").path("code").asText()).isEqualTo(refusal.errorCode());
            if (refusal == Refusal.UNAVAILABLE) {
                assertThat(headers.firstValue("Retry-After")).isPresent();
            }
            return this;
        }

        Answer saying(String words) {
            assertThat(ack().path("error").path("message").asText()).startsWith(words);
            return this;
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    Answer post(Sent sent) {
        return post(sent.path(), sent.body());
    }

    Answer post(String path, byte[] body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.baseUrl() + path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try {
            HttpResponse<byte[]> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Lets time pass since {@link #NOW}. */
    Instant later(Duration duration) {
        time.set(NOW.plus(duration));
        return time.instant();
    }

    List<InboxEntry> entries() {
        return stored.messages();
    }

    @Override
    public void close() {
        server.close();
        dci.close();
    }
}
