package io.github.dcisdk.examples.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dcisdk.client.Dci;
import io.github.dcisdk.crvs.Crvs;
import io.github.dcisdk.crvs.CrvsClient;
import io.github.dcisdk.crvs.CrvsPerson;
import io.github.dcisdk.error.UnavailableException;
import io.github.dcisdk.inbound.AuditSink;
import io.github.dcisdk.inbound.JdkHttpServer;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.record.Name;
import io.github.dcisdk.registry.RegistryEndpoint;
import io.github.dcisdk.registry.SearchContext;
import io.github.dcisdk.registry.SearchResult;
import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.security.TrustedSender;
import io.github.dcisdk.transport.HttpCall;
import io.github.dcisdk.transport.HttpTransport;
import io.github.dcisdk.transport.RetryPolicy;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What docs/calls.md shows does what the page says. */
@Timeout(60)
class CallsGuideTest {
    private static final SigningKey REGISTRY_KEY = SigningKey.generate("registry-key");
    private static final SigningKey CONSUMER_KEY = SigningKey.generate("consumer-key");

    private final Dci registry = Dci.builder()
            .identity("crvs.example.gov", REGISTRY_KEY)
            .trust(TrustedSender.signing("spmis.example.gov", CONSUMER_KEY.verificationKey()))
            .build();
    private final JdkHttpServer server = JdkHttpServer.startOnLoopback(RegistryEndpoint.of(registry, Crvs.PROFILE)
            .audit(AuditSink.none())
            .search(Crvs.PERSON, CallsGuideTest::find)
            .maxPageSize(2)
            .build());
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    @AfterEach
    void close() {
        server.close();
        registry.close();
    }

    private static SearchResult<CrvsPerson> find(Query query, SearchContext context) {
        boolean byParent = query instanceof Query.IdentifierQuery byNumber
                && byNumber.type().equals("PARENT_UIN");
        return SearchResult.all(Stream.of("Sophea", "Dara", "Vanna")
                .limit(byParent ? 3 : 1)
                .map(name -> CrvsPerson.builder()
                        .name(Name.builder().givenName(name).build())
                        .build())
                .toList());
    }

    private CrvsClient crvs(Dci dci) {
        return CrvsClient.of(dci.peer("crvs.example.gov")
                .baseUrl(server.baseUrl())
                .trust(REGISTRY_KEY.verificationKey())
                .build());
    }

    private List<String> lines() {
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void limitsAndOptions() {
        try (HttpTransport transport = CallsGuide.limits();
                Dci dci = CallsGuide.overTransport(CONSUMER_KEY, transport)) {
            new CallsGuide(crvs(dci), out).options();
        }
        assertThat(lines()).containsExactly("1 at the desk");
    }

    @Test
    void futures() {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (Dci dci = CallsGuide.limited(CONSUMER_KEY, threads)) {
            CallsGuide guide = new CallsGuide(crvs(dci), out);
            guide.futures();
            assertThat(guide.found(crvs(dci).future(client -> client.search(Query.identifier("UIN", "SYN-0002")))))
                    .isEqualTo("1 found");
            assertThat(guide.found(crvs(dci).future(client -> {
                        server.close();
                        return client.search(Query.identifier("UIN", "SYN-0002"));
                    })))
                    .startsWith("DCI-10");
            assertThat(guide.found(CompletableFuture.failedFuture(new IllegalStateException())))
                    .isEqualTo("not in time");
        } finally {
            threads.shutdownNow();
        }
        assertThat(lines()).containsExactly("1 child, 3 children");
    }

    @Test
    void proxyWithCredentials() {
        // No proxy of that name exists, so that no test leaves this machine.
        try (HttpTransport transport = CallsGuide.proxy("secret")) {
            HttpCall call = HttpCall.get(URI.create("https://crvs.example.gov/"))
                    .retry(RetryPolicy.none())
                    .build();
            assertThatThrownBy(() -> transport.send(call)).isInstanceOf(UnavailableException.class);
        }
    }

    @Test
    void observers() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        try (Dci dci = CallsGuide.observed(CONSUMER_KEY, CallsGuide.tracing(trace, "00f067aa0ba902b7", out), out)) {
            assertThat(crvs(dci).search(Query.identifier("UIN", "SYN-0002")).records())
                    .hasSize(1);
        }
        assertThat(lines())
                .containsExactly(
                        "attempt 1: HTTP 200",
                        "00f067aa0ba902b7 ended",
                        "/registry/sync/search at 127.0.0.1: ok, 1 attempts");
    }
}
