package io.github.dcisdk.examples.async;

import io.github.dcisdk.callback.AnswerEnd;
import io.github.dcisdk.callback.AnswerHandler;
import io.github.dcisdk.callback.CallbackEndpoint;
import io.github.dcisdk.callback.HandlerContext;
import io.github.dcisdk.client.AnswerPage;
import io.github.dcisdk.client.AsyncSearchResult;
import io.github.dcisdk.client.CallOptions;
import io.github.dcisdk.client.Dci;
import io.github.dcisdk.client.DciClient;
import io.github.dcisdk.client.Outcome;
import io.github.dcisdk.client.PendingAnswer;
import io.github.dcisdk.client.SearchOptions;
import io.github.dcisdk.client.Subscription;
import io.github.dcisdk.crvs.Crvs;
import io.github.dcisdk.crvs.CrvsClient;
import io.github.dcisdk.crvs.CrvsPerson;
import io.github.dcisdk.crvs.VitalEvent;
import io.github.dcisdk.error.AnswerIncompleteException;
import io.github.dcisdk.error.DciException;
import io.github.dcisdk.inbound.JdkHttpServer;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.security.VerificationKey;
import io.github.dcisdk.store.DciStore;
import io.github.dcisdk.store.StoreTransaction;
import io.github.dcisdk.store.StoredTask;
import io.github.dcisdk.store.TaskQuery;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLContext;

/** What is answered later: asked for, waited for, handled, subscribed to. */
@SuppressWarnings("FutureReturnValueIgnored") // What is printed when an answer comes is not waited for.
final class AsyncGuide {
    private final PrintStream out;

    AsyncGuide(PrintStream out) {
        this.out = out;
    }

    static Dci dci(SigningKey key, DciStore store) {
        // snippet: dci
        Dci dci = Dci.builder()
                .identity("spmis.example.gov", key)
                .store(store) // what must survive a restart
                .callbackAddress("https://spmis.example.gov/dci") // sent as sender_uri, exactly so
                .build();
        // end: dci
        return dci;
    }

    CallbackEndpoint endpoint(Dci dci, DciClient civil) {
        // snippet: endpoint
        CallbackEndpoint callbacks = CallbackEndpoint.of(dci)
                .peer(civil) // its answers and events are taken; keys, encryption and profile are the client's
                .onAnswer(Crvs.PROFILE, Crvs.PERSON, "eligibility", new Eligibility())
                .onEvent(
                        Crvs.PROFILE,
                        Crvs.PERSON,
                        VitalEvent.DEATH,
                        "cease-allowance",
                        (event, context) -> ceaseAllowance(event.records(), context.idempotencyKey()))
                .build();
        // end: endpoint
        return callbacks;
    }

    static JdkHttpServer serve(CallbackEndpoint callbacks, SSLContext tls) {
        // snippet: serve
        JdkHttpServer server = JdkHttpServer.builder(callbacks)
                .address(new InetSocketAddress("0.0.0.0", 8443))
                .tls(tls)
                .start();
        // end: serve
        return server;
    }

    static DciClient civil(Dci dci, String baseUrl, VerificationKey key) {
        return dci.peer("crvs.example.gov").baseUrl(baseUrl).trust(key).build();
    }

    PendingAnswer<AsyncSearchResult<CrvsPerson>> search(CrvsClient crvs, Query query) {
        // snippet: search
        PendingAnswer<AsyncSearchResult<CrvsPerson>> later = crvs.searchAsync(query);
        later.thenAccept(result -> out.println(result.records().size() + " persons"));
        // end: search
        return later;
    }

    String outcome(PendingAnswer<AsyncSearchResult<CrvsPerson>> later) {
        // snippet: outcome
        try {
            return later.join().records().size() + " persons";
        } catch (CompletionException e) {
            if (e.getCause() instanceof AnswerIncompleteException part) {
                return "only " + part.received() + " came, which is not the whole";
            } else if (e.getCause() instanceof DciException error) {
                return "no answer: " + Outcome.failed(error).kind();
            }
            throw e;
        }
        // end: outcome
    }

    static PendingAnswer<AsyncSearchResult<CrvsPerson>> patient(CrvsClient crvs, Query query) {
        // snippet: deadline
        CrvsClient patient = crvs.with(CallOptions.DEFAULT.answerWithin(Duration.ofHours(12)));
        PendingAnswer<AsyncSearchResult<CrvsPerson>> later = patient.searchAsync(query);
        // end: deadline
        return later;
    }

    static PendingAnswer<AsyncSearchResult<CrvsPerson>> resume(CrvsClient crvs, String transactionId) {
        // snippet: resume
        PendingAnswer<AsyncSearchResult<CrvsPerson>> later = crvs.resume(transactionId);
        // end: resume
        return later;
    }

    static String toHandler(CrvsClient crvs, Query query) {
        // snippet: to-handler
        String transactionId = crvs.searchAsync(query, SearchOptions.DEFAULT, "eligibility");
        // end: to-handler
        return transactionId;
    }

    // snippet: handler
    final class Eligibility implements AnswerHandler<CrvsPerson> {
        @Override
        public void page(AnswerPage<CrvsPerson> page, HandlerContext context) {
            check(page.records(), context.idempotencyKey());
        }

        @Override
        public void end(AnswerEnd end, HandlerContext context) {
            if (!end.isComplete()) {
                end.items().forEach(query -> query.error().ifPresent(error -> out.println(error.getMessage())));
            }
        }
    }
    // end: handler

    static String inTransaction(Dci dci, CrvsClient crvs, Query query) {
        // snippet: within
        try (StoreTransaction transaction = dci.store().begin()) {
            String transactionId =
                    crvs.registry().searchAsync(Crvs.PERSON, query, SearchOptions.DEFAULT, "eligibility", transaction);
            // ... what the application writes through transaction.unwrap(Connection.class)
            transaction.commit();
            return transactionId;
        }
        // end: within
    }

    Subscription subscribe(CrvsClient crvs) {
        // snippet: subscribe
        Subscription deaths = crvs.subscribe(VitalEvent.DEATH, Query.identifier("UIN", "847951632"));
        deaths.active()
                .thenAccept(
                        active -> out.println("subscribed as " + active.code().orElse("?")));
        // end: subscribe
        return deaths;
    }

    static void cancelAll(CrvsClient crvs) {
        // snippet: subscriptions
        for (Subscription subscription : crvs.subscriptions()) {
            if (subscription.status() == Subscription.Status.ACTIVE) {
                subscription.cancel().join();
            }
        }
        // end: subscriptions
    }

    static void replayParked(DciStore store) {
        // snippet: parked
        for (StoredTask parked : store.tasks(TaskQuery.parked().ofQueue("answer:eligibility"))) {
            boolean done = store.replay(parked.id(), Instant.now()); // or store.discard(parked.id())
            System.Logger log = System.getLogger("operator");
            log.log(System.Logger.Level.INFO, () -> parked + (done ? " goes on" : " is gone"));
        }
        // end: parked
    }

    private void check(List<CrvsPerson> people, String key) {
        out.println("checked " + people.size() + (key.isEmpty() ? " without key" : ""));
    }

    private void ceaseAllowance(List<CrvsPerson> people, String key) {
        out.println("ceased " + people.size() + (key.isEmpty() ? " without key" : ""));
    }
}
