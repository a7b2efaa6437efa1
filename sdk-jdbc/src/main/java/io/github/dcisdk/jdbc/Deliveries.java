package io.github.dcisdk.jdbc;

import io.github.dcisdk.message.AckStatus;
import io.github.dcisdk.store.Acknowledgement;
import io.github.dcisdk.store.BusinessItem;
import io.github.dcisdk.store.BusinessKey;
import io.github.dcisdk.store.Delivery;
import io.github.dcisdk.store.DeliveryKey;
import io.github.dcisdk.store.InboxEntry;
import io.github.dcisdk.store.InboxMessage;
import io.github.dcisdk.store.Receipt;
import io.github.dcisdk.store.Recurrence;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tables of deliveries and their items. */
final class Deliveries {
    private static final int CHUNK = 100;
    private static final String COLUMNS =
            "digest, sender_id, message_id, variant, action, transaction_id, content_digest,"
                    + " ack_status, ack_at, correlation_id, received_at";

    private final Contents contents;

    Deliveries(Contents contents) {
        this.contents = contents;
    }

    private record Row(String digest, Delivery withoutItems) {}

    private record Item(BusinessItem item, Recurrence recurrence) {}

    /** The items that are stored under one key. */
    private static final class Earlier {
        final Set<String> contents = new HashSet<>();
        boolean isFinal;
    }

    /** A message as it is stored, still to be decrypted. */
    final class StoredMessage {
        private final Delivery delivery;
        private final List<Recurrence> recurrences;
        private final boolean encrypted;
        private final Contents.Sealed header;
        private final Contents.Sealed message;

        private StoredMessage(Delivery delivery, List<Recurrence> recurrences, Content content) {
            this.delivery = delivery;
            this.recurrences = recurrences;
            this.encrypted = content.encrypted();
            this.header = content.header();
            this.message = content.message();
        }

        InboxEntry open() {
            return new InboxEntry(
                    new InboxMessage(
                            delivery,
                            encrypted,
                            contents.open(header, place("dci_delivery.header_content", delivery, encrypted)),
                            contents.open(message, place("dci_delivery.message_content", delivery, encrypted))),
                    recurrences);
        }
    }

    private record Content(boolean encrypted, Contents.Sealed header, Contents.Sealed message) {}

    private static String place(String column, Delivery delivery, boolean encrypted) {
        return Contents.place(
                column,
                delivery.key().digest(),
                delivery.action(),
                delivery.transactionId(),
                delivery.contentDigest(),
                String.valueOf(encrypted));
    }

    private static String messageDigest(DeliveryKey key) {
        return Texts.digest(key.senderId(), key.messageId());
    }

    /** Stores a delivery, and its message if there are tasks; or says how it stands to the one that is stored. */
    Receipt add(Session session, InboxMessage message, int tasks) throws SQLException {
        Delivery delivery = message.delivery();
        while (!insert(session, message, tasks)) {
            Optional<Delivery> known = find(session, delivery.key());
            if (known.isPresent()) {
                return known.get().contentDigest().equals(delivery.contentDigest())
                        ? new Receipt.Known(known.get().acknowledgement())
                        : new Receipt.OtherContent();
            }
        }
        boolean idSeenBefore = session.queryOne(
                        "SELECT 1 FROM dci_delivery WHERE message_digest = ? AND digest <> ? LIMIT 1",
                        row -> true,
                        messageDigest(delivery.key()),
                        delivery.key().digest())
                .isPresent();
        return new Receipt.Stored(addItems(session, delivery), idSeenBefore);
    }

