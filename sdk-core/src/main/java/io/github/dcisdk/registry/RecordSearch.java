package io.github.dcisdk.registry;

import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonValue.JsonObject;
import io.github.dcisdk.message.Pagination;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.message.SearchResponseData;
import io.github.dcisdk.message.SearchResponseItem;
import io.github.dcisdk.profile.RecordType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The search of one record type and the handler that does it.
 *
 * @param recordType the record type
 * @param handler finds the records
 */
record RecordSearch<T extends DciObject>(RecordType<T> recordType, SearchHandler<T> handler) {
    private static final String VERSION = "1.0.0";

    /**
     * Gives pages of what is found: the one in the context, or all from there on, which together hold as many records as
     * each of them says that there are.
     *
     * @return how many records were given
     * @throws IllegalStateException if the pages of the handler do not add up, because records changed meanwhile
     */
    int find(
            SearchResponseItem.Builder answer,
            Query query,
            SearchContext first,
            String regType,
            boolean allPages,
            Consumer<SearchResponseItem> pages) {
        SearchContext context = first;
        SearchResult<T> result = handler.find(query, context);
        long total = result.totalCount();
        long given = 0;
        while (true) {
            List<T> records = result.page(context);
            pages.accept(page(answer, records, context, total, regType));
            given += records.size();
            if (!allPages || given >= total || records.isEmpty()) {
                break;
            }
            context = context.nextPage();
            result = result.isWhole() ? result : handler.find(query, context);
            if (result.totalCount() != total) {
                throw doNotAddUp(total, result.totalCount());
            }
        }
        if (allPages && given != total) {
            throw doNotAddUp(total, given);
        }
        return Math.toIntExact(given);
    }

    private static IllegalStateException doNotAddUp(long total, long other) {
        return new IllegalStateException("the pages of the search handler do not add up: " + total
                + " records were announced and " + other + " are there, so the records changed meanwhile");
    }

    private SearchResponseItem page(
            SearchResponseItem.Builder answer, List<T> found, SearchContext context, long total, String regType) {
        List<JsonObject> records = new ArrayList<>();
        for (T each : found) {
            records.add(Json.toJson(each));
        }
        return answer.data(SearchResponseData.builder(records)
                        .version(VERSION)
                        .regType(regType)
                        .regRecordType(recordType.name())
                        .build())
                .pagination(Pagination.builder(context.pageSize(), context.pageNumber(), total)
                        .build())
                .build();
    }
}
