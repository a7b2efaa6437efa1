package io.github.dcisdk.client;

import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.error.ErrorCode;
import io.github.dcisdk.error.MalformedMessageException;
import io.github.dcisdk.error.PagesInconsistentException;
import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.json.Code;
import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonValue.JsonObject;
import io.github.dcisdk.json.Rule;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.message.PaginationRequest;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.message.RequestStatus;
import io.github.dcisdk.message.SearchCriteria;
import io.github.dcisdk.message.SearchRequest;
import io.github.dcisdk.message.SearchRequestItem;
import io.github.dcisdk.message.SearchResponse;
import io.github.dcisdk.message.SearchResponseItem;
import io.github.dcisdk.profile.RecordType;
import io.github.dcisdk.profile.RegistryProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Synchronous searches: one query, one page at a time. Immutable, thread-safe. */
final class SearchCall {
    private static final String VERSION = "1.0.0";

    private final DciClient peer;
    private final RegistryProfile registry;

    SearchCall(DciClient peer, RegistryProfile registry) {
        this.peer = peer;
        this.registry = registry;
    }

    <T extends DciObject> SearchPage<T> firstPage(RecordType<T> recordType, Query query, SearchOptions options) {
        PageRequest<T> request = new PageRequest<>(recordType, query, options);
        int number = options.pageNumber();
        PageAnswer answer = ask(request, number, peer.context());
        checkPageNumber(answer, number, 0);
        PagePosition position = PagePosition.first(
                number, answer.records().size(), answer.pageSize().orElse(options.pageSize()), answer.totalCount());
        return page(request, answer, position);
    }

    private <T extends DciObject> SearchPage<T> nextPage(PageRequest<T> request, SearchPage<T> previous) {
        PagePosition before = previous.position();
        if (before.size() == 0) {
            PagesInconsistentException endsShort = new PagesInconsistentException(
                    "the registry ended before its total: an empty page at " + before,
                    before.received(),
                    previous.context());
            endsShort.initRawAnswer(previous.rawAnswer());
            throw endsShort;
        }
        int number = before.pageNumber() + 1;
        PageAnswer answer = ask(request, number, peer.context().withRecordsReceived(before.received()));
        checkPageNumber(answer, number, before.received());
        PagePosition position = before.next(answer.records().size(), answer.totalCount());
        if (answer.totalCount().isPresent() && !answer.totalCount().equals(before.totalCount())) {
            answer.report("/pagination/total_count", Rule.PAGE_TOTAL);
        }
        SearchPage<T> page = page(request, answer, position);
        if (previous.hasSameRecords(page)) {
            throw answer.with(new PagesInconsistentException(
                    "page " + number + " repeats the page before it", before.received(), answer.context()));
        }
        return page;
    }

    /** Of the first page, another number is a slip of the pen; further on it means that pages are left out or repeated. */
    private static void checkPageNumber(PageAnswer answer, int asked, long received) {
        Optional<Integer> named = answer.pageNumber();
        if (named.isEmpty() || named.get() == asked) {
            return;
        } else if (asked > 1) {
            throw answer.with(new PagesInconsistentException(
                    "page " + asked + " was asked for, page " + named.get() + " came", received, answer.context()));
        }
        answer.report("/pagination/page_number", Rule.PAGE);
    }

    private <T extends DciObject> SearchPage<T> page(PageRequest<T> request, PageAnswer answer, PagePosition position) {
        if (position.isTotalTooSmall()) {
            answer.report("/pagination/total_count", Rule.PAGE_TOTAL);
        }
        List<T> records = new ArrayList<>(position.size());
        for (JsonObject record : answer.records()) {
            String pointer = answer.pointer() + "/data/reg_records/" + records.size();
            records.add(Json.read(record, request.recordType().type(), pointer, answer.findings()::add));
        }
        List<Finding> findings = answer.findings();
        peer.handOver(findings.subList(answer.answer().findings().size(), findings.size()), answer.answer());
        return new SearchPage<>(
                records,
                position,
                answer.context(),
                answer.findings(),
                answer.answer().rawAnswer(),
                previous -> nextPage(request, previous));
    }

