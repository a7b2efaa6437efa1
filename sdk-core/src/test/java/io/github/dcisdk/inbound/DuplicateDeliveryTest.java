package io.github.dcisdk.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dcisdk.client.CapturedLog;
import io.github.dcisdk.client.Dci;
import io.github.dcisdk.inbound.AuditEvent.Ending;
import io.github.dcisdk.inbound.InboxServer.Answer;
import io.github.dcisdk.inbound.InboxServer.Sent;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.Rule;
import io.github.dcisdk.message.AckStatus;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.store.Delivery;
import io.github.dcisdk.store.InMemoryStore;
import io.github.dcisdk.store.InboxEntry;
import io.github.dcisdk.store.Recurrence;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A message takes effect once, however often and however late it is delivered, and is never lost for that. */
@Timeout(60)
@ResourceLock(Resources.SYSTEM_ERR)
class DuplicateDeliveryTest {
    private static final Duration FIVE_HOURS = Duration.ofHours(5);

    private final InboxServer server = new InboxServer();

    @AfterEach
    void close() {
        server.close();
    }

    private void assertStored(int messages) {
        assertThat(server.entries()).hasSize(messages);
    }

    @Test
    void aRequestIsStoredAndAcknowledgedWith202() {
        server.post(Sent.search()).acknowledged(202, "ACK");

        assertStored(1);
        InboxEntry entry = server.entries().get(0);
        Delivery delivery = entry.message().delivery();
        assertThat(delivery.key().senderId()).isEqualTo(InboxServer.SENDER);
        assertThat(delivery.key().messageId()).isEqualTo("message-1");
        assertThat(delivery.action()).isEqualTo("search");
        assertThat(delivery.transactionId()).isEqualTo("transaction-1");
        assertThat(delivery.receivedAt()).isEqualTo(InboxServer.NOW);
        assertThat(delivery.acknowledgement().status()).isEqualTo(AckStatus.ACK);
        assertThat(entry.message().message().toByteArray())
                .isEqualTo(Sent.search().message().getBytes(StandardCharsets.UTF_8));
        assertThat(entry.message().header().toByteArray())
                .asString(StandardCharsets.UTF_8)
                .contains("\"message_id\":\"message-1\"");
    }

    @Test
    void answersAndEventsAreStoredAndAcknowledgedWith200() {
        server.post(Sent.onSearch()).acknowledged(200, "ACK");
        server.post(Sent.event().id("message-2")).acknowledged(200, "ACK");

        assertThat(server.entries())
                .extracting(entry -> entry.message().delivery().action())
                .containsExactly("on-search", "notify");
    }

    @Test
    void whatIsAcceptedWithoutACallbackStaysSo() {
        server.acceptance = InboxServer.NACK;
        Answer first = server.post(Sent.search()).acknowledged(202, "NACK");

        server.acceptance = InboxServer.ACK;
        server.post(Sent.search()).sameAs(first);
    }

    static List<Sent> everyKind() {
        return List.of(Sent.search(), Sent.onSearch(), Sent.event());
    }

    @Test
    void theSameBytesGetTheSameAcknowledgementHoweverLate() {
        for (Sent sent : everyKind()) {
            Sent own = sent.id("message-of-" + sent.path());
            server.time.set(InboxServer.NOW);
            byte[] body = own.body();
            Answer first = server.post(own.path(), body);
            int stored = server.entries().size();

            for (Duration delay : List.of(Duration.ofSeconds(1), FIVE_HOURS, Duration.ofDays(29))) {
                server.later(delay);
                server.post(own.path(), body).sameAs(first);
            }
            assertStored(stored);
        }
        // No step after the look-up has seen a repetition.
        assertThat(server.stepsAfterValidation).hasValue(3);
    }

    @Test
    void aRepetitionThatIsSignedAnewIsTheSameDelivery() {
        for (Sent sent : everyKind()) {
            Sent own = sent.id("message-of-" + sent.path());
            server.time.set(InboxServer.NOW);
            Answer first = server.post(own);

            Instant later = server.later(FIVE_HOURS);
            Sent again =
                    own.header(InboxServer.NOW.toString(), later.toString()).signed(later);
            server.post(again).sameAs(first);
        }
        assertStored(3);
    }

