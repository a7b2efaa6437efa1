package io.github.dcisdk.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.message.AckStatus;
import io.github.dcisdk.store.Acknowledgement;
import io.github.dcisdk.store.BusinessItem;
import io.github.dcisdk.store.BusinessKey;
import io.github.dcisdk.store.Delivery;
import io.github.dcisdk.store.DeliveryKey;
import io.github.dcisdk.store.InboxEntry;
import io.github.dcisdk.store.InboxMessage;
import io.github.dcisdk.store.InboxStore;
import io.github.dcisdk.store.Receipt;
import io.github.dcisdk.store.Recurrence;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link InboxStore} promises. */
@Timeout(60)
public abstract class InboxStoreContract {
    protected static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123Z");
    protected static final String CONTENT = "content-1";

    /** An empty store with room for a hundred small messages at least. */
    protected abstract InboxStore store();

    /** Everything that the store holds, oldest first. */
    protected abstract List<InboxEntry> entries(InboxStore store);

    protected static DeliveryKey key(String messageId) {
        return DeliveryKey.of("civil.example.org", messageId);
    }

    protected static InboxMessage message(DeliveryKey key, String content, BusinessItem... items) {
        return message(key, content, "correlation-1", NOW, items);
    }

    protected static InboxMessage message(
            DeliveryKey key, String content, String correlationId, Instant received, BusinessItem... items) {
        Acknowledgement ack = new Acknowledgement(AckStatus.ACK, received, correlationId);
        Delivery delivery = new Delivery(key, "on-search", "transaction-1", content, List.of(items), ack, received);
        // Both are parts of a larger body, as they are in real life.
        byte[] body = "{\"header\":{\"a\":1},\"message\":{\"b\":\"ü\"}}".getBytes(StandardCharsets.UTF_8);
        return new InboxMessage(
                delivery, content.equals(CONTENT), JsonSlice.of(body, 10, 7), JsonSlice.of(body, 28, body.length - 29));
    }

    protected static BusinessItem item(String referenceId, String content, boolean isFinal) {
        return new BusinessItem(
                new BusinessKey("civil.example.org", "transaction-1", referenceId, "1"), content, isFinal);
    }

    private static Receipt.Stored stored(Recurrence... recurrences) {
        return new Receipt.Stored(List.of(recurrences), false);
    }

    @Test
    void anEmptyStoreKnowsNothing() {
        assertThat(store().find(key("message-1"))).isEmpty();
    }

