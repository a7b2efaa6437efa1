package io.github.dcisdk.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.message.QueryType;
import io.github.dcisdk.record.Group;
import io.github.dcisdk.record.Member;
import io.github.dcisdk.record.Name;
import io.github.dcisdk.record.Person;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which queries a peer evaluates, and where a record's own numbers stand. */
class QueryTypesTest {
    private static final Query BY_NUMBER = Query.identifier("UIN", "SYN-0001");

    @Test
    void theStandardEvaluatesItsFourKinds() {
        assertThat(PeerProfile.STANDARD.queryTypes()).containsExactlyInAnyOrderElementsOf(QueryType.TYPE.listed());
        for (Query query : new Query[] {BY_NUMBER, Query.where("a").eq(1), Query.graphql("{ a }")}) {
            assertThatCode(() -> PeerProfile.STANDARD.requireEvaluates(query)).doesNotThrowAnyException();
        }
    }

    @Test
    void aProfileSaysWhatItsPeerEvaluates() {
        PeerProfile peer = PeerProfile.STANDARD
                .queryTypes(QueryType.IDTYPE_VALUE, QueryType.of("namedQuery"), QueryType.IDTYPE_VALUE)
                .named("open-registry")
                .droppingEmptyItems();

        peer.requireEvaluates(BY_NUMBER);
        peer.requireEvaluates(Query.of(QueryType.of("namedQuery"), JsonValue.of("all")));
        assertThatThrownBy(() -> peer.requireEvaluates(Query.where("sex").eq("female")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("open-registry evaluates idtype-value, namedQuery")
                .hasMessageContaining("predicate")
                .hasMessageNotContaining("female");
        assertThatThrownBy(() -> PeerProfile.STANDARD.queryTypes(new QueryType[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRecordsNumbersStandWhereTheStandardPutsThem() {
        assertThat(new RecordType<>("Person", Set.of(), Person.TYPE).identifierAttributes())
                .containsExactly("identifier");
        assertThat(new RecordType<>("Member", Set.of(), Member.TYPE).identifierAttributes())
                .containsExactly("member_identifier");
        assertThat(new RecordType<>("Group", Set.of(), Group.TYPE).identifierAttributes())
                .containsExactly("group_identifier");
        assertThat(new RecordType<>("Name", Set.of(), Name.TYPE).identifierAttributes())
                .isEmpty();
    }
}
