package io.github.dcisdk.registry;

import io.github.dcisdk.error.LogText;
import io.github.dcisdk.inbound.AuditedItem;
import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.message.RequestStatus;
import io.github.dcisdk.message.SearchRequest;
import io.github.dcisdk.message.SearchRequestItem;
import io.github.dcisdk.message.SearchResponse;
import io.github.dcisdk.message.SearchResponseItem;
import io.github.dcisdk.store.StoreException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Searches that are answered later: items that name no page get all of them. No callback holds more records than a page may
 * have. Thread-safe.
 */
final class SearchRequests implements RequestWork<SearchRequest, SearchResponse> {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryEndpoint.class);

    private final SearchService service;
    private final int maxPageSize;
    private final AnswerAudit audit;
    private final Clock clock;

    SearchRequests(SearchService service, int maxPageSize, AnswerAudit audit, Clock clock) {
        this.service = service;
        this.maxPageSize = maxPageSize;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public Operation<SearchRequest, SearchResponse> operation() {
        return Operation.SEARCH;
    }

    @Override
    public SearchResponse pending(PeerRequest<SearchRequest> request) {
        DciDateTime now = DciDateTime.of(clock.instant());
        return response(
                request,
                request.message().searchRequest().stream()
                        .map(item -> SearchResponseItem.builder(
                                        item.referenceId().orElse(""), now, RequestStatus.PDNG)
                                .build())
                        .toList());
    }

    private static SearchResponse response(PeerRequest<?> request, List<SearchResponseItem> items) {
        return SearchResponse.builder(request.transactionId(), request.correlationId(), items)
                .build();
    }

    @Override
    public SearchResponse answer(PeerRequest<SearchRequest> request, AnswerOutbox<SearchResponse> answers) {
        return answer(request, answers, false);
    }

    /** Items of which the search does not fail are answered. */
    @Override
    public SearchResponse answerAtLast(PeerRequest<SearchRequest> request, AnswerOutbox<SearchResponse> answers) {
        return answer(request, answers, true);
    }

    private SearchResponse answer(
            PeerRequest<SearchRequest> request, AnswerOutbox<SearchResponse> answers, boolean lastResort) {
        Callbacks callbacks = new Callbacks(request, answers, lastResort);
        Asking asking = new Asking(request.senderId(), request.call(), request.findings(), finding -> {});
        service.answer(request.message(), asking, true, callbacks);
        callbacks.send();
        audit.record(request, callbacks.account);
        DciDateTime now = DciDateTime.of(clock.instant());
        return response(
                request,
                callbacks.statuses.stream()
                        .map(status -> status.toBuilder().timestamp(now).build())
                        .toList());
    }

    /** Puts pages together into callbacks, and keeps of each item only how it was answered. */
    private final class Callbacks implements SearchAnswers {
        private final PeerRequest<SearchRequest> request;
        private final AnswerOutbox<SearchResponse> answers;
        private final boolean lastResort;
        private final List<AuditedItem> account = new ArrayList<>();
        private final List<SearchResponseItem> statuses = new ArrayList<>();
        private final List<SearchResponseItem> next = new ArrayList<>();
        private int records;

        Callbacks(PeerRequest<SearchRequest> request, AnswerOutbox<SearchResponse> answers, boolean lastResort) {
            this.request = request;
            this.answers = answers;
            this.lastResort = lastResort;
        }

        @Override
        public void add(SearchResponseItem answer) {
            int more = answer.data().map(data -> data.regRecords().size()).orElse(0);
            if (records + more > maxPageSize) {
                send();
            }
            next.add(answer);
            records += more;
            keep(answer.toBuilder().timestamp(null).data(null).pagination(null).build());
        }

        /** A further page of the same item changes nothing. */
        private void keep(SearchResponseItem status) {
            if (statuses.isEmpty() || !statuses.get(statuses.size() - 1).equals(status)) {
                statuses.add(status);
            }
        }

        void send() {
            if (!next.isEmpty()) {
                answers.add(response(request, List.copyOf(next)));
                next.clear();
                records = 0;
            }
        }

        @Override
        public void account(AuditedItem item) {
            account.add(item);
        }

        @Override
        public void failed(SearchRequestItem item, Throwable fault) {
            if (!lastResort || fault instanceof StoreException) {
                throw Faults.unchecked(fault);
            }
            LOG.error(
                    "the search of {} failed for good with {} [{}]",
                    LogText.safe(item.referenceId().orElse("")),
                    fault.getClass().getName(),
                    request.call());
        }
    }
}
