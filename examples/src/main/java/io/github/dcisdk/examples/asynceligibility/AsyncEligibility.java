package io.github.dcisdk.examples.asynceligibility;

import io.github.dcisdk.callback.AnswerHandler;
import io.github.dcisdk.client.Dci;
import io.github.dcisdk.client.SearchOptions;
import io.github.dcisdk.examples.loopback.Database;
import io.github.dcisdk.examples.loopback.LoopbackRegistry;
import io.github.dcisdk.examples.loopback.TemporaryFolder;
import io.github.dcisdk.jdbc.ContentKey;
import io.github.dcisdk.jdbc.ContentKeys;
import io.github.dcisdk.jdbc.JdbcStore;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.message.Sort;
import io.github.dcisdk.socialregistry.SocialAttributes;
import io.github.dcisdk.socialregistry.SocialGroup;
import io.github.dcisdk.socialregistry.SocialRegistry;
import io.github.dcisdk.socialregistry.SocialRegistryClient;
import io.github.dcisdk.work.BackOff;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * Grants to all poor households, whom a social registry names in an answer that comes later, in pages. One program asks and
 * ends. Another one takes the answer, and dies in the middle of the second page. The third one goes on.
 */
public final class AsyncEligibility {
    private static final BackOff SOON = new BackOff(Duration.ofMillis(200), Duration.ofSeconds(1), 100);
    private static final int PAGE_SIZE = 5;

    private final ContentKeys keys = ContentKeys.of(ContentKey.generate("kept-where-secrets-are"));
    private final PrintStream out;
    private final Path folder;
    private final LoopbackRegistry registry;

    private AsyncEligibility(PrintStream out, Path folder, LoopbackRegistry registry) {
        this.out = out;
        this.folder = folder;
        this.registry = registry;
    }

    /**
     * Runs the example.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(new PrintStream(System.out, true, StandardCharsets.UTF_8));
    }

    static void run(PrintStream out) {
        try (TemporaryFolder folder = TemporaryFolder.create();
                LoopbackRegistry registry = LoopbackRegistry.start(
                        SocialRegistry.PROFILE, endpoint -> endpoint.search(SocialRegistry.GROUP, Households.search())
                                .asynchronous()
                                .maxPageSize(PAGE_SIZE)
                                .callbackAttempts(SOON))) { // nobody may be there when it calls back
            new AsyncEligibility(out, folder.path(), registry).run();
        }
    }

    private void run() {
        ask();
        answer("Second program", true);
        answer("Third program", false);
        try (Database database = Database.in(folder)) {
            out.println("In the end: " + Grants.summary(database));
        }
    }

    /** A job that asks. What it began is stored, so it does not have to wait for the answer, nor be called back itself. */
    private void ask() {
        try (Database database = Database.in(folder);
                JdbcStore store = store(database);
                Dci dci = registry.consumer()
                        .store(store)
                        .executor(Runnable::run) // sent by this thread, so that it is sent when the job ends
                        .build()) {
            Grants.createTable(database);
            SocialRegistryClient social =
                    SocialRegistryClient.of(registry.peer(dci).build());
            Query poor = Query.where(SocialAttributes.POVERTY_SCORE).lt(Grants.SCORE_LINE);
            SearchOptions options = SearchOptions.DEFAULT.sort(Sort.asc(SocialAttributes.GROUP_IDENTIFIER));
            String transactionId = social.searchAsync(SocialRegistry.GROUP, poor, options, Grants.NAME);
            out.println("First program: asked with transaction_id " + transactionId);
        }
    }

    /** A service that takes answers, until it has all of it or dies. */
    private void answer(String name, boolean dies) {
        out.println(name + ":");
        CountDownLatch end = new CountDownLatch(1);
        Grants grants = new Grants(out, end);
        AnswerHandler<SocialGroup> handler = dies ? new PowerFailure(grants, out, end) : grants;
        try (Database database = Database.in(folder);
                JdbcStore store = store(database);
                GrantService service = new GrantService(registry, store, handler)) {
            service.await(end);
        }
    }

    private JdbcStore store(Database database) {
        return JdbcStore.builder(database.source())
                .encryptContents(keys)
                .install()
                .build();
    }
}
