package io.github.dcisdk.examples.queries;

import io.github.dcisdk.crvs.Crvs;
import io.github.dcisdk.crvs.CrvsAttributes;
import io.github.dcisdk.crvs.CrvsPerson;
import io.github.dcisdk.farmerregistry.CropType;
import io.github.dcisdk.farmerregistry.FarmerAttributes;
import io.github.dcisdk.message.Attribute;
import io.github.dcisdk.message.Expression;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.message.QueryType;
import io.github.dcisdk.message.Sort;
import io.github.dcisdk.profile.PeerProfile;
import io.github.dcisdk.record.IdentifierType;
import io.github.dcisdk.record.MaritalStatus;
import io.github.dcisdk.record.SexCategory;
import io.github.dcisdk.registry.InMemorySearch;
import io.github.dcisdk.registry.SearchHandler;
import io.github.dcisdk.socialregistry.SocialAttributes;
import java.time.LocalDate;
import java.util.List;

/** Queries of every kind, as the guide shows them. */
final class QueriesGuide {
    private QueriesGuide() {}

    static Query identifier() {
        // snippet: identifier
        Query query = Query.identifier(IdentifierType.UIN, "SYN-0002");
        // end: identifier
        return query;
    }

    static Query predicates() {
        // snippet: predicates
        Query query = Query.where("birth_date").ge("1960-01-01").and("sex").eq("female");
        // end: predicates
        return query;
    }

    static Query typed() {
        // snippet: typed
        Query query = Query.where(CrvsAttributes.BIRTH_DATE)
                .between(LocalDate.of(1960, 1, 1), LocalDate.of(1969, 12, 31))
                .and(CrvsAttributes.SEX)
                .eq(SexCategory.FEMALE)
                .and(Query.where(CrvsAttributes.SURNAME)
                        .eq("አበበ")
                        .or(CrvsAttributes.BIRTH_PLACE)
                        .in("Kirehe", "Gatsibo"))
                .and(CrvsAttributes.MARITAL_STATUS)
                .not()
                .eq(MaritalStatus.MARRIED);
        // end: typed
        return query;
    }

    static Query expression() {
        // snippet: expression
        Expression poor = Expression.where(SocialAttributes.POVERTY_SCORE).lt(5);
        Expression large = Expression.where(SocialAttributes.GROUP_SIZE).ge(6);
        Expression child = Expression.where(SocialAttributes.MEMBER_BIRTH_DATE).gt(LocalDate.of(2019, 1, 1));
        Query query = Query.expression(poor.and(large.or(child)));
        // end: expression
        return query;
    }

    static Query crops() {
        // snippet: own-attribute
        Attribute<String> district = new Attribute<>("farm_details.location.contained_in_place.name", String.class);
        Query.PredicateQuery query = Query.where(district).eq("Kampong Cham");
        // end: own-attribute
        return query.and(FarmerAttributes.CROP_TYPE).eq(CropType.CEREALS);
    }

    static Query graphql() {
        // snippet: graphql
        Query query = Query.graphql("{ person(uin: \"SYN-0002\") { birth_date } }");
        // end: graphql
        return query;
    }

    static List<Sort> sort() {
        // snippet: sort
        List<Sort> sort = List.of(Sort.desc(CrvsAttributes.BIRTH_DATE), Sort.asc("name.surname"));
        // end: sort
        return sort;
    }

    static PeerProfile profile() {
        // snippet: profile
        PeerProfile profile = PeerProfile.STANDARD.queryTypes(QueryType.IDTYPE_VALUE, QueryType.PREDICATE);
        // end: profile
        return profile;
    }

    static SearchHandler<CrvsPerson> search(List<CrvsPerson> people) {
        // snippet: in-memory
        SearchHandler<CrvsPerson> search =
                InMemorySearch.of(Crvs.PROFILE, Crvs.PERSON, people).identifier("PARENT_UIN", "parent1_identifier");
        // end: in-memory
        return search;
    }
}
