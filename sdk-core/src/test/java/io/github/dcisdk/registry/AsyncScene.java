package io.github.dcisdk.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dcisdk.client.Dci;
import io.github.dcisdk.inbound.AuditEvent;
import io.github.dcisdk.inbound.JdkHttpServer;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.profile.EventType;
import io.github.dcisdk.profile.RegistryProfile;
import io.github.dcisdk.record.Identifier;
import io.github.dcisdk.record.IdentifierType;
import io.github.dcisdk.record.Name;
import io.github.dcisdk.record.Person;
import io.github.dcisdk.security.DecryptionKey;
import io.github.dcisdk.security.EncryptionAlgorithm;
import io.github.dcisdk.security.MessageEncrypter;
import io.github.dcisdk.security.TrustedSender;
import io.github.dcisdk.store.DciStore;
import io.github.dcisdk.store.InMemoryStore;
import io.github.dcisdk.store.StoredTask;
import io.github.dcisdk.store.TaskQuery;
import io.github.dcisdk.store.TestTime;
import io.github.dcisdk.transport.HttpTransport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * A civil registry that answers later, and somebody whom it calls back, on real sockets. A test holds the clock and the
 * store; nothing happens by itself.
 */
final class AsyncScene implements AutoCloseable {
    static final EventType BIRTH = EventType.of("spdci-common:RegistryEventType:LiveBirth", "birth");
    static final EventType DEATH = EventType.of("spdci-common:RegistryEventType:Death");
    static final RegistryProfile PROFILE = RegistryProfile.builder("ns:org:RegistryType:Civil")
            .regTypeAliases("CRVS")
            .recordType(TestRegistry.PERSON)
            .recordType(TestRegistry.CERTIFICATE)
            .eventTypes(BIRTH, DEATH)
            .commonIdentifierTypes()
            .commonOperations()
            .build();
    /** The names of the registry's queues. */
    static final Queues QUEUES = new Queues(PROFILE.regType());

    static final DecryptionKey REGISTRY_KEY = DecryptionKey.generate(EncryptionAlgorithm.ECDH_ES_A256KW, "reg-enc");
    static final DecryptionKey SENDER_KEY = DecryptionKey.generate(EncryptionAlgorithm.ECDH_ES_A256KW, "sender-enc");
    /** Longer than the lease of whoever died. */
    static final Duration AFTER_A_CRASH = Duration.ofMinutes(2);

    final TestTime time = new TestTime(TestRegistry.NOW);
    final InMemoryStore memory;
    final Subscriber subscriber = new Subscriber(time);
    final Subscriber other = new Subscriber(time);
    final List<AuditEvent> audited = new CopyOnWriteArrayList<>();
    volatile DciStore store;
    volatile SearchHandler<Person> handler = (query, context) -> SearchResult.all(TestRegistry.PEOPLE);
    volatile UnaryOperator<RegistryEndpoint.Builder> setUp = builder -> builder;
    volatile UnaryOperator<TrustedSender> trust = sender -> sender;
    volatile UnaryOperator<HttpTransport.Builder> transport = builder -> builder;

    private final List<Running> running = new ArrayList<>();
    private int messages;

    /** One replica of the registry. */
    record Running(Dci dci, HttpTransport transport, RegistryEndpoint endpoint, JdkHttpServer server)
            implements AutoCloseable {
        @Override
        public void close() {
            server.close();
            endpoint.close();
            dci.close();
            transport.close();
        }
    }

    AsyncScene() {
        this(100_000);
    }

    AsyncScene(int maxEntries) {
        memory = InMemoryStore.create(time, maxEntries, InMemoryStore.USUAL_BYTES);
        store = memory;
    }

    static Person person(int number) {
        return Person.builder()
                .identifier(List.of(Identifier.builder()
                        .identifierType(IdentifierType.UIN)
                        .identifierValue("SYN-" + number)
                        .build()))
                .name(Name.builder().givenName("Person " + number).build())
                .build();
    }

