package io.github.dcisdk.store;

import io.github.dcisdk.json.JsonSlice;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A store that is lost when the program ends: for tests, and where the sender keeps what was not answered. It holds so many
 * entries and so many bytes, and refuses more until the oldest are past {@link InboxStore#RETENTION}. Thread-safe.
 */
public final class InMemoryInboxStore implements InboxStore {
    /** How many entries {@link #create(Clock)} holds at most. */
    public static final int USUAL_ENTRIES = 100_000;
    /** How many bytes {@link #create(Clock)} holds at most: 256 MiB. */
    public static final long USUAL_BYTES = 256L * 1024 * 1024;

    /** What an entry takes beside its texts and bytes, and what an item of it takes, generously. */
    private static final int ENTRY_OVERHEAD = 1_024;

    private static final int ITEM_OVERHEAD = 512;

    private final Clock clock;
    private final int maxEntries;
    private final long maxBytes;
    /** Oldest first. */
    private final Map<DeliveryKey, InboxEntry> entries = new LinkedHashMap<>();

    private final Map<SenderMessage, Integer> uses = new HashMap<>();
    private final Map<BusinessKey, Earlier> items = new HashMap<>();
    private long bytes;

    private InMemoryInboxStore(Clock clock, int maxEntries, long maxBytes) {
        this.clock = Objects.requireNonNull(clock, "clock");
        this.maxEntries = maxEntries;
        this.maxBytes = maxBytes;
    }

    /** One sender's use of one {@code message_id}. */
    private record SenderMessage(String senderId, String messageId) {}

    /** The items that are stored under one key: how many of each content, and how many final ones. */
    private static final class Earlier {
        final Map<String, Integer> contents = new HashMap<>();
        int finals;
    }

    /**
     * A store of the usual size.
     *
     * @param clock the time by which entries grow old
     * @return an empty store
     */
    public static InMemoryInboxStore create(Clock clock) {
        return create(clock, USUAL_ENTRIES, USUAL_BYTES);
    }

    /**
     * A store of a size.
     *
     * @param clock the time by which entries grow old
     * @param maxEntries how many entries it holds at most
     * @param maxBytes how many bytes it holds at most, with what is needed to manage them, by estimate
     * @return an empty store
     * @throws IllegalArgumentException if a limit is less than 1
     */
    public static InMemoryInboxStore create(Clock clock, int maxEntries, long maxBytes) {
        if (maxEntries < 1 || maxBytes < 1) {
            throw new IllegalArgumentException("maxEntries and maxBytes: at least 1");
        }
        return new InMemoryInboxStore(clock, maxEntries, maxBytes);
    }

    @Override
    public synchronized Receipt receive(InboxMessage message) {
        Delivery delivery = message.delivery();
        forgetOld();
        InboxEntry known = entries.get(delivery.key());
        if (known != null) {
            Delivery before = known.message().delivery();
            return before.contentDigest().equals(delivery.contentDigest())
                    ? new Receipt.Known(before.acknowledgement())
                    : new Receipt.OtherContent();
        }
        long size = size(message);
        if (entries.size() >= maxEntries || size > maxBytes - bytes) {
            return new Receipt.Full();
        }
        bytes += size;
        List<Recurrence> recurrences = new ArrayList<>();
        delivery.items().forEach(item -> recurrences.add(add(item)));
        // The slices are parts of a body that is not to be kept whole.
        InboxMessage copy = new InboxMessage(
                delivery,
                message.encrypted(),
                JsonSlice.of(message.header().toByteArray()),
                JsonSlice.of(message.message().toByteArray()));
        entries.put(delivery.key(), new InboxEntry(copy, recurrences));
        return new Receipt.Stored(recurrences, uses.merge(senderMessage(delivery), 1, Integer::sum) > 1);
    }

    @Override
    public synchronized Optional<Delivery> find(DeliveryKey key) {
        forgetOld();
        return Optional.ofNullable(entries.get(key))
                .map(entry -> entry.message().delivery());
    }

    /**
     * What the store holds.
     *
     * @return a copy, oldest first
     */
    public synchronized List<InboxEntry> entries() {
        forgetOld();
        return List.copyOf(entries.values());
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

    private void forgetOld() {
        Instant oldest = clock.instant().minus(RETENTION);
        Iterator<InboxEntry> all = entries.values().iterator();
        while (all.hasNext()) {
            InboxMessage message = all.next().message();
            Delivery delivery = message.delivery();
            if (!delivery.receivedAt().isBefore(oldest)) {
                return;
            }
            all.remove();
            bytes -= size(message);
            uses.computeIfPresent(senderMessage(delivery), (id, count) -> count == 1 ? null : count - 1);
            delivery.items().forEach(this::remove);
        }
    }

    private static SenderMessage senderMessage(Delivery delivery) {
        return new SenderMessage(delivery.key().senderId(), delivery.key().messageId());
    }

    private static long size(InboxMessage message) {
        Delivery delivery = message.delivery();
        long texts = delivery.key().senderId().length()
                + (long) delivery.key().messageId().length()
                + delivery.transactionId().length();
        long itemTexts = delivery.items().stream()
                .map(BusinessItem::key)
                .filter(Objects::nonNull)
                .mapToLong(key -> key.referenceId().length() + (long) key.part().length())
                .sum();
        return ENTRY_OVERHEAD
                + message.header().length()
                + (long) message.message().length()
                + Character.BYTES * (texts + itemTexts)
                + (long) ITEM_OVERHEAD * delivery.items().size();
    }

    /** Counts only. */
    @Override
    public synchronized String toString() {
        return "InMemoryInboxStore[" + entries.size() + " entries, " + bytes + " bytes]";
    }
}
