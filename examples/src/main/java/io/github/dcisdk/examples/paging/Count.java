package io.github.dcisdk.examples.paging;

import io.github.dcisdk.client.SearchOptions;
import io.github.dcisdk.client.SearchPage;
import io.github.dcisdk.crvs.CrvsAttributes;
import io.github.dcisdk.crvs.CrvsClient;
import io.github.dcisdk.crvs.CrvsPerson;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.message.Sort;
import java.time.LocalDate;
import java.util.function.Consumer;

/**
 * Counts everybody who was registered by a key date. Keeps numbers only, whatever the length of the list. A real program
 * would store {@code nextPage} together with what it made of the pages before, in one transaction.
 */
final class Count {
    private static final LocalDate KEY_DATE = LocalDate.of(2026, 6, 30);

    private final CrvsClient crvs;
    private int nextPage = 1;
    private long done;
    private long children;

    Count(CrvsClient crvs) {
        this.crvs = crvs;
    }

    /**
     * Goes on with the page after the last one that was counted. The key date and the order keep the pages the same, also
     * when people are registered meanwhile.
     */
    // snippet: walk
    void goOn(Consumer<SearchPage<CrvsPerson>> progress) {
        Query query = Query.where(CrvsAttributes.REGISTRATION_DATE).le(KEY_DATE);
        SearchOptions options =
                SearchOptions.DEFAULT.pageSize(1_000).pageNumber(nextPage).sort(Sort.asc(CrvsAttributes.IDENTIFIER));
        crvs.searchAll(query, options).pages().forEach(page -> {
            count(page);
            progress.accept(page);
        });
    }

    private void count(SearchPage<CrvsPerson> page) {
        done += page.records().size();
        children += page.records().stream().filter(Count::isChild).count();
        nextPage = page.pageNumber() + 1;
    }
    // end: walk

    private static boolean isChild(CrvsPerson person) {
        return person.birthDate()
                .flatMap(date -> date.toLocalDate())
                .filter(born -> born.isAfter(KEY_DATE.minusYears(18)))
                .isPresent();
    }

    long done() {
        return done;
    }

    long children() {
        return children;
    }

    int nextPage() {
        return nextPage;
    }
}
