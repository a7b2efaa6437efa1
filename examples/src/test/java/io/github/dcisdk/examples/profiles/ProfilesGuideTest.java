package io.github.dcisdk.examples.profiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dcisdk.client.Dci;
import io.github.dcisdk.crvs.Crvs;
import io.github.dcisdk.crvs.CrvsClient;
import io.github.dcisdk.crvs.CrvsPerson;
import io.github.dcisdk.error.MalformedMessageException;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.Findings;
import io.github.dcisdk.json.Rule;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.record.Identifier;
import io.github.dcisdk.record.IdentifierType;
import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.security.TrustedSender;
import io.github.dcisdk.testing.Fault;
import io.github.dcisdk.testing.TestRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What docs/profiles.md shows does what the page says. */
class ProfilesGuideTest {
    private static final SigningKey KEY = SigningKey.generate("spmis-key");

    @RegisterExtension
    static final TestRegistry registry = TestRegistry.of(Crvs.PROFILE)
            .senderId("north.crvs.example.gov")
            .records(Crvs.PERSON, List.of(person("SYN-0001"), person("SYN-0002")))
            .trust(TrustedSender.signing("spmis.example.gov", KEY.verificationKey()))
            .endpoint(endpoint -> endpoint.basePath("/crvs"))
            .build();

    private final Dci dci = Dci.builder().identity("spmis.example.gov", KEY).build();
    private final Findings.Collected findings = Findings.collect();
    private final CrvsClient crvs =
            ProfilesGuide.client(dci, registry.baseUrl(), registry.verificationKey(), ProfilesGuide.own(), findings);

    @AfterEach
    void close() {
        dci.close();
    }

    private static CrvsPerson person(String number) {
        return CrvsPerson.builder()
                .identifier(List.of(Identifier.builder()
                        .identifierType(IdentifierType.UIN)
                        .identifierValue(number)
                        .build()))
                .build();
    }

    @Test
    void thePeerIsAskedInItsOwnWay() {
        assertThat(ProfilesGuide.search(crvs).records()).hasSize(1);

        assertThat(registry.requests()).singleElement().satisfies(request -> {
            assertThat(request.path()).isEqualTo("/crvs/registry/sync/search");
            assertThat(new String(request.body(), StandardCharsets.UTF_8))
                    .contains("\"reg_type\":\"ocrvs:registry_type:birth\"", "\"reg_event_type\":\"");
        });
    }

    @Test
    void whatThePeerDoesNotTakeIsNotSent() {
        assertThatThrownBy(() -> crvs.search(Query.identifier("UIN", "SYN-0001")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("reg_event_type");
        assertThatThrownBy(() -> crvs.search(Query.graphql("{ person }")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("idtype-value, predicate");
        assertThat(registry.requests()).isEmpty();
    }

    @Test
    void recordsThatDoNotAnswerTheQueryAreRefused() {
        registry.next(Fault.queryIgnored());

        assertThatThrownBy(() -> ProfilesGuide.search(crvs))
                .isInstanceOfSatisfying(MalformedMessageException.class, error -> assertThat(error.ruleId())
                        .contains(Rule.RECORD.id()));
    }

    @Test
    void deviationsAreHandedOver() {
        registry.next(Fault.totalCount(0));

        assertThat(ProfilesGuide.search(crvs).records()).hasSize(1);
        assertThat(findings.list()).extracting(Finding::rule).containsExactly(Rule.PAGE_TOTAL);
    }
}
