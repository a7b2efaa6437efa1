package io.github.dcisdk.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dcisdk.auth.BearerToken;
import io.github.dcisdk.client.CapturedLog;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.registry.Subscriber.Call;
import io.github.dcisdk.registry.Subscriber.Reply;
import io.github.dcisdk.store.StoredTask;
import io.github.dcisdk.work.BackOff;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An answer is delivered at least once, or it stands in the list of what an operator has to look at. */
@Timeout(60)
@ResourceLock(Resources.SYSTEM_ERR)
class CallbackDeliveryTest {
    private final AsyncScene scene = new AsyncScene();

    @AfterEach
    void close() {
        scene.close();
    }

    private void asked() {
        AsyncScene.acknowledged(scene.post(scene.search(1)));
    }

    @Test
    void eachAttemptIsSignedAnewUnderTheSameId() {
        scene.subscriber.then(Reply.of(503, ""), Reply.broken(), Reply.silence());
        asked();
        scene.runFor(Duration.ofMinutes(10), Duration.ofSeconds(10));

        List<Call> calls = scene.subscriber.calls();
        assertThat(calls).hasSize(4);
        assertThat(calls).extracting(Call::messageId).containsOnly(calls.get(0).messageId());
        assertThat(calls).extracting(Call::message).containsOnly(calls.get(0).message());
        assertThat(calls)
                .extracting(call -> call.header().path("message_ts").asText())
                .doesNotHaveDuplicates();
        assertThat(calls)
                .extracting(call -> call.json().path("signature").asText())
                .doesNotHaveDuplicates();
        assertThat(scene.memory.toString()).contains(" 0 tasks, 1 states");
    }

    @Test
    void anyOtherSuccessCountsAsDelivered() {
        for (Reply reply : List.of(
                Reply.of(200, ""),
                Reply.of(202, "<html>fine</html>"),
                Reply.of(204, ""),
                Reply.of(200, "{\"message\":{\"ack_status\":\"NACK\"}}"),
                Reply.of(201, "null"))) {
            scene.subscriber.then(reply);
            AsyncScene.acknowledged(scene.post(AsyncScene.transaction(
                    scene.search(1),
                    "transaction-" + reply.status() + reply.body().length())));
            scene.runDue();
        }
        scene.runFor(Duration.ofHours(1), Duration.ofMinutes(5));
        assertThat(scene.subscriber.calls()).hasSize(5);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(Reply.err(200, "err.request.bad"), 3),
                Arguments.of(Reply.err(400, "err.version.not_supported"), 3),
                Arguments.of(Reply.of(413, "<html>"), 3),
                Arguments.of(Reply.of(422, "{\"detail\":\"no\"}"), 3),
                Arguments.of(Reply.err(400, "err.of.their.own"), 3),
                Arguments.of(Reply.err(401, "err.signature.invalid"), 10),
                Arguments.of(Reply.err(400, "err.encryption.invalid"), 10),
                Arguments.of(Reply.of(401, ""), 10),
                Arguments.of(Reply.of(403, ""), 10),
                Arguments.of(Reply.of(404, "<html>"), 10),
                Arguments.of(Reply.of(302, "").with("Location", "http://127.0.0.1:1/"), 10),
                Arguments.of(Reply.err(200, "err.service.unavailable"), 12),
                Arguments.of(Reply.err(400, "err.request.too_many_requests"), 12),
                Arguments.of(Reply.of(500, ""), 12),
                Arguments.of(Reply.of(429, ""), 12),
                Arguments.of(Reply.of(408, ""), 12),
                Arguments.of(Reply.broken(), 12));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void howOftenIsTriedDependsOnTheReason(Reply reply, int attempts) {
        scene.setUp =
                builder -> builder.callbackAttempts(new BackOff(Duration.ofSeconds(10), Duration.ofMinutes(1), 12));
        scene.subscriber.usual = call -> reply;
        asked();

        scene.runFor(Duration.ofMinutes(30), Duration.ofSeconds(30));

        assertThat(scene.subscriber.calls()).hasSize(attempts);
        StoredTask parked = scene.parked().get(0);
        assertThat(parked.queue()).isEqualTo(AsyncScene.QUEUES.deliveries());
        assertThat(parked.blocksLane()).isFalse();
        assertThat(parked.reason()).matches("DCI-[0-9]{4}( HTTP [0-9]{3}| err\\.[a-z_.]+)?");
    }

    @Test
    void aRedirectIsNotFollowed() {
        scene.subscriber.then(Reply.of(307, "").with("Location", scene.other.address()));
        asked();
        scene.runDue();

        assertThat(scene.other.calls()).isEmpty();
        scene.later(Duration.ofSeconds(15));
        scene.runDue();
        assertThat(scene.subscriber.calls()).hasSize(2);
    }

