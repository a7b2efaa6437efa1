package io.github.dcisdk.client;

import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.error.DciException;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.JsonValue.JsonObject;
import io.github.dcisdk.json.Rule;
import io.github.dcisdk.message.Pagination;
import io.github.dcisdk.message.SearchResponse;
import io.github.dcisdk.message.SearchResponseData;
import io.github.dcisdk.message.SearchResponseItem;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The answer to one page of a search. Used by one thread.
 *
 * @param answer the whole answer
 * @param pointer where the item of the query stands
 * @param item the item of the query; empty when the peer left it out because nothing was found
 * @param findings where the answer deviates from the standard; grows
 */
record PageAnswer(
        Answer<SearchResponse> answer, String pointer, Optional<SearchResponseItem> item, List<Finding> findings) {

    CallContext context() {
        return answer.context();
    }

    void report(String place, Rule rule) {
        findings.add(new Finding(pointer + place, rule));
    }

    /** An error that this answer led to, with what came over the wire. */
    <E extends DciException> E with(E error) {
        error.initRawAnswer(answer.rawAnswer());
        return error;
    }

    List<JsonObject> records() {
        return item.flatMap(SearchResponseItem::data)
                .map(SearchResponseData::regRecords)
                .orElse(List.of());
    }

    Optional<Integer> pageNumber() {
        return pagination().flatMap(Pagination::pageNumber);
    }

    Optional<Integer> pageSize() {
        return pagination().flatMap(Pagination::pageSize).filter(size -> size > 0);
    }

    OptionalLong totalCount() {
        return pagination()
                .flatMap(Pagination::totalCount)
                .filter(count -> count >= 0)
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    private Optional<Pagination> pagination() {
        return item.flatMap(SearchResponseItem::pagination);
    }
}
