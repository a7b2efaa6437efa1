package io.github.dcisdk.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dcisdk.auth.BearerToken;
import io.github.dcisdk.auth.IssuedTokens;
import io.github.dcisdk.client.Dci;
import io.github.dcisdk.client.DciClient;
import io.github.dcisdk.client.SearchOptions;
import io.github.dcisdk.crvs.Crvs;
import io.github.dcisdk.crvs.CrvsClient;
import io.github.dcisdk.crvs.CrvsPerson;
import io.github.dcisdk.error.HttpStatusException;
import io.github.dcisdk.error.NotAuthenticException;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.security.TrustedSender;
import io.github.dcisdk.security.VerificationKey;
import io.github.dcisdk.socialregistry.SocialGroup;
import io.github.dcisdk.socialregistry.SocialMember;
import io.github.dcisdk.socialregistry.SocialRegistry;
import io.github.dcisdk.socialregistry.SocialRegistryClient;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a test registry is to a test. */
@Timeout(60)
class TestRegistryTest {
    @RegisterExtension
    static final TestRegistry registry =
            TestRegistry.of(Crvs.PROFILE).records(Crvs.PERSON, People.ALL).build();

    private static final Query EVERYBODY = Query.where("birth_date").ge("1900-01-01");

    private static List<CrvsPerson> people(DciClient client) {
        return CrvsClient.of(client).searchAll(EVERYBODY).stream().toList();
    }

    @Test
    void anyoneCanBeFound() {
        assertThat(people(registry.client())).isEqualTo(People.ALL);
        assertThat(CrvsClient.of(registry.client())
                        .search(Query.identifier("UIN", "SYN-0006"))
                        .records())
                .containsExactly(People.MAN);
    }

    @Test
    void itIsOnLoopbackOnly() {
        assertThat(URI.create(registry.baseUrl()).getHost()).isEqualTo("127.0.0.1");
    }

    @Test
    void recordsCanBeReplacedAndAdded() {
        registry.records(Crvs.PERSON, List.of(People.MAN));
        assertThat(people(registry.client())).containsExactly(People.MAN);

        registry.add(Crvs.PERSON, People.WOMEN.get(0));
        assertThat(people(registry.client())).containsExactly(People.MAN, People.WOMEN.get(0));

        registry.reset();
        assertThat(people(registry.client())).isEqualTo(People.ALL);
    }