    private PageAnswer ask(PageRequest<?> request, int pageNumber, CallContext context) {
        String referenceId = UUID.randomUUID().toString();
        SearchRequest message = request(request, pageNumber, referenceId);
        Answer<SearchResponse> answer = peer.call(Operation.SYNC_SEARCH, message, context);
        List<SearchResponseItem> items = answer.message().searchResponse();
        boolean isSuccess = answer.header().status().equals(Optional.of(RequestStatus.SUCC));
        if (items.isEmpty() && peer.profile().dropsEmptyItems() && isSuccess) {
            return new PageAnswer(answer, "", Optional.empty(), new ArrayList<>(answer.findings()));
        }
        PageAnswer own = ownItem(answer, referenceId);
        checkStatus(own);
        return own;
    }

    private SearchRequest request(PageRequest<?> request, int pageNumber, String referenceId) {
        SearchCriteria criteria = SearchCriteria.builder(
                        request.query().queryType(), request.query().toJson())
                .version(VERSION)
                .regType(peer.profile().regType(registry))
                .regRecordType(request.recordType().name())
                .pagination(PaginationRequest.builder(request.options().pageSize())
                        .pageNumber(pageNumber)
                        .build())
                .build();
        SearchRequestItem item = SearchRequestItem.builder(referenceId, DciDateTime.of(peer.now()), criteria)
                .locale(request.options().locale().orElse(null))
                .build();
        return SearchRequest.builder(UUID.randomUUID().toString(), List.of(item))
                .build();
    }

    /** The one item that belongs to the query. Data that came for it a second time would otherwise be lost unseen. */
    private static PageAnswer ownItem(Answer<SearchResponse> answer, String referenceId) {
        List<SearchResponseItem> items = answer.message().searchResponse();
        List<Finding> findings = new ArrayList<>(answer.findings());
        PageAnswer own = null;
        for (int i = 0; i < items.size(); i++) {
            String pointer = "/message/search_response/" + i;
            if (!items.get(i).referenceId().equals(Optional.of(referenceId))) {
                findings.add(new Finding(pointer + "/reference_id", Rule.REFERENCE_ID));
            } else if (own == null) {
                own = new PageAnswer(answer, pointer, Optional.of(items.get(i)), findings);
            } else {
                throw own.with(notUnderstood(
                        Rule.REFERENCE_ID_DUPLICATE, pointer, "the query is answered twice", answer.context()));
            }
        }
        if (own == null) {
            String detail = items.isEmpty()
                    ? "the answer has no item for the query; if the peer leaves out items of queries that find nothing,"
                            + " set PeerProfile.droppingEmptyItems()"
                    : "no item of the answer belongs to the query: another reference_id";
            MalformedMessageException error =
                    notUnderstood(Rule.REFERENCE_ID, "/message/search_response", detail, answer.context());
            error.initRawAnswer(answer.rawAnswer());
            throw error;
        }
        return own;
    }

    /** An item is an answer when it succeeded, or when it carries data and is not pending. */
    private static void checkStatus(PageAnswer answer) {
        SearchResponseItem item = answer.item().orElseThrow();
        Optional<RequestStatus> status = item.status();
        if (status.equals(Optional.of(RequestStatus.RJCT))) {
            throw answer.with(new RejectedException(
                    item.statusReasonCode().map(Code::code).orElse(null),
                    item.statusReasonMessage().orElse(null),
                    answer.context()));
        } else if (status.equals(Optional.of(RequestStatus.SUCC))) {
            return;
        } else if (item.data().isEmpty() || status.equals(Optional.of(RequestStatus.PDNG))) {
            throw answer.with(notUnderstood(
                    Rule.STATUS_CONTRADICTION,
                    answer.pointer() + "/status",
                    "the status of the item is "
                            + status.map(Code::toString).orElse("absent")
                            + (item.data().isEmpty() ? " and it has no data" : "")
                            + ", but a synchronous search is answered at once or never",
                    answer.context()));
        }
        answer.report("/status", Rule.STATUS_CONTRADICTION);
    }

    private static MalformedMessageException notUnderstood(
            Rule rule, String pointer, String detail, CallContext context) {
        return new MalformedMessageException(ErrorCode.NOT_UNDERSTOOD, rule.id(), pointer, detail, context, null);
    }

    /** What stays the same from page to page. */
    private record PageRequest<T extends DciObject>(RecordType<T> recordType, Query query, SearchOptions options) {}
}