    private boolean insert(Session session, InboxMessage message, int tasks) throws SQLException {
        Delivery delivery = message.delivery();
        DeliveryKey key = delivery.key();
        Acknowledgement ack = delivery.acknowledgement();
        boolean isKept = tasks > 0;
        return session.insertUnlessThere(
                "INSERT INTO dci_delivery (" + COLUMNS
                        + ", message_digest, open_tasks, is_encrypted, header_content, message_content) VALUES "
                        + Session.marks(16),
                key.digest(),
                Texts.encode(key.senderId()),
                Texts.encode(key.messageId()),
                Texts.encode(key.variant()),
                Texts.encode(delivery.action()),
                Texts.encode(delivery.transactionId()),
                Texts.encode(delivery.contentDigest()),
                ack.status().code(),
                ack.timestamp(),
                Texts.encode(ack.correlationId()),
                delivery.receivedAt(),
                messageDigest(key),
                tasks,
                message.encrypted(),
                isKept
                        ? contents.seal(
                                message.header(), place("dci_delivery.header_content", delivery, message.encrypted()))
                        : null,
                isKept
                        ? contents.seal(
                                message.message(), place("dci_delivery.message_content", delivery, message.encrypted()))
                        : null);
    }

    private static List<Recurrence> addItems(Session session, Delivery delivery) throws SQLException {
        Map<String, Earlier> stored = earlier(session, delivery.items());
        List<Recurrence> recurrences = new ArrayList<>();
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (BusinessItem item : delivery.items()) {
            BusinessKey key = item.key();
            Recurrence recurrence = Recurrence.NEW;
            if (key != null) {
                Earlier earlier = stored.computeIfAbsent(key.digest(), added -> new Earlier());
                recurrence = Recurrence.of(
                        !earlier.contents.isEmpty(), earlier.contents.contains(item.contentDigest()), earlier.isFinal);
                earlier.contents.add(item.contentDigest());
                earlier.isFinal |= item.isFinal();
            }
            rows.add(new @Nullable Object[] {
                delivery.key().digest(),
                recurrences.size(),
                key == null ? null : key.digest(),
                key == null ? null : Texts.encode(key.senderId()),
                key == null ? null : Texts.encode(key.transactionId()),
                key == null ? null : Texts.encode(key.referenceId()),
                key == null ? null : Texts.encode(key.part()),
                Texts.encode(item.contentDigest()),
                item.isFinal(),
                recurrence.name()
            });
            recurrences.add(recurrence);
        }
        session.updateAll(
                "INSERT INTO dci_item (delivery, place, key_digest, sender_id, transaction_id, reference_id, part,"
                        + " content_digest, is_final, recurrence) VALUES " + Session.marks(10),
                rows);
        return recurrences;
    }

    private static Map<String, Earlier> earlier(Session session, List<BusinessItem> items) throws SQLException {
        Set<String> keys = new HashSet<>();
        for (BusinessItem item : items) {
            if (item.key() != null) {
                keys.add(item.key().digest());
            }
        }
        Map<String, Earlier> earlier = new HashMap<>();
        for (List<String> chunk : chunks(keys)) {
            session.query(
                    "SELECT key_digest, content_digest, MAX(CASE WHEN is_final THEN 1 ELSE 0 END) AS finals"
                            + " FROM dci_item WHERE key_digest IN " + Session.marks(chunk.size())
                            + " GROUP BY key_digest, content_digest",
                    row -> {
                        Earlier of = earlier.computeIfAbsent(row.getString("key_digest"), added -> new Earlier());
                        of.contents.add(Texts.read(row, "content_digest"));
                        of.isFinal |= row.getInt("finals") > 0;
                        return of;
                    },
                    chunk.toArray());
        }
        return earlier;
    }

    Optional<Delivery> find(Session session, DeliveryKey key) throws SQLException {
        Optional<Row> row = session.queryOne(
                "SELECT " + COLUMNS + " FROM dci_delivery WHERE digest = ?", Deliveries::row, key.digest());
        if (row.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                with(row.get(), items(session, List.of(key.digest())).getOrDefault(key.digest(), List.of())));
    }

    private static Row row(ResultSet row) throws SQLException {
        DeliveryKey key = new DeliveryKey(
                Texts.read(row, "sender_id"), Texts.read(row, "message_id"), Texts.read(row, "variant"));
        Acknowledgement ack = new Acknowledgement(
                AckStatus.of(row.getString("ack_status")),
                Session.instant(row, "ack_at"),
                Texts.read(row, "correlation_id"));
        return new Row(
                row.getString("digest"),
                new Delivery(
                        key,
                        Texts.read(row, "action"),
                        Texts.read(row, "transaction_id"),
                        Texts.read(row, "content_digest"),
                        List.of(),
                        ack,
                        Session.instant(row, "received_at")));
    }

