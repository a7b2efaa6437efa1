package io.github.dcisdk.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dcisdk.inbound.AuditEvent;
import io.github.dcisdk.inbound.AuditedItem;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.profile.EventType;
import io.github.dcisdk.profile.RecordType;
import io.github.dcisdk.query.QueryEvaluator;
import io.github.dcisdk.record.Name;
import io.github.dcisdk.registry.Subscriber.Call;
import io.github.dcisdk.registry.Subscriber.Reply;
import io.github.dcisdk.store.NewTask;
import io.github.dcisdk.store.StoreFullException;
import io.github.dcisdk.store.StoreTransaction;
import io.github.dcisdk.store.StoredTask;
import io.github.dcisdk.work.BackOff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An event reaches every subscription that it matches, in order, at least once, and nobody else. */
@Timeout(120)
class EventsTest {
    private final AsyncScene scene = new AsyncScene();

    @AfterEach
    void close() {
        scene.close();
    }

    private int publishDeath(int person) {
        return scene.endpoint().events().publish(AsyncScene.DEATH, AsyncScene.person(person));
    }

    /** Whom the events that came are about, in order; a repetition of a delivery counts once. */
    private List<String> told() {
        List<String> told = new ArrayList<>();
        List<String> known = new ArrayList<>();
        for (Call call : scene.subscriber.calls()) {
            if (call.header().path("action").asText().equals("notify") && !known.contains(call.messageId())) {
                known.add(call.messageId());
                told.add(uin(call));
            }
        }
        return told;
    }

    private static String uin(Call call) {
        return call.message()
                .path("notify_event")
                .path(0)
                .path("data")
                .path("reg_records")
                .path(0)
                .path("identifier")
                .path(0)
                .path("identifier_value")
                .asText();
    }

    private static List<String> persons(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(n -> "SYN-" + n).toList();
    }

    @Test
    void whoSubscribedIsTold() {
        scene.subscribed(scene.subscribe("SYN-1"));

        assertThat(publishDeath(1)).isOne();
        assertThat(publishDeath(2)).isZero();
        assertThat(scene.endpoint().events().publish(AsyncScene.BIRTH, AsyncScene.person(1)))
                .isZero();
        scene.runDue();

        Call call = scene.subscriber.onlyCall();
        assertThat(call.path()).isEqualTo("/callbacks?secret=path");
        assertThat(call.header().path("action").asText()).isEqualTo("notify");
        assertThat(call.header().path("total_count").asInt()).isOne();
        assertThat(call.message().path("transaction_id").asText()).hasSize(36);
        JsonNode event = call.message().path("notify_event").path(0);
        assertThat(event.path("reference_id").asText()).hasSize(36);
        assertThat(event.path("timestamp").asText()).isNotBlank();
        JsonNode data = event.path("data");
        assertThat(data.path("reg_type").asText()).isEqualTo(AsyncScene.PROFILE.regType());
        assertThat(data.path("reg_event_type").asText()).isEqualTo(AsyncScene.DEATH.name());
        assertThat(data.path("reg_record_type").asText()).isEqualTo(TestRegistry.PERSON.name());
        assertThat(data.path("reg_records").isArray()).isTrue();
        assertThat(uin(call)).isEqualTo("SYN-1");
    }

    @Test
    void everythingCanBeSubscribedTo() {
        scene.subscribed(scene.subscribeToAll());
        IntStream.rangeClosed(1, 3).forEach(this::publishDeath);
        scene.runDue();

        assertThat(told()).isEqualTo(persons(1, 3));
    }

    @Test
    void aFilterSaysWhatASearchWouldSay() {
        TestRequest request = scene.subscribe("SYN-1");
        ObjectNode criteria = AsyncScene.criteria(request, 0);
        criteria.put("filter_type", "predicate");
        criteria.putArray("filter")
                .addObject()
                .put("seq_num", 1)
                .putObject("expression1")
                .put("attribute_name", "name.given_name")
                .put("operator", "eq")
                .put("attribute_value", "Person 2");
        scene.subscribed(request);

        assertThat(publishDeath(1)).isZero();
        assertThat(publishDeath(2)).isOne();
    }

