package io.github.dcisdk.registry;

import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.message.RequestStatus;
import io.github.dcisdk.message.SubscriptionStatus;
import io.github.dcisdk.message.SubscriptionStatusEntry;
import io.github.dcisdk.message.UnSubscribeRequest;
import io.github.dcisdk.message.UnSubscribeResponse;
import io.github.dcisdk.message.UnSubscribeStatusReasonCode;
import io.github.dcisdk.store.StateRecord;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Requests to end subscriptions. A code that is not one of the sender's is unknown, whoever else has it; those that are known
 * are ended all the same. Thread-safe.
 */
final class UnsubscribeRequests implements RequestWork<UnSubscribeRequest, UnSubscribeResponse> {
    private final PeerSubscriptions subscriptions;
    private final Clock clock;

    UnsubscribeRequests(PeerSubscriptions subscriptions, Clock clock) {
        this.subscriptions = subscriptions;
        this.clock = clock;
    }

    @Override
    public Operation<UnSubscribeRequest, UnSubscribeResponse> operation() {
        return Operation.UNSUBSCRIBE;
    }

    private UnSubscribeResponse.Builder response(PeerRequest<?> request, RequestStatus status) {
        return UnSubscribeResponse.builder(
                request.transactionId(), request.correlationId(), DciDateTime.of(clock.instant()), status);
    }

    @Override
    public UnSubscribeResponse pending(PeerRequest<UnSubscribeRequest> request) {
        return response(request, RequestStatus.PDNG).build();
    }

    @Override
    public UnSubscribeResponse answer(
            PeerRequest<UnSubscribeRequest> request, AnswerOutbox<UnSubscribeResponse> answers) {
        Set<String> codes = new LinkedHashSet<>(request.message().subscriptionCodes());
        List<SubscriptionStatusEntry> ended = new ArrayList<>();
        int endedNow = 0;
        for (String code : codes) {
            Optional<StateRecord> state = subscriptions.find(request.senderId(), code);
            if (state.isPresent()) {
                ended.add(SubscriptionStatusEntry.builder(code, SubscriptionStatus.UNSUBSCRIBE)
                        .build());
            }
            if (state.filter(StateRecord::open).isPresent()) {
                subscriptions.end(answers.transaction(), state.get());
                endedNow++;
            }
        }
        UnSubscribeResponse answer = answer(request, codes.size(), endedNow, ended);
        answers.add(answer);
        return answer;
    }

    private UnSubscribeResponse answer(
            PeerRequest<?> request, int asked, int endedNow, List<SubscriptionStatusEntry> ended) {
        UnSubscribeResponse.Builder answer = response(request, endedNow > 0 ? RequestStatus.SUCC : RequestStatus.RJCT)
                .subscriptionStatus(ended);
        if (ended.size() < asked) {
            answer.statusReasonCode(UnSubscribeStatusReasonCode.RJCT_SUBSCRIPTION_CODE_INVALID)
                    .statusReasonMessage((asked - ended.size()) + " of the codes are not those of a subscription");
        } else if (endedNow == 0) {
            answer.statusReasonCode(UnSubscribeStatusReasonCode.RJCT_EVENT_ALREADY_UNSUBSCRIBED);
        }
        return answer.build();
    }
}
