package io.github.dcisdk.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.message.Authorize;
import io.github.dcisdk.message.Consent;
import io.github.dcisdk.message.Purpose;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.message.QueryType;
import io.github.dcisdk.message.Sort;
import io.github.dcisdk.profile.EventType;
import io.github.dcisdk.profile.PeerProfile;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked beside the query, on the wire. */
@Timeout(60)
class SearchOptionsTest {
    private static final Consent CONSENT = Consent.builder()
            .ts(DciDateTime.of(Instant.parse("2026-01-05T08:00:00Z")))
            .purpose(Purpose.builder().code("pension").build())
            .build();
    private static final Authorize AUTHORITY = Authorize.builder()
            .purpose(Purpose.builder().text("Act 12, section 3").build())
            .build();
    private static final SearchOptions OPTIONS =
            SearchOptions.DEFAULT.consent(CONSENT).authorize(AUTHORITY);

    private static JsonNode item(PeerProfile profile, SearchOptions options) {
        try (Fixture fixture = Fixture.answering(
                request -> Answers.onSearch(request, Answers.succeeded(request, Answers.pagination(50, 1, 0))))) {
            fixture.unsigned(profile).search(Fixture.PERSON, Fixture.QUERY, options);
            return fixture.peer.requests().get(0).item();
        }
    }

    @Test
    void sortEventTypeAndEntityStandInTheCriteria() {
        JsonNode criteria = item(
                        PeerProfile.STANDARD,
                        SearchOptions.DEFAULT
                                .sort(Sort.desc("birth_date"), Sort.asc("name.surname"))
                                .eventType(EventType.of("DEATH"))
                                .responseEntity("Member"))
                .get("search_criteria");

        assertThat(criteria.get("sort"))
                .hasToString("[{\"attribute_name\":\"birth_date\",\"sort_order\":\"desc\"},"
                        + "{\"attribute_name\":\"name.surname\",\"sort_order\":\"asc\"}]");
        assertThat(criteria.get("reg_event_type").textValue()).isEqualTo("DEATH");
        assertThat(criteria.get("response_entity").textValue()).isEqualTo("Member");
    }

    @Test
    void consentAndAuthorityStandInTheCriteria() {
        JsonNode item = item(PeerProfile.STANDARD, OPTIONS);

        assertThat(item.get("search_criteria").get("consent"))
                .hasToString("{\"ts\":\"2026-01-05T08:00:00Z\",\"purpose\":{\"code\":\"pension\"}}");
        assertThat(item.get("search_criteria").get("authorize"))
                .hasToString("{\"purpose\":{\"text\":\"Act 12, section 3\"}}");
        assertThat(item.has("consent")).isFalse();
    }

    @Test
    void consentAndAuthorityStandBesideTheCriteriaWhereThePeerReadsThemThere() {
        JsonNode item = item(PeerProfile.STANDARD.consentBesideCriteria(), OPTIONS);

        assertThat(item.get("consent").get("purpose").get("code").textValue()).isEqualTo("pension");
        assertThat(item.get("authorize").get("purpose").get("text").textValue()).isEqualTo("Act 12, section 3");
        assertThat(item.get("search_criteria").has("consent")).isFalse();
        assertThat(item.get("search_criteria").has("authorize")).isFalse();
    }

    @Test
    void optionsGoWithEveryPage() {
        try (Fixture fixture = Fixture.answering(request -> Answers.onSearch(
                request,
                Answers.succeeded(
                        request,
                        Answers.pagination(1, request.pageNumber(), 2),
                        Answers.person(request.pageNumber()))))) {
            SearchOptions options = OPTIONS.sort(Sort.asc("birth_date")).pageSize(1);
            assertThat(fixture.unsigned().searchAll(Fixture.PERSON, Fixture.QUERY, options))
                    .hasSize(2);

            assertThat(fixture.peer.requests()).hasSize(2).allSatisfy(request -> {
                assertThat(request.criteria().has("consent")).isTrue();
                assertThat(request.criteria().has("sort")).isTrue();
            });
        }
    }

    @Test
    void aSearchWithoutTheEventTypeThatThePeerAsksForIsNotSent() {
        PeerProfile profile = PeerProfile.STANDARD.named("picky").requiringEventType();
        assertThatThrownBy(() -> item(profile, SearchOptions.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("picky")
                .hasMessageContaining("SearchOptions.eventType(..)");
        assertThat(item(profile, SearchOptions.DEFAULT.eventType(EventType.of("birth")))
                        .get("search_criteria")
                        .get("reg_event_type")
                        .textValue())
                .isEqualTo("birth");
    }

    @Test
    void aQueryThatThePeerDoesNotEvaluateIsNotSent() {
        try (Fixture fixture = Fixture.answering(request -> "{}")) {
            RegistryClient client = fixture.unsigned(PeerProfile.STANDARD.queryTypes(QueryType.IDTYPE_VALUE));
            Query query = Query.where("sex").eq("female");

            assertThatThrownBy(() -> client.search(Fixture.PERSON, query)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> client.searchAll(Fixture.PERSON, query))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(fixture.peer.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "en", "ENG", "engl", "en1", "eng "})
    void aLanguageIsThreeLowerCaseLetters(String language) {
        assertThatThrownBy(() -> SearchOptions.DEFAULT.locale(language)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void numbersCountFromOneAndEntitiesHaveNames() {
        assertThatThrownBy(() -> SearchOptions.DEFAULT.pageNumber(0)).hasMessageContaining("page_number");
        assertThatThrownBy(() -> SearchOptions.DEFAULT.pageSize(-1)).hasMessageContaining("page_size");
        assertThatThrownBy(() -> SearchOptions.DEFAULT.responseEntity(" ")).hasMessageContaining("response_entity");
        assertThatThrownBy(() -> PeerProfile.STANDARD.itemsPerMessage(0)).hasMessageContaining("at least one item");
    }

    @Test
    void optionsAreValuesAndHideWhatIsPersonal() {
        SearchOptions some = OPTIONS.locale("amh").sort(Sort.asc("birth_date"));
        assertThat(some)
                .isEqualTo(SearchOptions.DEFAULT
                        .sort(Sort.asc("birth_date"))
                        .locale("amh")
                        .authorize(AUTHORITY)
                        .consent(CONSENT))
                .hasSameHashCodeAs(OPTIONS.sort(Sort.asc("birth_date")).locale("amh"))
                .isNotEqualTo(OPTIONS);
        assertThat(some.toString()).contains("amh", "birth_date asc").doesNotContain("pension", "Act 12");
        assertThat(SearchOptions.DEFAULT).hasToString("SearchOptions[page 1 of 50]");
    }
}
