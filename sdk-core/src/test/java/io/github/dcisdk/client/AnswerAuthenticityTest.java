package io.github.dcisdk.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.dcisdk.client.ScriptedPeer.Request;
import io.github.dcisdk.error.EncryptionException;
import io.github.dcisdk.error.ErrorCode;
import io.github.dcisdk.error.MalformedMessageException;
import io.github.dcisdk.error.NotAuthenticException;
import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.Rule;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.message.SearchCriteria;
import io.github.dcisdk.message.SearchRequest;
import io.github.dcisdk.message.SearchRequestItem;
import io.github.dcisdk.message.SearchResponse;
import io.github.dcisdk.profile.PeerProfile;
import io.github.dcisdk.profile.PeerProfile.AnswerIds;
import io.github.dcisdk.record.Person;
import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.transport.TestTime;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With keys of a peer, only what the peer has signed is its answer. */
@Timeout(60)
@ResourceLock(Resources.SYSTEM_ERR)
class AnswerAuthenticityTest {
    private static final Instant NOW = TestTime.START;

    private static String found(Request request) {
        return Answers.message(request, Answers.succeeded(request, Answers.pagination(50, 1, 1), Answers.person(1)));
    }

    private static String signed(String header, String message) {
        return Answers.signed(Fixture.PEER, Fixture.PEER_KEY, NOW, header, message);
    }

    private static SearchPage<Person> page(PeerProfile profile, Function<Request, String> script) {
        try (Fixture fixture = Fixture.answering(script)) {
            return fixture.signed(profile).search(Fixture.PERSON, Fixture.QUERY);
        }
    }

    /** The answer is refused, the error gives no reason, and the log gives it once. */
    private static void assertNotAuthentic(String reason, Function<Request, String> script) {
        CapturedLog log = new CapturedLog();
        try (Fixture fixture = Fixture.answering(script)) {
            RegistryClient client = fixture.signed();
            NotAuthenticException error = catchThrowableOfType(
                    NotAuthenticException.class, () -> client.search(Fixture.PERSON, Fixture.QUERY));

            assertThat(error).isNotNull();
            assertThat(error.errorCode()).isEqualTo(ErrorCode.NOT_AUTHENTIC);
            assertThat(error.getMessage()).doesNotContain(reason, "Person 1");
            assertThat(error.getCause()).isNull();
            assertThat(error.rawAnswer()).isPresent();
            assertThat(log.text())
                    .containsOnlyOnce("an answer is not authentic: " + reason + " [peer=" + Fixture.PEER
                            + " message_id=" + error.messageId().orElseThrow())
                    .doesNotContain("Person 1");
        } finally {
            log.close();
        }
    }

    @Test
    void aSignedAnswerIsBelieved() {
        SearchPage<Person> page = page(PeerProfile.STANDARD, request -> signed(Answers.header("succ"), found(request)));

        assertThat(Fixture.names(page.records())).containsExactly("Person 1");
        assertThat(page.findings()).isEmpty();
    }

    @Test
    void anUnsignedAnswerIsNotAuthentic() {
        assertNotAuthentic("MISSING", request -> Answers.envelope(Answers.header("succ"), found(request)));
        assertNotAuthentic(
                "MISSING", request -> "{\"header\":" + Answers.header("succ") + ",\"message\":" + found(request) + "}");
    }

    @Test
    void aRejectionCountsOnlyWhenItIsSigned() {
        assertNotAuthentic("MISSING", request -> Answers.envelope(Answers.header("rjct"), Answers.message(request)));
        assertNotAuthentic("MISSING", request -> "{\"header\":" + Answers.header("rjct") + "}");

        try (Fixture fixture = Fixture.answering(request -> signed(Answers.header("rjct"), Answers.message(request)))) {
            RegistryClient client = fixture.signed();
            assertThat(catchThrowableOfType(
                            RejectedException.class, () -> client.search(Fixture.PERSON, Fixture.QUERY)))
                    .isNotNull();
        }
    }

    @Test
    void anotherKeyIsNotAuthentic() {
        SigningKey stranger = SigningKey.generate("peer-key");
        assertNotAuthentic(
                "WRONG_SIGNATURE",
                request -> Answers.signed(Fixture.PEER, stranger, NOW, Answers.header("succ"), found(request)));
        assertNotAuthentic(
                "UNKNOWN_KEY",
                request -> Answers.signed(
                        Fixture.PEER, SigningKey.generate("new-key"), NOW, Answers.header("succ"), found(request)));
    }

    @Test
    void ourOwnMessageReflectedIsNotAuthentic() {
        assertNotAuthentic("WRONG_SENDER", Request::text);
    }

    @Test
    void ourOwnKeyUnderThePeersNameIsNotAuthentic() {
        assertNotAuthentic(
                "UNKNOWN_KEY",
                request -> Answers.signed(Fixture.PEER, Fixture.OWN_KEY, NOW, Answers.header("succ"), found(request)));
    }

    @Test
    void anExpiredAnswerIsNotAuthentic() {
        assertNotAuthentic(
                "EXPIRED",
                request -> Answers.signed(
                        Fixture.PEER, Fixture.PEER_KEY, NOW.minusSeconds(361), Answers.header("succ"), found(request)));
        assertNotAuthentic(
                "NOT_YET_VALID",
                request -> Answers.signed(
                        Fixture.PEER, Fixture.PEER_KEY, NOW.plusSeconds(61), Answers.header("succ"), found(request)));
    }

