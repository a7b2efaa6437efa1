package io.github.dcisdk.testing;

import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.message.SearchCriteria;
import io.github.dcisdk.message.SearchRequest;
import io.github.dcisdk.message.SearchRequestItem;
import io.github.dcisdk.message.SearchResponseItem;
import io.github.dcisdk.message.SearchSort;
import io.github.dcisdk.profile.RecordType;
import io.github.dcisdk.profile.RegistryProfile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Searches as messages, below what a client for a registry checks. */
final class Messages {
    private Messages() {}

    /** Asks for several queries in one message, all records on one page. */
    static List<SearchResponseItem> ask(
            TestRegistry registry,
            RegistryProfile profile,
            RecordType<?> recordType,
            List<SearchSort> sort,
            Query... queries) {
        List<SearchRequestItem> items = new ArrayList<>();
        for (Query query : queries) {
            SearchCriteria criteria = SearchCriteria.builder(query.queryType(), query.toJson())
                    .regType(profile.regType())
                    .regRecordType(recordType.name())
                    .sort(sort)
                    .build();
            items.add(SearchRequestItem.builder("item-" + items.size(), DciDateTime.of(Instant.now()), criteria)
                    .build());
        }
        SearchRequest message = SearchRequest.builder("transaction-1", items).build();
        return registry.client().call(Operation.SYNC_SEARCH, message).message().searchResponse();
    }
}