    static List<Person> people(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(AsyncScene::person).toList();
    }

    RegistryEndpoint endpoint() {
        return registry(0).endpoint();
    }

    /** A replica; it is started when it is first needed. */
    Running registry(int number) {
        while (running.size() <= number) {
            running.add(start());
        }
        return running.get(number);
    }

    private Running start() {
        HttpTransport http = transport
                .apply(HttpTransport.builder().clock(time).readTimeout(Duration.ofMillis(500)))
                .build();
        Dci dci = Dci.builder()
                .identity(TestRegistry.ID, TestRegistry.OWN_KEY)
                .clock(time)
                .store(store)
                .transport(http)
                .decryptWith(REGISTRY_KEY)
                .trust(trust.apply(TrustedSender.signing(TestRegistry.SENDER, TestRegistry.SENDER_KEY.verificationKey())
                        .encryptFor(SENDER_KEY.encryptionKey())
                        .callbackOrigins(subscriber.origin())))
                .trust(TrustedSender.signing(TestRegistry.OTHER_SENDER, TestRegistry.OTHER_KEY.verificationKey())
                        .callbackOrigins(other.origin()))
                .build();
        RegistryEndpoint endpoint = setUp.apply(RegistryEndpoint.of(dci, PROFILE)
                        .search(TestRegistry.PERSON, (query, context) -> handler.find(query, context))
                        .asynchronous()
                        .withoutThreads()
                        .random(() -> 0.5)
                        .audit(audited::add))
                .build();
        return new Running(dci, http, endpoint, JdkHttpServer.startOnLoopback(endpoint));
    }

    /** Ends all replicas, as a crash does: what they did not store is lost. The next one finds what is stored. */
    void crash() {
        running.forEach(Running::close);
        running.clear();
        later(AFTER_A_CRASH);
    }

    void later(Duration duration) {
        time.set(time.instant().plus(duration));
    }

    int runDue() {
        return endpoint().runDue();
    }

    /** Lets time pass until nothing is to be done any more, or for so long at most. */
    void runFor(Duration duration, Duration step) {
        Instant end = time.instant().plus(duration);
        runDue();
        while (time.instant().isBefore(end)) {
            later(step);
            runDue();
        }
    }

    List<StoredTask> parked() {
        return memory.tasks(TaskQuery.parked());
    }

    /** A search of {@link TestRegistry#SENDER} that is to be answered at {@link #subscriber}. */
    TestRequest search(int items) {
        return mine(TestRequest.search(items));
    }

    /** Any message of {@link TestRegistry#SENDER}, as if it were made now. */
    TestRequest mine(TestRequest request) {
        messages++;
        return request.header("sender_uri", subscriber.address())
                .header("message_id", "message-" + messages)
                .header("message_ts", time.instant().toString());
    }

    /** A request for subscriptions to deaths, each of one person by UIN, which is to be answered at {@link #subscriber}. */
    TestRequest subscribe(String... uins) {
        TestRequest request = mine(TestRequest.of("subscribe", uins.length));
        ArrayNode items = request.message.putArray("subscribe_request");
        for (int i = 0; i < uins.length; i++) {
            ObjectNode item = items.addObject()
                    .put("reference_id", "reference-" + i)
                    .put("timestamp", time.instant().toString());
            ObjectNode criteria = item.putObject("subscribe_criteria")
                    .put("reg_type", PROFILE.regType())
                    .put("reg_event_type", DEATH.name())
                    .put("filter_type", "idtype-value")
                    .put("notify_record_type", TestRegistry.PERSON.name());
            criteria.putObject("filter").put("type", "UIN").put("value", uins[i]);
        }
        return transaction(
                request, "transaction-of-" + request.header.path("message_id").asText());
    }

    /** The same to all deaths. */
    TestRequest subscribeToAll() {
        TestRequest request = subscribe("*");
        ObjectNode criteria = criteria(request, 0);
        criteria.remove("filter_type");
        criteria.putObject("filter").put("type", "*").put("value", "*");
        return request;
    }

