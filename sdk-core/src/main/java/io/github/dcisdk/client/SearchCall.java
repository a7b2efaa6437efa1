package io.github.dcisdk.client;

import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.error.ErrorCode;
import io.github.dcisdk.error.MalformedMessageException;
import io.github.dcisdk.error.PagesInconsistentException;
import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonValue.JsonObject;
import io.github.dcisdk.json.Rule;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.message.Pagination;
import io.github.dcisdk.message.PaginationRequest;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.message.RequestStatus;
import io.github.dcisdk.message.SearchCriteria;
import io.github.dcisdk.message.SearchRequest;
import io.github.dcisdk.message.SearchRequestItem;
import io.github.dcisdk.message.SearchResponse;
import io.github.dcisdk.message.SearchResponseData;
import io.github.dcisdk.message.SearchResponseItem;
import io.github.dcisdk.profile.RecordType;
import io.github.dcisdk.profile.RegistryProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** Synchronous searches: one query, one page at a time. */
final class SearchCall {
    private static final String VERSION = "1.0.0";
    private static final String DATA = "/message/search_response/0/data";

    private final DciClient peer;
    private final RegistryProfile registry;

    SearchCall(DciClient peer, RegistryProfile registry) {
        this.peer = peer;
        this.registry = registry;
    }

    <T extends DciObject> SearchPage<T> firstPage(RecordType<T> recordType, Query query, SearchOptions options) {
        PageRequest<T> request = new PageRequest<>(recordType, query, options);
        PageAnswer answer = ask(request, options.pageNumber());
        long skipped = (long) (options.pageNumber() - 1) * options.pageSize();
        return page(request, answer, options.pageNumber(), 0, skipped);
    }

    private <T extends DciObject> SearchPage<T> nextPage(PageRequest<T> request, SearchPage<T> previous) {
        int number = previous.pageNumber() + 1;
        PagePosition before = previous.position();
        PageAnswer answer = ask(request, number);
        List<JsonObject> records = answer.records();
        if (answer.pageNumber().filter(named -> named != number).isPresent()) {
            throw inconsistent("page " + number + " was asked for, another came", before, answer);
        } else if (previous.repeats(records)) {
            throw inconsistent("page " + number + " repeats the page before it", before, answer);
        }
        SearchPage<T> page = page(request, answer, number, before.received(), before.skipped());
        if (records.isEmpty() && page.hasNextPage()) {
            throw inconsistent(
                    "the registry ended before its total: " + page.position() + " at an empty page", before, answer);
        }
        return page;
    }

    private static PagesInconsistentException inconsistent(String detail, PagePosition before, PageAnswer answer) {
        return new PagesInconsistentException(
                detail, before.received(), answer.answer().context());
    }

    private <T extends DciObject> SearchPage<T> page(
            PageRequest<T> request, PageAnswer answer, int number, long receivedBefore, long skipped) {
        List<JsonObject> received = answer.records();
        List<Finding> findings = new ArrayList<>(answer.answer().findings());
        List<T> records = new ArrayList<>(received.size());
        for (int i = 0; i < received.size(); i++) {
            records.add(
                    Json.read(received.get(i), request.recordType().type(), DATA + "/reg_records/" + i, findings::add));
        }
        PagePosition position = new PagePosition(
                number, receivedBefore + received.size(), skipped, answer.totalCount(), received.isEmpty());
        Answer<?> checked = answer.answer().withFindings(findings);
        return new SearchPage<>(records, received, position, checked, previous -> nextPage(request, previous));
    }

    private PageAnswer ask(PageRequest<?> request, int pageNumber) {
        String referenceId = UUID.randomUUID().toString();
        SearchRequest message = request(request, pageNumber, referenceId);
        Answer<SearchResponse> answer = peer.call(Operation.SYNC_SEARCH, message);
        List<SearchResponseItem> items = answer.message().searchResponse();
        if (items.isEmpty() && peer.profile().dropsEmptyItems()) {
            return new PageAnswer(answer, Optional.empty());
        }
        SearchResponseItem item = items.stream()
                .filter(candidate -> candidate.referenceId().equals(Optional.of(referenceId)))
                .findFirst()
                .orElseThrow(() -> notUnderstood(
                        Rule.REFERENCE_ID, "no item of the answer belongs to the query", answer.context()));
        return new PageAnswer(checkStatus(answer, item), Optional.of(item));
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

    /** An item with data is an answer, whatever else it says, unless it is rejected. */
    private static Answer<SearchResponse> checkStatus(Answer<SearchResponse> answer, SearchResponseItem item) {
        RequestStatus status = item.status().orElse(RequestStatus.SUCC);
        if (status.equals(RequestStatus.RJCT)) {
            throw new RejectedException(
                    item.statusReasonCode().map(code -> code.code()).orElse(null),
                    item.statusReasonMessage().orElse(null),
                    answer.context());
        } else if (status.equals(RequestStatus.SUCC)) {
            return answer;
        } else if (item.data().isEmpty()) {
            throw notUnderstood(
                    Rule.STATUS_CONTRADICTION, "a synchronous answer has neither data nor a result", answer.context());
        }
        List<Finding> findings = new ArrayList<>(answer.findings());
        findings.add(new Finding("/message/search_response/0/status", Rule.STATUS_CONTRADICTION));
        return answer.withFindings(findings);
    }

    private static MalformedMessageException notUnderstood(Rule rule, String detail, CallContext context) {
        return new MalformedMessageException(
                ErrorCode.NOT_UNDERSTOOD, rule.id(), "/message/search_response", detail, context, null);
    }

    /** What stays the same from page to page. */
    private record PageRequest<T extends DciObject>(RecordType<T> recordType, Query query, SearchOptions options) {}

    /** One answer, and its item that belongs to the query. */
    private record PageAnswer(Answer<SearchResponse> answer, Optional<SearchResponseItem> item) {
        List<JsonObject> records() {
            return item.flatMap(SearchResponseItem::data)
                    .map(SearchResponseData::regRecords)
                    .orElse(List.of());
        }

        Optional<Integer> pageNumber() {
            return item.flatMap(SearchResponseItem::pagination).flatMap(Pagination::pageNumber);
        }

        OptionalLong totalCount() {
            return item.flatMap(SearchResponseItem::pagination)
                    .flatMap(Pagination::totalCount)
                    .filter(count -> count >= 0)
                    .map(OptionalLong::of)
                    .orElse(OptionalLong.empty());
        }
    }
}
