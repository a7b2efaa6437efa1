package io.github.dcisdk.examples.search;

import io.github.dcisdk.client.Outcome;
import io.github.dcisdk.client.SearchOptions;
import io.github.dcisdk.client.SearchPage;
import io.github.dcisdk.client.SearchResults;
import io.github.dcisdk.crvs.CrvsAttributes;
import io.github.dcisdk.crvs.CrvsClient;
import io.github.dcisdk.crvs.CrvsPerson;
import io.github.dcisdk.error.DciException;
import io.github.dcisdk.error.HttpStatusException;
import io.github.dcisdk.error.NotAuthenticException;
import io.github.dcisdk.error.PagesInconsistentException;
import io.github.dcisdk.error.RefusedException;
import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.error.UnavailableException;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.message.Sort;
import java.io.PrintStream;
import java.time.Duration;

/** One page, all pages, options, and what can go wrong, in both styles. */
final class SearchGuide {
    private final CrvsClient crvs;
    private final PrintStream out;

    SearchGuide(CrvsClient crvs, PrintStream out) {
        this.crvs = crvs;
        this.out = out;
    }

    void onePage() {
        // snippet: one-page
        SearchPage<CrvsPerson> page = crvs.search(Query.identifier("UIN", "SYN-0002"));
        out.println(page.records().size() + " of " + page.totalCount().orElse(0));
        page.findings().forEach(finding -> out.println("deviates from the standard: " + finding));
        // end: one-page
    }

    void allPages() {
        // snippet: all-pages
        SearchResults<CrvsPerson> results = crvs.searchAll(Query.identifier("PARENT_UIN", "SYN-0001"));
        for (CrvsPerson person : results) { // asks for page after page, each when it is needed
            out.println(person.name().flatMap(name -> name.givenName()).orElse("(no name)"));
        }
        long pages = results.pages().count(); // asks anew
        // end: all-pages
        out.println(pages + " pages");
    }

    void options() {
        // snippet: options
        SearchOptions options = SearchOptions.DEFAULT
                .pageSize(2)
                .pageNumber(2)
                .sort(Sort.desc(CrvsAttributes.BIRTH_DATE))
                .locale("amh");
        SearchPage<CrvsPerson> second = crvs.search(Query.identifier("PARENT_UIN", "SYN-0001"), options);
        // end: options
        out.println("page " + second.pageNumber() + " of 2 per page: "
                + second.records().size());
    }

    // snippet: errors
    String count(Query query) {
        int found = 0;
        try {
            for (CrvsPerson person : crvs.searchAll(query)) {
                found += person.identifier().isEmpty() ? 0 : 1;
            }
            return found + " with an identifier";
        } catch (RejectedException e) { // the registry understood and says no
            return "rejected: " + e.reasonCode().orElse("(no code)");
        } catch (RefusedException e) { // it did not look at the query
            return "refused: " + e.refusalCode().orElse("(no code)");
        } catch (HttpStatusException e) { // it, or a gateway, does not let us in
            return e.isUnauthorised() ? "check token and signature" : "check the base URL";
        } catch (UnavailableException e) { // no answer; retries are used up
            return e.isRetryable() ? "again in " + e.retryAfter().orElse(Duration.ofMinutes(1)) : e.getMessage();
        } catch (PagesInconsistentException e) { // what came is not the whole
            return "incomplete after " + e.received() + " records, search again";
        } catch (NotAuthenticException e) { // somebody else's answer, or another key or clock; the log says which
            return "not believed: " + e.messageId().orElse("(no id)");
        } catch (DciException e) { // no token, not understood, or encrypted
            return e.getMessage();
        }
    }
    // end: errors

    // snippet: outcome
    String findOne(Query query) {
        Outcome<SearchPage<CrvsPerson>> outcome = Outcome.of(() -> crvs.search(query));
        return switch (outcome.kind()) { // without default: a case that is left out does not compile
            case ANSWERED -> outcome.orElseThrow().records().size() == 1 ? "found" : "not found";
            case REJECTED, REFUSED -> "ask in another way";
            case UNAUTHORISED, NOT_AUTHENTIC -> "keys or credentials have to be mended";
            case UNAVAILABLE, TIMED_OUT -> "try again later";
            case NOT_UNDERSTOOD -> "report to the registry: " + outcome.context();
        };
    }
    // end: outcome
}
