package io.github.dcisdk.examples.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dcisdk.client.Dci;
import io.github.dcisdk.crvs.Crvs;
import io.github.dcisdk.crvs.CrvsClient;
import io.github.dcisdk.crvs.CrvsPerson;
import io.github.dcisdk.inbound.AuditSink;
import io.github.dcisdk.inbound.JwksEndpoint;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.record.Name;
import io.github.dcisdk.registry.RegistryEndpoint;
import io.github.dcisdk.registry.SearchResult;
import io.github.dcisdk.security.JwkSet;
import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.security.TrustedSender;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What docs/servlet.md says is so. */
@Timeout(60)
class ServletGuideTest {
    private static final SigningKey REGISTRY_KEY = SigningKey.generate("registry-key");
    private static final SigningKey CONSUMER_KEY = SigningKey.generate("consumer-key");

    private final Dci registry = Dci.builder()
            .identity("crvs.example.gov", REGISTRY_KEY)
            .trust(TrustedSender.signing("spmis.example.gov", CONSUMER_KEY.verificationKey()))
            .build();
    private final Dci consumer =
            Dci.builder().identity("spmis.example.gov", CONSUMER_KEY).build();
    private Server server;

    @BeforeEach
    void start() throws Exception {
        CrvsPerson sophea = CrvsPerson.builder()
                .name(Name.builder().givenName("Sophea").build())
                .build();
        server = ServletGuide.serve(
                RegistryEndpoint.of(registry, Crvs.PROFILE)
                        .audit(AuditSink.none())
                        .search(Crvs.PERSON, (query, context) -> SearchResult.all(List.of(sophea)))
                        .build(),
                new InetSocketAddress("127.0.0.1", 0));
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
        consumer.close();
        registry.close();
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getURI().getPort() + path);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void peersSearchBelowTheContextPath() {
        CrvsClient crvs = CrvsClient.of(consumer.peer("crvs.example.gov")
                .baseUrl(address("/civil").toString())
                .trust(REGISTRY_KEY.verificationKey())
                .build());

        assertThat(crvs.search(Query.identifier("UIN", "SYN-0002")).records()).hasSize(1);
    }

    @Test
    void theKeysArePublishedThereToo() throws Exception {
        HttpResponse<String> keys = get("/civil" + JwksEndpoint.PATH);

        assertThat(keys.body())
                .isEqualTo(JwkSet.of(List.of(REGISTRY_KEY.verificationKey())).toJson());
    }

    @Test
    void whatJettyItselfTurnsAwayIsNotQuoted() throws Exception {
        HttpResponse<String> refused = get("/civil/registry%2Fsync/search");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).isEmpty();
    }
}
