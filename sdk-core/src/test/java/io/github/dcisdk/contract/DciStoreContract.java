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
import io.github.dcisdk.store.Purged;
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
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link DciStore} promises: here of deliveries, in the classes above of lanes, tasks and states. */
@Timeout(120)
public abstract class DciStoreContract extends StoreLaneContract {
    protected static final String CONTENT = "content-1";
    private static final Instant FAR_AHEAD = NOW.plus(Duration.ofDays(1_000));

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

    @Test
    void aKeyOfADeliveryIsComparedExactly() {
        DciStore store = store();
        List<DeliveryKey> keys = new ArrayList<>();
        HOSTILE_TEXTS.forEach(text -> {
            keys.add(new DeliveryKey(text, "id", ""));
            keys.add(new DeliveryKey(PEER, text, ""));
            keys.add(new DeliveryKey(PEER, "id", "variant " + text));
        });
        for (DeliveryKey key : keys) {
            BusinessItem item = new BusinessItem(
                    new BusinessKey(key.senderId(), key.messageId(), key.messageId(), key.variant()), "data", true);
            assertThat(store.receive(message(key, CONTENT, item), List.of()))
                    .isInstanceOfSatisfying(Receipt.Stored.class, stored -> assertThat(stored.recurrences())
                            .containsExactly(Recurrence.NEW));
        }
        for (DeliveryKey key : keys) {
            Delivery delivery = store.find(key).orElseThrow();
            assertThat(delivery.key()).isEqualTo(key);
            assertThat(delivery.items()).singleElement().satisfies(item -> assertThat(item.key())
                    .isEqualTo(new BusinessKey(key.senderId(), key.messageId(), key.messageId(), key.variant())));
        }
    }

    @Test
    void whoeverClaimsATaskOfAMessageGetsTheMessageUntilTheLastTaskIsDone() {
        DciStore store = store();
        InboxMessage message = message(key("message-1"), CONTENT, item("reference-1", "data-1", true));
        InboxEntry entry = new InboxEntry(message, List.of(Recurrence.NEW));
        store.receive(message, List.of(task("a").withContent(json("{\"n\":1}")), task("b"), task("c")));
        List<ClaimedTask> claimed = claim(store, NOW);
        assertThat(names(claimed)).containsExactly("a", "b", "c");
        assertThat(claimed).extracting(ClaimedTask::message).containsOnly(Optional.of(entry));
        assertThat(text(claimed.get(0).content())).isEqualTo("{\"n\":1}");

        complete(store, claimed.get(0));
        park(store, claimed.get(1), false);
        write(store, transaction -> transaction.retry(claimed.get(2), NOW, "again", true));
        ClaimedTask again = claimOne(store, NOW);
        assertThat(again.message()).contains(entry);
        complete(store, again);
        assertThat(store.replay(claimed.get(1).id(), NOW)).isTrue();
        ClaimedTask last = claimOne(store, NOW);
        assertThat(last.message()).contains(entry);
        complete(store, last);

        assertThat(entries(store)).isEmpty();
        assertThat(store.find(key("message-1"))).contains(message.delivery());
        assertThat(receive(store, message)).isInstanceOf(Receipt.Known.class);
    }

    @Test
    void aTaskThatAHandlerAddsHasNoMessage() {
        DciStore store = store();
        receive(store, message(key("message-1"), CONTENT));
        ClaimedTask first = claimOne(store, NOW);
        write(store, transaction -> {
            transaction.complete(first);
            transaction.add(task("next"));
        });

        assertThat(claimOne(store, NOW).message()).isEmpty();
    }

    @Test
    void ofAMessageWithoutTasksTheRecordIsKept() {
        DciStore store = store();
        InboxMessage message = message(key("message-1"), CONTENT, item("reference-1", "data-1", true));

        assertThat(store.receive(message, List.of())).isEqualTo(stored(Recurrence.NEW));

        assertThat(store.find(key("message-1"))).contains(message.delivery());
        assertThat(store.receive(message, List.of())).isInstanceOf(Receipt.Known.class);
        assertThat(store.purge(retentionEnd()).contents()).isZero();
    }

    @Test
    void tasksOfWhatIsNotStoredAreNotStoredEither() {
        DciStore store = store();
        receive(store, message(key("message-1"), CONTENT));
        completeAll(store, NOW);

        receive(store, message(key("message-1"), CONTENT));
        receive(store, message(key("message-1"), "content-2"));
        assertThat(claim(store, NOW)).isEmpty();
    }

    @Test
    void messagesOfOneLaneAreGivenInTheOrderInWhichTheyCame() {
        DciStore store = store();
        for (int i = 0; i < 3; i++) {
            store.receive(
                    message(key("message-" + i), CONTENT),
                    List.of(task("t-" + i).inLane("lane-1")));
        }
        for (int i = 0; i < 3; i++) {
            ClaimedTask claimed = claimOne(store, NOW);
            assertThat(claimed.message().orElseThrow().message().delivery().key())
                    .isEqualTo(key("message-" + i));
            complete(store, claimed);
        }
    }

    @Test
    void theContentOfAMessageIsForgottenWithItsParkedTaskAndTheRecordLater() {
        DciStore store = store();
        InboxMessage message = message(key("message-1"), CONTENT, item("reference-1", "data-1", true));
        store.receive(message, List.of(task("a"), task("b")));
        claim(store, NOW).forEach(task -> park(store, task, false));
        Instant week = NOW.plus(DciStore.CONTENT_RETENTION);

        assertThat(store.purge(week)).isEqualTo(new Purged(0, 0, 0, 0));
        assertThat(store.purge(week.plusMillis(1))).isEqualTo(new Purged(0, 1, 2, 0));
        assertThat(store.find(key("message-1"))).contains(message.delivery());

        assertThat(store.purge(retentionEnd())).isEqualTo(new Purged(0, 0, 0, 0));
        assertThat(store.purge(retentionEnd().plusMillis(1))).isEqualTo(new Purged(1, 0, 0, 0));
        assertThat(store.find(key("message-1"))).isEmpty();
        assertThat(receive(store, 2, item("reference-1", "data-1", true))).isEqualTo(stored(Recurrence.NEW));
    }

    @Test
    void aDeliveryThatStillHasTasksIsNotForgotten() {
        DciStore store = store();
        InboxMessage message = message(key("message-1"), CONTENT);
        receive(store, message);
        Instant later = retentionEnd().plus(Duration.ofDays(1));

        assertThat(store.purge(later)).isEqualTo(new Purged(0, 0, 0, 0));
        assertThat(store.find(key("message-1"))).contains(message.delivery());
        ClaimedTask claimed = claimOne(store, later);
        assertThat(claimed.message().orElseThrow().message()).isEqualTo(message);
        complete(store, claimed);

        assertThat(store.purge(later)).isEqualTo(new Purged(1, 0, 0, 0));
        assertThat(store.find(key("message-1"))).isEmpty();
    }

    @Test
    void nothingThatIsPrintedShowsTheContentOfAMessage() {
        DciStore store = store();
        InboxMessage any = message(key("message-1"), CONTENT);
        receive(store, new InboxMessage(any.delivery(), false, any.header(), json("{\"name\":\"Almaz\"}")));

        assertThat(entries(store).toString()).doesNotContain("Almaz");
        assertThat(claim(store, NOW).toString()).doesNotContain("Almaz");
    }

    /** The shortest time for which every store remembers. */
    protected static Instant retentionEnd() {
        return NOW.plus(Duration.ofDays(30));
    }
}
