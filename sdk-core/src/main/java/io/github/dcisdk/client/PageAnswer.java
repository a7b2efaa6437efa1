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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The answer to one page of a search. Used by one thread.
 *
 * @param answer the whole answer
 * @param pointer where the item of the query stands
 * @param item the item of the query; empty when the peer left it out because nothing was found
 * @param received where item and message deviate from the standard, as known when the answer was read
 * @param added what was noticed since; grows
 */
record PageAnswer(
        Answer<SearchResponse> answer,
        String pointer,
        Optional<SearchResponseItem> item,
        List<Finding> received,
        List<Finding> added) {

    PageAnswer(
            Answer<SearchResponse> answer, String pointer, Optional<SearchResponseItem> item, List<Finding> received) {
        this(answer, pointer, item, received, new ArrayList<>());
    }

    CallContext context() {
        return answer.context();
    }

    void report(String place, Rule rule) {
        added.add(new Finding(pointer + place, rule));
    }

    List<Finding> findings() {
        return Stream.concat(received.stream(), added.stream()).toList();
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