    @Test
    void whatIsStoredIsFoundAsItWas() {
        InboxStore store = store();
        InboxMessage message = message(key("message-1"), CONTENT, item("reference-1", "data-1", true));

        assertThat(store.receive(message)).isEqualTo(stored(Recurrence.NEW));

        assertThat(store.find(key("message-1"))).contains(message.delivery());
        assertThat(entries(store)).containsExactly(new InboxEntry(message, List.of(Recurrence.NEW)));
        InboxMessage held = entries(store).get(0).message();
        assertThat(held.header().toByteArray()).asString(StandardCharsets.UTF_8).isEqualTo("{\"a\":1}");
        assertThat(held.message().toByteArray())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"b\":\"ü\"}");
    }

    @Test
    void theSameDeliveryGetsTheEarlierAcknowledgementAndChangesNothing() {
        InboxStore store = store();
        InboxMessage first = message(key("message-1"), CONTENT, "correlation-1", NOW);
        store.receive(first);

        for (int i = 2; i < 5; i++) {
            InboxMessage again = message(key("message-1"), CONTENT, "correlation-" + i, NOW.plusSeconds(i));
            assertThat(store.receive(again))
                    .isEqualTo(new Receipt.Known(first.delivery().acknowledgement()));
        }

        assertThat(store.find(key("message-1"))).contains(first.delivery());
        assertThat(entries(store)).hasSize(1);
    }

    @Test
    void anAcknowledgementWithoutCallbackStaysOne() {
        InboxStore store = store();
        Acknowledgement nack = new Acknowledgement(AckStatus.NACK, NOW, "correlation-1");
        InboxMessage any = message(key("message-1"), CONTENT);
        Delivery delivery = new Delivery(key("message-1"), "search", "transaction-1", CONTENT, List.of(), nack, NOW);
        store.receive(new InboxMessage(delivery, false, any.header(), any.message()));

        assertThat(store.receive(any)).isEqualTo(new Receipt.Known(nack));
    }

    @Test
    void anotherContentUnderTheSameIdIsNotStored() {
        InboxStore store = store();
        InboxMessage first = message(key("message-1"), CONTENT);
        store.receive(first);

        assertThat(store.receive(message(key("message-1"), "content-2"))).isEqualTo(new Receipt.OtherContent());

        assertThat(store.find(key("message-1"))).contains(first.delivery());
        assertThat(entries(store)).hasSize(1);
    }

    @Test
    void whereTheIdMayRecurAnotherContentIsAnotherDelivery() {
        InboxStore store = store();
        for (int page = 1; page <= 3; page++) {
            DeliveryKey key = DeliveryKey.ofContent("civil.example.org", "message-1", "page-" + page);
            assertThat(store.receive(message(key, "page-" + page))).isEqualTo(new Receipt.Stored(List.of(), page > 1));
            assertThat(store.receive(message(key, "page-" + page))).isInstanceOf(Receipt.Known.class);
        }
        assertThat(entries(store)).hasSize(3);
    }

    @Test
    void anIdBelongsToItsSenderAndIsComparedExactly() {
        InboxStore store = store();
        List<DeliveryKey> keys = List.of(
                key("message-1"),
                key("MESSAGE-1"),
                key("message-1 "),
                key(""),
                key("message-ü"),
                key("message-1' or '1'='1"),
                key("m".repeat(100_000)),
                key("m".repeat(100_000) + "n"),
                DeliveryKey.of("pension.example.org", "message-1"),
                DeliveryKey.of("CIVIL.example.org", "message-1"));
        for (DeliveryKey key : keys) {
            assertThat(store.receive(message(key, CONTENT))).isEqualTo(stored());
        }
        for (DeliveryKey key : keys) {
            assertThat(store.find(key)).get().extracting(Delivery::key).isEqualTo(key);
        }
    }

    @Test
    void anItemThatComesUnderAnotherIdIsStoredAndKnownAgain() {
        InboxStore store = store();
        store.receive(message(key("message-1"), "content-1", item("reference-1", "data-1", true)));

        Receipt again = store.receive(message(
                key("message-2"),
                "content-2",
                item("reference-1", "data-1", true),
                item("reference-2", "data-1", true)));

        assertThat(again).isEqualTo(stored(Recurrence.REPEATED, Recurrence.NEW));
        assertThat(entries(store))
                .extracting(InboxEntry::recurrences)
                .containsExactly(List.of(Recurrence.NEW), List.of(Recurrence.REPEATED, Recurrence.NEW));
    }

    @Test
    void anItemWithOtherDataIsNeverTakenForARepetition() {
        InboxStore store = store();
        assertThat(receive(store, 1, item("reference-1", "pending", false))).isEqualTo(stored(Recurrence.NEW));
        assertThat(receive(store, 2, item("reference-1", "half", false))).isEqualTo(stored(Recurrence.CONTINUED));
        assertThat(receive(store, 3, item("reference-1", "data-1", true))).isEqualTo(stored(Recurrence.CONTINUED));
        assertThat(receive(store, 4, item("reference-1", "data-2", true))).isEqualTo(stored(Recurrence.CHANGED));
        assertThat(receive(store, 5, item("reference-1", "half", false))).isEqualTo(stored(Recurrence.REPEATED));
        assertThat(receive(store, 6, item("reference-1", "data-1", true))).isEqualTo(stored(Recurrence.REPEATED));
        assertThat(receive(store, 7, item("reference-1", "", false))).isEqualTo(stored(Recurrence.CHANGED));
        assertThat(entries(store)).hasSize(7);
    }

    @Test
    void itemsOfOneMessageAreComparedToo() {
        assertThat(receive(
                        store(),
                        1,
                        item("reference-1", "data-1", true),
                        item("reference-1", "data-1", true),
                        item("reference-1", "data-2", true)))
                .isEqualTo(stored(Recurrence.NEW, Recurrence.REPEATED, Recurrence.CHANGED));
    }

    @Test
    void anItemThatCannotBeToldFromOthersIsAlwaysNew() {
        InboxStore store = store();
        for (int i = 0; i < 3; i++) {
            assertThat(receive(store, i, new BusinessItem(null, "data-1", true)))
                    .isEqualTo(stored(Recurrence.NEW));
        }
    }

    @Test
    void whatIsNotStoredLeavesNoTraceAmongTheItems() {
        InboxStore store = store();
        store.receive(message(key("message-1"), "content-1"));
        store.receive(message(key("message-1"), "content-2", item("reference-1", "data-1", true)));

        assertThat(receive(store, 2, item("reference-1", "data-1", true))).isEqualTo(stored(Recurrence.NEW));
    }

    private static Receipt receive(InboxStore store, int number, BusinessItem... items) {
        return store.receive(message(key("message-" + number), "content-" + number, items));
    }

    @Test
    void ofManyThreadsThatBringOneDeliveryExactlyOneStoresIt() throws Exception {
        InboxStore store = store();
        for (int round = 0; round < 20; round++) {
            DeliveryKey key = key("message-" + round);
            List<Receipt> receipts =
                    atOnce(8, thread -> store.receive(message(key, CONTENT, "correlation-" + thread, NOW)));

            Acknowledgement given = store.find(key).orElseThrow().acknowledgement();
            assertThat(receipts).filteredOn(Receipt.Stored.class::isInstance).hasSize(1);
            assertThat(receipts)
                    .filteredOn(receipt -> !(receipt instanceof Receipt.Stored))
                    .hasSize(7)
                    .containsOnly(new Receipt.Known(given));
        }
        assertThat(entries(store)).hasSize(20);
    }

    @Test
    void ofManyContentsUnderOneIdExactlyOneIsStored() throws Exception {
        InboxStore store = store();

        List<Receipt> receipts = atOnce(8, thread -> store.receive(message(key("message-1"), "content-" + thread)));

        assertThat(receipts).filteredOn(Receipt.Stored.class::isInstance).hasSize(1);
        assertThat(receipts)
                .filteredOn(receipt -> !(receipt instanceof Receipt.Stored))
                .hasSize(7)
                .containsOnly(new Receipt.OtherContent());
    }

    /** What a thread does with its number. */
    @FunctionalInterface
    protected interface Work {
        Receipt in(int thread);
    }

    protected static List<Receipt> atOnce(int threads, Work work) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            CyclicBarrier start = new CyclicBarrier(threads);
            List<Callable<Receipt>> tasks = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int thread = i;
                tasks.add(() -> {
                    start.await();
                    return work.in(thread);
                });
            }
            List<Receipt> receipts = new ArrayList<>();
            for (Future<Receipt> result : executor.invokeAll(tasks)) {
                receipts.add(result.get());
            }
            return receipts;
        } finally {
            executor.shutdownNow();
        }
    }

    /** The shortest time for which every store remembers. */
    protected static Instant retentionEnd() {
        return NOW.plus(Duration.ofDays(30));
    }
}
