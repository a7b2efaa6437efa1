package io.github.dcisdk.registry;

import io.github.dcisdk.client.Dci;
import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.inbound.StatusReason;
import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.Rule;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.message.RequestStatus;
import io.github.dcisdk.message.SubscribeRequest;
import io.github.dcisdk.message.SubscribeRequestItem;
import io.github.dcisdk.message.SubscribeResponse;
import io.github.dcisdk.message.SubscribeResponseItem;
import io.github.dcisdk.message.SubscribeStatusReasonCode;
import io.github.dcisdk.message.SubscriptionInfo;
import io.github.dcisdk.profile.EventType;
import io.github.dcisdk.registry.SubscriptionTerms.Wanted;
import io.github.dcisdk.security.TrustedSender;
import io.github.dcisdk.store.StateRecord;
import io.github.dcisdk.store.StoreTransaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Requests for subscriptions: each item for itself, so that one bad item does not spoil the others. Who asks again for the
 * same with other times or another address renews what there is, under the same code. Thread-safe.
 */
final class SubscribeRequests implements RequestWork<SubscribeRequest, SubscribeResponse> {
    private final Dci dci;
    private final SubscriptionTerms terms;
    private final PeerSubscriptions subscriptions;

    SubscribeRequests(Dci dci, SubscriptionTerms terms, PeerSubscriptions subscriptions) {
        this.dci = dci;
        this.terms = terms;
        this.subscriptions = subscriptions;
    }

    @Override
    public Operation<SubscribeRequest, SubscribeResponse> operation() {
        return Operation.SUBSCRIBE;
    }

    private DciDateTime now() {
        return DciDateTime.of(dci.clock().instant());
    }

    private static SubscribeResponse response(PeerRequest<?> request, List<SubscribeResponseItem> items) {
        return SubscribeResponse.builder(request.transactionId(), request.correlationId(), items)
                .build();
    }

    @Override
    public SubscribeResponse pending(PeerRequest<SubscribeRequest> request) {
        return response(
                request,
                request.message().subscribeRequest().stream()
                        .map(item -> answer(item, RequestStatus.PDNG).build())
                        .toList());
    }

    private SubscribeResponseItem.Builder answer(SubscribeRequestItem item, RequestStatus status) {
        return SubscribeResponseItem.builder(item.referenceId().orElse(""), now(), status)
                .locale(item.locale().orElse(null));
    }

    @Override
    public SubscribeResponse answer(PeerRequest<SubscribeRequest> request, AnswerOutbox<SubscribeResponse> answers) {
        List<Item> items = read(request);
        Map<String, StateRecord> open = open(request.senderId(), items);
        List<SubscribeResponseItem> answered = new ArrayList<>();
        Set<String> done = new HashSet<>();
        for (Item item : items) {
            answered.add(answer(item, request.senderId(), open, done, answers.transaction()));
        }
        answers.add(response(request, answered));
        return response(
                request,
                answered.stream().map(SubscribeRequests::withoutFilters).toList());
    }

    /** An item, and what it asks for or why it is rejected. */
    private record Item(SubscribeRequestItem item, Optional<Wanted> wanted, Optional<RejectedException> rejection) {}

