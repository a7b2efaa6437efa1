package io.github.dcisdk.testing;

import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.registry.SearchContext;
import io.github.dcisdk.registry.SearchResult;
import java.util.List;
import java.util.function.Supplier;

/** Which records a registry finds. */
enum Searching {
    /** Those that answer the query. */
    HONEST {
        @Override
        <T extends DciObject> SearchResult<T> result(
                Supplier<SearchResult<T>> search, List<T> records, SearchContext context) {
            return search.get();
        }
    },
    /** All that it has, whatever is searched for. */
    IGNORING_THE_QUERY {
        @Override
        <T extends DciObject> SearchResult<T> result(
                Supplier<SearchResult<T>> search, List<T> records, SearchContext context) {
            return SearchResult.all(records);
        }
    },
    /** From page 2 on, those of the page before. */
    REPEATING_PAGES {
        @Override
        <T extends DciObject> SearchResult<T> result(
                Supplier<SearchResult<T>> search, List<T> records, SearchContext context) {
            SearchResult<T> found = search.get();
            if (context.pageNumber() == 1) {
                return found;
            }
            List<T> page = found.records().stream()
                    .skip(context.offset() - context.pageSize())
                    .limit(context.pageSize())
                    .toList();
            return SearchResult.page(page, found.totalCount());
        }
    };

    /**
     * Searches.
     *
     * @param search what finds all records that answer the query
     * @param records all records
     * @param context the page that is asked for
     */
    abstract <T extends DciObject> SearchResult<T> result(
            Supplier<SearchResult<T>> search, List<T> records, SearchContext context);
}
