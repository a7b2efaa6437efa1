package io.github.dcisdk.examples.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dcisdk.client.DciClient;
import io.github.dcisdk.crvs.Crvs;
import io.github.dcisdk.crvs.CrvsClient;
import io.github.dcisdk.crvs.CrvsPerson;
import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.examples.loopback.LoopbackRegistry;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.record.Identifier;
import io.github.dcisdk.record.Name;
import io.github.dcisdk.registry.SearchContext;
import io.github.dcisdk.registry.SearchResult;
import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.security.VerificationKey;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What docs/search.md shows does what the page says. */
class SearchGuideTest {
    private static final Query CHILDREN = Query.identifier("PARENT_UIN", "SYN-0001");

    private final LoopbackRegistry registry =
            LoopbackRegistry.start(Crvs.PROFILE, endpoint -> endpoint.search(Crvs.PERSON, SearchGuideTest::find)
                    .maxPageSize(2));
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @AfterEach
    void close() {
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

    private SearchGuide guide(DciClient.Builder peer) {
        return new SearchGuide(CrvsClient.of(peer.build()), new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @Test
    void pagesAndOptions() {
        SearchGuide guide = guide(registry.peer());
        guide.onePage();
        guide.allPages();
        guide.options();

        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("1 of 1", "Sophea", "Dara", "Vanna", "2 pages", "page 2 of 2 per page: 1");
    }

    @Test
    void eachKindOfEndIsToldApart() {
        VerificationKey otherKey = SigningKey.generate("registry-key").verificationKey();

        assertThat(guide(registry.peer()).count(CHILDREN)).isEqualTo("3 with an identifier");
        assertThat(guide(registry.peer()).count(Query.graphql("{ person { uin } }")))
                .isEqualTo("rejected: rjct.search_criteria.invalid");
        assertThat(guide(registry.peerWithoutKey().trust(otherKey)).count(CHILDREN))
                .startsWith("not believed: ");
        assertThat(guide(registry.peer()).findOne(Query.identifier("UIN", "SYN-0002")))
                .isEqualTo("found");
        assertThat(guide(registry.peer()).findOne(CHILDREN)).isEqualTo("not found");
        assertThat(guide(registry.peer()).findOne(Query.graphql("{ person { uin } }")))
                .isEqualTo("ask in another way");
        assertThat(guide(registry.peerWithoutKey().trust(otherKey)).findOne(CHILDREN))
                .isEqualTo("keys or credentials have to be mended");

        registry.stop();
        assertThat(guide(registry.peer()).count(CHILDREN)).isEqualTo("again in PT1M");
        assertThat(guide(registry.peer()).findOne(CHILDREN)).isEqualTo("try again later");
    }
}
