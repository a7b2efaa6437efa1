package io.github.dcisdk.examples.calls;

import io.github.dcisdk.client.CallObserver;
import io.github.dcisdk.client.CallOptions;
import io.github.dcisdk.client.Dci;
import io.github.dcisdk.client.SearchPage;
import io.github.dcisdk.crvs.CrvsClient;
import io.github.dcisdk.crvs.CrvsPerson;
import io.github.dcisdk.error.DciException;
import io.github.dcisdk.error.ErrorCode;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.transport.Attempt;
import io.github.dcisdk.transport.HttpTransport;
import io.github.dcisdk.transport.RetryPolicy;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** How calls are made: how long, how often, in which thread, through which proxy, and who watches. */
final class CallsGuide {
    private final CrvsClient crvs;
    private final PrintStream out;

    CallsGuide(CrvsClient crvs, PrintStream out) {
        this.crvs = crvs;
        this.out = out;
    }

    static HttpTransport limits() {
        // snippet: limits
        HttpTransport transport = HttpTransport.builder()
                .connectTimeout(Duration.ofSeconds(5))
                .readTimeout(Duration.ofSeconds(20)) // how long the peer may be silent
                .callTimeout(Duration.ofMinutes(1)) // all attempts and waits together
                .retry(RetryPolicy.DEFAULT.withMaxAttempts(4))
                .build();
        // end: limits
        return transport;
    }

    static Dci overTransport(SigningKey key, HttpTransport transport) {
        // snippet: transport
        Dci dci = Dci.builder()
                .identity("spmis.example.gov", key)
                .transport(transport) // yours to close
                .build();
        // end: transport
        return dci;
    }

    void options() {
        // snippet: options
        CrvsClient atTheDesk = crvs.with(CallOptions.DEFAULT
                .callTimeout(Duration.ofSeconds(5))
                .retry(RetryPolicy.none())
                .header("X-Tenant", "north"));
        SearchPage<CrvsPerson> page = atTheDesk.search(Query.identifier("UIN", "SYN-0002"));
        // end: options
        out.println(page.records().size() + " at the desk");
    }

    void futures() {
        // snippet: futures
        CompletableFuture<SearchPage<CrvsPerson>> child =
                crvs.future(client -> client.search(Query.identifier("UIN", "SYN-0002")));
        CompletableFuture<Long> children =
                crvs.future(client -> client.searchAll(Query.identifier("PARENT_UIN", "SYN-0001")).stream()
                        .count());
        out.println(child.join().records().size() + " child, " + children.join() + " children");
        // end: futures
    }

    // snippet: future-errors
    String found(CompletableFuture<SearchPage<CrvsPerson>> search) {
        try {
            return search.orTimeout(10, TimeUnit.SECONDS).join().records().size() + " found";
        } catch (CompletionException e) {
            return e.getCause() instanceof DciException error
                    ? error.errorCode().code()
                    : "not in time";
        }
    }
    // end: future-errors

    static Dci limited(SigningKey key, ExecutorService fourThreads) {
        // snippet: executor
        Dci dci = Dci.builder()
                .identity("spmis.example.gov", key)
                .executor(fourThreads) // for example Executors.newFixedThreadPool(4); yours to end
                .build();
        // end: executor
        return dci;
    }

    static HttpTransport proxy(String password) {
        // snippet: proxy
        HttpTransport transport = HttpTransport.builder()
                .proxy(InetSocketAddress.createUnresolved("proxy.example.gov", 3128))
                .proxyAuthentication("spmis", password)
                .build();
        // end: proxy
        return transport;
    }

    static Dci observed(SigningKey key, CallObserver tracing, PrintStream out) {
        // snippet: observer
        Dci dci = Dci.builder()
                .identity("spmis.example.gov", key)
                .observer(call -> end -> out.println(call.operation().path() + " at " + call.host() + ": "
                        + end.errorCode().map(ErrorCode::code).orElse("ok") + ", " + end.attempts() + " attempts"))
                .observer(tracing)
                .build();
        // end: observer
        return dci;
    }

    // snippet: tracing
    static CallObserver tracing(String traceId, String spanId, PrintStream spans) {
        return call -> new CallObserver.Observation() {
            @Override
            public Map<String, String> headers() {
                return Map.of("traceparent", "00-" + traceId + "-" + spanId + "-01");
            }

            @Override
            public void attempted(Attempt attempt) {
                spans.println("attempt " + attempt.number() + ": "
                        + attempt.status().map(status -> "HTTP " + status).orElse("no answer"));
            }

            @Override
            public void ended(CallObserver.CallEnd end) {
                spans.println(spanId + (end.isSuccessful() ? " ended" : " failed"));
            }
        };
    }
    // end: tracing
}
