package io.github.dcisdk.examples.profiles;

import io.github.dcisdk.client.Dci;
import io.github.dcisdk.client.DciClient;
import io.github.dcisdk.client.RecordCheck;
import io.github.dcisdk.client.SearchOptions;
import io.github.dcisdk.client.SearchPage;
import io.github.dcisdk.crvs.CrvsClient;
import io.github.dcisdk.crvs.CrvsPerson;
import io.github.dcisdk.crvs.VitalEvent;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.message.QueryType;
import io.github.dcisdk.profile.PeerProfile;
import io.github.dcisdk.security.VerificationKey;
import java.util.function.Consumer;

/** Habits of peers, as {@code docs/profiles.md} shows them. */
final class ProfilesGuide {
    private ProfilesGuide() {}

    static PeerProfile own() {
        // snippet: own
        PeerProfile north = PeerProfile.STANDARD
                .named("civil registry of the north")
                .pathPrefix("/crvs")
                .regType("ocrvs:registry_type:birth")
                .queryTypes(QueryType.IDTYPE_VALUE, QueryType.PREDICATE)
                .requiringEventType()
                .itemsPerMessage(1);
        // end: own
        return north;
    }

    static CrvsClient client(
            Dci dci, String baseUrl, VerificationKey key, PeerProfile north, Consumer<Finding> findings) {
        // snippet: client
        DciClient civil = dci.peer("north.crvs.example.gov")
                .baseUrl(baseUrl)
                .trust(key)
                .profile(north)
                .recordCheck(RecordCheck.REFUSE)
                .findings(findings) // for example Findings.collect()
                .build();
        // end: client
        return CrvsClient.of(civil);
    }

    static SearchPage<CrvsPerson> search(CrvsClient crvs) {
        // snippet: event-type
        SearchOptions births = SearchOptions.DEFAULT.eventType(VitalEvent.BIRTH);
        SearchPage<CrvsPerson> page = crvs.search(Query.identifier("UIN", "SYN-0001"), births);
        // end: event-type
        return page;
    }
}
