package io.github.dcisdk.registry;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Answers search messages: each item for itself and in its order, so that one bad item does not spoil the others.
 * Thread-safe.
 */
final class SearchService {
    private static final String VERSION = "1.0.0";
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{3}");

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
        Map<Integer, Finding> broken = SearchRejection.firstByItem(exchange.meaningChangingFindings());
        List<SearchResponseItem> items = new ArrayList<>();
        Set<String> referenceIds = new HashSet<>();
        for (int i = 0; i < request.searchRequest().size(); i++) {
            SearchRequestItem item = request.searchRequest().get(i);
            String referenceId = item.referenceId().orElse("");
            boolean repeated = !referenceIds.add(referenceId);
            DciDateTime now = DciDateTime.of(clock.instant());
            try {
                if (broken.containsKey(i)) {
                    throw SearchRejection.of(broken.get(i));
                } else if (referenceId.isBlank()) {
                    throw SearchRejection.of(i, "/reference_id", Rule.REQUIRED_MEMBER);
                } else if (repeated) {
                    throw SearchRejection.of(i, "/reference_id", Rule.REFERENCE_ID_DUPLICATE);
                }
                SearchResponseItem found =
                        found(SearchResponseItem.builder(referenceId, now, RequestStatus.SUCC), item, i, exchange);
                items.add(found);
                exchange.audit(SearchAudit.answered(item, found));
            } catch (RejectedException e) {
                if (e.peer().isPresent()) {
                    // Another peer's rejection, which may say anything, is a fault of the handler that let it through.
                    throw e;
                }
                items.add(rejected(SearchResponseItem.builder(referenceId, now, RequestStatus.RJCT), e));
                exchange.audit(SearchAudit.rejected(item, e));
            }
        }
        return SearchResponse.builder(request.transactionId().orElseThrow(), exchange.correlationId(), items)
                .build();
    }

    private static SearchResponseItem rejected(SearchResponseItem.Builder answer, RejectedException rejection) {
        return answer.statusReasonCode(
                        rejection.reasonCode().map(SearchStatusReasonCode::of).orElse(null))
                .statusReasonMessage(
                        rejection.reasonMessage().map(StatusReason::cut).orElse(null))
                .build();
    }

    private SearchResponseItem found(
            SearchResponseItem.Builder answer, SearchRequestItem item, int index, InboundExchange exchange) {
        SearchCriteria criteria = item.searchCriteria()
                .orElseThrow(() -> SearchRejection.of(index, "/search_criteria", Rule.REQUIRED_MEMBER));
        Optional<String> regType = criteria.regType().filter(name -> !name.isBlank());
        if (regType.filter(name -> !profile.isNamed(name)).isPresent()) {
            throw SearchRejection.of(index, "/search_criteria/reg_type", Rule.REG_TYPE);
        }
        RecordSearch<?> search = search(criteria)
                .orElseThrow(() -> SearchRejection.of(index, "/search_criteria/reg_record_type", Rule.REG_RECORD_TYPE));
        SearchContext context = context(criteria, item.locale(), index, exchange);
        answer.locale(context.locale().orElse(null));
        return search.find(answer, query(criteria, index, exchange), context, regType.orElse(profile.regType()))
                .build();
    }

    private Optional<RecordSearch<?>> search(SearchCriteria criteria) {
        RecordType<?> usual = profile.recordTypes().get(0);
        Optional<String> named = Stream.of(criteria.regRecordType(), criteria.responseEntity())
                .flatMap(Optional::stream)
                .filter(name -> !name.isBlank())
                .findFirst();
        return (named.isEmpty() ? Optional.<RecordType<?>>of(usual) : profile.recordType(named.get()))
                .map(searches::get);
    }

    private static Query query(SearchCriteria criteria, int index, InboundExchange exchange) {
        if (criteria.queryType().isEmpty() || criteria.query().isEmpty()) {
            throw SearchRejection.of(index, "/search_criteria/query", Rule.REQUIRED_MEMBER);
        }
        List<Finding> findings = new ArrayList<>();
        Query query = Query.of(
                criteria.queryType().get(),
                criteria.query().get(),
                SearchRejection.ITEMS + index + "/search_criteria/query",
                findings::add);
        for (Finding finding : findings) {
            exchange.report(finding);
            if (finding.rule().ruleClass() == RuleClass.MEANING_CHANGING) {
                throw SearchRejection.of(finding);
            }
        }
        return query;
    }

    private SearchContext context(
            SearchCriteria criteria, Optional<String> locale, int index, InboundExchange exchange) {
        int pageSize =
                criteria.pagination().flatMap(PaginationRequest::pageSize).orElse(maxPageSize);
        int pageNumber =
                criteria.pagination().flatMap(PaginationRequest::pageNumber).orElse(1);
        if (pageSize < 1 || pageNumber < 1) {
            throw SearchRejection.of(index, "/search_criteria/pagination", Rule.PAGINATION);
        }
        return new SearchContext(
                exchange.header().senderId().orElseThrow(),
                pageNumber,
                Math.min(pageSize, maxPageSize),
                locale.filter(language -> LANGUAGE.matcher(language).matches()),
                criteria,
                exchange.context());
    }
}
