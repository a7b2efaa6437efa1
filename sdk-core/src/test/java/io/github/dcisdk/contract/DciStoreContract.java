package io.github.dcisdk.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.message.AckStatus;
import io.github.dcisdk.store.Acknowledgement;
import io.github.dcisdk.store.BusinessItem;
import io.github.dcisdk.store.BusinessKey;
import io.github.dcisdk.store.ClaimedTask;
import io.github.dcisdk.store.DciStore;
import io.github.dcisdk.store.Delivery;
import io.github.dcisdk.store.DeliveryKey;
import io.github.dcisdk.store.InboxEntry;
import io.github.dcisdk.store.InboxMessage;
import io.github.dcisdk.store.NewTask;
import io.github.dcisdk.store.Receipt;
import io.github.dcisdk.store.Recurrence;
import io.github.dcisdk.store.StoreTransaction;
import io.github.dcisdk.store.TaskClaim;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link DciStore} promises. */
@Timeout(60)
public abstract class DciStoreContract {
    protected static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123Z");
    protected static final String CONTENT = "content-1";
    protected static final String QUEUE = "queue-1";
    private static final Instant FAR_AHEAD = NOW.plus(Duration.ofDays(1_000));

    /** An empty store with room for a hundred small messages at least. */
    protected abstract DciStore store();

    /** Every message that is still to be worked on, oldest first. */
    protected static List<InboxEntry> entries(DciStore store) {
        // Claims end at once, so that they change nothing for what comes after.
        TaskClaim all = new TaskClaim(QUEUE, Set.of(), 1_000, FAR_AHEAD, FAR_AHEAD.plusMillis(1));
        List<ClaimedTask> claimed = store.claim(all);
        StoreTransaction givenBack = store.begin();
        claimed.forEach(task -> givenBack.retry(task, task.task().dueAt(), "", false));
        givenBack.commit();
        givenBack.close();
        return claimed.stream()
                .sorted(Comparator.comparingLong(task -> Long.parseLong(task.id())))
                .map(task -> task.message().orElseThrow())
                .toList();
    }

    /** Stores a message with one task. */
    protected static Receipt receive(DciStore store, InboxMessage message) {
        Delivery delivery = message.delivery();
        NewTask task = NewTask.of(QUEUE, delivery.key().senderId(), delivery.transactionId(), NOW);
        return store.receive(message, List.of(task));
    }

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
        DciStore store = store();
        InboxMessage message = message(key("message-1"), CONTENT, item("reference-1", "data-1", true));

        assertThat(receive(store, message)).isEqualTo(stored(Recurrence.NEW));

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
        DciStore store = store();
        InboxMessage first = message(key("message-1"), CONTENT, "correlation-1", NOW);
        receive(store, first);

        for (int i = 2; i < 5; i++) {
            InboxMessage again = message(key("message-1"), CONTENT, "correlation-" + i, NOW.plusSeconds(i));
            assertThat(receive(store, again))
                    .isEqualTo(new Receipt.Known(first.delivery().acknowledgement()));
        }

        assertThat(store.find(key("message-1"))).contains(first.delivery());
        assertThat(entries(store)).hasSize(1);
    }

    @Test
    void anAcknowledgementWithoutCallbackStaysOne() {
        DciStore store = store();
        Acknowledgement nack = new Acknowledgement(AckStatus.NACK, NOW, "correlation-1");
        InboxMessage any = message(key("message-1"), CONTENT);
        Delivery delivery = new Delivery(key("message-1"), "search", "transaction-1", CONTENT, List.of(), nack, NOW);
        receive(store, new InboxMessage(delivery, false, any.header(), any.message()));

        assertThat(receive(store, any)).isEqualTo(new Receipt.Known(nack));
    }

    @Test
    void anotherContentUnderTheSameIdIsNotStored() {
        DciStore store = store();
        InboxMessage first = message(key("message-1"), CONTENT);
        receive(store, first);

        assertThat(receive(store, message(key("message-1"), "content-2"))).isEqualTo(new Receipt.OtherContent());

        assertThat(store.find(key("message-1"))).contains(first.delivery());
        assertThat(entries(store)).hasSize(1);
    }

    @Test
    void whereTheIdMayRecurAnotherContentIsAnotherDelivery() {
        DciStore store = store();
        for (int page = 1; page <= 3; page++) {
            DeliveryKey key = DeliveryKey.ofContent("civil.example.org", "message-1", "page-" + page);
            assertThat(receive(store, message(key, "page-" + page))).isEqualTo(new Receipt.Stored(List.of(), page > 1));
            assertThat(receive(store, message(key, "page-" + page))).isInstanceOf(Receipt.Known.class);
        }
        assertThat(entries(store)).hasSize(3);
    }

    @Test
    void anIdBelongsToItsSenderAndIsComparedExactly() {
        DciStore store = store();
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
            assertThat(receive(store, message(key, CONTENT))).isEqualTo(stored());
        }
        for (DeliveryKey key : keys) {
            assertThat(store.find(key)).get().extracting(Delivery::key).isEqualTo(key);
        }
    }

    @Test
    void anItemThatComesUnderAnotherIdIsStoredAndKnownAgain() {
        DciStore store = store();
        receive(store, message(key("message-1"), "content-1", item("reference-1", "data-1", true)));

        Receipt again = receive(
                store,
                message(
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
        DciStore store = store();
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
        DciStore store = store();
        for (int i = 0; i < 3; i++) {
            assertThat(receive(store, i, new BusinessItem(null, "data-1", true)))
                    .isEqualTo(stored(Recurrence.NEW));
        }
    }

    @Test
    void whatIsNotStoredLeavesNoTraceAmongTheItems() {
        DciStore store = store();
        receive(store, message(key("message-1"), "content-1"));
        receive(store, message(key("message-1"), "content-2", item("reference-1", "data-1", true)));

        assertThat(receive(store, 2, item("reference-1", "data-1", true))).isEqualTo(stored(Recurrence.NEW));
    }

    private static Receipt receive(DciStore store, int number, BusinessItem... items) {
        return receive(store, message(key("message-" + number), "content-" + number, items));
    }

    @Test
    void ofManyThreadsThatBringOneDeliveryExactlyOneStoresIt() throws Exception {
        DciStore store = store();
        for (int round = 0; round < 20; round++) {
            DeliveryKey key = key("message-" + round);
            List<Receipt> receipts =
                    atOnce(8, thread -> receive(store, message(key, CONTENT, "correlation-" + thread, NOW)));

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
        DciStore store = store();

        List<Receipt> receipts = atOnce(8, thread -> receive(store, message(key("message-1"), "content-" + thread)));

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
