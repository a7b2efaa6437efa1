package io.github.dcisdk.registry;

import io.github.dcisdk.error.LogText;
import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.inbound.InboundExchange;
import io.github.dcisdk.inbound.StatusReason;
import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonValue.JsonObject;
import io.github.dcisdk.json.Rule;
import io.github.dcisdk.json.RuleClass;
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
import io.github.dcisdk.message.SearchStatusReasonCode;
import io.github.dcisdk.profile.RecordType;
import io.github.dcisdk.profile.RegistryProfile;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers search messages: each item for itself, so that one bad item does not spoil the others. Thread-safe. */
final class SearchService {
    private static final String VERSION = "1.0.0";
    private static final String ITEMS = "/message/search_request";

    /** Items stand in a list; a single one may stand there without. */
    private static final Pattern PLACE = Pattern.compile(ITEMS + "(?:/([0-9]+))?(/.*)?");

    /** Which part of an item is wrong decides the reason code; the first entry whose key begins the place counts. */
    private static final Map<String, SearchStatusReasonCode> REASONS = reasons();

    private final RegistryProfile profile;
    private final Map<RecordType<?>, RecordSearch<?>> searches;
    private final int maxPageSize;
    private final Clock clock;

    SearchService(RegistryProfile profile, Map<RecordType<?>, RecordSearch<?>> searches, int maxPageSize, Clock clock) {
        this.profile = profile;
        this.searches = Map.copyOf(searches);
        this.maxPageSize = maxPageSize;
        this.clock = clock;
    }

    private static Map<String, SearchStatusReasonCode> reasons() {
        Map<String, SearchStatusReasonCode> reasons = new LinkedHashMap<>();
        reasons.put("/reference_id", SearchStatusReasonCode.RJCT_REFERENCE_ID_INVALID);
        reasons.put("/timestamp", SearchStatusReasonCode.RJCT_TIMESTAMP_INVALID);
        reasons.put("/search_criteria/pagination", SearchStatusReasonCode.RJCT_PAGINATION_INVALID);
        reasons.put("/search_criteria/sort", SearchStatusReasonCode.RJCT_SORT_INVALID);
        reasons.put("", SearchStatusReasonCode.RJCT_SEARCH_CRITERIA_INVALID);
        return reasons;
    }

    /** The search of one record type and the handler that does it. */
    record RecordSearch<T extends DciObject>(RecordType<T> recordType, SearchHandler<T> handler) {
        SearchResponseItem.Builder find(
                SearchResponseItem.Builder answer, Query query, SearchContext context, String regType) {
            SearchResult<T> result = handler.find(query, context);
            List<JsonObject> records = new ArrayList<>();
            for (T found : result.page(context)) {
                records.add(Json.toJson(found));
            }
            return answer.data(SearchResponseData.builder(records)
                            .version(VERSION)
                            .regType(regType)
                            .regRecordType(recordType.name())
                            .build())
                    .pagination(Pagination.builder(context.pageSize(), context.pageNumber(), result.totalCount())
                            .build());
        }
    }

    SearchResponse answer(SearchRequest request, InboundExchange exchange) {
        List<SearchResponseItem> items = new ArrayList<>();
        Set<String> referenceIds = new HashSet<>();
        for (int i = 0; i < request.searchRequest().size(); i++) {
            items.add(answer(request.searchRequest().get(i), i, referenceIds, exchange));
        }
        return SearchResponse.builder(request.transactionId().orElseThrow(), exchange.correlationId(), items)
                .build();
    }

    private SearchResponseItem answer(
            SearchRequestItem item, int index, Set<String> referenceIds, InboundExchange exchange) {
        String referenceId = item.referenceId().orElse("");
        DciDateTime now = DciDateTime.of(clock.instant());
        try {
            SearchContext context = check(item, index, exchange);
            if (!referenceIds.add(referenceId)) {
                throw broken(new Finding(ITEMS + "/" + index + "/reference_id", Rule.REFERENCE_ID_DUPLICATE));
            }
            RecordSearch<?> search = search(context.criteria(), index);
            Query query = query(context.criteria(), index, exchange);
            String regType = context.criteria().regType().orElse(profile.regType());
            SearchResponseItem.Builder answer = SearchResponseItem.builder(referenceId, now, RequestStatus.SUCC)
                    .locale(context.locale().orElse(null));
            return search.find(answer, query, context, regType).build();
        } catch (RejectedException e) {
            return SearchResponseItem.builder(referenceId, now, RequestStatus.RJCT)
                    .statusReasonCode(
                            e.reasonCode().map(SearchStatusReasonCode::of).orElse(null))
                    .statusReasonMessage(
                            e.reasonMessage().map(StatusReason::cut).orElse(null))
                    .build();
        }
    }

