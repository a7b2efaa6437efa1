package io.github.dcisdk.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.dcisdk.client.ScriptedPeer.Reply;
import io.github.dcisdk.client.ScriptedPeer.Request;
import io.github.dcisdk.error.EncryptionException;
import io.github.dcisdk.error.MalformedMessageException;
import io.github.dcisdk.error.NotAuthenticException;
import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.Rule;
import io.github.dcisdk.record.Person;
import io.github.dcisdk.security.DecryptionKey;
import io.github.dcisdk.security.EncryptionAlgorithm;
import io.github.dcisdk.security.EncryptionKey;
import io.github.dcisdk.security.MessageEncrypter;
import io.github.dcisdk.transport.TestTime;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** What a consumer makes of encrypted answers, and of answers in clear. */
@Timeout(60)
@ResourceLock(Resources.SYSTEM_ERR)
class EncryptedAnswerTest {
    private static final DecryptionKey OWN = DecryptionKey.generate(EncryptionAlgorithm.RSA_OAEP_256, "own-1");
    private static final DecryptionKey PEER = DecryptionKey.generate(EncryptionAlgorithm.ECDH_ES_A256KW, "peer-1");
    private static final UnaryOperator<DciClient.Builder> SIGNED =
            peer -> peer.trust(Fixture.PEER_KEY.verificationKey());
    private static final UnaryOperator<DciClient.Builder> UNSIGNED = DciClient.Builder::acceptUnsignedAnswers;

    private static String encrypted(EncryptionKey key, String message) {
        JsonSlice plain = JsonSlice.of(message.getBytes(StandardCharsets.UTF_8));
        return new String(
                MessageEncrypter.encrypt(key, plain, Fixture.PEER, Fixture.OWN).toByteArray(), StandardCharsets.UTF_8);
    }

    private static String encrypted(String message) {
        return encrypted(OWN.encryptionKey(), message);
    }

    private static String flagged(String status) {
        return Answers.header(status).replace("\"is_msg_encrypted\":false", "\"is_msg_encrypted\":true");
    }

    private static String found(Request request) {
        return Answers.message(request, Answers.succeeded(request, Answers.pagination(50, 1, 1), Answers.person(1)));
    }

    private static String signed(String header, String message) {
        return Answers.signed(Fixture.PEER, Fixture.PEER_KEY, TestTime.START, header, message);
    }

    private static SearchPage<Person> search(UnaryOperator<DciClient.Builder> setUp, Function<Request, String> script) {
        return exchange(setUp, request -> Reply.json(script.apply(request)));
    }

    private static SearchPage<Person> exchange(
            UnaryOperator<DciClient.Builder> setUp, Function<Request, Reply> script) {
        try (Fixture fixture = new Fixture(script);
                Dci dci = Dci.builder()
                        .identity(Fixture.OWN, Fixture.OWN_KEY)
                        .decryptWith(OWN)
                        .clock(fixture.time)
                        .transport(fixture.transport)
                        .build()) {
            DciClient.Builder peer = dci.peer(Fixture.PEER).baseUrl(fixture.peer.baseUrl());
            return RegistryClient.of(setUp.apply(peer).build(), Fixture.REGISTRY)
                    .search(Fixture.PERSON, Fixture.QUERY);
        }
    }

    private static <E extends Throwable> E error(
            Class<E> type, UnaryOperator<DciClient.Builder> setUp, Function<Request, String> script) {
        E error = catchThrowableOfType(type, () -> search(setUp, script));
        assertThat(error).isNotNull();
        return error;
    }

    @Test
    void anEncryptedAnswerIsReadWheneverThereIsAKey() {
        for (UnaryOperator<DciClient.Builder> setUp : List.of(SIGNED, UNSIGNED)) {
            SearchPage<Person> page = search(setUp, request -> signed(flagged("succ"), encrypted(found(request))));
            assertThat(Fixture.names(page.records())).containsExactly("Person 1");
            assertThat(page.findings()).isEmpty();
            assertThat(new String(page.rawAnswer().body(), StandardCharsets.UTF_8))
                    .doesNotContain("Person 1");
        }
    }

