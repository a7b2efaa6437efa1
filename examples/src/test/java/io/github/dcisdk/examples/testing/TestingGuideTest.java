package io.github.dcisdk.examples.testing;

import static io.github.dcisdk.examples.testing.AllowanceCheck.Decision.ASK_AGAIN_LATER;
import static io.github.dcisdk.examples.testing.AllowanceCheck.Decision.PAY;
import static io.github.dcisdk.examples.testing.AllowanceCheck.Decision.STOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dcisdk.client.Dci;
import io.github.dcisdk.client.DciClient;
import io.github.dcisdk.client.SearchOptions;
import io.github.dcisdk.crvs.Crvs;
import io.github.dcisdk.crvs.CrvsClient;
import io.github.dcisdk.crvs.CrvsPerson;
import io.github.dcisdk.error.HttpStatusException;
import io.github.dcisdk.error.NotAuthenticException;
import io.github.dcisdk.error.PagesInconsistentException;
import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.record.Identifier;
import io.github.dcisdk.record.IdentifierType;
import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.security.TrustedSender;
import io.github.dcisdk.testing.Fault;
import io.github.dcisdk.testing.ReceivedRequest;
import io.github.dcisdk.testing.TestClock;
import io.github.dcisdk.testing.TestRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The snippets of {@code docs/testing.md}. */
class TestingGuideTest {
    private static final List<CrvsPerson> people =
            List.of(person("SYN-0001").build(), person("SYN-0002").build());
    private static final Query everybody = Query.where("birth_date").ge("1900-01-01");

    private static CrvsPerson.Builder person(String number) {
        return CrvsPerson.builder()
                .identifier(List.of(Identifier.builder()
                        .identifierType(IdentifierType.UIN)
                        .identifierValue(number)
                        .build()))
                .birthDate(DciDateTime.of(LocalDate.of(1950, 5, 1)));
    }

    // snippet: registry
    @RegisterExtension
    static final TestRegistry registry =
            TestRegistry.of(Crvs.PROFILE).records(Crvs.PERSON, people).build();

    private final AllowanceCheck check = new AllowanceCheck(CrvsClient.of(registry.client()));

    @Test
    void theAllowanceOfALivingPersonIsPaid() {
        assertThat(check.decide("SYN-0001")).isEqualTo(PAY);
    }
    // end: registry

    // snippet: records
    @Test
    void itEndsWithHerDeath() {
        registry.add(
                Crvs.PERSON,
                person("SYN-0003")
                        .deathDate(DciDateTime.of(LocalDate.of(2026, 9, 30)))
                        .build());

        assertThat(check.decide("SYN-0003")).isEqualTo(STOP);
    }
    // end: records

    // snippet: faults
    static Stream<Fault> whatCanGoWrong() {
        return Stream.of(Fault.drop(), Fault.status(500), Fault.garbage(), Fault.badSignature(), Fault.itemMissing());
    }

    @ParameterizedTest
    @MethodSource("whatCanGoWrong")
    void nothingIsDecidedWithoutAnAnswer(Fault fault) {
        registry.every(fault);

        assertThat(check.decide("SYN-0001")).isEqualTo(ASK_AGAIN_LATER);
    }
    // end: faults

    // snippet: plan
    @Test
    void aLongListIsWholeOrFails() {
        registry.next(2, Fault.unavailable(Duration.ofSeconds(5))) // the client tries again
                .every(Fault.pageRepeated().when(request -> request.pageNumber() == 2))
                .next(Fault.delay(Duration.ofMillis(50)).and(Fault.notSigned()));

        CrvsClient crvs = CrvsClient.of(registry.client());
        SearchOptions small = SearchOptions.DEFAULT.pageSize(1);
        assertThatThrownBy(() -> crvs.search(everybody, small)).isInstanceOf(NotAuthenticException.class);
        assertThatThrownBy(() -> crvs.searchAll(everybody, small).stream().toList())
                .isInstanceOf(PagesInconsistentException.class);
    }
    // end: plan

    // snippet: requests
    @Test
    void onlyTheNumberIsAskedFor() {
        check.decide("SYN-0001");

        ReceivedRequest request = registry.requests().get(0);
        assertThat(request.queries()).containsExactly(Query.identifier("UIN", "SYN-0001"));
        assertThat(request.isSigned()).isTrue();
        assertThat(request.httpHeaders()).doesNotContainKey("Cookie");
    }
    // end: requests

    @Test
    void clientsOfOtherKinds() {
        // snippet: clients
        List<Finding> findings = new ArrayList<>();
        DciClient watching = registry.client(peer -> peer.findings(findings::add));
        DciClient withoutSignature = registry.unsignedClient();
        DciClient unknown = registry.unknownClient();
        // end: clients
        CrvsClient.of(watching).search(everybody);
        assertThat(findings).isEmpty();
        assertThatThrownBy(() -> CrvsClient.of(withoutSignature).search(everybody))
                .isInstanceOf(HttpStatusException.class);
        assertThatThrownBy(() -> CrvsClient.of(unknown).search(everybody)).isInstanceOf(HttpStatusException.class);
    }

    @Test
    void aProgramThatMakesItsOwnClient() {
        SigningKey key = SigningKey.generate("key-1");
        // snippet: own-client
        TestRegistry trusting = TestRegistry.of(Crvs.PROFILE)
                .records(Crvs.PERSON, people)
                .trust(TrustedSender.signing("spmis.example.gov", key.verificationKey()))
                .build();
        try (trusting;
                Dci dci = Dci.builder().identity("spmis.example.gov", key).build()) {
            trusting.start();
            DciClient civil = dci.peer(trusting.senderId())
                    .baseUrl(trusting.baseUrl())
                    .trust(trusting.verificationKey())
                    .build();
            assertThat(CrvsClient.of(civil).searchAll(everybody)).hasSize(2);
        }
        // end: own-client
    }

    @Test
    void timeIsData() {
        // snippet: clock
        TestClock clock = TestClock.at(Instant.parse("2026-11-24T08:00:00Z"));
        TestRegistry slow = TestRegistry.of(Crvs.PROFILE)
                .records(Crvs.PERSON, people)
                .clock(clock)
                .build();
        // end: clock
        try (slow) {
            slow.start();
            clock.advance(Duration.ofDays(1000));
            assertThat(CrvsClient.of(slow.client()).searchAll(everybody)).hasSize(2);
        }
    }
}