    @Test
    void theDefaultPatienceIsThreeAndAHalfDays() {
        scene.subscriber.usual = call -> Reply.of(503, "");
        asked();
        Instant start = scene.time.instant();
        Instant last = start;
        while (scene.parked().isEmpty()) {
            scene.later(Duration.ofMinutes(10));
            scene.runDue();
            last = scene.time.instant();
        }
        assertThat(Duration.between(start, last)).isBetween(Duration.ofHours(78), Duration.ofHours(90));
        assertThat(scene.subscriber.calls()).hasSize(24);

        // Half of what it is kept.
        scene.memory.purge(scene.time.instant());
        scene.subscriber.usual = call -> Reply.ack();
        assertThat(scene.memory.replay(scene.parked().get(0).id(), scene.time.instant()))
                .isTrue();
        scene.later(Duration.ofMinutes(1)); // Since its last fault the receiver is left alone for a moment.
        scene.runDue();
        assertThat(scene.subscriber.calls()).hasSize(25);
        assertThat(scene.parked()).isEmpty();
    }

    @Test
    void aReceiverSaysWhenItWantsToBeAskedAgain() {
        scene.subscriber.then(Reply.of(503, "").with("Retry-After", "600"), Reply.of(429, "{\"retry_after\": 900}"));
        asked();
        scene.runFor(Duration.ofSeconds(590), Duration.ofSeconds(10));
        assertThat(scene.subscriber.calls()).hasSize(1);
        scene.later(Duration.ofSeconds(20));
        scene.runDue();
        assertThat(scene.subscriber.calls()).hasSize(2);
        scene.runFor(Duration.ofSeconds(880), Duration.ofSeconds(10));
        assertThat(scene.subscriber.calls()).hasSize(2);
        scene.later(Duration.ofSeconds(30));
        scene.runDue();
        assertThat(scene.subscriber.calls()).hasSize(3);
    }

    @Test
    void butNotForEver() {
        scene.subscriber.then(Reply.of(503, "").with("Retry-After", "315360000"));
        asked();
        scene.runDue();
        scene.later(Duration.ofHours(25));
        scene.runDue();
        assertThat(scene.subscriber.calls()).hasSize(2);
    }

    @Test
    void oneReceiverThatIsDownDoesNotHoldUpAnother() {
        scene.subscriber.usual = call -> Reply.of(503, "");
        for (int n = 0; n < 20; n++) {
            AsyncScene.acknowledged(scene.post(AsyncScene.transaction(scene.search(1), "transaction-" + n)));
        }
        AsyncScene.acknowledged(scene.postAsOther(Operation.SEARCH, scene.search(1)));
        scene.runDue();

        scene.other.onlyCall();
        // After five faults in a row it is left alone for a while.
        assertThat(scene.subscriber.calls()).hasSize(5);
        scene.subscriber.usual = call -> Reply.ack();
        scene.runFor(Duration.ofMinutes(5), Duration.ofSeconds(10));
        assertThat(scene.subscriber.calls()).hasSize(25);
    }

    @Test
    void aCallbackIsAuthorisedAsItsReceiverWantsIt() {
        scene.setUp =
                builder -> builder.callbackAuthentication(TestRegistry.SENDER, BearerToken.of("token-of-the-registry"));
        asked();
        AsyncScene.acknowledged(scene.postAsOther(Operation.SEARCH, scene.search(1)));
        scene.runDue();

        assertThat(scene.subscriber.onlyCall().authorization()).isEqualTo("Bearer token-of-the-registry");
        assertThat(scene.other.onlyCall().authorization()).isEqualTo("null");
    }

    @Test
    void anAddressIsJudgedAgainBeforeEachCall() {
        scene.subscriber.then(Reply.of(503, ""));
        asked();
        scene.runDue();
        scene.crash();
        scene.trust = sender -> sender.callbackOrigins("https://spmis.example.org");
        scene.runDue();

        assertThat(scene.subscriber.calls()).hasSize(1);
        assertThat(scene.parked().get(0).reason()).isEqualTo("callback address CLEAR_TEXT");
    }

    @Test
    void whatIsEncryptedIsEncryptedAnewEachTime() {
        scene.subscriber.then(Reply.of(503, ""));
        AsyncScene.acknowledged(scene.post(Operation.SEARCH, scene.encrypted(scene.search(1))));
        scene.runFor(Duration.ofMinutes(1), Duration.ofSeconds(10));

        List<Call> calls = scene.subscriber.calls();
        assertThat(calls).hasSize(2);
        assertThat(calls.get(0).message()).isNotEqualTo(calls.get(1).message());
        assertThat(calls.get(0).decrypted(AsyncScene.SENDER_KEY).message())
                .isEqualTo(calls.get(1).decrypted(AsyncScene.SENDER_KEY).message());
        assertThat(calls.get(0).messageId()).isEqualTo(calls.get(1).messageId());
    }

    @Test
    void nothingPersonalIsLogged() {
        try (CapturedLog log = new CapturedLog()) {
            scene.subscriber.then(Reply.err(400, "err.request.bad"), Reply.of(503, "Person 1"), Reply.broken());
            asked();
            scene.runFor(Duration.ofMinutes(5), Duration.ofSeconds(10));
            assertThat(scene.subscriber.calls()).isNotEmpty();
            assertThat(log.text())
                    .contains("NOT_ACCEPTED")
                    .doesNotContain("Person 1")
                    .doesNotContain("SYN-1")
                    .doesNotContain("Almaz")
                    .doesNotContain("secret=path");
        }
    }
}
