package io.github.dcisdk.examples.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dcisdk.client.Dci;
import io.github.dcisdk.crvs.Crvs;
import io.github.dcisdk.crvs.CrvsClient;
import io.github.dcisdk.crvs.CrvsPerson;
import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.inbound.JdkHttpServer;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.record.Identifier;
import io.github.dcisdk.record.Name;
import io.github.dcisdk.registry.RegistryEndpoint;
import io.github.dcisdk.registry.SearchContext;
import io.github.dcisdk.registry.SearchResult;
import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.security.TrustedSender;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What docs/search.md shows does what the page says. */
class SearchGuideTest {
    private static final SigningKey REGISTRY_KEY = SigningKey.generate("registry-key");
    private static final SigningKey CONSUMER_KEY = SigningKey.generate("consumer-key");
    private static final Query CHILDREN = Query.identifier("PARENT_UIN", "SYN-0001");

    private final Dci registry = Dci.builder()
            .identity("crvs.example.gov", REGISTRY_KEY)
            .trust(TrustedSender.signing("spmis.example.gov", CONSUMER_KEY.verificationKey()))
            .build();
    private final JdkHttpServer server = JdkHttpServer.startOnLoopback(RegistryEndpoint.of(registry, Crvs.PROFILE)
            .search(Crvs.PERSON, SearchGuideTest::find)
            .maxPageSize(2)
            .build());
    private final Dci consumer =
            Dci.builder().identity("spmis.example.gov", CONSUMER_KEY).build();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @AfterEach
    void close() {
        consumer.close();
        server.close();
        registry.close();
    }

    private static SearchResult<CrvsPerson> find(Query query, SearchContext context) {
        if (query instanceof Query.IdentifierQuery byNumber) {
            boolean byParent = byNumber.type().equals("PARENT_UIN");
            return SearchResult.all(byParent ? people("Sophea", "Dara", "Vanna") : people("Sophea"));
        }
        throw new RejectedException("rjct.search_criteria.invalid", "by identifier only");
    }

    private static List<CrvsPerson> people(String... names) {
        return Stream.of(names)
                .map(name -> CrvsPerson.builder()
                        .name(Name.builder().givenName(name).build())
                        .identifier(List.of(
                                Identifier.builder().identifierValue(name).build()))
                        .build())
                .toList();
    }

    private SearchGuide guide(SigningKey registryKey) {
        CrvsClient crvs = CrvsClient.of(consumer.peer("crvs.example.gov")
                .baseUrl(server.baseUrl())
                .trust(registryKey.verificationKey())
                .build());
        return new SearchGuide(crvs, new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @Test
    void pagesAndOptions() {
        SearchGuide guide = guide(REGISTRY_KEY);
        guide.onePage();
        guide.allPages();
        guide.options();

        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("1 of 1", "Sophea", "Dara", "Vanna", "2 pages", "page 2 of 2 per page: 1");
    }

    @Test
    void eachKindOfEndIsToldApart() {
        assertThat(guide(REGISTRY_KEY).count(CHILDREN)).isEqualTo("3 with an identifier");
        assertThat(guide(REGISTRY_KEY).count(Query.graphql("{ person { uin } }")))
                .isEqualTo("rejected: rjct.search_criteria.invalid");
        assertThat(guide(SigningKey.generate("registry-key")).count(CHILDREN)).startsWith("not believed: ");

        server.close();
        assertThat(guide(REGISTRY_KEY).count(CHILDREN)).isEqualTo("again in PT1M");
    }
}