    /** As OpenCRVS does. */
    @Test
    void anEncryptedAnswerThatSaysItIsNotIsReadAndReported() {
        for (UnaryOperator<DciClient.Builder> setUp : List.of(SIGNED, UNSIGNED)) {
            SearchPage<Person> page =
                    search(setUp, request -> signed(Answers.header("succ"), encrypted(found(request))));
            assertThat(Fixture.names(page.records())).containsExactly("Person 1");
            assertThat(page.findings()).containsExactly(new Finding("/header/is_msg_encrypted", Rule.ENCRYPTION_FLAG));
        }
    }

    @Test
    void anAnswerInClearThatSaysItIsEncryptedIsReadAndReported() {
        for (UnaryOperator<DciClient.Builder> setUp : List.of(SIGNED, UNSIGNED)) {
            SearchPage<Person> page = search(setUp, request -> signed(flagged("succ"), found(request)));
            assertThat(Fixture.names(page.records())).containsExactly("Person 1");
            assertThat(page.findings())
                    .containsExactly(new Finding("/header/is_msg_encrypted", Rule.ENCRYPTION_MISSING));
        }
    }

    @Test
    void findingsPointIntoTheDecryptedMessage() {
        SearchPage<Person> page = search(
                SIGNED,
                request -> signed(
                        flagged("succ"),
                        encrypted(found(request).replace("\"correlation_id\":\"c-1\"", "\"correlation_id\":7"))));
        assertThat(page.findings()).containsExactly(new Finding("/message/correlation_id", Rule.NUMBER_FOR_TEXT));
    }

    @Test
    void anUnsignedAnswerIsReadInWhateverShapeAlsoWhenItIsEncrypted() {
        SearchPage<Person> nested = search(
                UNSIGNED,
                request -> Answers.envelope(flagged("succ"), encrypted("{\"message\":" + found(request) + "}")));
        assertThat(Fixture.names(nested.records())).containsExactly("Person 1");
        assertThat(nested.findings()).contains(new Finding("/message/message", Rule.ENVELOPE_NESTED));
        SearchPage<Person> bare = search(UNSIGNED, request -> "{\"message\":" + encrypted(found(request)) + "}");
        assertThat(Fixture.names(bare.records())).containsExactly("Person 1");
    }

    @Test
    void whereAnswersHaveToBeEncryptedOneInClearIsAnError() {
        UnaryOperator<DciClient.Builder> required = peer -> SIGNED.apply(peer).requireEncryptedAnswers();
        EncryptionException error =
                error(EncryptionException.class, required, request -> signed(Answers.header("succ"), found(request)));
        assertThat(error.getMessage()).contains("the answer is in clear").doesNotContain("Person 1");
        error(
                EncryptionException.class,
                peer -> UNSIGNED.apply(peer).requireEncryptedAnswers(),
                request -> Answers.envelope(Answers.header("succ"), found(request)));
        // A rejection says nothing that has to be hidden.
        error(RejectedException.class, required, request -> signed(Answers.header("rjct"), Answers.message(request)));
        error(
                RejectedException.class,
                peer -> UNSIGNED.apply(peer).requireEncryptedAnswers(),
                request -> Answers.envelope(Answers.header("rjct"), Answers.message(request)));
    }

    @Test
    void whoeverEncryptsWantsAnEncryptedAnswer() {
        UnaryOperator<DciClient.Builder> encrypting = peer -> SIGNED.apply(peer).encryptFor(PEER.encryptionKey());
        String clear = "{\"transaction_id\":\"t\",\"correlation_id\":\"c\",\"search_response\":[]}";
        error(EncryptionException.class, encrypting, request -> signed(Answers.header("succ"), clear));
        MalformedMessageException read = error(
                MalformedMessageException.class,
                peer -> encrypting.apply(peer).acceptClearTextAnswers(),
                request -> signed(Answers.header("succ"), clear));
        assertThat(read.ruleId()).contains("answer.transaction-id");
    }

    @Test
    void encryptedAnswersCanBeRefused() {
        assertThat(error(
                                EncryptionException.class,
                                peer -> SIGNED.apply(peer).refuseEncryptedAnswers(),
                                request -> signed(flagged("succ"), encrypted(found(request))))
                        .getMessage())
                .contains("encrypted answers are refused");
    }

