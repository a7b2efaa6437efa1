package io.github.dcisdk.registry;

import io.github.dcisdk.client.Dci;
import io.github.dcisdk.client.OutboxMessage;
import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.inbound.AuditedItem;
import io.github.dcisdk.inbound.InboundExchange;
import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.JsonValue.JsonObject;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.message.RequestStatus;
import io.github.dcisdk.message.SearchResponse;
import io.github.dcisdk.message.SearchResponseItem;
import io.github.dcisdk.message.SubscribeResponse;
import io.github.dcisdk.message.SubscribeResponseItem;
import io.github.dcisdk.message.TxnAttribute;
import io.github.dcisdk.message.TxnAttributeType;
import io.github.dcisdk.message.TxnStatusRequest;
import io.github.dcisdk.message.TxnStatusRequestItem;
import io.github.dcisdk.message.TxnStatusResponse;
import io.github.dcisdk.message.TxnStatusResponseItem;
import io.github.dcisdk.message.TxnType;
import io.github.dcisdk.security.TrustedSender;
import io.github.dcisdk.store.DciStore;
import io.github.dcisdk.store.StateQuery;
import io.github.dcisdk.store.StateRecord;
import io.github.dcisdk.store.StateType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says how far requests are that are answered later. Everybody is told of his own only: what is another's is unknown. An
 * answer that is not delivered yet is given with its data, as much as a page may hold. Thread-safe.
 */
final class TxnStatusService {
    private static final String PLACE = "/message/txnstatus_request/attribute_value";
    private static final int PAGE = 100;
    private static final int MAX_VALUES = 1_000;
    /** Whoever has more transactions than that in 30 days has to name one. */
    private static final int MAX_SCANNED = 500;

    private final Dci dci;
    private final DciStore store;
    private final String regType;
    private final PeerTransactions transactions;
    private final PeerSubscriptions subscriptions;
    private final int maxRecords;

    TxnStatusService(
            Dci dci, String regType, PeerTransactions transactions, PeerSubscriptions subscriptions, int maxRecords) {
        this.dci = dci;
        this.store = dci.store();
        this.regType = regType;
        this.transactions = transactions;
        this.subscriptions = subscriptions;
        this.maxRecords = maxRecords;
    }

    /**
     * What is known, and what of it is to be accounted for.
     *
     * @param answer the message
     * @param account what was asked and given
     */
    record Status(TxnStatusResponse answer, AuditedItem account) {}

    /**
     * Who asks.
     *
     * @param senderId the sender of the question
     * @param encrypted whether the question came encrypted, so that the answer is encrypted too
     */
    record Asker(String senderId, boolean encrypted) {}

    /** Answers in the HTTP response. */
    TxnStatusResponse answer(TxnStatusRequest request, InboundExchange exchange) {
        Asker asker = new Asker(exchange.header().senderId().orElseThrow(), exchange.isEncrypted());
        Status status = status(request, asker, exchange.correlationId());
        exchange.audit(status.account());
        return status.answer();
    }