    @Test
    void aRegistryCanHaveIdentifierTypesOfItsOwn() {
        scene.setUp = builder -> builder.eventFilter(
                TestRegistry.PERSON,
                QueryEvaluator.of(AsyncScene.PROFILE, TestRegistry.PERSON).identifier("GIVEN", "name.given_name"));
        TestRequest request = scene.subscribe("Person 2");
        ((ObjectNode) AsyncScene.criteria(request, 0).path("filter")).put("type", "GIVEN");
        scene.subscribed(request);

        assertThat(publishDeath(2)).isOne();
        RecordType<Name> unknown = new RecordType<>("Name", Set.of(), Name.TYPE);
        assertThatThrownBy(() -> RegistryEndpoint.of(scene.registry(0).dci(), AsyncScene.PROFILE)
                        .eventFilter(unknown, QueryEvaluator.of(AsyncScene.PROFILE, unknown)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theRecordTypeThatIsSubscribedIsSent() {
        TestRequest request = scene.subscribe("SYN-1");
        AsyncScene.criteria(request, 0).put("notify_record_type", TestRegistry.CERTIFICATE.name());
        scene.subscribed(request);

        assertThat(publishDeath(1)).isZero();
        assertThat(scene.endpoint().events().publish(AsyncScene.DEATH, TestRegistry.CERTIFICATE, AsyncScene.person(1)))
                .isOne();
        scene.runDue();
        assertThat(scene.subscriber
                        .onlyCall()
                        .message()
                        .path("notify_event")
                        .path(0)
                        .path("data")
                        .path("reg_record_type")
                        .asText())
                .isEqualTo(TestRegistry.CERTIFICATE.name());
    }

    @Test
    void whatTheRegistryDoesNotHaveIsNotPublished() {
        EventPublisher events = scene.endpoint().events();
        assertThatThrownBy(() -> events.publish(EventType.of("Harvest"), AsyncScene.person(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Harvest");
        assertThatThrownBy(() -> events.publish(AsyncScene.DEATH, Name.builder().build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Name");
    }

    @Test
    void aSubscriptionHoldsFromItsStartToItsEnd() {
        TestRequest request = scene.subscribe("SYN-1");
        AsyncScene.criteria(request, 0)
                .putObject("frequency")
                .put("start_time", "2026-03-02T00:00:00Z")
                .put("end_time", "2026-03-03T00:00:00Z");
        scene.subscribed(request);

        assertThat(publishDeath(1)).isZero();
        scene.later(Duration.ofDays(1));
        assertThat(publishDeath(1)).isOne();
        // Published in time, and delivered late.
        scene.later(Duration.ofDays(2));
        assertThat(publishDeath(1)).isZero();
        scene.memory.purge(scene.time.instant());
        scene.runDue();
        scene.subscriber.onlyCall();

        scene.later(Duration.ofDays(30));
        assertThat(scene.memory.purge(scene.time.instant()).toString()).isNotBlank();
        assertThat(scene.memory.toString()).contains(" 0 states");
    }

    @Test
    void whatIsCancelledBeforeDeliveryIsNotDelivered() {
        List<String> codes = scene.subscribed(scene.subscribe("SYN-1"));
        publishDeath(1);
        scene.subscriber.then(Reply.of(503, ""));
        scene.runDue();
        scene.post(Operation.UNSUBSCRIBE, scene.unsubscribe(codes.get(0)));
        scene.runFor(Duration.ofMinutes(5), Duration.ofSeconds(10));

        assertThat(scene.subscriber.calls())
                .extracting(call -> call.header().path("action").asText())
                .containsExactly("notify", "on-unsubscribe");
        assertThat(scene.parked()).isEmpty();
        assertThat(publishDeath(1)).isZero();
    }

    @Test
    void theOrderOfASubscriptionIsKeptWhateverFails() {
        scene.subscribed(scene.subscribeToAll());
        scene.subscriber.then(
                Reply.of(503, ""),
                Reply.broken(),
                Reply.ack(),
                Reply.silence(),
                Reply.err(200, "err.service.unavailable"),
                Reply.of(429, "").with("Retry-After", "40"),
                Reply.ack(),
                Reply.of(502, "<html>"));
        IntStream.rangeClosed(1, 6).forEach(this::publishDeath);

        scene.runFor(Duration.ofMinutes(20), Duration.ofSeconds(10));

        assertThat(told()).isEqualTo(persons(1, 6));
    }

    @Test
    void twoReplicasKeepTheOrderToo() {
        scene.subscribed(scene.subscribeToAll());
        for (int n = 1; n <= 20; n++) {
            scene.registry(n % 2).endpoint().events().publish(AsyncScene.DEATH, AsyncScene.person(n));
        }
        scene.subscriber.then(Reply.of(503, ""), Reply.ack(), Reply.of(503, ""));
        Thread second = new Thread(() -> {
            for (int i = 0; i < 200; i++) {
                scene.registry(1).endpoint().runDue();
            }
        });
        scene.registry(1);
        second.start();
        for (int i = 0; i < 200; i++) {
            scene.registry(0).endpoint().runDue();
            scene.later(Duration.ofSeconds(1));
        }
        join(second);
        scene.runFor(Duration.ofMinutes(10), Duration.ofSeconds(10));

        assertThat(told()).isEqualTo(persons(1, 20));
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anEventThatIsRefusedForGoodHoldsUpItsSubscriptionOnly() {
        scene.subscribed(scene.subscribe("SYN-1"));
        scene.subscribed(scene.subscribe("SYN-2"));
        scene.subscriber.usual = call -> uin(call).equals("SYN-1") ? Reply.err(400, "err.request.bad") : Reply.ack();
        publishDeath(1);
        publishDeath(1);
        publishDeath(2);

        scene.runFor(Duration.ofHours(1), Duration.ofSeconds(30));

        List<StoredTask> parked = scene.parked();
        assertThat(parked).hasSize(1);
        assertThat(parked.get(0).queue()).isEqualTo(AsyncScene.QUEUES.notifications());
        assertThat(parked.get(0).blocksLane()).isTrue();
        assertThat(parked.get(0).reason()).isEqualTo("DCI-2001 err.request.bad");
        assertThat(told()).containsExactlyInAnyOrder("SYN-1", "SYN-2");

        scene.subscriber.usual = call -> Reply.ack();
        scene.memory.replay(parked.get(0).id(), scene.time.instant());
        scene.runDue();
        assertThat(told()).containsExactlyInAnyOrder("SYN-1", "SYN-2", "SYN-1");
        assertThat(scene.parked()).isEmpty();
    }

    @Test
    void bySettingLaterEventsGoOnWithoutIt() {
        scene.setUp = RegistryEndpoint.Builder::skipUndeliverableEvents;
        scene.subscribed(scene.subscribeToAll());
        scene.subscriber.usual = call -> uin(call).equals("SYN-1") ? Reply.err(400, "err.request.bad") : Reply.ack();
        IntStream.rangeClosed(1, 3).forEach(this::publishDeath);

        scene.runFor(Duration.ofMinutes(5), Duration.ofSeconds(10));

        assertThat(told()).isEqualTo(persons(1, 3));
        assertThat(scene.parked()).hasSize(1);
        assertThat(scene.parked().get(0).blocksLane()).isFalse();
    }

    @Test
    void aReceiverThatIsDownBeyondTheRetryBudgetGetsEverythingWhenItIsReplayed() {
        scene.setUp = builder -> builder.callbackAttempts(new BackOff(Duration.ofSeconds(10), Duration.ofHours(1), 5));
        scene.subscribed(scene.subscribeToAll());
        scene.subscriber.usual = call -> Reply.of(503, "");
        IntStream.rangeClosed(1, 5).forEach(this::publishDeath);
        scene.runFor(Duration.ofHours(3), Duration.ofSeconds(60));
        assertThat(scene.parked()).hasSize(1);
        assertThat(told()).isEqualTo(persons(1, 1));

        scene.subscriber.usual = call -> Reply.ack();
        scene.subscriber.take();
        scene.memory.replay(scene.parked().get(0).id(), scene.time.instant());
        scene.runDue();
        scene.runFor(Duration.ofMinutes(1), Duration.ofSeconds(30));

        assertThat(told()).isEqualTo(persons(1, 5));
        assertThat(scene.parked()).isEmpty();
    }

    @Test
    void whatIsPublishedInATransactionIsPublishedWithIt() {
        scene.subscribed(scene.subscribeToAll());
        EventPublisher events = scene.endpoint().events();
        try (StoreTransaction transaction = scene.registry(0).dci().store().begin()) {
            transaction.add(NewTask.of("of the application", "", "", scene.time.instant()));
            assertThat(events.publish(transaction, AsyncScene.DEATH, AsyncScene.person(1)))
                    .isOne();
        }
        scene.runDue();
        assertThat(told()).isEmpty();

        try (StoreTransaction transaction = scene.registry(0).dci().store().begin()) {
            events.publish(transaction, AsyncScene.DEATH, AsyncScene.person(2));
            events.publish(transaction, AsyncScene.DEATH, TestRegistry.PERSON, AsyncScene.person(3));
            transaction.commit();
        }
        scene.runDue();
        assertThat(told()).isEqualTo(persons(2, 3));
    }

    @Test
    void anEventThatCannotBeStoredIsToldToNobody() {
        scene.subscribed(scene.subscribe("SYN-1"));
        scene.close();
        try (AsyncScene small = new AsyncScene(12)) {
            small.subscribed(small.subscribe("SYN-1"));
            TestRequest second = small.subscribeToAll();
            small.subscribed(second);
            for (int i = 0; i < 2; i++) {
                small.endpoint().events().publish(AsyncScene.DEATH, AsyncScene.person(1));
            }
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 20; i++) {
                            small.endpoint().events().publish(AsyncScene.DEATH, AsyncScene.person(1));
                        }
                    })
                    .isInstanceOf(StoreFullException.class);
            small.runDue();
            // Each event went to both or to none.
            assertThat(small.subscriber.calls().size() % 2).isZero();
        }
    }

    @Test
    void everyEventIsAccountedFor() {
        TestRequest request = scene.subscribe("SYN-1");
        AsyncScene.criteria(request, 0)
                .putObject("authorize")
                .putObject("purpose")
                .put("code", "pension");
        scene.subscribed(request);
        scene.audited.clear();

        publishDeath(1);
        publishDeath(2);

        assertThat(scene.audited).hasSize(1);
        AuditEvent event = scene.audited.get(0);
        assertThat(event.action()).isEqualTo("notify");
        assertThat(event.senderId()).isEqualTo(TestRegistry.SENDER);
        assertThat(event.items()).extracting(AuditedItem::records).containsExactly(1);
        assertThat(event.items().get(0).purpose()).contains("pension");
        assertThat(event.toString()).doesNotContain("SYN-1");
    }

    @Test
    void whoMayNotHaveTheEventAnyMoreGetsItWhenHeMayAgain() {
        scene.subscribed(scene.subscribe("SYN-1"));
        publishDeath(1);
        scene.crash();
        scene.trust = sender -> sender.onlyEventTypes("birth");
        scene.runDue();
        assertThat(told()).isEmpty();
        assertThat(scene.parked().get(0).reason()).isEqualTo("the subscriber may not have this event any more");

        scene.crash();
        scene.trust = sender -> sender;
        scene.memory.replay(scene.parked().get(0).id(), scene.time.instant());
        scene.runDue();
        assertThat(told()).isEqualTo(persons(1, 1));
    }

    @Test
    void subscriptionsAndEventsSurviveARestart() {
        scene.subscribed(scene.subscribe("SYN-1"));
        scene.crash();
        publishDeath(1);
        scene.crash();
        scene.runDue();

        assertThat(told()).isEqualTo(persons(1, 1));
    }

    @Test
    void manyEventsLeaveNothingBehind() {
        scene.setUp = builder -> builder.audit(event -> {});
        String[] uins = IntStream.range(0, 600).mapToObj(n -> "SYN-X" + n).toArray(String[]::new);
        scene.subscribed(scene.subscribe(uins));
        scene.subscribed(scene.subscribeToAll());
        int calls = 0;
        for (int n = 0; n < 60; n++) {
            assertThat(publishDeath(n)).isOne();
            if (n % 20 == 19) {
                scene.runDue();
                assertThat(scene.memory.toString()).contains(" 0 tasks");
                calls += scene.subscriber.take().size();
            }
        }
        assertThat(calls).isEqualTo(60);
    }
}
