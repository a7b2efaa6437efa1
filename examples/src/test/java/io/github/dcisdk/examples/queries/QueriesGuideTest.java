package io.github.dcisdk.examples.queries;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dcisdk.crvs.Crvs;
import io.github.dcisdk.crvs.CrvsClient;
import io.github.dcisdk.crvs.CrvsPerson;
import io.github.dcisdk.examples.loopback.LoopbackRegistry;
import io.github.dcisdk.farmerregistry.Farmer;
import io.github.dcisdk.farmerregistry.FarmerRegistry;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.ModelType;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.message.QueryType;
import io.github.dcisdk.message.SearchSort;
import io.github.dcisdk.message.Sort;
import io.github.dcisdk.profile.RecordType;
import io.github.dcisdk.profile.RegistryProfile;
import io.github.dcisdk.query.QueryEvaluator;
import io.github.dcisdk.socialregistry.SocialGroup;
import io.github.dcisdk.socialregistry.SocialRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the queries of the guide find among invented people, households and farmers. */
class QueriesGuideTest {
    private static final List<CrvsPerson> PEOPLE = read(
            CrvsPerson.TYPE,
            "{'@id':'almaz','sex':'female','birth_date':'1962-03-14','name':{'surname':'አበበ'},'marital_status':'W',"
                    + "'identifier':[{'identifier_type':'UIN','identifier_value':'SYN-0002'}]}",
            "{'@id':'sophea','sex':'female','birth_date':'1965-07-02T00:00:00Z','name':{'surname':'ចាន់'},"
                    + "'birth_place':{'name':'Kirehe'},'marital_status':'M'}",
            "{'@id':'grace','sex':'female','birth_date':'1969-12-31','birth_place':{'name':'Gatsibo'},"
                    + "'marital_status':'S','parent1_identifier':{'identifier_type':'UIN','identifier_value':'SYN-0002'}}",
            "{'@id':'dara','sex':'male','birth_date':'1967-11-23','marital_status':'S'}");

    private static <T extends DciObject> List<T> read(ModelType<T> type, String... records) {
        return Stream.of(records)
                .map(record -> JsonSlice.of(record.replace('\'', '"').getBytes(StandardCharsets.UTF_8)))
                .map(slice -> Json.read(slice, type, "", finding -> {}))
                .toList();
    }

    private static <T extends DciObject> List<String> found(
            RegistryProfile profile, RecordType<T> recordType, List<T> records, Query query) {
        return records.stream()
                .filter(QueryEvaluator.of(profile, recordType).predicate(query, records))
                .map(QueriesGuideTest::id)
                .toList();
    }

    private static String id(DciObject record) {
        return record.modelType().value(record, "@id").map(Object::toString).orElse("");
    }

    private static List<String> people(Query query) {
        return found(Crvs.PROFILE, Crvs.PERSON, PEOPLE, query);
    }

    @Test
    void peopleAreFound() {
        assertThat(people(QueriesGuide.identifier())).containsExactly("almaz");
        assertThat(people(QueriesGuide.predicates())).containsExactly("almaz", "sophea", "grace");
        assertThat(people(QueriesGuide.typed())).containsExactly("almaz", "grace");
    }

    @Test
    void householdsAreFoundByTheirScoreSizeAndMembers() {
        List<SocialGroup> households = read(
                SocialGroup.TYPE,
                "{'@id':'child','poverty_score':4.5,'group_size':2,'member_list':["
                        + "{'demographic_info':{'birth_date':'1990-01-01'}},"
                        + "{'demographic_info':{'birth_date':'2021-06-30T00:00:00Z'}}]}",
                "{'@id':'large','poverty_score':'3','group_size':6}",
                "{'@id':'small','poverty_score':1,'group_size':1}",
                "{'@id':'rich','poverty_score':40,'group_size':9}",
                "{'@id':'unknown','group_size':9}");

        assertThat(found(SocialRegistry.PROFILE, SocialRegistry.GROUP, households, QueriesGuide.expression()))
                .containsExactly("child", "large");
    }

    @Test
    void farmersAreFoundByCropAndDistrict() {
        String farm = "{'@id':'%s','farm_details':[{'location':{'contained_in_place':{'name':'%s'}},"
                + "'farming_activities':{'crop_production':[{'crop_type_name':'9'},{'crop_type_name':'%s'}]}}]}";
        List<Farmer> farmers = read(
                Farmer.TYPE,
                farm.formatted("here", "Kampong Cham", "1"),
                farm.formatted("elsewhere", "Takeo", "1"),
                farm.formatted("other crop", "Kampong Cham", "2"));

        assertThat(found(FarmerRegistry.PROFILE, FarmerRegistry.FARMER, farmers, QueriesGuide.crops()))
                .containsExactly("here");
    }

    @Test
    void peopleAreSorted() {
        List<SearchSort> sort =
                QueriesGuide.sort().stream().map(Sort::toSearchSort).toList();

        assertThat(QueryEvaluator.of(Crvs.PROFILE, Crvs.PERSON).sorted(PEOPLE, sort, PEOPLE))
                .extracting(QueriesGuideTest::id)
                .containsExactly("grace", "dara", "sophea", "almaz");
    }

    @Test
    void aListOfPeopleIsARegistry() {
        try (LoopbackRegistry registry = LoopbackRegistry.start(
                Crvs.PROFILE, endpoint -> endpoint.search(Crvs.PERSON, QueriesGuide.search(PEOPLE)))) {
            CrvsClient crvs = CrvsClient.of(registry.peer().build());

            assertThat(crvs.search(Query.identifier("PARENT_UIN", "SYN-0002")).records())
                    .extracting(QueriesGuideTest::id)
                    .containsExactly("grace");
            assertThat(crvs.search(QueriesGuide.predicates()).records()).hasSize(3);
            assertThat(crvs.search(QueriesGuide.typed()).records()).hasSize(2);
        }
    }

    @Test
    void otherKindsAreSentToWhomEvaluatesThem() {
        assertThat(QueriesGuide.graphql().queryType()).isEqualTo(QueryType.GRAPHQL);
        assertThat(QueriesGuide.profile().queryTypes()).doesNotContain(QueryType.GRAPHQL);
    }
}