    private SearchContext check(SearchRequestItem item, int index, InboundExchange exchange) {
        String place = ITEMS + "/" + index;
        for (Finding finding : exchange.findings()) {
            if (finding.rule().ruleClass() == RuleClass.MEANING_CHANGING && isIn(index, finding.pointer())) {
                throw broken(finding);
            }
        }
        if (item.referenceId().filter(id -> !id.isBlank()).isEmpty()) {
            throw broken(new Finding(place + "/reference_id", Rule.REQUIRED_MEMBER));
        }
        SearchCriteria criteria = item.searchCriteria()
                .orElseThrow(() -> broken(new Finding(place + "/search_criteria", Rule.REQUIRED_MEMBER)));
        if (criteria.queryType().isEmpty() || criteria.query().isEmpty()) {
            throw broken(new Finding(place + "/search_criteria/query", Rule.REQUIRED_MEMBER));
        }
        if (criteria.regType().filter(regType -> !profile.isNamed(regType)).isPresent()) {
            throw broken(new Finding(place + "/search_criteria/reg_type", Rule.REG_TYPE));
        }
        int pageSize =
                criteria.pagination().flatMap(PaginationRequest::pageSize).orElse(maxPageSize);
        int pageNumber =
                criteria.pagination().flatMap(PaginationRequest::pageNumber).orElse(1);
        if (pageSize < 1 || pageNumber < 1) {
            throw broken(new Finding(place + "/search_criteria/pagination", Rule.PAGINATION));
        }
        return new SearchContext(
                exchange.header().senderId().orElseThrow(),
                pageNumber,
                Math.min(pageSize, maxPageSize),
                item.locale(),
                criteria,
                exchange.context());
    }

    private static Query query(SearchCriteria criteria, int index, InboundExchange exchange) {
        List<Finding> findings = new ArrayList<>();
        Query query = Query.of(
                criteria.queryType().orElseThrow(),
                criteria.query().orElseThrow(),
                ITEMS + "/" + index + "/search_criteria/query",
                findings::add);
        for (Finding finding : findings) {
            exchange.report(finding);
            if (finding.rule().ruleClass() == RuleClass.MEANING_CHANGING) {
                throw broken(finding);
            }
        }
        return query;
    }

    private static boolean isIn(int index, String pointer) {
        Matcher place = PLACE.matcher(pointer);
        return place.matches()
                && (place.group(1) == null ? index == 0 : place.group(1).equals(Integer.toString(index)));
    }

    private RecordSearch<?> search(SearchCriteria criteria, int index) {
        RecordType<?> recordType = criteria.regRecordType().isEmpty()
                ? profile.recordTypes().get(0)
                : profile.recordType(criteria.regRecordType().get()).orElse(null);
        RecordSearch<?> search = recordType == null ? null : searches.get(recordType);
        if (search == null) {
            throw broken(new Finding(ITEMS + "/" + index + "/search_criteria/reg_record_type", Rule.REG_RECORD_TYPE));
        }
        return search;
    }

    private static RejectedException broken(Finding finding) {
        Matcher place = PLACE.matcher(finding.pointer());
        String inItem = place.matches() && place.group(2) != null ? place.group(2) : "";
        SearchStatusReasonCode reason = finding.rule() == Rule.REFERENCE_ID_DUPLICATE
                ? SearchStatusReasonCode.RJCT_REFERENCE_ID_DUPLICATE
                : REASONS.entrySet().stream()
                        .filter(entry -> inItem.startsWith(entry.getKey()))
                        .findFirst()
                        .orElseThrow()
                        .getValue();
        return new RejectedException(
                reason.code(),
                LogText.safe(finding.toString()) + ": " + finding.rule().statement());
    }
}
