package io.github.dcisdk.examples.paging;

import io.github.dcisdk.client.SearchPage;
import io.github.dcisdk.crvs.Crvs;
import io.github.dcisdk.crvs.CrvsClient;
import io.github.dcisdk.crvs.CrvsPerson;
import io.github.dcisdk.error.UnavailableException;
import io.github.dcisdk.examples.loopback.LoopbackRegistry;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Goes through 10,000 people with progress. Midway the registry is down for a while. */
public final class Paging {
    private static final int LAST_PAGE_BEFORE_THE_FAILURE = 6;

    private Paging() {}

    /**
     * Runs the example.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(new PrintStream(System.out, true, StandardCharsets.UTF_8));
    }

    static void run(PrintStream out) {
        try (LoopbackRegistry registry =
                LoopbackRegistry.start(Crvs.PROFILE, endpoint -> endpoint.search(Crvs.PERSON, Population.search()))) {
            Count count = new Count(CrvsClient.of(registry.peer().build()));
            try {
                count.goOn(page -> {
                    print(page, count, out);
                    if (page.pageNumber() == LAST_PAGE_BEFORE_THE_FAILURE) {
                        registry.stop();
                    }
                });
            } catch (UnavailableException e) { // the SDK has tried three times
                out.println("No answer. Counted so far: " + count.done() + ", next page: " + count.nextPage());
            }
            registry.startAgain();
            count.goOn(page -> print(page, count, out));
            out.println("Counted: " + count.done() + ", under 18: " + count.children());
        }
    }

    private static void print(SearchPage<CrvsPerson> page, Count count, PrintStream out) {
        // snippet: progress
        long total = page.totalCount().orElse(0); // not every registry names one
        String progress = total == 0 ? "" : " of " + total + " (" + 100 * count.done() / total + " %)";
        out.println("Page " + page.pageNumber() + ": " + count.done() + progress);
        // end: progress
    }
}