    @ParameterizedTest
    @CsvSource({"Person 1, Person 2", "succ, rcvd", "c-1, c-2", "on-search, on-found"})
    void aTamperedAnswerIsNotAuthentic(String original, String changed) {
        assertNotAuthentic("WRONG_SIGNATURE", request -> signed(Answers.header("succ"), found(request))
                .replace(original, changed));
    }

    @Test
    void ambiguousJsonIsNotAuthentic() {
        assertNotAuthentic("AMBIGUOUS_CONTENT", request -> signed(Answers.header("succ"), found(request))
                .replace("\"given_name\":", "\"given_name\":\"x\",\"given_name\":"));
        assertNotAuthentic("AMBIGUOUS_CONTENT", request -> signed(Answers.header("succ"), found(request)) + "{}");
    }

    @Test
    void partsOfTheEnvelopeThatStandTwiceAreRefusedBeforeAnythingElse() {
        try (Fixture fixture = Fixture.answering(request -> signed(Answers.header("succ"), found(request))
                .replace("{\"signature\"", "{\"message\":{},\"signature\""))) {
            RegistryClient client = fixture.signed();
            MalformedMessageException error = catchThrowableOfType(
                    MalformedMessageException.class, () -> client.search(Fixture.PERSON, Fixture.QUERY));

            assertThat(error.ruleId()).contains("json.duplicate-member");
        }
    }

    @Test
    void aMemberThatTheSignatureDoesNotCoverIsNotInTheHeader() {
        String header = Answers.header("succ").replace("}", ",\"completed_count\":1}");
        try (Fixture fixture = Fixture.answering(
                request -> signed(header, found(request)).replace("\"header\":{", "\"header\":{\"injected\":\"x\","))) {
            SearchCriteria criteria = SearchCriteria.builder(Fixture.QUERY.queryType(), Fixture.QUERY.toJson())
                    .build();
            SearchRequestItem item = SearchRequestItem.builder("r-1", DciDateTime.of(NOW), criteria)
                    .build();
            Answer<SearchResponse> answer = fixture.signed()
                    .peer()
                    .call(
                            Operation.SYNC_SEARCH,
                            SearchRequest.builder("t-1", List.of(item)).build());

            assertThat(answer.header().additionalProperties()).isEmpty();
            assertThat(answer.header().completedCount()).contains(1L);
            assertThat(new String(answer.rawAnswer().body(), StandardCharsets.UTF_8))
                    .contains("injected");
        }
    }

    @Test
    void anEncryptedAnswerIsVerifiedFirst() {
        String encrypted = "{\"header\":{\"alg\":\"RSA-OAEP-256\"},\"ciphertext\":\"x\"}";
        assertNotAuthentic("MISSING", request -> Answers.envelope(Answers.header("succ"), encrypted));

        try (Fixture fixture = Fixture.answering(request -> signed(Answers.header("succ"), encrypted))) {
            RegistryClient client = fixture.signed();
            assertThat(catchThrowableOfType(
                            EncryptionException.class, () -> client.search(Fixture.PERSON, Fixture.QUERY)))
                    .isNotNull();
        }
    }

    @Test
    void anotherTransactionIsNotOursEvenWhenSigned() {
        try (Fixture fixture = Fixture.answering(request ->
                signed(Answers.header("succ"), found(request).replace(request.transactionId(), "t-other")))) {
            RegistryClient client = fixture.signed();
            assertThat(catchThrowableOfType(
                                    MalformedMessageException.class, () -> client.search(Fixture.PERSON, Fixture.QUERY))
                            .ruleId())
                    .contains("answer.transaction-id");
        }
    }

    @Test
    void aSignedAnswerMayLackItsIds() {
        String header = Answers.header("succ")
                .replace(",\"sender_id\":\"" + Fixture.PEER + "\",\"receiver_id\":\"" + Fixture.OWN + "\"", "");
        assertThat(header).doesNotContain("sender_id");

        assertThat(page(PeerProfile.STANDARD, request -> signed(header, found(request)))
                        .findings())
                .containsExactly(
                        new Finding("/header/sender_id", Rule.SENDER),
                        new Finding("/header/receiver_id", Rule.RECEIVER));
        assertThat(page(PeerProfile.STANDARD.answerIds(AnswerIds.ABSENT), request -> signed(header, found(request)))
                        .findings())
                .isEmpty();
    }

    @Test
    void aSignedAnswerMayCarryOurIdsAsTheyWere() {
        String header = Answers.header(Fixture.OWN, Fixture.PEER, "succ");

        assertThat(page(PeerProfile.STANDARD, request -> signed(header, found(request)))
                        .findings())
                .contains(new Finding("/header/sender_id", Rule.SENDER));
        assertThat(page(PeerProfile.STANDARD.answerIds(AnswerIds.COPIED), request -> signed(header, found(request)))
                        .findings())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPeerThatCannotSignIsTakenAtItsWordOnlyWhenToldSo(boolean signs) {
        try (Fixture fixture = Fixture.answering(request -> signs
                ? Answers.signed("anybody", SigningKey.generate("any"), NOW, Answers.header("succ"), found(request))
                : Answers.envelope(Answers.header("succ"), found(request)))) {
            assertThat(fixture.unsigned().search(Fixture.PERSON, Fixture.QUERY).records())
                    .hasSize(1);
        }
    }
}