    @Test
    void onlyTheProfilesTypesOfRecordAreHeld() {
        assertThatThrownBy(() ->
                        registry.add(SocialRegistry.GROUP, SocialGroup.builder().build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(SocialRegistry.GROUP.toString());
        TestRegistry.Builder builder = TestRegistry.of(Crvs.PROFILE);
        assertThatThrownBy(() -> builder.records(SocialRegistry.GROUP, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.identifier(SocialRegistry.GROUP, "X", "y"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRegistryHasSeveralTypesOfRecord() {
        SocialGroup household = SocialGroup.builder().groupSize(4).build();
        SocialMember member = SocialMember.builder()
                .memberIdentifier(List.of())
                .additionalProperty("village", JsonValue.of("Kirehe"))
                .build();
        try (TestRegistry social = TestRegistry.of(SocialRegistry.PROFILE)
                .records(SocialRegistry.GROUP, List.of(household))
                .records(SocialRegistry.MEMBER, List.of(member))
                .build()
                .start()) {
            SocialRegistryClient client = SocialRegistryClient.of(social.client());

            assertThat(client.searchAll(
                            SocialRegistry.GROUP, Query.where("group_size").ge(4)))
                    .containsExactly(household);
            assertThat(client.searchAll(
                            SocialRegistry.MEMBER, Query.where("village").eq("Kirehe")))
                    .containsExactly(member);
            assertThat(client.searchAll(
                            SocialRegistry.PERSON, Query.where("sex").eq("female")))
                    .as("a type of which there is no record")
                    .isEmpty();
        }
    }

    @Test
    void aRegistryCanHaveIdentifierTypesOfItsOwn() {
        try (TestRegistry own = TestRegistry.of(Crvs.PROFILE)
                .records(Crvs.PERSON, People.ALL)
                .identifier(Crvs.PERSON, "SURNAME", "name.surname")
                .build()
                .start()) {
            assertThat(CrvsClient.of(own.client()).searchAll(Query.identifier("SURNAME", "Chan")))
                    .containsExactly(People.WOMEN.get(1), People.MAN);
        }
    }

    @Test
    void theUsualClientIsOneAndTheSame() {
        assertThat(registry.client()).isSameAs(registry.client());
    }

    @Test
    void whoeverDoesNotSignIsRefused() {
        assertThatThrownBy(() -> people(registry.unsignedClient()))
                .isInstanceOf(HttpStatusException.class)
                .hasMessageContaining("err.signature.missing");
        assertThat(registry.requests()).singleElement().satisfies(request -> {
            assertThat(request.isSigned()).isFalse();
            assertThat(request.header().orElseThrow().senderId()).contains(TestRegistry.CONSUMER_ID);
        });
    }

    @Test
    void aStrangerIsRefused() {
        assertThatThrownBy(() -> people(registry.unknownClient()))
                .isInstanceOf(HttpStatusException.class)
                .hasMessageContaining("err.signature.invalid");
        assertThat(registry.requests()).singleElement().satisfies(request -> assertThat(request.isSigned())
                .isTrue());
    }

    @Test
    void aClientCanHaveAnotherClock() {
        Clock slow = Clock.offset(Clock.systemUTC(), Duration.ofHours(-1));

        assertThatThrownBy(() -> people(registry.client(ourSide -> ourSide.clock(slow), peer -> {})))
                .isInstanceOf(HttpStatusException.class)
                .hasMessageContaining("err.signature.invalid");
    }

    @Test
    void aClientCanDistrustTheRegistry() {
        VerificationKey other = SigningKey.generate("registry-key").verificationKey();
        try (Dci dci = Dci.builder()
                        .identity("spmis.example.gov", SigningKey.generate("k"))
                        .build();
                TestRegistry trusting = TestRegistry.of(Crvs.PROFILE)
                        .trust(TrustedSender.signing(
                                "spmis.example.gov", dci.ownKeys().get(0)))
                        .senderId("crvs.example.gov")
                        .build()
                        .start()) {
            DciClient.Builder client = dci.peer(trusting.senderId()).baseUrl(trusting.baseUrl());
            assertThat(people(client.trust(trusting.verificationKey()).build())).isEmpty();
            assertThat(trusting.requests().get(0).header().orElseThrow().receiverId())
                    .contains("crvs.example.gov");
            assertThatThrownBy(() -> people(dci.peer(trusting.senderId())
                            .baseUrl(trusting.baseUrl())
                            .trust(other)
                            .build()))
                    .isInstanceOf(NotAuthenticException.class);
        }
    }

    @Test
    void bothSidesHaveOneClockThatCanBeMoved() {
        TestClock clock = TestClock.at(Instant.parse("2031-05-01T10:00:00Z"));
        try (TestRegistry future =
                TestRegistry.of(Crvs.PROFILE).clock(clock).build().start()) {
            people(future.client());
            clock.advance(Duration.ofDays(400));
            people(future.client());

            assertThat(future.requests())
                    .extracting(request -> request.header()
                            .orElseThrow()
                            .messageTs()
                            .orElseThrow()
                            .toInstant()
                            .orElseThrow())
                    .containsExactly(Instant.parse("2031-05-01T10:00:00Z"), Instant.parse("2032-06-04T10:00:00Z"));
        }
    }

    @Test
    void theEndpointCanAskForMore() {
        try (TestRegistry guarded = TestRegistry.of(Crvs.PROFILE)
                .records(Crvs.PERSON, People.ALL)
                .endpoint(endpoint -> endpoint.maxPageSize(4)
                        .authentication(IssuedTokens.of(Map.of("secret-token", TestRegistry.CONSUMER_ID))))
                .build()
                .start()) {
            assertThatThrownBy(() -> people(guarded.client())).hasMessageContaining("err.request.unauthorized");
            assertThat(people(guarded.client(peer -> peer.auth(BearerToken.of("secret-token")))))
                    .isEqualTo(People.ALL);
            assertThat(guarded.requests()).hasSize(3);
        }
    }

    @Test
    void manyMayAskAtOnce() {
        CrvsClient client = CrvsClient.of(registry.client());
        assertThat(Stream.generate(() -> EVERYBODY).limit(64).parallel().map(query -> client.search(
                                query, SearchOptions.DEFAULT)
                        .records()
                        .size()))
                .containsOnly(People.ALL.size());
        assertThat(registry.requests()).hasSize(64);
    }

    @Test
    void aRegistryThatDoesNotRunSaysSo() {
        TestRegistry idle = TestRegistry.of(Crvs.PROFILE).build();

        for (ThrowingCallable use : List.<ThrowingCallable>of(
                idle::client, idle::baseUrl, idle::requests, idle::reset, () -> idle.next(Fault.drop()))) {
            assertThatThrownBy(use)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("@RegisterExtension");
        }
        idle.close();
    }

    @Test
    void itCanBeStartedAgainAndHasOtherKeysThen() {
        TestRegistry again =
                TestRegistry.of(Crvs.PROFILE).records(Crvs.PERSON, People.ALL).build();
        try (again) {
            again.start();
            DciClient before = again.client();
            VerificationKey key = again.verificationKey();
            again.add(Crvs.PERSON, People.MAN);
            assertThatThrownBy(again::start).isInstanceOf(IllegalStateException.class);
            again.close();

            assertThatThrownBy(() -> people(before)).isInstanceOf(IllegalStateException.class);

            again.start();
            assertThat(people(again.client())).isEqualTo(People.ALL);
            assertThat(again.verificationKey().isSameKey(key)).isFalse();
        }
    }

    @Test
    void itShowsNothingOfItsRecords() {
        assertThat(registry).hasToString("TestRegistry[ns:org:RegistryType:Civil]");
    }
}
