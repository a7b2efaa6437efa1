package io.github.dcisdk.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dcisdk.client.CapturedLog;
import io.github.dcisdk.client.Dci;
import io.github.dcisdk.client.DciClient;
import io.github.dcisdk.client.RegistryClient;
import io.github.dcisdk.client.SearchPage;
import io.github.dcisdk.error.ErrorCode;
import io.github.dcisdk.error.RefusedException;
import io.github.dcisdk.error.UnavailableException;
import io.github.dcisdk.inbound.AuditSink;
import io.github.dcisdk.inbound.JdkHttpServer;
import io.github.dcisdk.inbound.Refusal;
import io.github.dcisdk.inbound.Stage;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.Rule;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.record.Name;
import io.github.dcisdk.record.Person;
import io.github.dcisdk.security.CiphertextMemory;
import io.github.dcisdk.security.Decryption;
import io.github.dcisdk.security.DecryptionKey;
import io.github.dcisdk.security.EncryptionAlgorithm;
import io.github.dcisdk.security.EncryptionKey;
import io.github.dcisdk.security.MessageDecrypter;
import io.github.dcisdk.security.MessageEncrypter;
import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.security.TrustedSender;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Consumer and registry over a real socket, in every policy: what is encrypted is read by its receiver and nobody else. */
@Timeout(180)
@ResourceLock(Resources.SYSTEM_ERR)
class EncryptedExchangeTest {
    private static final DecryptionKey REGISTRY_RSA =
            DecryptionKey.generate(EncryptionAlgorithm.RSA_OAEP_256, "reg-rsa");
    private static final DecryptionKey REGISTRY_EC =
            DecryptionKey.generate(EncryptionAlgorithm.ECDH_ES_A256KW, "reg-ec");
    private static final DecryptionKey CONSUMER = DecryptionKey.generate(EncryptionAlgorithm.RSA_OAEP_256, "con-rsa");
    private static final DecryptionKey THIEF = DecryptionKey.generate(EncryptionAlgorithm.ECDH_ES_A256KW, "thief-ec");
    private static final Clock CLOCK = Clock.fixed(TestRegistry.NOW, ZoneOffset.UTC);

    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<byte[]> received = new CopyOnWriteArrayList<>();
    private final List<Finding> findings = new CopyOnWriteArrayList<>();
    private final AtomicInteger handled = new AtomicInteger();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    private static TrustedSender sender() {
        return TrustedSender.signing(TestRegistry.SENDER, TestRegistry.SENDER_KEY.verificationKey());
    }

    private static TrustedSender other() {
        return TrustedSender.signing(TestRegistry.OTHER_SENDER, TestRegistry.OTHER_KEY.verificationKey())
                .encryptFor(THIEF.encryptionKey());
    }

    private JdkHttpServer registry(TrustedSender sender) {
        return registry(sender, dci -> dci.decryptWith(REGISTRY_RSA, REGISTRY_EC));
    }

    private JdkHttpServer registry(TrustedSender sender, UnaryOperator<Dci.Builder> setUp) {
        Dci dci = setUp.apply(Dci.builder()
                        .identity(TestRegistry.ID, TestRegistry.OWN_KEY)
                        .clock(CLOCK)
                        .trust(sender)
                        .trust(other()))
                .build();
        RegistryEndpoint endpoint = RegistryEndpoint.of(dci, TestRegistry.PROFILE)
                .audit(AuditSink.none())
                .search(TestRegistry.PERSON, (query, context) -> {
                    handled.incrementAndGet();
                    return SearchResult.all(people(query));
                })
                .after(Stage.ROUTE, exchange -> received.add(exchange.request().body()))
                .after(Stage.DECRYPT, exchange -> findings.addAll(exchange.findings()))
                .build();
        JdkHttpServer server = JdkHttpServer.startOnLoopback(endpoint);
        open.add(server);
        open.add(dci);
        return server;
    }