    /**
     * Looks up what is asked about.
     *
     * @throws RejectedException if it cannot be understood, or is not one of the sender's
     */
    Status status(TxnStatusRequest request, Asker asker, String correlationId) {
        TxnStatusRequestItem item =
                request.txnstatusRequest().orElseThrow(() -> unclear("txnstatus_request is missing"));
        TxnType type = item.txnType().orElseThrow(() -> unclear("txn_type is missing"));
        TxnAttribute attribute = attribute(item);
        Counted status = attribute.type().equals(TxnAttributeType.SUBSCRIPTION_CODE_LIST)
                ? subscriptions(asker, type, attribute.values(), correlationId)
                : transaction(asker, type, attribute);
        TxnStatusResponseItem known =
                TxnStatusResponseItem.builder(type, status.json()).build();
        AuditedItem account = new AuditedItem(
                item.referenceId().orElse(""),
                type.code() + "/" + attribute.type().code(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                status.records());
        return new Status(
                TxnStatusResponse.builder(request.transactionId().orElse(""), correlationId, known)
                        .build(),
                account);
    }

    /** A status, and how many records it holds. */
    private record Counted(JsonObject json, int records) {}

    private static TxnAttribute attribute(TxnStatusRequestItem item) {
        TxnAttributeType type = item.attributeType().orElseThrow(() -> unclear("attribute_type is missing"));
        JsonValue value = item.attributeValue().orElseThrow(() -> unclear("attribute_value is missing"));
        TxnAttribute attribute = TxnAttribute.of(type, value, PLACE, finding -> {});
        if (attribute.values().isEmpty()) {
            throw unclear("attribute_value is not of the type that attribute_type names");
        } else if (attribute.values().size() > MAX_VALUES) {
            throw unclear("attribute_value names more than " + MAX_VALUES);
        }
        return attribute;
    }

    /** The standard has no reason codes for this message. */
    private static RejectedException unclear(String explanation) {
        return new RejectedException(null, explanation, CallContext.none());
    }

    private Counted transaction(Asker asker, TxnType type, TxnAttribute attribute) {
        StateRecord state = find(asker.senderId(), type, attribute)
                .filter(found -> PeerTransaction.of(found.content()).action().equals(type.code()))
                .orElseThrow(() -> unclear("no transaction of this sender and type is known under that id"));
        PeerTransaction transaction = PeerTransaction.of(state.content());
        List<JsonObject> undelivered = mayAsk(asker, transaction.action()) ? undelivered(state, asker) : List.of();
        if (!type.equals(TxnType.SEARCH)) {
            return new Counted(undelivered.isEmpty() ? transaction.answer() : undelivered.get(0), 0);
        }
        Set<String> wanted =
                attribute.type().equals(TxnAttributeType.REFERENCE_ID_LIST) ? Set.copyOf(attribute.values()) : Set.of();
        return search(search(transaction.answer()), undelivered, wanted);
    }

    /** Who may not ask this any more is told how far it is, and no more. */
    private boolean mayAsk(Asker asker, String action) {
        return dci.trustStore()
                .sender(asker.senderId())
                .filter((TrustedSender sender) -> sender.allows(action, regType))
                .isPresent();
    }

    private Optional<StateRecord> find(String senderId, TxnType type, TxnAttribute attribute) {
        StateQuery own = StateQuery.of(StateType.PEER_TRANSACTION).ofPeer(senderId);
        String id = attribute.values().get(0);
        if (attribute.type().equals(TxnAttributeType.TRANSACTION_ID)) {
            return transactions.state(senderId, id);
        } else if (attribute.type().equals(TxnAttributeType.CORRELATION_ID)) {
            return id.isBlank()
                    ? Optional.empty()
                    : store.states(own.ofGroup(id)).stream()
                            .filter(transactions::isOwn)
                            .findFirst();
        }
        return newestWith(own, type, Set.copyOf(attribute.values()));
    }

    /** A reference names an item within a transaction only; of several transactions of the type the newest is meant. */
    private Optional<StateRecord> newestWith(StateQuery own, TxnType type, Set<String> references) {
        @Nullable StateRecord newest = null;
        int scanned = 0;
        List<StateRecord> page = store.states(own.limit(PAGE));
        while (!page.isEmpty()) {
            for (StateRecord state : page) {
                newest = transactions.isOwn(state) && hasOne(state, type, references) ? state : newest;
            }
            scanned += page.size();
            if (scanned > MAX_SCANNED) {
                throw unclear("too many transactions of this sender are known; ask by transaction_id");
            }
            page = store.states(own.limit(PAGE).after(page.get(page.size() - 1)));
        }
        return Optional.ofNullable(newest);
    }

    private static boolean hasOne(StateRecord state, TxnType type, Set<String> references) {
        PeerTransaction transaction = PeerTransaction.of(state.content());
        // A request to end subscriptions has no items with references.
        String list = type.equals(TxnType.SEARCH) ? "search_response" : "subscribe_response";
        return transaction.action().equals(type.code())
                && items(transaction.answer(), list).anyMatch(references::contains);
    }

    private static Stream<String> items(JsonObject answer, String list) {
        return answer.get(list).stream()
                .filter(JsonValue.JsonArray.class::isInstance)
                .flatMap(items -> ((JsonValue.JsonArray) items).items().stream())
                .flatMap(item -> item.asObject().flatMap(object -> object.get("reference_id")).stream())
                .flatMap(id -> id.asString().stream());
    }

    /** The answers to a transaction that are not delivered yet; more than these would not fit into one anyway. */
    private List<JsonObject> undelivered(StateRecord transaction, Asker asker) {
        StateQuery answers = StateQuery.of(StateType.PEER_ANSWER)
                .ofPeer(transaction.key().peerId())
                .ofGroup(transaction.key().id())
                .limit(2);
        return store.states(answers).stream()
                .map(answer -> OutboxMessage.of(answer.content()))
                // What was to be encrypted is not given in clear.
                .filter(answer -> asker.encrypted() || !answer.isEncrypted())
                .map(OutboxMessage::message)
                .toList();
    }

    private static SearchResponse search(JsonObject json) {
        return Json.read(json, SearchResponse.TYPE, "", finding -> {});
    }

    private Counted search(SearchResponse statuses, List<JsonObject> undelivered, Set<String> wanted) {
        List<SearchResponseItem> items = new ArrayList<>();
        Set<String> given = new HashSet<>();
        int records = 0;
        for (JsonObject message : undelivered) {
            for (SearchResponseItem page : search(message).searchResponse()) {
                int more = page.data().map(data -> data.regRecords().size()).orElse(0);
                if (isWanted(page, wanted) && records + more <= maxRecords) {
                    items.add(page);
                    given.add(page.referenceId().orElse(""));
                    records += more;
                }
            }
        }
        for (SearchResponseItem status : statuses.searchResponse()) {
            if (isWanted(status, wanted) && !given.contains(status.referenceId().orElse(""))) {
                items.add(status);
            }
        }
        return new Counted(
                Json.toJson(statuses.toBuilder().searchResponse(items).build()), records);
    }

    private static boolean isWanted(SearchResponseItem item, Set<String> wanted) {
        return wanted.isEmpty() || wanted.contains(item.referenceId().orElse(""));
    }

    private Counted subscriptions(Asker asker, TxnType type, List<String> codes, String correlationId) {
        List<PeerSubscription> known = codes.stream()
                .distinct()
                .flatMap(code -> subscriptions.find(asker.senderId(), code).stream())
                .map(state -> PeerSubscription.of(state.content()))
                .toList();
        if (known.isEmpty() || !type.equals(TxnType.SUBSCRIBE)) {
            throw unclear("no subscription of this sender is known under that code");
        }
        DciDateTime now = DciDateTime.of(dci.clock().instant());
        boolean maySubscribe = mayAsk(asker, Operation.SUBSCRIBE.request().action());
        List<SubscribeResponseItem> items = known.stream()
                .map(subscription -> SubscribeResponseItem.builder(subscription.referenceId(), now, RequestStatus.SUCC)
                        .subscriptions(List.of(
                                maySubscribe && (asker.encrypted() || !subscription.encrypted())
                                        ? subscription.info()
                                        : subscription.infoWithoutFilter()))
                        .build())
                .toList();
        return new Counted(
                Json.toJson(SubscribeResponse.builder(known.get(0).transactionId(), correlationId, items)
                        .build()),
                0);
    }
}
