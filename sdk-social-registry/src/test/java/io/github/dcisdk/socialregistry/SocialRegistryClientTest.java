package io.github.dcisdk.socialregistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dcisdk.client.CallOptions;
import io.github.dcisdk.client.Dci;
import io.github.dcisdk.client.SearchOptions;
import io.github.dcisdk.client.SearchPage;
import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.inbound.AuditSink;
import io.github.dcisdk.inbound.JdkHttpServer;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.message.ExpOperator;
import io.github.dcisdk.message.ExpPredicate;
import io.github.dcisdk.message.ExpPredicateWithCondition;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.record.Name;
import io.github.dcisdk.registry.RegistryEndpoint;
import io.github.dcisdk.registry.SearchResult;
import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.security.TrustedSender;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A consumer asks one social registry for its several types of records, over a real connection. */
class SocialRegistryClientTest {
    private static final Query SMALL = Query.predicate(
            ExpPredicateWithCondition.of(new ExpPredicate("group_size", ExpOperator.LT, JsonValue.of(3))));

    private final List<SocialGroup> households = List.of(household(2), household(1), household(5));
    private Dci registrySide;
    private Dci consumerSide;
    private JdkHttpServer server;
    private SocialRegistryClient client;

    @BeforeEach
    void connect() {
        SigningKey registryKey = SigningKey.generate("registry-key");
        SigningKey consumerKey = SigningKey.generate("consumer-key");
        registrySide = Dci.builder()
                .identity("social.example.gov", registryKey)
                .trust(TrustedSender.signing("spmis.example.gov", consumerKey.verificationKey()))
                .build();
        server = JdkHttpServer.startOnLoopback(RegistryEndpoint.of(registrySide, SocialRegistry.PROFILE)
                .audit(AuditSink.none())
                .search(SocialRegistry.GROUP, (query, context) -> SearchResult.all(find(query)))
                .search(SocialRegistry.MEMBER, (query, context) -> SearchResult.all(List.of(member())))
                .build());
        consumerSide = Dci.builder().identity("spmis.example.gov", consumerKey).build();
        client = SocialRegistryClient.of(consumerSide
                .peer("social.example.gov")
                .baseUrl(server.baseUrl())
                .trust(registryKey.verificationKey())
                .build());
    }

    @AfterEach
    void disconnect() {
        consumerSide.close();
        server.close();
        registrySide.close();
    }

    private List<SocialGroup> find(Query query) {
        Query.PredicateQuery predicates = (Query.PredicateQuery) query;
        ExpPredicate size = predicates.items().get(0).expressions().get(0);
        int limit = Integer.parseInt(size.attributeValue().toJson());
        return households.stream()
                .filter(household -> household.groupSize().orElse(0) < limit)
                .toList();
    }

    private static SocialGroup household(int size) {
        return SocialGroup.builder().groupSize(size).build();
    }

    private static SocialMember member() {
        Name name = Name.builder().givenName("Almaz").build();
        return SocialMember.builder()
                .demographicInfo(SocialPerson.builder().name(name).build())
                .build();
    }

    @Test
    void groupsAreSearchedByPredicates() {
        SearchPage<SocialGroup> page = client.search(SocialRegistry.GROUP, SMALL);

        assertThat(page.records()).isEqualTo(households.subList(0, 2));
        assertThat(client.search(SocialRegistry.GROUP, SMALL, SearchOptions.DEFAULT)
                        .records())
                .isEqualTo(page.records());
        assertThat(client.searchAll(SocialRegistry.GROUP, SMALL)).containsExactlyElementsOf(page.records());
    }

    @Test
    void aSearchCanHaveOptionsAndAThreadOfItsOwn() {
        SocialRegistryClient patient = client.with(CallOptions.DEFAULT.callTimeout(Duration.ofMinutes(5)));

        assertThat(patient.registry().peer().peerId()).isEqualTo("social.example.gov");
        assertThat(patient.future(same -> same.search(SocialRegistry.GROUP, SMALL))
                        .join()
                        .records())
                .hasSize(2);
    }

    @Test
    void membersComeAsMembers() {
        assertThat(client.searchAll(SocialRegistry.MEMBER, Query.identifier("UIN", "SYN-0001"), SearchOptions.DEFAULT))
                .singleElement()
                .satisfies(member -> assertThat(member.demographicInfo()
                                .flatMap(SocialPerson::name)
                                .flatMap(Name::givenName))
                        .isEqualTo(Optional.of("Almaz")));
    }

    @Test
    void aRecordTypeThatTheRegistryDoesNotSearchIsRejected() {
        assertThatThrownBy(() -> client.search(SocialRegistry.PERSON, SMALL)).isInstanceOf(RejectedException.class);
    }

    @Test
    void namesItsRegistry() {
        assertThat(client.registry().profile()).isEqualTo(SocialRegistry.PROFILE);
        assertThat(client).hasToString("SocialRegistryClient[" + client.registry() + "]");
    }
}