    private static Delivery with(Row row, List<Item> items) {
        Delivery delivery = row.withoutItems();
        return new Delivery(
                delivery.key(),
                delivery.action(),
                delivery.transactionId(),
                delivery.contentDigest(),
                items.stream().map(Item::item).toList(),
                delivery.acknowledgement(),
                delivery.receivedAt());
    }

    private static Map<String, List<Item>> items(Session session, Collection<String> deliveries) throws SQLException {
        Map<String, List<Item>> items = new HashMap<>();
        for (List<String> chunk : chunks(deliveries)) {
            session.query(
                    "SELECT * FROM dci_item WHERE delivery IN " + Session.marks(chunk.size())
                            + " ORDER BY delivery, place",
                    row -> items.computeIfAbsent(row.getString("delivery"), added -> new ArrayList<>())
                            .add(item(row)),
                    chunk.toArray());
        }
        return items;
    }

    private static Item item(ResultSet row) throws SQLException {
        BusinessKey key = row.getString("key_digest") == null
                ? null
                : new BusinessKey(
                        Texts.read(row, "sender_id"),
                        Texts.read(row, "transaction_id"),
                        Texts.read(row, "reference_id"),
                        Texts.read(row, "part"));
        return new Item(
                new BusinessItem(key, Texts.read(row, "content_digest"), row.getBoolean("is_final")),
                Recurrence.valueOf(row.getString("recurrence")));
    }

    /** The messages of tasks, by the digests of their keys. */
    Map<String, StoredMessage> messages(Session session, Set<String> digests) throws SQLException {
        Map<String, List<Item>> items = items(session, digests);
        Map<String, StoredMessage> messages = new HashMap<>();
        for (List<String> chunk : chunks(digests)) {
            session.query(
                    "SELECT " + COLUMNS + ", is_encrypted, header_content, message_content FROM dci_delivery"
                            + " WHERE message_content IS NOT NULL AND digest IN " + Session.marks(chunk.size()),
                    found -> {
                        Row row = row(found);
                        List<Item> own = items.getOrDefault(row.digest(), List.of());
                        Content content = new Content(
                                found.getBoolean("is_encrypted"),
                                Contents.Sealed.read(found, "header_content"),
                                Contents.Sealed.read(found, "message_content"));
                        List<Recurrence> recurrences =
                                own.stream().map(Item::recurrence).toList();
                        return messages.put(row.digest(), new StoredMessage(with(row, own), recurrences, content));
                    },
                    chunk.toArray());
        }
        return messages;
    }

    /** One task less is to be done; after the last one, nobody needs the message. Says whether that was the last one. */
    boolean taskEnded(Session session, String digest) throws SQLException {
        session.update("UPDATE dci_delivery SET open_tasks = open_tasks - 1 WHERE digest = ?", digest);
        return session.update(
                        "UPDATE dci_delivery SET header_content = NULL, message_content = NULL"
                                + " WHERE digest = ? AND open_tasks <= 0",
                        digest)
                == 1;
    }

    /** Forgets some of the records that are older than a moment, and says how many. */
    int forget(Session session, Instant oldest, int limit) throws SQLException {
        List<@Nullable Object[]> old = session.query(
                "SELECT digest FROM dci_delivery WHERE open_tasks = 0 AND received_at < ?"
                        + " ORDER BY received_at LIMIT ? FOR UPDATE SKIP LOCKED",
                row -> new @Nullable Object[] {row.getString("digest")},
                oldest,
                limit);
        session.updateAll("DELETE FROM dci_delivery WHERE digest = ?", old);
        return old.size();
    }

    private static List<List<String>> chunks(Collection<String> all) {
        List<String> list = List.copyOf(all);
        List<List<String>> chunks = new ArrayList<>();
        for (int i = 0; i < list.size(); i += CHUNK) {
            chunks.add(list.subList(i, Math.min(list.size(), i + CHUNK)));
        }
        return chunks;
    }
}