    /** As many persons as the value says, with names that fill a page. */
    private static List<Person> people(Query query) {
        String value = ((Query.IdentifierQuery) query).value();
        if (!value.startsWith("fill-")) {
            return TestRegistry.PEOPLE;
        }
        String name = "n".repeat(Integer.parseInt(value.substring(5)));
        return List.of(
                Person.builder().name(Name.builder().givenName(name).build()).build());
    }

    private RegistryClient client(
            JdkHttpServer server, UnaryOperator<Dci.Builder> own, UnaryOperator<DciClient.Builder> setUp) {
        Dci dci = own.apply(Dci.builder()
                        .identity(TestRegistry.SENDER, TestRegistry.SENDER_KEY)
                        .clock(CLOCK))
                .build();
        open.add(dci);
        DciClient.Builder peer =
                dci.peer(TestRegistry.ID).baseUrl(server.baseUrl()).trust(TestRegistry.OWN_KEY.verificationKey());
        return RegistryClient.of(setUp.apply(peer).build(), TestRegistry.PROFILE);
    }

    private RegistryClient encrypting(JdkHttpServer server, EncryptionKey key) {
        return client(server, dci -> dci.decryptWith(CONSUMER), peer -> peer.encryptFor(key));
    }

    private static SearchPage<Person> search(RegistryClient client) {
        return client.search(TestRegistry.PERSON, Query.identifier("UIN", "SYN-1"));
    }