    private List<Item> read(PeerRequest<SubscribeRequest> request) {
        TrustedSender sender = dci.trustStore()
                .sender(request.senderId())
                .orElseThrow(() -> new IllegalStateException("the sender is not trusted any more"));
        Map<Integer, Finding> broken = SearchRejection.firstByItem(request.findings().stream()
                .filter(finding -> !isMissingFrequency(finding))
                .toList());
        Set<String> referenceIds = new HashSet<>();
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < request.message().subscribeRequest().size(); i++) {
            SubscribeRequestItem item = request.message().subscribeRequest().get(i);
            try {
                requireSound(item, Optional.ofNullable(broken.get(i)), referenceIds);
                items.add(new Item(item, Optional.of(terms.read(item, i, request, sender)), Optional.empty()));
            } catch (RejectedException e) {
                items.add(new Item(item, Optional.empty(), Optional.of(e)));
            }
        }
        return items;
    }

    /** Some leave the times of delivery out, or the end, and mean that there is none. */
    private static boolean isMissingFrequency(Finding finding) {
        return finding.rule() == Rule.REQUIRED_MEMBER && finding.pointer().contains("/frequency/");
    }

    private static void requireSound(SubscribeRequestItem item, Optional<Finding> broken, Set<String> referenceIds) {
        String referenceId = item.referenceId().orElse("");
        if (referenceId.isBlank()) {
            throw rejection(SubscribeStatusReasonCode.RJCT_REFERENCE_ID_INVALID, Rule.REQUIRED_MEMBER.statement());
        } else if (!referenceIds.add(referenceId)) {
            throw rejection(
                    SubscribeStatusReasonCode.RJCT_REFERENCE_ID_DUPLICATE, Rule.REFERENCE_ID_DUPLICATE.statement());
        } else if (broken.isPresent()) {
            Finding finding = broken.get();
            SubscribeStatusReasonCode code = finding.pointer().contains("/times")
                    ? SubscribeStatusReasonCode.RJCT_TIMESTAMP_INVALID
                    : SubscribeStatusReasonCode.RJCT_NOTIFY_DETAILS_INVALID;
            throw rejection(code, finding + ": " + finding.rule().statement());
        }
    }

    private static RejectedException rejection(SubscribeStatusReasonCode code, String explanation) {
        return new RejectedException(code.code(), explanation);
    }

    /** Those of the sender's open subscriptions that cover what an item asks for. */
    private Map<String, StateRecord> open(String senderId, List<Item> items) {
        Map<EventType, Set<String>> digests = items.stream()
                .flatMap(item -> item.wanted().stream())
                .collect(Collectors.groupingBy(
                        Wanted::eventType,
                        Collectors.mapping(wanted -> wanted.subscription().digest(), Collectors.toSet())));
        Map<String, StateRecord> open = new HashMap<>();
        digests.forEach((eventType, wanted) -> subscriptions.forEach(eventType, senderId, state -> {
            String digest = PeerSubscription.of(state.content()).digest();
            if (wanted.contains(digest)) {
                open.put(digest, state);
            }
        }));
        return open;
    }

    private SubscribeResponseItem answer(
            Item item, String senderId, Map<String, StateRecord> open, Set<String> done, StoreTransaction transaction) {
        if (item.wanted().isEmpty()) {
            return rejected(item.item(), item.rejection().orElseThrow()).build();
        }
        PeerSubscription wanted = item.wanted().get().subscription();
        Optional<StateRecord> before = Optional.ofNullable(open.get(wanted.digest()));
        Optional<PeerSubscription> known = before.map(state -> PeerSubscription.of(state.content()));
        boolean repeated = !done.add(wanted.digest());
        if (repeated || known.filter(wanted::isSameAs).isPresent()) {
            RejectedException rejection = rejection(
                    SubscribeStatusReasonCode.RJCT_EVENT_ALREADY_SUBSCRIBED,
                    "this sender has this subscription already");
            return rejected(item.item(), rejection)
                    .subscriptions(known.map(PeerSubscription::info).stream().toList())
                    .build();
        }
        PeerSubscription stored = known.map(it -> wanted.withCode(it.code())).orElse(wanted);
        if (before.isPresent()) {
            subscriptions.renew(transaction, before.get(), stored);
        } else {
            subscriptions.create(transaction, senderId, item.wanted().get().eventType(), stored);
        }
        return answer(item.item(), RequestStatus.SUCC)
                .subscriptions(List.of(stored.info()))
                .build();
    }

    private SubscribeResponseItem.Builder rejected(SubscribeRequestItem item, RejectedException rejection) {
        return answer(item, RequestStatus.RJCT)
                .statusReasonCode(rejection
                        .reasonCode()
                        .map(SubscribeStatusReasonCode::of)
                        .orElse(null))
                .statusReasonMessage(
                        rejection.reasonMessage().map(StatusReason::cut).orElse(null));
    }

    private static SubscribeResponseItem withoutFilters(SubscribeResponseItem item) {
        List<SubscriptionInfo> infos = item.subscriptions().stream()
                .map(info -> info.toBuilder().filter(null).filterType(null).build())
                .toList();
        return item.toBuilder().subscriptions(infos).build();
    }
}
