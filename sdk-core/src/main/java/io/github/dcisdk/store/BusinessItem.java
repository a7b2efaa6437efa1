package io.github.dcisdk.store;

import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.message.NotifyEventItem;
import io.github.dcisdk.message.NotifyEventRequest;
import io.github.dcisdk.message.Pagination;
import io.github.dcisdk.message.RequestStatus;
import io.github.dcisdk.message.SearchResponse;
import io.github.dcisdk.message.SearchResponseItem;
import io.github.dcisdk.message.SubscribeResponse;
import io.github.dcisdk.message.SubscribeResponseItem;
import io.github.dcisdk.message.TxnStatusResponse;
import io.github.dcisdk.message.UnSubscribeResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one item of an answer or event says, by digests only. An item that names neither transaction nor reference, or an
 * event without time, cannot be told from others and is never taken for a repetition.
 *
 * @param key which answer or event it is; null if that cannot be told
 * @param contentDigest what it says, without the time at which it was said
 * @param isFinal whether nothing more is to be expected: an answer that is not received or pending any more, or an event
 */
public record BusinessItem(@Nullable BusinessKey key, String contentDigest, boolean isFinal) {
    private static final String ONLY_PAGE = "1";

    /**
     * Checks that the digest is there.
     *
     * @param key which answer or event it is
     * @param contentDigest what it says
     * @param isFinal whether nothing more is to be expected
     */
    public BusinessItem {
        Objects.requireNonNull(contentDigest, "contentDigest");
    }

    /**
     * The items of a message.
     *
     * @param senderId the {@code sender_id}, as proven
     * @param message any message of the standard
     * @return one entry for each item of an answer or event, in their order; empty for requests
     */
    public static List<BusinessItem> of(String senderId, DciObject message) {
        List<BusinessItem> items = new ArrayList<>();
        if (message instanceof SearchResponse answer) {
            Transaction transaction = new Transaction(senderId, answer.transactionId());
            answer.searchResponse().forEach(item -> items.add(search(transaction, item)));
        } else if (message instanceof SubscribeResponse answer) {
            Transaction transaction = new Transaction(senderId, answer.transactionId());
            answer.subscribeResponse().forEach(item -> items.add(subscribe(transaction, item)));
        } else if (message instanceof UnSubscribeResponse answer) {
            BusinessKey key = new Transaction(senderId, answer.transactionId()).key("", ONLY_PAGE);
            UnSubscribeResponse timeless =
                    answer.toBuilder().timestamp(null).correlationId(null).build();
            items.add(item(
                    key,
                    timeless,
                    isFinal(answer.status(), !answer.subscriptionStatus().isEmpty())));
        } else if (message instanceof TxnStatusResponse answer) {
            BusinessKey key = new Transaction(senderId, answer.transactionId()).key("", ONLY_PAGE);
            items.add(item(key, answer.toBuilder().correlationId(null).build(), true));
        } else if (message instanceof NotifyEventRequest events) {
            Transaction transaction = new Transaction(senderId, events.transactionId());
            events.notifyEvent().forEach(item -> items.add(event(transaction, item)));
        }
        return List.copyOf(items);
    }

    private record Transaction(String senderId, @Nullable String id) {
        Transaction(String senderId, Optional<String> id) {
            this(senderId, id.filter(it -> !it.isBlank()).orElse(null));
        }

        @Nullable
        BusinessKey key(String referenceId, String part) {
            return id == null ? null : new BusinessKey(senderId, id, referenceId, part);
        }

        /** The key of an item that needs a reference of its own. */
        @Nullable
        BusinessKey key(Optional<String> referenceId, String part) {
            return referenceId
                    .filter(it -> !it.isBlank())
                    .map(it -> key(it, part))
                    .orElse(null);
        }
    }

    private static BusinessItem search(Transaction transaction, SearchResponseItem item) {
        return item(
                transaction.key(item.referenceId(), page(item.pagination())),
                item.toBuilder().timestamp(null).build(),
                isFinal(item.status(), item.data().isPresent()));
    }

    private static BusinessItem subscribe(Transaction transaction, SubscribeResponseItem item) {
        return item(
                transaction.key(item.referenceId(), page(item.pagination())),
                item.toBuilder().timestamp(null).build(),
                isFinal(item.status(), !item.subscriptions().isEmpty()));
    }

    private static BusinessItem event(Transaction transaction, NotifyEventItem item) {
        Optional<String> time = item.timestamp().map(BusinessItem::time).filter(it -> !it.isBlank());
        return item(
                time.map(it -> transaction.key(item.referenceId(), it)).orElse(null),
                item.toBuilder().timestamp(null).build(),
                true);
    }

    private static BusinessItem item(@Nullable BusinessKey key, DciObject content, boolean isFinal) {
        String digest = new Fingerprint().add(JsonSlice.of(Json.write(content))).text();
        return new BusinessItem(key, digest, isFinal);
    }

    private static String page(Optional<Pagination> pagination) {
        return pagination.flatMap(Pagination::pageNumber).map(String::valueOf).orElse(ONLY_PAGE);
    }

    /** One moment can be written with several offsets. */
    private static String time(DciDateTime time) {
        return time.toInstant().map(Instant::toString).orElseGet(time::text);
    }

    private static boolean isFinal(Optional<RequestStatus> status, boolean hasData) {
        boolean done = status.filter(it -> it.equals(RequestStatus.SUCC) || it.equals(RequestStatus.RJCT))
                .isPresent();
        return done || (hasData && !status.equals(Optional.of(RequestStatus.PDNG)));
    }
}