    private static JsonNode json(byte[] body) {
        try {
            return TestRequest.MAPPER.readTree(body);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void assertEncrypted(byte[] body, DecryptionKey key) {
        JsonNode json = json(body);
        assertThat(json.path("header").path("is_msg_encrypted").asBoolean()).isTrue();
        assertThat(json.path("message").path("header").path("kid").asText()).isEqualTo(key.keyId());
        assertThat(json.path("message").path("ciphertext").asText()).isNotEmpty();
        assertThat(new String(body, StandardCharsets.UTF_8)).doesNotContain("SYN-1", "Person 1", "transaction_id");
    }

    @ParameterizedTest
    @EnumSource
    void anEncryptedRequestIsAnsweredEncrypted(EncryptionAlgorithm algorithm) {
        DecryptionKey registryKey = DecryptionKey.generate(algorithm, "r");
        DecryptionKey consumerKey = DecryptionKey.generate(algorithm, "c");
        JdkHttpServer server = registry(
                sender().requireEncryption().encryptFor(consumerKey.encryptionKey()),
                dci -> dci.decryptWith(registryKey));
        RegistryClient client =
                client(server, dci -> dci.decryptWith(consumerKey), peer -> peer.encryptFor(registryKey.encryptionKey())
                        .requireEncryptedAnswers());
        SearchPage<Person> page = search(client);
        assertThat(page.records()).hasSize(3);
        assertThat(page.findings()).isEmpty();
        assertThat(findings).isEmpty();
        assertEncrypted(received.get(0), registryKey);
        assertEncrypted(page.rawAnswer().body(), consumerKey);
    }

    @Test
    void keysOfDifferentKindsInTheTwoDirections() {
        JdkHttpServer server = registry(sender().encryptFor(CONSUMER.encryptionKey()));
        SearchPage<Person> page = search(encrypting(server, REGISTRY_EC.encryptionKey()));
        assertEncrypted(received.get(0), REGISTRY_EC);
        assertEncrypted(page.rawAnswer().body(), CONSUMER);
    }

    @Test
    void aRequestInClearIsAnsweredInClearWhereBothAreAllowed() {
        JdkHttpServer server = registry(sender().encryptFor(CONSUMER.encryptionKey()));
        SearchPage<Person> page = search(client(server, dci -> dci.decryptWith(CONSUMER), peer -> peer));
        assertThat(page.records()).hasSize(3);
        assertThat(json(page.rawAnswer().body())
                        .path("header")
                        .path("is_msg_encrypted")
                        .isBoolean())
                .isTrue();
        assertThat(json(page.rawAnswer().body())
                        .path("header")
                        .path("is_msg_encrypted")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void aRequestInClearIsRefusedWhereEncryptionIsRequired() {
        JdkHttpServer server = registry(sender().requireEncryption().encryptFor(CONSUMER.encryptionKey()));
        RefusedException error = refused(client(server, dci -> dci, peer -> peer));
        assertThat(error.refusalCode()).contains("err.encryption.invalid");
        post(server, TestRequest.search().signed()).refusedWith(Refusal.ENCRYPTION);
        assertThat(handled).hasValue(0);
    }

    @Test
    void anEncryptedRequestIsRefusedWhereItCannotBeReadOrAnswered() {
        String refusesEncryption = "the trust entry of the sender refuses encryption";
        assertRefusedFor(refusesEncryption, registry(sender().refuseEncryption().encryptFor(CONSUMER.encryptionKey())));
        assertRefusedFor(
                "Dci.Builder.decryptWith", registry(sender().encryptFor(CONSUMER.encryptionKey()), dci -> dci));
        assertRefusedFor("TrustedSender.encryptFor", registry(sender()));
        assertRefusedFor(
                "UNKNOWN_KEY",
                registry(sender().encryptFor(CONSUMER.encryptionKey()), dci -> dci.decryptWith(REGISTRY_EC)));
        assertRefusedFor(
                "WRONG_KEY_OR_CONTENT",
                registry(
                        sender().encryptFor(CONSUMER.encryptionKey()),
                        dci -> dci.decryptWith(DecryptionKey.generate(EncryptionAlgorithm.RSA_OAEP_256, "reg-rsa"))));
        assertThat(handled).hasValue(0);
    }

    /** The log has the reason; the sender cannot tell one from the other. */
    private void assertRefusedFor(String reason, JdkHttpServer server) {
        try (CapturedLog log = new CapturedLog()) {
            RefusedException error = refused(encrypting(server, REGISTRY_RSA.encryptionKey()));
            assertThat(error.refusalCode()).contains("err.encryption.invalid");
            assertThat(log.text()).containsOnlyOnce("not decrypted: ").contains(reason);
            JsonNode answer = json(error.rawAnswer().orElseThrow().body());
            assertThat(answer.path("errors").path(0).path("message").asText()).isEqualTo(Refusal.ENCRYPTION.meaning());
        }
    }

    private static RefusedException refused(RegistryClient client) {
        RefusedException error = catchThrowableOfType(RefusedException.class, () -> search(client));
        assertThat(error).isNotNull();
        return error;
    }

    @Test
    void keysCanBeChangedWithoutARefusedMessage() {
        DecryptionKey next = DecryptionKey.generate(EncryptionAlgorithm.RSA_OAEP_256, "reg-rsa-2");
        JdkHttpServer server =
                registry(sender().encryptFor(CONSUMER.encryptionKey()), dci -> dci.decryptWith(next, REGISTRY_RSA));
        assertThat(search(encrypting(server, REGISTRY_RSA.encryptionKey())).records())
                .hasSize(3);
        assertThat(search(encrypting(server, next.encryptionKey())).records()).hasSize(3);
    }

    // ------------------------------------------------------------------ hand-made requests

    private static TestAnswer post(JdkHttpServer server, byte[] body) {
        return TestRegistry.send(server, TestRegistry.PATH, "POST", body, "Content-Type", "application/json");
    }

    private static String encrypted(EncryptionKey key, String sender, String message) {
        JsonSlice plain = JsonSlice.of(message.getBytes(StandardCharsets.UTF_8));
        return new String(
                MessageEncrypter.encrypt(key, plain, sender, TestRegistry.ID).toByteArray(), StandardCharsets.UTF_8);
    }

    private static String message() {
        return TestRequest.text(TestRequest.search().message);
    }

    private static byte[] signed(Object flag, String message) {
        return signed(TestRegistry.SENDER, TestRegistry.SENDER_KEY, TestRegistry.NOW, flag, message);
    }

    private static byte[] signed(String sender, SigningKey key, Instant created, Object flag, String message) {
        TestRequest request = TestRequest.search().header("sender_id", sender).header("is_msg_encrypted", flag);
        return TestRequest.signed(sender, key, created, TestRequest.text(request.header), message);
    }

    private JdkHttpServer accepting() {
        return registry(sender().encryptFor(CONSUMER.encryptionKey()));
    }

    @Test
    void theShapeDecidesNotTheFlag() {
        JdkHttpServer server = accepting();
        String secret = encrypted(REGISTRY_RSA.encryptionKey(), TestRegistry.SENDER, message());
        assertThat(post(server, signed(false, secret)).status()).isEqualTo(200);
        assertThat(findings).containsExactly(new Finding("/header/is_msg_encrypted", Rule.ENCRYPTION_FLAG));
        assertThat(post(server, signed(true, message()))
                        .refusedWith(Refusal.ENCRYPTION)
                        .explanation())
                .startsWith("encryption.missing at /message");
        assertThat(handled).hasValue(1);
    }

    @Test
    void membersInClearBesideTheCiphertextAreNotTakenForTheMessage() throws Exception {
        ObjectNode both = (ObjectNode)
                TestRequest.MAPPER.readTree(encrypted(REGISTRY_RSA.encryptionKey(), TestRegistry.SENDER, message()));
        both.setAll((ObjectNode) TestRequest.MAPPER.readTree(message().replace("SYN-1", "SYN-2")));
        assertThat(post(accepting(), signed(true, both.toString()))
                        .refusedWith(Refusal.BAD_REQUEST)
                        .explanation())
                .startsWith("encryption.members at /message");
        assertThat(handled).hasValue(0);
    }

    @Test
    void theSignatureIsCheckedBeforeAnythingIsDecrypted() {
        try (CapturedLog log = new CapturedLog()) {
            String secret = encrypted(REGISTRY_RSA.encryptionKey(), TestRegistry.SENDER, message());
            String body = new String(signed(true, secret), StandardCharsets.UTF_8);
            String changed = body.replace("\"tag\":\"", "\"tag\":\"A");
            post(accepting(), changed.getBytes(StandardCharsets.UTF_8)).refusedWith(Refusal.SIGNATURE_INVALID);
            assertThat(log.text()).contains("not authentic").doesNotContain("not decrypted");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"transaction_id\": | \"transaction_id\":\"x\",\"transaction_id\": | json.duplicate-member",
                "SYN-1 | \\ud800 | json.unpaired-surrogate",
                "SYN-1\" | SYN-1 | json.syntax",
            })
    void ambiguousPlainTextIsRefused(String right, String wrong, String rule) {
        String spoilt = encrypted(
                REGISTRY_RSA.encryptionKey(), TestRegistry.SENDER, message().replace(right, wrong));
        assertThat(post(accepting(), signed(true, spoilt))
                        .refusedWith(Refusal.BAD_REQUEST)
                        .explanation())
                .startsWith(rule + " at /message");
        String trailing = encrypted(REGISTRY_RSA.encryptionKey(), TestRegistry.SENDER, message() + "{}");
        assertThat(post(accepting(), signed(true, trailing))
                        .refusedWith(Refusal.BAD_REQUEST)
                        .explanation())
                .startsWith("json.trailing-content at /message");
        assertThat(handled).hasValue(0);
    }

    @Test
    void anEncryptedMessageInAnEncryptedMessageIsNoRequest() {
        String inner = encrypted(REGISTRY_RSA.encryptionKey(), TestRegistry.SENDER, message());
        post(accepting(), signed(true, encrypted(REGISTRY_RSA.encryptionKey(), TestRegistry.SENDER, inner)))
                .refusedWith(Refusal.BAD_REQUEST);
        assertThat(handled).hasValue(0);
    }

    @Test
    void whatIsInsideIsCheckedAsIfItHadComeInClear() {
        JdkHttpServer server = accepting();
        TestRequest broken = TestRequest.search();
        broken.item(0).remove("reference_id");
        JsonNode answer = decrypted(post(
                server,
                signed(
                        true,
                        encrypted(
                                REGISTRY_RSA.encryptionKey(), TestRegistry.SENDER, TestRequest.text(broken.message)))));
        assertThat(answer.path("search_response")
                        .path(0)
                        .path("status_reason_code")
                        .asText())
                .isEqualTo("rjct.reference_id.invalid");
    }

    @Test
    void aRejectionOfAnEncryptedRequestIsEncryptedToo() {
        TestRequest request =
                TestRequest.search().header("is_msg_encrypted", true).header("version", "9");
        byte[] body = TestRequest.signed(
                TestRegistry.SENDER,
                TestRegistry.SENDER_KEY,
                TestRegistry.NOW,
                TestRequest.text(request.header),
                encrypted(REGISTRY_RSA.encryptionKey(), TestRegistry.SENDER, message()));
        TestAnswer answer = post(accepting(), body);
        assertThat(answer.json().path("header").path("status").asText()).isEqualTo("rjct");
        assertThat(decrypted(answer).path("transaction_id").asText()).isEqualTo("transaction-1");
    }

    private static JsonNode decrypted(TestAnswer answer) {
        assertEncrypted(answer.body(), CONSUMER);
        Decryption decryption = new MessageDecrypter(List.of(CONSUMER))
                .decrypt(
                        JsonSlice.of(
                                TestRequest.text(answer.json().path("message")).getBytes(StandardCharsets.UTF_8)),
                        TestRegistry.ID,
                        TestRegistry.SENDER);
        return json(((Decryption.Decrypted) decryption).message().toByteArray());
    }

    // ------------------------------------------------------------------ re-wrapping

    @Test
    void aCiphertextBelongsToItsFirstSender() {
        JdkHttpServer server = accepting();
        String secret = encrypted(REGISTRY_RSA.encryptionKey(), TestRegistry.SENDER, message());
        assertThat(post(server, signed(true, secret)).status()).isEqualTo(200);
        // A repetition, also under a new signature.
        assertThat(post(server, signed(true, secret)).status()).isEqualTo(200);
        Instant later = TestRegistry.NOW.plusSeconds(30);
        assertThat(post(server, signed(TestRegistry.SENDER, TestRegistry.SENDER_KEY, later, true, secret))
                        .status())
                .isEqualTo(200);
        try (CapturedLog log = new CapturedLog()) {
            post(server, signed(TestRegistry.OTHER_SENDER, TestRegistry.OTHER_KEY, TestRegistry.NOW, true, secret))
                    .refusedWith(Refusal.ENCRYPTION);
            assertThat(log.text()).contains("came from another sender before");
        }
        // The same content that the other sender encrypted himself is his.
        String own = encrypted(REGISTRY_RSA.encryptionKey(), TestRegistry.OTHER_SENDER, message());
        assertThat(post(server, signed(TestRegistry.OTHER_SENDER, TestRegistry.OTHER_KEY, TestRegistry.NOW, true, own))
                        .status())
                .isEqualTo(200);
        assertThat(handled).hasValue(4);
    }

    /** Whoever comes first is believed where the encryption does not say whose it is; with key agreement it does. */
    @Test
    void aMessageOfAKeyAgreementCannotBeSentOnAtAll() {
        JdkHttpServer server = accepting();
        String secret = encrypted(REGISTRY_EC.encryptionKey(), TestRegistry.SENDER, message());
        post(server, signed(TestRegistry.OTHER_SENDER, TestRegistry.OTHER_KEY, TestRegistry.NOW, true, secret))
                .refusedWith(Refusal.ENCRYPTION);
        assertThat(post(server, signed(true, secret)).status()).isEqualTo(200);
        assertThat(handled).hasValue(1);
    }

    @Test
    void aFullMemoryRefusesWhatIsNew() {
        JdkHttpServer server =
                registry(sender().encryptFor(CONSUMER.encryptionKey()), dci -> dci.decryptWith(REGISTRY_RSA)
                        .ciphertextMemory(CiphertextMemory.inMemory(CLOCK, Duration.ofMinutes(10), 1)));
        String first = encrypted(REGISTRY_RSA.encryptionKey(), TestRegistry.SENDER, message());
        assertThat(post(server, signed(true, first)).status()).isEqualTo(200);
        String second = encrypted(REGISTRY_RSA.encryptionKey(), TestRegistry.SENDER, message());
        post(server, signed(true, second)).refusedWith(Refusal.UNAVAILABLE);
        assertThat(post(server, signed(true, first)).status()).isEqualTo(200);
        assertThat(handled).hasValue(2);
    }

    @Test
    void whatCannotBeDecryptedTakesNoRoomInTheMemory() {
        JdkHttpServer server =
                registry(sender().encryptFor(CONSUMER.encryptionKey()), dci -> dci.decryptWith(REGISTRY_RSA)
                        .ciphertextMemory(CiphertextMemory.inMemory(CLOCK, Duration.ofMinutes(10), 1)));
        for (int i = 0; i < 3; i++) {
            String garbage = encrypted(CONSUMER.encryptionKey().withKeyId("reg-rsa"), TestRegistry.SENDER, message());
            post(server, signed(true, garbage)).refusedWith(Refusal.ENCRYPTION);
        }
        String right = encrypted(REGISTRY_RSA.encryptionKey(), TestRegistry.SENDER, message());
        assertThat(post(server, signed(true, right)).status()).isEqualTo(200);
    }

    // ------------------------------------------------------------------ sizes

    @Test
    void largeMessagesAreReadUpToTheLimit() {
        JdkHttpServer server = accepting();
        RegistryClient client = encrypting(server, REGISTRY_RSA.encryptionKey());
        int mega = 1024 * 1024;
        // Base64 makes four bytes of three, and 16 MiB is the limit of both sides.
        SearchPage<Person> page =
                client.search(TestRegistry.PERSON, Query.identifier("UIN", "fill-" + (12 * mega - 4_096)));
        assertThat(page.records()).hasSize(1);
        assertThat(page.rawAnswer().body().length).isBetween(15 * mega, 16 * mega);
        UnavailableException tooLarge = catchThrowableOfType(
                UnavailableException.class,
                () -> client.search(TestRegistry.PERSON, Query.identifier("UIN", "fill-" + 12 * mega)));
        assertThat(tooLarge.errorCode()).isEqualTo(ErrorCode.ANSWER_TOO_LARGE);

        assertThat(client.search(TestRegistry.PERSON, Query.identifier("UIN", "x".repeat(12 * mega - 4_096)))
                        .records())
                .hasSize(3);
    }

    // ------------------------------------------------------------------ set-up

    @Test
    void whatCannotWorkIsFoundWhenItIsSetUp() {
        EncryptionKey key = CONSUMER.encryptionKey();
        assertThatThrownBy(() -> registry(sender().requireEncryption().encryptFor(key), dci -> dci))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Dci.Builder.decryptWith");
        assertThatThrownBy(() -> registry(sender().requireEncryption()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("TrustedSender.encryptFor");
        assertThatThrownBy(() -> registry(sender().encryptFor(REGISTRY_EC.encryptionKey())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is our own");
        assertThatThrownBy(() -> registry(sender(), dci -> dci.decryptWith(REGISTRY_EC, REGISTRY_EC)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("reg-ec");
        JdkHttpServer server = accepting();
        assertThatThrownBy(() -> client(server, dci -> dci, peer -> peer.encryptFor(REGISTRY_EC.encryptionKey())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Dci.Builder.decryptWith");
        assertThatThrownBy(() -> client(server, dci -> dci, DciClient.Builder::requireEncryptedAnswers))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Dci.Builder.decryptWith");
        assertThatThrownBy(() -> client(
                        server, dci -> dci.decryptWith(CONSUMER), peer -> peer.encryptFor(REGISTRY_EC.encryptionKey())
                                .refuseEncryptedAnswers()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("refuseEncryptedAnswers");
        assertThatThrownBy(() -> client(server, dci -> dci.decryptWith(CONSUMER), peer -> peer.encryptFor(key)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is our own");
    }

    @Test
    void theTrustEntryShowsItsPolicy() {
        assertThat(sender().requireEncryption().toString()).contains("encryption REQUIRED");
        assertThat(sender().refuseEncryption().onlyActions("search").toString()).contains("encryption OFF");
        assertThat(sender().encryptFor(CONSUMER.encryptionKey())
                        .onlyRegTypes("Civil")
                        .encryptionKeySource())
                .contains(CONSUMER.encryptionKey());
    }
}
