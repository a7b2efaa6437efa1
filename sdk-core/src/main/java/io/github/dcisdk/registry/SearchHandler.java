package io.github.dcisdk.registry;

import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.message.Query;

/**
 * Finds records for a query. The one thing that a registry has to write itself. Implementations are thread-safe and may
 * block.
 *
 * @param <T> the class of the records
 */
@FunctionalInterface
public interface SearchHandler<T extends DciObject> {
    /**
     * Finds records. Several queries of one message are given one after the other. Any other error than a rejection, also
     * one of a call to another peer, is logged without its message, and the whole message is answered with HTTP 500.
     *
     * @param query what is searched for; of any kind, so that a kind that the registry does not know has to be rejected. Of
     *     the kind {@code idtype-value}, always a {@link Query.IdentifierQuery}
     * @param context page, requester and everything else that came with the query
     * @return what was found, without records when nothing was
     * @throws io.github.dcisdk.error.RejectedException to reject this query, for example with {@code
     *     rjct.search_criteria.invalid}; the other queries of the message are answered all the same
     */
    SearchResult<T> find(Query query, SearchContext context);
}
