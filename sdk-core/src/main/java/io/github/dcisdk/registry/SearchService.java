package io.github.dcisdk.registry;

import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.inbound.AuditedItem;
import io.github.dcisdk.inbound.InboundExchange;
import io.github.dcisdk.inbound.StatusReason;
import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.Rule;
import io.github.dcisdk.json.RuleClass;
import io.github.dcisdk.message.PaginationRequest;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.message.RequestStatus;
import io.github.dcisdk.message.SearchCriteria;
import io.github.dcisdk.message.SearchRequest;
import io.github.dcisdk.message.SearchRequestItem;
import io.github.dcisdk.message.SearchResponse;
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
import org.jspecify.annotations.Nullable;

/**
 * Answers search messages: each item for itself and in its order, so that one bad item does not spoil the others.
 * Thread-safe.
 */
final class SearchService {
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

    /** Answers in the HTTP response: each item with the page that it names, or the first. */
    SearchResponse answer(SearchRequest request, InboundExchange exchange) {
        List<SearchResponseItem> items = new ArrayList<>();
        answer(request, Asking.of(exchange), false, new SearchAnswers() {
            @Override
            public void add(SearchResponseItem answer) {
                items.add(answer);
            }

            @Override
            public void account(AuditedItem item) {
                exchange.audit(item);
            }

            @Override
            public void failed(SearchRequestItem item, Throwable fault) {
                throw Faults.unchecked(fault);
            }
        });
        return SearchResponse.builder(request.transactionId().orElseThrow(), exchange.correlationId(), items)
                .build();
    }

    /**
     * Answers a message.
     *
     * @param allPages whether an item that names no page gets all of them, one after the other
     */
    void answer(SearchRequest request, Asking asking, boolean allPages, SearchAnswers answers) {
        Map<Integer, Finding> broken = SearchRejection.firstByItem(asking.broken());
        Set<String> referenceIds = new HashSet<>();
        for (int i = 0; i < request.searchRequest().size(); i++) {
            SearchRequestItem item = request.searchRequest().get(i);
            String referenceId = item.referenceId().orElse("");
            Optional<RejectedException> wrong = wrong(i, referenceId, broken.get(i), !referenceIds.add(referenceId));
            ItemSearch search = new ItemSearch(item, i, asking, allPages, answers);
            try {
                if (wrong.isPresent()) {
                    throw wrong.get();
                }
                search.run();
            } catch (RejectedException e) {
                // Another peer's rejection, which may say anything, is a fault of the handler that let it through; and
                // what was answered in part cannot be rejected any more.
                if (e.peer().isPresent() || search.pages > 0) {
                    search.failed(e);
                } else {
                    search.rejected(e);
                }
            } catch (Throwable e) {
                search.failed(e);
            }
        }
    }

    private static Optional<RejectedException> wrong(
            int index, String referenceId, @Nullable Finding broken, boolean repeated) {
        if (broken != null) {
            return Optional.of(SearchRejection.of(broken));
        } else if (referenceId.isBlank()) {
            return Optional.of(SearchRejection.of(index, "/reference_id", Rule.REQUIRED_MEMBER));
        } else if (repeated) {
            return Optional.of(SearchRejection.of(index, "/reference_id", Rule.REFERENCE_ID_DUPLICATE));
        }
        return Optional.empty();
    }

    /** The search of one item. */
    private final class ItemSearch {
        private final SearchRequestItem item;
        private final int index;
        private final Asking asking;
        private final boolean allPages;
        private final SearchAnswers answers;
        private int pages;

        ItemSearch(SearchRequestItem item, int index, Asking asking, boolean allPages, SearchAnswers answers) {
            this.item = item;
            this.index = index;
            this.asking = asking;
            this.allPages = allPages;
            this.answers = answers;
        }

        private SearchResponseItem.Builder answer(RequestStatus status) {
            return SearchResponseItem.builder(item.referenceId().orElse(""), DciDateTime.of(clock.instant()), status);
        }

        void rejected(RejectedException rejection) {
            answers.add(answer(RequestStatus.RJCT)
                    .statusReasonCode(rejection
                            .reasonCode()
                            .map(SearchStatusReasonCode::of)
                            .orElse(null))
                    .statusReasonMessage(
                            rejection.reasonMessage().map(StatusReason::cut).orElse(null))
                    .build());
            answers.account(SearchAudit.rejected(item, rejection));
        }

        void failed(Throwable fault) {
            answers.failed(item, fault);
            rejected(Faults.rejection());
        }

        void run() {
            SearchCriteria criteria = item.searchCriteria()
                    .orElseThrow(() -> SearchRejection.of(index, "/search_criteria", Rule.REQUIRED_MEMBER));
            Optional<String> regType = criteria.regType().filter(name -> !name.isBlank());
            if (regType.filter(name -> !profile.isNamed(name)).isPresent()) {
                throw SearchRejection.of(index, "/search_criteria/reg_type", Rule.REG_TYPE);
            }
            RecordSearch<?> search = search(criteria)
                    .orElseThrow(
                            () -> SearchRejection.of(index, "/search_criteria/reg_record_type", Rule.REG_RECORD_TYPE));
            SearchContext context = context(criteria);
            SearchResponseItem.Builder answer =
                    answer(RequestStatus.SUCC).locale(context.locale().orElse(null));
            boolean wantsAll = allPages && !namesPage(criteria);
            int records =
                    search.find(answer, query(criteria), context, regType.orElse(profile.regType()), wantsAll, page -> {
                        pages++;
                        answers.add(page);
                    });
            answers.account(SearchAudit.answered(item, records));
        }

        private Query query(SearchCriteria criteria) {
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
                asking.findings().accept(finding);
                if (finding.rule().ruleClass() == RuleClass.MEANING_CHANGING) {
                    throw SearchRejection.of(finding);
                }
            }
            return query;
        }

        private SearchContext context(SearchCriteria criteria) {
            int pageSize =
                    criteria.pagination().flatMap(PaginationRequest::pageSize).orElse(maxPageSize);
            int pageNumber =
                    criteria.pagination().flatMap(PaginationRequest::pageNumber).orElse(1);
            if (pageSize < 1 || pageNumber < 1) {
                throw SearchRejection.of(index, "/search_criteria/pagination", Rule.PAGINATION);
            }
            return new SearchContext(
                    asking.senderId(),
                    pageNumber,
                    Math.min(pageSize, maxPageSize),
                    item.locale().filter(language -> LANGUAGE.matcher(language).matches()),
                    criteria,
                    asking.call());
        }
    }

    /** An empty object is one of the forms in which senders write nothing. */
    private static boolean namesPage(SearchCriteria criteria) {
        return criteria.pagination()
                .filter(page -> page.pageSize().isPresent() || page.pageNumber().isPresent())
                .isPresent();
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
}
