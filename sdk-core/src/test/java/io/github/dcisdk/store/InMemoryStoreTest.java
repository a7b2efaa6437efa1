package io.github.dcisdk.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dcisdk.contract.DciStoreContract;
import io.github.dcisdk.message.AckStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The store in memory keeps the contract, refuses when it is full, and forgets what is old enough only. */
class InMemoryStoreTest extends DciStoreContract {
    private final TestTime time = new TestTime(NOW);

    @Override
    protected DciStore store() {
        return InMemoryStore.create(Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private InboxMessage now(String messageId, BusinessItem... items) {
        return message(key(messageId), CONTENT, "correlation-1", time.instant(), items);
    }

    @Test
    void aFullStoreRefusesAndForgetsNothing() {
        InMemoryStore store = InMemoryStore.create(time, 6, Long.MAX_VALUE);
        for (int i = 1; i <= 3; i++) {
            assertThat(receive(store, now("message-" + i))).isInstanceOf(Receipt.Stored.class);
        }
        for (int i = 4; i <= 6; i++) {
            assertThat(receive(store, now("message-" + i))).isEqualTo(new Receipt.Full());
            assertThat(store.find(key("message-" + i))).isEmpty();
        }

        assertThat(receive(store, now("message-1"))).isInstanceOf(Receipt.Known.class);
        assertThat(receive(store, message(key("message-2"), "content-2"))).isEqualTo(new Receipt.OtherContent());
        assertThat(store.messages()).hasSize(3);
    }

    @Test
    void bytesCountAsWellAsEntries() {
        InMemoryStore store = InMemoryStore.create(time, 1_000, 20_000);
        int stored = 0;
        while (receive(store, now("message-" + stored)) instanceof Receipt.Stored) {
            stored++;
        }
        assertThat(stored).isBetween(5, 9);

        // Texts and items that the sender chooses are not free either.
        InMemoryStore another = InMemoryStore.create(time, 1_000, 20_000);
        assertThat(receive(another, now("m".repeat(10_000)))).isEqualTo(new Receipt.Full());
        assertThat(receive(another, now("message-1", item("r".repeat(10_000), "data", true))))
                .isEqualTo(new Receipt.Full());
        BusinessItem[] many = new BusinessItem[40];
        for (int i = 0; i < many.length; i++) {
            many[i] = new BusinessItem(null, "data", true);
        }
        assertThat(receive(another, now("message-1", many))).isEqualTo(new Receipt.Full());
        assertThat(another).hasToString("InMemoryStore[0 deliveries, 0 tasks, 0 states, 0 bytes]");
    }

    @Test
    void aDeliveryIsRememberedForThirtyDays() {
        InMemoryStore store = InMemoryStore.create(time, 2, Long.MAX_VALUE);
        receive(store, now("message-1", item("reference-1", "data-1", true)));
        completeAll(store, NOW);

        time.set(retentionEnd());
        assertThat(store.find(key("message-1"))).isPresent();
        assertThat(receive(store, now("message-2"))).isEqualTo(new Receipt.Full());

        time.set(retentionEnd().plusMillis(1));
        assertThat(store.find(key("message-1"))).isEmpty();
        assertThat(receive(store, now("message-2", item("reference-1", "data-1", true))))
                .isEqualTo(new Receipt.Stored(List.of(Recurrence.NEW), false));
    }

    @Test
    void forgettingGivesBackAllRoomAndTouchesNothingYounger() {
        InMemoryStore store = InMemoryStore.create(time, 100, Long.MAX_VALUE);
        String empty = store.toString();
        for (int day = 0; day < 3; day++) {
            time.set(NOW.plus(Duration.ofDays(day)));
            DeliveryKey key = DeliveryKey.ofContent("civil.example.org", "message-1", "content-" + day);
            receive(
                    store,
                    message(
                            key,
                            "content-" + day,
                            "correlation-1",
                            time.instant(),
                            item("reference-1", "data-1", true)));
            completeAll(store, time.instant());
        }

        time.set(retentionEnd().plus(Duration.ofDays(1)));
        assertThat(store.find(DeliveryKey.ofContent("civil.example.org", "message-1", "content-0")))
                .isEmpty();
        assertThat(store.find(DeliveryKey.ofContent("civil.example.org", "message-1", "content-1")))
                .isPresent();
        DeliveryKey again = DeliveryKey.ofContent("civil.example.org", "message-1", "content-9");
        assertThat(receive(
                        store, message(again, "content-9", "c", time.instant(), item("reference-1", "data-2", true))))
                .isEqualTo(new Receipt.Stored(List.of(Recurrence.CHANGED), true));
        completeAll(store, time.instant());

        time.set(retentionEnd().plus(Duration.ofDays(60)));
        assertThat(store.messages()).isEmpty();
        assertThat(store).hasToString(empty);
        assertThat(receive(
                        store, message(again, "content-9", "c", time.instant(), item("reference-1", "data-2", true))))
                .isEqualTo(new Receipt.Stored(List.of(Recurrence.NEW), false));
    }

    @Test
    void whatStillHasTasksIsRememberedLongerAndTakesItsRoom() {
        InMemoryStore store = InMemoryStore.create(time, 3, Long.MAX_VALUE);
        receive(store, now("message-1"));

        time.set(retentionEnd().plus(Duration.ofDays(60)));
        assertThat(receive(store, now("message-1"))).isInstanceOf(Receipt.Known.class);
        assertThat(receive(store, now("message-2"))).isEqualTo(new Receipt.Full());
        completeAll(store, time.instant());
        assertThat(receive(store, now("message-2"))).isInstanceOf(Receipt.Stored.class);
    }

    @Test
    void tasksAndStatesCountAsEntriesAndAFullStoreCanBecomeEmptier() {
        InMemoryStore store = InMemoryStore.create(time, 2, Long.MAX_VALUE);
        add(store, task("a"));
        write(store, transaction -> transaction.put(state("t-1")));
        assertThatThrownBy(() -> add(store, task("b"))).isInstanceOf(StoreFullException.class);
        assertThatThrownBy(() -> write(store, transaction -> transaction.put(state("t-2"))))
                .isInstanceOf(StoreFullException.class);

        StateRecord stored = store.state(stateKey("t-1")).orElseThrow();
        write(store, transaction -> transaction.put(stored.withContent(json("{\"n\":1}"))));
        complete(store, claimOne(store, NOW));
        add(store, task("b"));
        write(store, transaction -> transaction.delete(stateKey("t-1")));
        assertThat(store.toString()).startsWith("InMemoryStore[0 deliveries, 1 tasks, 0 states, ");
        completeAll(store, NOW);
        assertThat(store).hasToString("InMemoryStore[0 deliveries, 0 tasks, 0 states, 0 bytes]");
    }

    @Test
    void whatIsForgottenDoesNotMakeAnItemFinal() {
        InMemoryStore store = InMemoryStore.create(time, 100, Long.MAX_VALUE);
        receive(store, now("message-1", item("reference-1", "data-1", true)));
        completeAll(store, NOW);
        time.set(NOW.plus(Duration.ofDays(1)));
        receive(store, now("message-2", item("reference-1", "pending", false)));

        time.set(retentionEnd().plusSeconds(1));
        assertThat(receive(store, now("message-3", item("reference-1", "data-2", true))))
                .isEqualTo(new Receipt.Stored(List.of(Recurrence.CONTINUED), false));
    }

    @Test
    void theBodyThatAMessageCameInIsNotKept() {
        InMemoryStore store = InMemoryStore.create(time);
        InboxMessage message = now("message-1");
        receive(store, message);

        assertThat(store.messages().get(0).message().message().array())
                .hasSize(message.message().length())
                .isNotSameAs(message.message().array());
    }

    @Test
    void aStoreHasRoomForSomething() {
        assertThatThrownBy(() -> InMemoryStore.create(time, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> InMemoryStore.create(time, 1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void logsSeeNoContent() {
        InboxMessage message = message(key("message\n1"), CONTENT, item("reference-1", "data-1", true));

        assertThat(message.toString())
                .contains("civil.example.org message?1", "header 7 bytes, message 10 bytes")
                .doesNotContain("\"b\"")
                .doesNotContain("\n");
    }

    @Test
    void anAcknowledgementKeepsWhatEveryDatabaseKeepsAndIsNeverARefusal() {
        assertThat(new Acknowledgement(AckStatus.ACK, Instant.parse("2026-03-01T10:00:00.123456789Z"), "c").timestamp())
                .isEqualTo(NOW);
        assertThatThrownBy(() -> new Acknowledgement(AckStatus.ERR, NOW, "c"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
