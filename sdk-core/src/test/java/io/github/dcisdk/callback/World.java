package io.github.dcisdk.callback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.dcisdk.client.Dci;
import io.github.dcisdk.client.DciClient;
import io.github.dcisdk.client.RegistryClient;
import io.github.dcisdk.inbound.JdkHttpServer;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.profile.EventType;
import io.github.dcisdk.profile.PeerProfile;
import io.github.dcisdk.profile.RecordType;
import io.github.dcisdk.profile.RegistryProfile;
import io.github.dcisdk.record.Person;
import io.github.dcisdk.security.CanonicalJson;
import io.github.dcisdk.security.MovableClock;
import io.github.dcisdk.security.Sha256;
import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.store.DciStore;
import io.github.dcisdk.store.InMemoryStore;
import io.github.dcisdk.store.StoredTask;
import io.github.dcisdk.store.TaskQuery;
import io.github.dcisdk.store.TaskState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A registry and a consumer on real sockets. The registry answers and calls back as a test wants; the consumer's program can
 * die and start again over the same store; time passes only when a test lets it.
 */
final class World implements AutoCloseable {
    static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    static final String OWN = "spmis.example.org";
    static final String PEER = "civil.example.org";
    static final String OTHER = "pension.example.org";
    static final SigningKey OWN_KEY = SigningKey.generate("own-key");
    static final SigningKey PEER_KEY = SigningKey.generate("peer-key");
    static final SigningKey OTHER_KEY = SigningKey.generate("other-key");
    static final RecordType<Person> PERSON = new RecordType<>("spdci-extensions-dci:Person", Set.of(), Person.TYPE);
    static final EventType DEATH = EventType.of("spdci-common:RegistryEventType:Death");
    static final RegistryProfile REGISTRY = RegistryProfile.builder("ns:org:RegistryType:Civil")
            .recordType(PERSON)
            .eventTypes(DEATH)
            .commonIdentifierTypes()
            .commonOperations()
            .build();
    /** What the other peer has. */
    private static final RegistryProfile FARMERS = RegistryProfile.builder("ns:org:RegistryType:FR")
            .recordType(PERSON)
            .commonOperations()
            .build();

    static final Query QUERY = Query.where("name.given_name").ge("Person");

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    final MovableClock clock = new MovableClock(START);
    final InMemoryStore memory = InMemoryStore.create(clock);
    final List<Received> received = new CopyOnWriteArrayList<>();
    volatile Function<Received, Reply> script = request -> Reply.ack();

    private final HttpServer registry;
    private final int callbackPort = freePort();
    Program program;

