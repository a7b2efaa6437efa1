package io.github.dcisdk.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dcisdk.message.Operation;
import io.github.dcisdk.message.QueryType;
import io.github.dcisdk.profile.PeerProfile.AnswerIds;
import io.github.dcisdk.record.Person;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Habits of peers are values: a change gives a copy, and touches nothing else. */
class PeerProfileTest {
    private static final PeerProfile ODD = PeerProfile.STANDARD
            .named("odd")
            .pathPrefix("/odd")
            .path(Operation.TXN_STATUS, "/status")
            .regType("odd:person")
            .answerIds(AnswerIds.ABSENT)
            .droppingEmptyItems()
            .queryTypes(QueryType.PREDICATE)
            .requiringEventType()
            .consentBesideCriteria()
            .itemsPerMessage(1);

    private static void assertOdd(PeerProfile profile) {
        assertThat(profile.path(Operation.SYNC_SEARCH)).isEqualTo("/odd/registry/sync/search");
        assertThat(profile.path(Operation.TXN_STATUS)).isEqualTo("/status");
        assertThat(profile.regType(RegistryProfile.builder("ns:org:RegistryType:Civil")
                        .recordType(new RecordType<>("Person", Set.of(), Person.TYPE))
                        .build()))
                .isEqualTo("odd:person");
        assertThat(profile.answerIds()).isEqualTo(AnswerIds.ABSENT);
        assertThat(profile.dropsEmptyItems()).isTrue();
        assertThat(profile.queryTypes()).containsExactly(QueryType.PREDICATE);
        assertThat(profile.requiresEventType()).isTrue();
        assertThat(profile.readsConsentBesideCriteria()).isTrue();
        assertThat(profile.itemsPerMessage()).isEqualTo(1);
    }

    @Test
    void aChangeKeepsAllOtherHabits() {
        assertOdd(ODD);
        assertOdd(ODD.named("renamed"));
        assertThat(ODD.named("renamed").name()).isEqualTo("renamed");
        assertThat(ODD.name()).isEqualTo("odd");
        assertThat(ODD.itemsPerMessage(5).itemsPerMessage()).isEqualTo(5);
        assertOdd(ODD);
    }

    @Test
    void theStandardHasNoHabits() {
        assertThat(PeerProfile.STANDARD.path(Operation.SYNC_SEARCH)).isEqualTo("/registry/sync/search");
        assertThat(PeerProfile.STANDARD.answerIds()).isEqualTo(AnswerIds.SWAPPED);
        assertThat(PeerProfile.STANDARD.dropsEmptyItems()).isFalse();
        assertThat(PeerProfile.STANDARD.requiresEventType()).isFalse();
        assertThat(PeerProfile.STANDARD.readsConsentBesideCriteria()).isFalse();
        assertThat(PeerProfile.STANDARD.itemsPerMessage()).isEqualTo(PeerProfile.DEFAULT_ITEMS_PER_MESSAGE);
        assertThatThrownBy(() -> PeerProfile.STANDARD.itemsPerMessage(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void deployedSystemsHaveNames() {
        assertThat(PeerProfile.OPENSPP_2.path(Operation.SYNC_SEARCH))
                .isEqualTo("/dci_api/v1/social/registry/sync/search");
        assertThat(PeerProfile.OPENG2P.path(Operation.SYNC_SEARCH)).isEqualTo("/dci/registry/sync/search");
        assertThat(PeerProfile.OPENIMIS.path(Operation.SYNC_SEARCH)).isEqualTo("/api/api_dci/registry/sync/search");
        assertThat(PeerProfile.OPENCRVS.answerIds()).isEqualTo(AnswerIds.COPIED);
        assertThat(PeerProfile.OPENCRVS.queryTypes())
                .containsExactlyInAnyOrder(QueryType.IDTYPE_VALUE, QueryType.PREDICATE);
        assertThat(PeerProfile.OPENCRVS.requiresEventType()).isTrue();
        assertThat(PeerProfile.OPENCRVS.readsConsentBesideCriteria()).isTrue();
        assertThat(PeerProfile.OPENCRVS).hasToString("PeerProfile[OpenCRVS]");
    }
}
