package io.github.dcisdk.store;

import io.github.dcisdk.json.JsonSlice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The deliveries of {@link InMemoryStore}, which calls it under its lock. */
final class InMemoryDeliveries {
    private static final int ENTRY_OVERHEAD = 1_024;
    private static final int ITEM_OVERHEAD = 512;

    /** Oldest first. */
    private final Map<DeliveryKey, Entry> entries = new LinkedHashMap<>();

    private final Map<SenderMessage, Integer> uses = new HashMap<>();
    private final Map<BusinessKey, Earlier> items = new HashMap<>();
    private long bytes;

    /** One sender's use of one {@code message_id}. */
    private record SenderMessage(String senderId, String messageId) {}

    /** The items that are stored under one key: how many of each content, and how many final ones. */
    private static final class Earlier {
        final Map<String, Integer> contents = new HashMap<>();
        int finals;
    }

    private static final class Entry {
        final Delivery delivery;
        final List<Recurrence> recurrences;

        @Nullable
        InboxMessage message;

        int tasks;

        Entry(Delivery delivery, List<Recurrence> recurrences) {
            this.delivery = delivery;
            this.recurrences = List.copyOf(recurrences);
        }
    }

    int size() {
        return entries.size();
    }

    long bytes() {
        return bytes;
    }

    Optional<Delivery> find(DeliveryKey key) {
        return Optional.ofNullable(entries.get(key)).map(entry -> entry.delivery);
    }

    /** How much room a message takes as long as it is kept. */
    static long room(InboxMessage message) {
        return record(message.delivery()) + content(message);
    }

    /** Stores a delivery that is not stored yet. */
    Receipt.Stored add(InboxMessage message, int tasks) {
        Delivery delivery = message.delivery();
        List<Recurrence> recurrences = new ArrayList<>();
        delivery.items().forEach(item -> recurrences.add(add(item)));
        Entry entry = new Entry(delivery, recurrences);
        bytes += record(delivery);
        if (tasks > 0) {
            // The slices are parts of a body that is not to be kept whole.
            entry.message = new InboxMessage(
                    delivery,
                    message.encrypted(),
                    JsonSlice.of(message.header().toByteArray()),
                    JsonSlice.of(message.message().toByteArray()));
            entry.tasks = tasks;
            bytes += content(message);
        }
        entries.put(delivery.key(), entry);
        return new Receipt.Stored(recurrences, uses.merge(senderMessage(delivery), 1, Integer::sum) > 1);
    }

    /** The message of a task that is not done yet. */
    Optional<InboxEntry> message(DeliveryKey key) {
        Entry entry = entries.get(key);
        return entry == null || entry.message == null
                ? Optional.empty()
                : Optional.of(new InboxEntry(entry.message, entry.recurrences));
    }

    List<InboxEntry> messages() {
        return entries.keySet().stream()
                .map(this::message)
                .flatMap(Optional::stream)
                .toList();
    }

    /** One task of a message less is to be done; after the last one, nobody needs the message. */
    boolean taskEnded(DeliveryKey key) {
        Entry entry = entries.get(key);
        if (entry == null || --entry.tasks > 0) {
            return false;
        }
        forgetMessage(entry);
        return true;
    }

    private void forgetMessage(Entry entry) {
        if (entry.message != null) {
            bytes -= content(entry.message);
            entry.message = null;
        }
    }

    /** Forgets records that are older than a moment, but none that still has tasks. */
    int forget(Instant oldest) {
        int forgotten = 0;
        Iterator<Entry> all = entries.values().iterator();
        while (all.hasNext()) {
            Entry entry = all.next();
            Delivery delivery = entry.delivery;
            if (!delivery.receivedAt().isBefore(oldest)) {
                return forgotten;
            }
            if (entry.tasks <= 0) {
                all.remove();
                forgotten++;
                bytes -= record(delivery);
                uses.computeIfPresent(senderMessage(delivery), (id, count) -> count == 1 ? null : count - 1);
                delivery.items().forEach(this::remove);
            }
        }
        return forgotten;
    }

    private Recurrence add(BusinessItem item) {
        BusinessKey key = item.key();
        if (key == null) {
            return Recurrence.NEW;
        }
        Earlier earlier = items.computeIfAbsent(key, added -> new Earlier());
        Recurrence recurrence = Recurrence.of(
                !earlier.contents.isEmpty(), earlier.contents.containsKey(item.contentDigest()), earlier.finals > 0);
        earlier.contents.merge(item.contentDigest(), 1, Integer::sum);
        earlier.finals += item.isFinal() ? 1 : 0;
        return recurrence;
    }

    private void remove(BusinessItem item) {
        BusinessKey key = item.key();
        Earlier earlier = key == null ? null : items.get(key);
        if (key != null && earlier != null) {
            earlier.contents.computeIfPresent(item.contentDigest(), (digest, count) -> count == 1 ? null : count - 1);
            earlier.finals -= item.isFinal() ? 1 : 0;
            if (earlier.contents.isEmpty()) {
                items.remove(key);
            }
        }
    }

    private static SenderMessage senderMessage(Delivery delivery) {
        return new SenderMessage(delivery.key().senderId(), delivery.key().messageId());
    }

    private static long content(InboxMessage message) {
        return message.header().length() + (long) message.message().length();
    }

    private static long record(Delivery delivery) {
        long texts = delivery.key().senderId().length()
                + (long) delivery.key().messageId().length()
                + delivery.transactionId().length();
        long itemTexts = delivery.items().stream()
                .map(BusinessItem::key)
                .filter(Objects::nonNull)
                .mapToLong(key -> key.referenceId().length() + (long) key.part().length())
                .sum();
        return ENTRY_OVERHEAD
                + Character.BYTES * (texts + itemTexts)
                + (long) ITEM_OVERHEAD * delivery.items().size();
    }
}