    @Test
    void nothingIsDecryptedBeforeTheSignatureIsVerified() {
        error(
                NotAuthenticException.class,
                SIGNED,
                request -> Answers.envelope(flagged("succ"), encrypted(found(request))));
    }

    /** The error gives no reason, the log does. */
    @Test
    void anAnswerThatCannotBeDecryptedSaysSoWithoutAReason() {
        DecryptionKey stranger = DecryptionKey.generate(EncryptionAlgorithm.RSA_OAEP_256, "own-1");
        Map<String, Function<Request, String>> reasons = Map.of(
                "WRONG_KEY_OR_CONTENT", request -> encrypted(stranger.encryptionKey(), found(request)),
                "UNKNOWN_KEY", request -> encrypted(stranger.withKeyId("own-2").encryptionKey(), found(request)),
                "COMPRESSED", request -> encrypted(found(request)).replace("\"enc\":", "\"zip\":\"DEF\",\"enc\":"),
                "MALFORMED", request -> encrypted(found(request)).replace("\"iv\":\"", "\"iv\":\"A"));
        reasons.forEach((reason, message) -> {
            try (CapturedLog log = new CapturedLog()) {
                EncryptionException error = error(
                        EncryptionException.class, SIGNED, request -> signed(flagged("succ"), message.apply(request)));
                assertThat(error.detail())
                        .isEqualTo("the answer is encrypted and cannot be decrypted; the log names the reason");
                assertThat(error.getCause()).isNull();
                assertThat(error.rawAnswer()).isPresent();
                assertThat(log.text())
                        .containsOnlyOnce("an answer cannot be decrypted: " + reason + " [peer=" + Fixture.PEER)
                        .doesNotContain("Person 1");
            }
        });
    }

    @Test
    void ambiguousPlainTextIsNotRead() {
        for (UnaryOperator<DciClient.Builder> setUp : List.of(SIGNED, UNSIGNED)) {
            MalformedMessageException error = error(
                    MalformedMessageException.class,
                    setUp,
                    request -> signed(
                            flagged("succ"),
                            encrypted(found(request)
                                    .replace("\"correlation_id\"", "\"correlation_id\":\"x\",\"correlation_id\""))));
            assertThat(error.ruleId()).contains("json.duplicate-member");
            assertThat(error.pointer()).isEqualTo("/message/correlation_id");
            assertThat(error.getMessage()).doesNotContain("Person 1");
        }
    }

    @Test
    void anEncryptedAnswerToAnotherQuestionIsNone() {
        MalformedMessageException error = error(
                MalformedMessageException.class,
                SIGNED,
                request ->
                        signed(flagged("succ"), encrypted(found(request).replace(request.transactionId(), "other"))));
        assertThat(error.ruleId()).contains("answer.transaction-id");
    }

    @Test
    void membersBesideTheCiphertextAreReportedAndNotRead() {
        SearchPage<Person> page = search(
                SIGNED,
                request -> signed(
                        flagged("succ"),
                        encrypted(found(request))
                                .replaceFirst("\\{", "{\"transaction_id\":\"other\",\"search_response\":[],")));
        assertThat(Fixture.names(page.records())).containsExactly("Person 1");
        assertThat(page.findings()).containsExactly(new Finding("/message", Rule.ENCRYPTION_MEMBERS));
    }

    @Test
    void aRepeatedCallSendsTheSameCiphertext() {
        UnaryOperator<DciClient.Builder> encrypting = peer -> SIGNED.apply(peer).encryptFor(PEER.encryptionKey());
        AtomicReference<String> first = new AtomicReference<>();
        AtomicReference<String> second = new AtomicReference<>();
        RejectedException rejected = catchThrowableOfType(
                RejectedException.class,
                () -> exchange(encrypting, request -> {
                    if (first.compareAndSet(null, request.text())) {
                        return Reply.of(503, "application/json", "{}");
                    }
                    assertThat(request.message().get("ciphertext")).isNotNull();
                    second.set(request.text());
                    return Reply.json(signed(Answers.header("rjct"), "{}"));
                }));
        assertThat(rejected).isNotNull();
        assertThat(second.get()).isEqualTo(first.get()).doesNotContain("SYN-0001");
    }
}