    World() {
        try {
            registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        registry.createContext("/", this::serve);
        registry.start();
    }

    /** Below those that the system gives to connections, so that it stays free over restarts. */
    private static int freePort() {
        for (int port = 20_000 + (int) (System.nanoTime() % 10_000); port < 32_000; port++) {
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                continue;
            }
        }
        throw new IllegalStateException("no port is free");
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            Received request = new Received(
                    exchange.getRequestURI().getPath(),
                    JSON.readTree(exchange.getRequestBody().readAllBytes()));
            received.add(request);
            Reply reply = script.apply(request);
            byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** What the registry got. */
    record Received(String path, JsonNode body) {
        JsonNode header() {
            return body.path("header");
        }

        JsonNode message() {
            return body.path("message");
        }

        String transactionId() {
            return message().path("transaction_id").asText();
        }

        String referenceId() {
            return referenceId(0);
        }

        String referenceId(int item) {
            String list = message().has("search_request") ? "search_request" : "subscribe_request";
            return message().path(list).path(item).path("reference_id").asText();
        }
    }

    /** What it answers at once. */
    record Reply(int status, String body) {
        static Reply ack() {
            return acknowledgement("ACK");
        }

        static Reply nack() {
            return acknowledgement("NACK");
        }

        private static Reply acknowledgement(String status) {
            return new Reply(
                    202,
                    "{\"message\":{\"ack_status\":\"" + status
                            + "\",\"timestamp\":\"2026-03-01T10:00:00Z\",\"correlation_id\":\"c-1\"}}");
        }

        static Reply error(int status, String code) {
            return new Reply(status, "{\"message\":{\"ack_status\":\"ERR\",\"error\":{\"code\":\"" + code + "\"}}}");
        }
    }

    /** One run of the consumer's program. */
    final class Program implements AutoCloseable {
        final BreakableStore store;
        final Dci dci;
        final DciClient peer;
        final RegistryClient client;
        final CallbackEndpoint endpoint;
        private final JdkHttpServer server;

        private Program(
                int port,
                PeerProfile profile,
                UnaryOperator<Dci.Builder> setUp,
                Consumer<CallbackEndpoint.Builder> handlers) {
            store = new BreakableStore(memory);
            dci = setUp.apply(Dci.builder()
                            .identity(OWN, OWN_KEY)
                            .clock(clock)
                            .store(store)
                            .executor(Runnable::run)
                            .random(() -> 0.5)
                            .answerPollInterval(Duration.ofHours(1))
                            .callbackAddress("http://127.0.0.1:" + callbackPort + "/dci"))
                    .build();
            peer = dci.peer(PEER)
                    .baseUrl(registryUrl())
                    .profile(profile)
                    .trust(PEER_KEY.verificationKey())
                    .build();
            client = RegistryClient.of(peer, REGISTRY);
            CallbackEndpoint.Builder builder = CallbackEndpoint.of(dci)
                    .peer(peer)
                    .peer(
                            dci.peer(OTHER)
                                    .baseUrl(registryUrl())
                                    .trust(OTHER_KEY.verificationKey())
                                    .build(),
                            FARMERS)
                    .withoutThreads();
            handlers.accept(builder);
            endpoint = builder.build();
            server = JdkHttpServer.builder(endpoint)
                    .address(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                    .start();
        }

        String url() {
            return server.baseUrl() + "/dci";
        }

        @Override
        public void close() {
            server.close();
            endpoint.close();
            dci.close();
        }
    }

    String registryUrl() {
        return "http://127.0.0.1:" + registry.getAddress().getPort();
    }

    World start() {
        return start(builder -> {});
    }

    World start(Consumer<CallbackEndpoint.Builder> handlers) {
        return start(PeerProfile.STANDARD, handlers);
    }

    World start(PeerProfile profile, Consumer<CallbackEndpoint.Builder> handlers) {
        return start(profile, UnaryOperator.identity(), handlers);
    }

    World start(PeerProfile profile, UnaryOperator<Dci.Builder> setUp, Consumer<CallbackEndpoint.Builder> handlers) {
        if (program != null) {
            program.close();
        }
        program = new Program(callbackPort, profile, setUp, handlers);
        return this;
    }

    /** Another program over the same store, which peers do not reach. */
    Program replica(Consumer<CallbackEndpoint.Builder> handlers) {
        return new Program(0, PeerProfile.STANDARD, UnaryOperator.identity(), handlers);
    }

    Received request() {
        return request(0);
    }

    Received request(int index) {
        assertThat(received).hasSizeGreaterThan(index);
        return received.get(index);
    }

    /** Lets time pass and everything happen that becomes due meanwhile, second by second. */
    void pass(Duration duration) {
        for (long second = 0; second < duration.toSeconds(); second++) {
            clock.advance(Duration.ofSeconds(1));
            program.endpoint.runDue();
        }
    }

    /** A message of the registry to the consumer, until a test bends it. */
    record Callback(String sender, SigningKey key, String path, String contentType, String header, String message) {
        Callback header(String from, String to) {
            assertThat(header).contains(from);
            return new Callback(sender, key, path, contentType, header.replace(from, to), message);
        }

        Callback message(String from, String to) {
            assertThat(message).contains(from);
            return new Callback(sender, key, path, contentType, header, message.replace(from, to));
        }

        Callback id(String messageId) {
            return new Callback(
                    sender,
                    key,
                    path,
                    contentType,
                    header.replaceAll("\"message_id\":\"[^\"]*\"", "\"message_id\":\"" + messageId + "\""),
                    message);
        }

        Callback from(String otherSender, SigningKey otherKey) {
            return new Callback(otherSender, otherKey, path, contentType, header.replace(sender, otherSender), message);
        }

        Callback at(String otherPath) {
            return new Callback(sender, key, otherPath, contentType, header, message);
        }

        Callback contentType(String other) {
            return new Callback(sender, key, path, other, header, message);
        }
    }

    private static int ids;

    static Callback callback(String action, String status, String message) {
        String header = "{\"version\":\"1.0.0\",\"message_id\":\"m-" + nextId() + "\",\"message_ts\":\"" + START
                + "\",\"action\":\"" + action + "\",\"status\":\"" + status + "\",\"sender_id\":\"" + PEER
                + "\",\"receiver_id\":\"" + OWN + "\"}";
        return new Callback(PEER, PEER_KEY, "", "application/json", header, message);
    }

    private static synchronized int nextId() {
        return ++ids;
    }

    static Callback onSearch(Received request, String... items) {
        return onSearch(request.transactionId(), items);
    }

    static Callback onSearch(String transactionId, String... items) {
        return callback(
                "on-search",
                "succ",
                "{\"transaction_id\":\"" + transactionId + "\",\"correlation_id\":\"c-1\",\"search_response\":["
                        + String.join(",", items) + "]}");
    }

    /** A page of an item, with persons from one number to another. */
    static String page(String referenceId, int number, int first, int last, String total) {
        return item(
                referenceId,
                "\"status\":\"succ\",\"data\":{\"version\":\"1.0.0\",\"reg_type\":\"ns:org:RegistryType:Civil\","
                        + "\"reg_record_type\":\"spdci-extensions-dci:Person\",\"reg_records\":["
                        + people(first, last) + "]},\"pagination\":{\"page_size\":" + (last - first + 1)
                        + ",\"page_number\":" + number + total + "}");
    }

    static String page(String referenceId, int number, int first, int last, int total) {
        return page(referenceId, number, first, last, ",\"total_count\":" + total);
    }

    static String item(String referenceId, String members) {
        return "{\"reference_id\":\"" + referenceId + "\",\"timestamp\":\"2026-03-01T10:00:00Z\"," + members + "}";
    }

    static String people(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(number -> "{\"name\":{\"given_name\":\"Person " + number + "\"}}")
                .collect(Collectors.joining(","));
    }

    static Callback event(String transactionId, String referenceId, int person) {
        return callback(
                "notify",
                "succ",
                "{\"transaction_id\":\"" + transactionId + "\",\"notify_event\":[{\"reference_id\":\"" + referenceId
                        + "\",\"timestamp\":\"2026-03-01T09:00:00Z\",\"data\":{\"reg_type\":\"ns:org:RegistryType:Civil\","
                        + "\"reg_event_type\":\"spdci-common:RegistryEventType:Death\","
                        + "\"reg_record_type\":\"spdci-extensions-dci:Person\",\"reg_records\":["
                        + people(person, person) + "]}}]}");
    }

    /** What the consumer answered a callback with. */
    record Answer(int status, JsonNode body) {
        Answer acknowledged() {
            assertThat(status).as(body.toString()).isEqualTo(200);
            assertThat(body.path("message").path("ack_status").asText()).isEqualTo("ACK");
            return this;
        }

        Answer refused(int httpStatus, String code) {
            assertThat(status).as(body.toString()).isEqualTo(httpStatus);
            assertThat(body.path("message").path("error").path("code").asText()).isEqualTo(code);
            return this;
        }
    }

    Answer deliver(Callback callback) {
        return post(program.url() + callback.path(), callback.contentType(), signed(callback));
    }

    Answer postSigned(String url, Callback callback) {
        return post(url, callback.contentType(), signed(callback));
    }

    Answer deliverUnsigned(Callback callback) {
        String body = "{\"header\":" + callback.header() + ",\"message\":" + callback.message() + "}";
        return post(program.url() + callback.path(), callback.contentType(), body);
    }

    /** Delivers, and lets everything happen that follows at once. */
    void bring(Callback callback) {
        deliver(callback).acknowledged();
        program.endpoint.runDue();
    }

    /** Signs header and message as they stand, whomever they name. */
    private String signed(Callback callback) {
        long created = clock.instant().getEpochSecond();
        String content = "\"header\":" + callback.header() + ",\"message\":" + callback.message() + "}";
        String digest =
                Sha256.base64(CanonicalJson.write(JsonSlice.of(("{" + content).getBytes(StandardCharsets.UTF_8))));
        String input = "(created): " + created + "\n(expires): " + (created + 300) + "\ndigest: " + digest;
        String signature =
                Base64.getEncoder().encodeToString(callback.key().sign(input.getBytes(StandardCharsets.US_ASCII)));
        String parameters = "namespace=\"dci\", kidId=\"" + callback.sender() + "|"
                + callback.key().keyId() + "|ed25519\", algorithm=\"ed25519\", created=\"" + created
                + "\", expires=\"" + (created + 300) + "\", headers=\"(created) (expires) digest\", signature=\""
                + signature + "\"";
        return "{\"signature\":" + JsonValue.of(parameters).toJson() + "," + content;
    }

    Answer post(String url, String contentType, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<byte[]> response = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A status of a search, as the registry signs it. */
    Reply statusOf(Received request, String txnStatus) {
        String header = "{\"version\":\"1.0.0\",\"message_id\":\"s-1\",\"message_ts\":\"" + clock.instant()
                + "\",\"action\":\"txn-on-status\",\"status\":\"succ\",\"sender_id\":\"" + PEER
                + "\",\"receiver_id\":\"" + OWN + "\"}";
        String message = "{\"transaction_id\":\"" + request.transactionId() + "\",\"correlation_id\":\"c-2\","
                + "\"txnstatus_response\":{\"txn_type\":\"search\",\"txn_status\":" + txnStatus + "}}";
        return new Reply(200, signed(new Callback(PEER, PEER_KEY, "", "", header, message)));
    }

    List<StoredTask> parked() {
        return memory.tasks(TaskQuery.parked());
    }

    List<StoredTask> ready() {
        return memory.tasks(new TaskQuery(TaskState.READY, null, null, null, 100));
    }

    static List<String> names(List<Person> people) {
        return people.stream()
                .map(person -> person.name().flatMap(name -> name.givenName()).orElse("(none)"))
                .toList();
    }

    DciStore store() {
        return memory;
    }

    List<String> paths() {
        return received.stream().map(Received::path).toList();
    }

    long sent(Operation<?, ?> operation) {
        return received.stream()
                .filter(request -> request.path().equals(operation.path()))
                .count();
    }

    @Override
    public void close() {
        if (program != null) {
            program.close();
        }
        registry.stop(0);
    }
}