    static ObjectNode criteria(TestRequest request, int index) {
        return (ObjectNode)
                request.message.path("subscribe_request").path(index).path("subscribe_criteria");
    }

    TestRequest unsubscribe(String... codes) {
        TestRequest request = mine(TestRequest.of("unsubscribe", codes.length));
        request.message.put("timestamp", time.instant().toString());
        ArrayNode list = request.message.putArray("subscription_codes");
        List.of(codes).forEach(list::add);
        return transaction(
                request, "transaction-of-" + request.header.path("message_id").asText());
    }

    /** A question for a status: one value, or several for the types that are lists. */
    TestRequest status(String txnType, String attributeType, String... values) {
        TestRequest request = mine(TestRequest.of("txn-status", 1));
        ObjectNode item = request.message
                .putObject("txnstatus_request")
                .put("reference_id", "reference-of-the-question")
                .put("txn_type", txnType)
                .put("attribute_type", attributeType);
        if (attributeType.endsWith("_list")) {
            List.of(values).forEach(item.putArray("attribute_value")::add);
        } else {
            item.put("attribute_value", values[0]);
        }
        return transaction(
                request, "transaction-of-" + request.header.path("message_id").asText());
    }

    /** Subscribes, and gives the codes of what was accepted. */
    List<String> subscribed(TestRequest request) {
        acknowledged(post(Operation.SUBSCRIBE, request));
        runDue();
        return subscriber.take().stream()
                .flatMap(call -> Subscriber.list(call.message().path("subscribe_response")).stream())
                .flatMap(item -> Subscriber.list(item.path("subscriptions")).stream())
                .map(subscription -> subscription.path("code").asText())
                .toList();
    }

    static TestRequest transaction(TestRequest request, String id) {
        request.message.put("transaction_id", id);
        return request;
    }

    /** The body with the message encrypted for the registry. */
    byte[] encrypted(TestRequest request) {
        request.header("is_msg_encrypted", true);
        JsonSlice secret = MessageEncrypter.encrypt(
                REGISTRY_KEY.encryptionKey(),
                JsonSlice.of(TestRequest.text(request.message).getBytes(StandardCharsets.UTF_8)),
                TestRegistry.SENDER,
                TestRegistry.ID);
        return TestRequest.signed(
                TestRegistry.SENDER,
                TestRegistry.SENDER_KEY,
                time.instant(),
                TestRequest.text(request.header),
                new String(secret.toByteArray(), StandardCharsets.UTF_8));
    }

    TestAnswer post(TestRequest request) {
        return post(Operation.SEARCH, request);
    }

    TestAnswer post(Operation<?, ?> operation, TestRequest request) {
        return post(operation, request.signed(TestRegistry.SENDER, TestRegistry.SENDER_KEY, time.instant()));
    }

    TestAnswer postAsOther(Operation<?, ?> operation, TestRequest request) {
        ObjectNode header = request.header;
        header.put("sender_id", TestRegistry.OTHER_SENDER).put("sender_uri", other.address());
        return post(operation, request.signed(TestRegistry.OTHER_SENDER, TestRegistry.OTHER_KEY, time.instant()));
    }

    TestAnswer post(Operation<?, ?> operation, byte[] body) {
        return TestRegistry.send(
                registry(0).server(), operation.path(), "POST", body, "Content-Type", "application/json");
    }

    /** The registry's {@code correlation_id}. */
    static String acknowledged(TestAnswer answer) {
        return acknowledged(answer, "ACK");
    }

    static String acknowledged(TestAnswer answer, String ackStatus) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        JsonNode ack = answer.json().path("message");
        assertThat(ack.path("ack_status").asText()).isEqualTo(ackStatus);
        return ack.path("correlation_id").asText();
    }

    @Override
    public void close() {
        running.forEach(Running::close);
        subscriber.close();
        other.close();
    }
}
