package io.github.dcisdk.testing;

import io.github.dcisdk.message.SearchResponse;
import io.github.dcisdk.message.SearchResponseItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Changes items of the answer to a search.
 *
 * @param change gives the item that stands in the place of one, or nothing to leave it out
 * @param only the place of the one item that is changed, counted from 0; null for all items
 */
record ItemEffect(
        Function<SearchResponseItem, Optional<SearchResponseItem>> change,
        @Nullable Integer only) implements Effect {

    @Override
    public Reply reply(Reply reply, Scene scene) {
        return scene.editSearch(reply, this::changed);
    }

    private SearchResponse changed(SearchResponse answer) {
        List<SearchResponseItem> items = new ArrayList<>();
        for (int i = 0; i < answer.searchResponse().size(); i++) {
            SearchResponseItem item = answer.searchResponse().get(i);
            Optional<SearchResponseItem> sent = only == null || only == i ? change.apply(item) : Optional.of(item);
            sent.ifPresent(items::add);
        }
        return answer.toBuilder().searchResponse(items).build();
    }
}
