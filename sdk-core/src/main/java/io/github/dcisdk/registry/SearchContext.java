package io.github.dcisdk.registry;

import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.message.SearchCriteria;
import java.util.Optional;

/**
 * What came with a query. Immutable; {@link #toString()} shows identifiers and page only.
 *
 * @param senderId who asks, proven by signature or token as the trust store demands
 * @param pageNumber the page that is asked for, counted from 1
 * @param pageSize how many records it may have; when none was asked for, or more, {@link
 *     RegistryEndpoint.Builder#maxPageSize}
 * @param locale the language for texts, three letters (ISO 639-3), if one was asked for in that form; the answer repeats it
 * @param criteria the whole criteria as they came, with sorting, consent and authorisation
 * @param call the identifiers of the exchange
 */
public record SearchContext(
        String senderId,
        int pageNumber,
        int pageSize,
        Optional<String> locale,
        SearchCriteria criteria,
        CallContext call) {
    /**
     * How many matching records stand before the page.
     *
     * @return 0 for the first page
     */
    public long offset() {
        return (long) (pageNumber - 1) * pageSize;
    }

    SearchContext nextPage() {
        return new SearchContext(senderId, pageNumber + 1, pageSize, locale, criteria, call);
    }

    @Override
    public String toString() {
        return "SearchContext[page " + pageNumber + " of " + pageSize + ", " + call + "]";
    }
}