    @Test
    void aRepetitionThatIsEncryptedAnewIsTheSameDelivery() {
        for (Sent sent : everyKind()) {
            Sent own = sent.id("message-of-" + sent.path());
            server.time.set(InboxServer.NOW);
            Sent secret = own.encrypted();
            Answer first = server.post(secret);

            server.later(FIVE_HOURS);
            assertThat(own.encrypted().message()).isNotEqualTo(secret.message());
            server.post(secret).sameAs(first);
            server.post(own.encrypted()).sameAs(first);
            server.post(own).sameAs(first);
        }
        assertStored(3);
        assertThat(server.entries())
                .extracting(entry -> entry.message().encrypted())
                .containsOnly(true);
        assertThat(server.entries().get(0).message().message().toByteArray())
                .isEqualTo(Sent.search().message().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void anotherContentUnderTheSameIdIsRefusedAlsoWhenItIsEncrypted() {
        server.post(Sent.search().encrypted()).acknowledged(202, "ACK");

        server.post(Sent.search().message("SYN-1", "SYN-2").encrypted())
                .refusedWith(Refusal.BAD_REQUEST)
                .saying("delivery.other-content");
        assertStored(1);
    }

    @Test
    void anEncryptedEventNeedsNoKeyForAnAnswer() {
        server.post(Sent.event().from(InboxServer.OTHER_SENDER).encrypted()).acknowledged(200, "ACK");
        server.post(Sent.search().from(InboxServer.OTHER_SENDER).encrypted()).refusedWith(Refusal.ENCRYPTION);
    }

    @Test
    void whatIsWrittenDifferentlyAndMeansTheSameIsTheSameDelivery() {
        Answer first = server.post(Sent.search());

        server.post(Sent.search()
                        .message(
                                "\"type\":\"UIN\",\"value\":\"SYN-1\"",
                                "\"value\" : \"SYN\\u002d1\" ,\n \"type\" : \"UIN\""))
                .sameAs(first);
        assertStored(1);
    }

    @Test
    void aRepetitionUnderAnotherIdIsDeliveredAndKnownAgainByItsContent() {
        Answer first = server.post(Sent.onSearch());
        Answer second = server.post(Sent.onSearch().id("message-2").message("correlation-1", "correlation-2"));
        Answer event = server.post(Sent.event().id("message-3"));
        Answer eventAgain = server.post(Sent.event().id("message-4"));

        assertThat(List.of(first, second, event, eventAgain))
                .extracting(Answer::status)
                .containsOnly(200);
        assertThat(server.entries())
                .extracting(InboxEntry::recurrences)
                .containsExactly(
                        List.of(Recurrence.NEW),
                        List.of(Recurrence.REPEATED),
                        List.of(Recurrence.NEW),
                        List.of(Recurrence.REPEATED));
        assertThat(server.findings).isEmpty();
    }

    @Test
    void otherDataUnderTheSameBusinessKeyIsDeliveredAndReported() {
        server.post(Sent.event()).acknowledged(200, "ACK");
        server.post(Sent.event().id("message-2").message("female", "male")).acknowledged(200, "ACK");

        assertThat(server.entries())
                .extracting(InboxEntry::recurrences)
                .containsExactly(List.of(Recurrence.NEW), List.of(Recurrence.CHANGED));
        assertThat(server.findings).containsExactly(new Finding("/message", Rule.ITEM_CHANGED));
    }

    @Test
    void anAnswerThatRepeatsOneIdOnEveryPageIsDeliveredPageByPage() {
        List<Answer> answers = new ArrayList<>();
        for (int page = 1; page <= 3; page++) {
            answers.add(server.post(Sent.onSearch().message("\"page_number\":1", "\"page_number\":" + page))
                    .acknowledged(200, "ACK"));
        }

        assertStored(3);
        assertThat(server.entries()).extracting(InboxEntry::recurrences).containsOnly(List.of(Recurrence.NEW));
        Finding echoed = new Finding("/header/message_id", Rule.DELIVERY_CONTENT);
        assertThat(server.findings).containsExactly(echoed, echoed);

        // Each page is a delivery of its own, and known again.
        server.later(FIVE_HOURS);
        server.post(Sent.onSearch().message("\"page_number\":1", "\"page_number\":2"))
                .sameAs(answers.get(1));
        assertStored(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"message-1", "message-2"})
    void pendingAndThenDoneAreTwoDeliveries(String secondId) {
        Sent done = Sent.onSearch().id(secondId);
        server.post(Sent.onSearch().message("succ", "pdng")).acknowledged(200, "ACK");
        server.post(done).acknowledged(200, "ACK");
        server.post(done);

        assertThat(server.entries())
                .extracting(InboxEntry::recurrences)
                .containsExactly(List.of(Recurrence.NEW), List.of(Recurrence.CONTINUED));
    }

    @Test
    void anAnswerIsAnotherOneWhenOnlyItsHeaderSaysThatItIsDone() {
        server.post(Sent.onSearch().header("succ", "pdng")).acknowledged(200, "ACK");
        server.post(Sent.onSearch()).acknowledged(200, "ACK");

        assertStored(2);
    }

    @Test
    void anotherContentUnderTheSameIdIsRefusedAndTheFirstStays() {
        Answer request = server.post(Sent.search());
        Answer event = server.post(Sent.event().id("message-2"));

        server.post(Sent.search().message("SYN-1", "SYN-2"))
                .refusedWith(Refusal.BAD_REQUEST)
                .saying("delivery.other-content at /header/message_id");
        server.post(Sent.event().id("message-2").message("female", "male"))
                .refusedWith(Refusal.BAD_REQUEST)
                .saying("delivery.other-content at /header/message_id");
        server.post(Sent.event().id("message-2").header("succ", "pdng")).refusedWith(Refusal.BAD_REQUEST);

        server.post(Sent.search()).sameAs(request);
        server.post(Sent.event().id("message-2")).sameAs(event);
        assertStored(2);
    }

    @Test
    void anIdBelongsToItsSender() {
        Answer first = server.post(Sent.search());

        Answer other = server.post(Sent.search().from(InboxServer.OTHER_SENDER).message("SYN-1", "SYN-2"))
                .acknowledged(202, "ACK");

        assertThat(other.text()).isNotEqualTo(first.text());
        assertThat(server.entries())
                .extracting(entry -> entry.message().delivery().key().senderId())
                .containsExactly(InboxServer.SENDER, InboxServer.OTHER_SENDER);
    }

    @Test
    void anItemBelongsToItsSender() {
        server.post(Sent.event());
        server.post(Sent.event().from(InboxServer.OTHER_SENDER)).acknowledged(200, "ACK");

        assertThat(server.entries()).extracting(InboxEntry::recurrences).containsOnly(List.of(Recurrence.NEW));
    }

    @Test
    void aMessageThatIsRefusedDoesNotUseUpItsId() {
        List<Sent> refused = List.of(
                Sent.search().header("\"total_count\":1", "\"total_count\":2"),
                Sent.search().header("1.0.0", "9.9.9"),
                Sent.search().header(InboxServer.ID, "land.example.org"),
                Sent.search().message("transaction-1", ""),
                Sent.search().message("search_request", "other_request"));
        for (Sent wrong : refused) {
            assertThat(server.post(wrong).status()).isEqualTo(400);
        }
        assertStored(0);

        server.post(Sent.search()).acknowledged(202, "ACK");
        assertStored(1);
    }

    @Test
    void whatARejectionSaysStandsInTheAcknowledgement() {
        server.post(Sent.search().header("1.0.0", "9.9.9"))
                .refusedWith(Refusal.BAD_REQUEST)
                .saying("rjct.version.invalid: header.version at /header/version");
    }

    @ParameterizedTest
    @EnumSource(names = {"LOOKING_UP", "BEFORE_STORING"})
    void whenTheStoreFailsNothingIsAcknowledgedAndTheNextDeliveryCounts(FragileStore.Failure failure) {
        try (CapturedLog log = new CapturedLog()) {
            server.store.fail(failure);
            for (Sent sent : everyKind()) {
                server.post(sent).refusedWith(Refusal.UNAVAILABLE);
            }
            assertStored(0);
            assertThat(log.text()).contains("the inbox store failed").doesNotContain("Almaz");
        }

        server.store.fail(FragileStore.Failure.NONE);
        Answer accepted = server.post(Sent.search()).acknowledged(202, "ACK");
        server.post(Sent.search()).sameAs(accepted);
        assertStored(1);
    }

    @Test
    void whenAMessageIsStoredAndTheAcknowledgementLostTheNextDeliveryGetsIt() {
        server.store.fail(FragileStore.Failure.AFTER_STORING);
        server.post(Sent.search()).refusedWith(Refusal.UNAVAILABLE);
        assertStored(1);
        String given =
                server.entries().get(0).message().delivery().acknowledgement().correlationId();

        server.store.fail(FragileStore.Failure.NONE);
        server.later(FIVE_HOURS);
        Answer again = server.post(Sent.search()).acknowledged(202, "ACK");

        assertThat(again.text()).contains(given);
        assertStored(1);
    }

    @Test
    void aFullStoreRefusesWhatIsNewAndForgetsNothing() {
        try (InboxServer small = new InboxServer(2);
                CapturedLog log = new CapturedLog()) {
            Answer first = small.post(Sent.search());
            small.post(Sent.search().id("message-2")).acknowledged(202, "ACK");

            for (int i = 3; i < 6; i++) {
                small.post(Sent.search().id("message-" + i)).refusedWith(Refusal.UNAVAILABLE);
                small.post(Sent.onSearch().id("message-" + i)).refusedWith(Refusal.UNAVAILABLE);
            }
            small.later(FIVE_HOURS);
            small.post(Sent.search()).sameAs(first);
            assertThat(small.entries()).hasSize(2);
            assertThat(log.text()).contains("the inbox store is full");

            small.workOff();
            Instant later = small.later(Duration.ofDays(31));
            small.post(Sent.search()
                            .id("message-3")
                            .header(InboxServer.NOW.toString(), later.toString())
                            .signed(later))
                    .acknowledged(202, "ACK");
        }
    }

    @Test
    void ofManyThreadsThatDeliverTheSameOneStoresAndAllGetTheSameAcknowledgement() throws Exception {
        for (Sent sent : everyKind()) {
            Sent own = sent.id("message-of-" + sent.path());
            int before = server.entries().size();

            List<Answer> answers = deliverAtOnce(16, own);

            assertThat(answers).hasSize(16).allSatisfy(answer -> answer.sameAs(answers.get(0)));
            answers.get(0).acknowledged(sent.path().equals(InboxServer.SEARCH) ? 202 : 200, "ACK");
            assertStored(before + 1);
        }
    }

    @Test
    void threadsThatAreAllTakenForTheFirstStoreOneAndGetTheSameAcknowledgement() throws Exception {
        // All of them have been looked up, and are new, before any is stored.
        CyclicBarrier allAreNew = new CyclicBarrier(4);
        server.beforeAccepting = () -> await(allAreNew);

        List<Answer> answers = deliverAtOnce(4, Sent.search());

        assertThat(answers).hasSize(4).allSatisfy(answer -> answer.sameAs(answers.get(0)));
        assertStored(1);
        assertThat(server.audited)
                .extracting(AuditEvent::ending)
                .containsExactlyInAnyOrder(Ending.ANSWERED, Ending.REPEATED, Ending.REPEATED, Ending.REPEATED);
    }

    @Test
    void ofTwoContentsThatAreBothTakenForTheFirstOneIsRefused() throws Exception {
        CyclicBarrier bothAreNew = new CyclicBarrier(2);
        server.beforeAccepting = () -> await(bothAreNew);

        List<Answer> answers =
                deliverAtOnce(List.of(Sent.search(), Sent.search().message("SYN-1", "SYN-2")));

        assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(202, 400);
        assertStored(1);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Answer> deliverAtOnce(int threads, Sent sent) throws Exception {
        return deliverAtOnce(Collections.nCopies(threads, sent));
    }

    private List<Answer> deliverAtOnce(List<Sent> messages) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(messages.size());
        try {
            CyclicBarrier start = new CyclicBarrier(messages.size());
            List<Future<Answer>> answers = new ArrayList<>();
            for (Sent message : messages) {
                answers.add(executor.submit(() -> {
                    start.await();
                    return server.post(message);
                }));
            }
            List<Answer> all = new ArrayList<>();
            for (Future<Answer> answer : answers) {
                all.add(answer.get());
            }
            return all;
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void aSenderWithoutSignatureIsKnownAgainByIdAndContent() {
        Sent sent = Sent.search().from(InboxServer.UNSIGNED_SENDER);
        Answer first = server.post(sent).acknowledged(202, "ACK");

        server.later(FIVE_HOURS);
        server.post(sent).sameAs(first);
        server.post(sent.header(InboxServer.NOW.toString(), "2026-03-01T15:00:00Z"))
                .sameAs(first);
        server.post(sent.message("SYN-1", "SYN-2")).refusedWith(Refusal.BAD_REQUEST);
        server.post(sent.id("message-2")).refusedWith(Refusal.BAD_REQUEST).saying("rjct.message_ts.invalid");
        assertStored(1);
    }

    @Test
    void ambiguousJsonOfASenderWithoutSignatureIsKnownAgainByItsBytes() {
        Sent sent = Sent.search()
                .from(InboxServer.UNSIGNED_SENDER)
                .message("\"type\":\"UIN\"", "\"type\":\"BRN\",\"type\":\"UIN\"");
        Answer first = server.post(sent).acknowledged(202, "ACK");

        server.post(sent).sameAs(first);
        server.post(sent.message("BRN", "DRN")).refusedWith(Refusal.BAD_REQUEST);
        assertStored(1);
    }

    @Test
    void whatIsNewMustBeSignedInTime() {
        Sent old = Sent.search();
        server.later(Duration.ofSeconds(361));
        for (Sent sent : everyKind()) {
            server.post(sent).refusedWith(Refusal.SIGNATURE_INVALID);
        }
        assertStored(0);
        assertThat(server.audited).isEmpty();

        server.later(Duration.ofSeconds(360));
        server.post(old).acknowledged(202, "ACK");
    }

    @Test
    void anExpiredSignatureUnderAKnownIdIsGoodForNothingButTheSameContent() {
        server.post(Sent.search());
        server.later(FIVE_HOURS);

        server.post(Sent.search().message("SYN-1", "SYN-2")).refusedWith(Refusal.SIGNATURE_INVALID);
        byte[] forged = new String(Sent.search().body(), StandardCharsets.UTF_8)
                .replace("SYN-1", "SYN-2")
                .getBytes(StandardCharsets.UTF_8);
        server.post(InboxServer.SEARCH, forged).refusedWith(Refusal.SIGNATURE_INVALID);
        server.post(Sent.search().to(InboxServer.SUBSCRIBE)).refusedWith(Refusal.SIGNATURE_INVALID);
        server.post(Sent.search().to(InboxServer.SYNC_SEARCH)).refusedWith(Refusal.SIGNATURE_INVALID);
        assertStored(1);
    }

    @Test
    void afterThirtyDaysNothingIsRememberedAndAnOldSignatureCountsForNothing() {
        byte[] captured = Sent.search().body();
        server.post(InboxServer.SEARCH, captured);
        server.workOff();

        server.later(Duration.ofDays(30));
        server.post(InboxServer.SEARCH, captured).acknowledged(202, "ACK");
        server.later(Duration.ofDays(30).plusSeconds(1));
        server.post(InboxServer.SEARCH, captured).refusedWith(Refusal.SIGNATURE_INVALID);
    }

    @Test
    void aSynchronousOperationIsDoneAgainAndNeverAnsweredFromAStore() {
        byte[] body = Sent.syncSearch().body();

        Answer first = server.post(InboxServer.SYNC_SEARCH, body);
        Answer second = server.post(InboxServer.SYNC_SEARCH, body);

        assertThat(List.of(first.status(), second.status())).containsOnly(200);
        assertThat(second.text()).isNotEqualTo(first.text());
        server.post(Sent.syncSearch().message("SYN-1", "SYN-2"));
        assertThat(server.searches).hasValue(3);
        server.later(FIVE_HOURS);
        server.post(InboxServer.SYNC_SEARCH, body).refusedWith(Refusal.SIGNATURE_INVALID);
        assertThat(server.searches).hasValue(3);
        assertThat(server.stepsAfterVerification).hasValue(3);
        assertStored(0);
    }

    @Test
    void aMessageAtTheWrongPathIsNotTakenForADelivery() {
        server.post(Sent.search());

        server.post(Sent.search().to(InboxServer.SUBSCRIBE)).refusedWith(Refusal.BAD_REQUEST);
        server.post(Sent.search().to(InboxServer.ON_SEARCH)).refusedWith(Refusal.BAD_REQUEST);
        assertStored(1);
    }

    @Test
    void aRequestNeedsAnIdAndAnAnswerIsKnownWithout() {
        server.post(Sent.search().id("")).refusedWith(Refusal.BAD_REQUEST);
        server.post(Sent.search().header("\"message_id\":\"message-1\",", "")).refusedWith(Refusal.BAD_REQUEST);
        assertStored(0);

        for (Sent sent : List.of(Sent.onSearch(), Sent.event())) {
            Sent without = sent.header("\"message_id\":\"message-1\",", "");
            Answer first = server.post(without).acknowledged(200, "ACK");
            server.post(without).sameAs(first);
            server.post(without.message("female", "male")).acknowledged(200, "ACK");
        }
        assertStored(4);
    }

    @Test
    void answersAndEventsAreReadInWhateverFormTheyCome() {
        Sent odd = Sent.onSearch()
                .header("\"status\":\"succ\",", "\"status\":\"success\",\"total_count\":\"many\",")
                .message("\"correlation_id\":\"correlation-1\",", "")
                .message("\"timestamp\":\"2026-03-01T09:00:00Z\"", "\"timestamp\":\"\"");

        server.post(odd).acknowledged(200, "ACK");
        server.post(Sent.onSearch().id("message-2").message("transaction-1", ""))
                .refusedWith(Refusal.BAD_REQUEST)
                .saying("member.length at /message/transaction_id");
    }

    @Test
    void theAccountTellsRepetitionsFromDeliveries() {
        server.post(Sent.search());
        server.later(FIVE_HOURS);
        server.post(Sent.search());

        assertThat(server.audited).extracting(AuditEvent::ending).containsExactly(Ending.ANSWERED, Ending.REPEATED);
        assertThat(server.audited).extracting(AuditEvent::messageDigest).doesNotContainNull();
    }

    @Test
    void anOperationIsBoundTheWayItIsAnswered() {
        Dci dci = Dci.builder().identityWithoutSignature(InboxServer.ID).build();
        InMemoryStore store = InMemoryStore.create(Clock.systemUTC());
        MessagePipeline.Builder builder = MessagePipeline.builder(dci, "reg");

        assertThatThrownBy(() -> builder.acknowledged(
                        "/a", Operation.SYNC_SEARCH, store, (message, exchange) -> Acceptance.ack()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> builder.callback("/a", Operation.NOTIFY, store, (message, exchange) -> Acceptance.ack()))
                .isInstanceOf(IllegalArgumentException.class);
        builder.acknowledged("/a", Operation.SEARCH, store, (message, exchange) -> Acceptance.ack());
        assertThatThrownBy(
                        () -> builder.callback("/a", Operation.SEARCH, store, (message, exchange) -> Acceptance.ack()))
                .isInstanceOf(IllegalArgumentException.class);
        dci.close();
    }
}
