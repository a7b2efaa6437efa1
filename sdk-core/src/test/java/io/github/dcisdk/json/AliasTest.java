package io.github.dcisdk.json;

import static io.github.dcisdk.json.JsonAssertions.assertJsonEqual;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Members under other keys than the standard's, and values inside objects that the standard does not have. */
class AliasTest {
    private static final TestRecord.Shape PERSON_SHAPE = TestRecord.shape("Person")
            .with("birth_date", ValueTypes.DATE_TIME, MemberTraits.PLAIN.aliases("date_of_birth", "birthdate"))
            .with("identifier", ValueTypes.listOf(ValueTypes.TEXT), MemberTraits.PLAIN.required());
    private static final ModelType<TestRecord> PERSON = PERSON_SHAPE.type();
    private static final TestRecord.Shape GROUP_SHAPE = TestRecord.shape("Group")
            .with("head", PERSON, MemberTraits.PLAIN.unwraps("person", "member"))
            .with(
                    "member_list",
                    ValueTypes.listOf(PERSON),
                    MemberTraits.PLAIN.aliases("members").unwraps("household_member"));
    private static final ModelType<TestRecord> GROUP = GROUP_SHAPE.type();

    @Test
    void anotherKeyIsReadAsTheMemberAndWrittenBackAsItCame() {
        String json = "{\"date_of_birth\":\"1990-01-01\",\"identifier\":[\"1\"]}";
        Readings<TestRecord> read = Readings.of(PERSON, json);

        assertThat(read.findings()).containsExactly("member.alias /date_of_birth");
        assertThat(read.object().get("birth_date")).contains(DciDateTime.parse("1990-01-01"));
        assertThat(read.object().additionalProperties()).isEmpty();
        assertThat(read.object().asReceived("birth_date")).contains(JsonValue.of("1990-01-01"));
        assertJsonEqual(Json.write(read.object()), json);
        assertJsonEqual(Json.write(read.object().toBuilder().build()), json);
        assertThat(PERSON.fromMap(read.object().toMap())).isEqualTo(read.object());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"spdci:identifier", ":identifier", "spdcicore:identifier", "spdci-extensions-dci:identifier"})
    void theStandardsPrefixesAreAliasesOfEveryMember(String key) {
        String json = "{\"" + key + "\":\"1\"}";
        Readings<TestRecord> read = Readings.of(PERSON, json);

        assertThat(read.findings()).containsExactly("member.alias /" + key, "member.single-for-list /" + key);
        assertThat(read.object().get("identifier")).contains(List.of("1"));
        assertJsonEqual(Json.write(read.object()), json);
    }

    @Test
    void anAliasMayHaveAPrefixToo() {
        assertThat(Readings.of(PERSON, "{\"identifier\":[],\"spdci:birthdate\":\"1990-01-01\"}")
                        .findings())
                .containsExactly("member.alias /spdci:birthdate");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pe:identifier",
                "xspdci:identifier",
                "spdci:spdci:identifier",
                "spdci/:identifier",
                "identifier:"
            })
    void otherPrefixesAreSomebodysExtension(String key) {
        Readings<TestRecord> read = Readings.of(PERSON, "{\"" + key + "\":\"1\"}");

        assertThat(read.findings()).containsExactly("member.required /identifier");
        assertThat(read.object().additionalProperties()).containsOnlyKeys(key);
    }

    @Test
    void theStandardsKeyCountsWhereverItStands() {
        for (String json : List.of(
                "{\"birthdate\":\"1\",\"birth_date\":\"1990-01-01\",\"identifier\":[]}",
                "{\"identifier\":[],\"birth_date\":\"1990-01-01\",\"birthdate\":\"1\"}")) {
            Readings<TestRecord> read = Readings.of(PERSON, json);

            assertThat(read.findings()).isEmpty();
            assertThat(read.object().get("birth_date")).contains(DciDateTime.parse("1990-01-01"));
            assertThat(read.object().additionalProperties()).containsOnlyKeys("birthdate");
            assertJsonEqual(Json.write(read.object()), json);
        }
    }

    @Test
    void ofSeveralOtherKeysTheFirstIsTheMember() {
        String json = "{\"birthdate\":\"1990-01-01\",\"date_of_birth\":\"x\",\"identifier\":[]}";
        Readings<TestRecord> read = Readings.of(PERSON, json);

        assertThat(read.findings()).containsExactly("member.alias /birthdate");
        assertThat(read.object().additionalProperties()).containsOnlyKeys("date_of_birth");
        assertJsonEqual(Json.write(read.object()), json);
    }

    @Test
    void aMemberThatIsSetAnewIsWrittenUnderTheStandardsKeyAlone() {
        TestRecord read = Readings.of(PERSON, "{\"date_of_birth\":\"1990-01-01\",\"identifier\":[\"1\"]}")
                .object();

        TestRecord changed = read.toBuilder()
                .set("birth_date", DciDateTime.parse("1991-02-02"))
                .build();
        assertJsonEqual(Json.write(changed), "{\"birth_date\":\"1991-02-02\",\"identifier\":[\"1\"]}");

        TestRecord cleared = read.toBuilder().set("birth_date", null).build();
        assertJsonEqual(Json.write(cleared), "{\"identifier\":[\"1\"]}");
    }

    @Test
    void anEmptyAliasIsNoRequiredMember() {
        assertThat(Readings.of(PERSON, "{\":identifier\":\"\"}").findings())
                .containsExactly(
                        "member.alias /:identifier",
                        "member.empty-for-absent /:identifier",
                        "member.required /identifier");
    }

    @Test
    void anotherKeyOfAMemberIsNoAdditionalProperty() {
        for (String key : List.of("birth_date", "birthdate", "spdci:birth_date", ":birthdate")) {
            assertThatThrownBy(() -> PERSON_SHAPE.builder().additionalProperty(key, JsonValue.of("1990-01-01")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(key + " is read as birth_date of Person");
        }
    }

    @Test
    void anObjectAroundTheValueIsTakenOffAndWrittenBack() {
        String json = "{\"head\":{\"@type\":\"Member\",\"person\":{\"identifier\":[\"1\"],\"birth_date\":\"x\"}}}";
        Readings<TestRecord> read = Readings.of(GROUP, json);

        assertThat(read.findings()).containsExactly("member.wrapped /head", "date.unreadable /head/person/birth_date");
        assertThat(read.object().get("head"))
                .contains(Readings.of(PERSON, "{\"identifier\":[\"1\"],\"birth_date\":\"x\"}")
                        .object());
        assertJsonEqual(Json.write(read.object()), json);

        TestRecord head = (TestRecord) read.object().get("head").orElseThrow();
        assertJsonEqual(
                Json.write(read.object().toBuilder().set("head", head).build()),
                "{\"head\":{\"identifier\":[\"1\"],\"birth_date\":\"x\"}}");
    }

    @Test
    void objectsAroundTheItemsOfAListAreTakenOff() {
        String json = """
                {"members":[{"household_member":{"identifier":["1"]}},{"identifier":["2"]},
                 {"spdci:household_member":{"identifier":["3"]}}]}""";
        Readings<TestRecord> read = Readings.of(GROUP, json);

        assertThat(read.findings())
                .containsExactly("member.alias /members", "member.wrapped /members/0", "member.wrapped /members/2");
        assertThat((List<?>) read.object().get("member_list").orElseThrow()).hasSize(3);
        assertJsonEqual(Json.write(read.object()), json);
    }

    @Test
    void aSingleWrappedItemIsAListOfOne() {
        String json = "{\"member_list\":{\"household_member\":{\"identifier\":[\"1\"]}}}";
        Readings<TestRecord> read = Readings.of(GROUP, json);

        assertThat(read.findings())
                .containsExactly("member.wrapped /member_list", "member.single-for-list /member_list");
        assertJsonEqual(Json.write(read.object()), json);
    }

    @Test
    void aListOfOneWrappedValueIsThatValue() {
        String json = "{\"head\":[{\"member\":{\"identifier\":[\"1\"]}}]}";
        Readings<TestRecord> read = Readings.of(GROUP, json);

        assertThat(read.findings()).containsExactly("member.list-for-single /head", "member.wrapped /head/0");
        assertThat(read.object().get("head")).isPresent();
        assertJsonEqual(Json.write(read.object()), json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"person\":{\"identifier\":[\"1\"]},\"identifier\":[\"2\"]}",
                "{\"person\":{\"identifier\":[\"1\"]},\"member\":{\"identifier\":[\"2\"]}}",
                "{\"person\":\"1\",\"identifier\":[]}",
                "{\"other\":{\"identifier\":[\"1\"]},\"identifier\":[]}"
            })
    void anObjectWithSomethingBesideTheValueIsNotTakenOff(String head) {
        Readings<TestRecord> read = Readings.of(GROUP, "{\"head\":" + head + "}");

        assertThat(read.findings()).doesNotContain("member.wrapped /head");
        assertJsonEqual(Json.write(read.object()), "{\"head\":" + head + "}");
    }

    @Test
    void onlyOneLevelIsTakenOff() {
        Readings<TestRecord> read = Readings.of(GROUP, "{\"head\":{\"person\":{\"person\":{\"identifier\":[\"1\"]}}}}");
        assertThat(read.findings()).containsExactly("member.wrapped /head", "member.required /head/person/identifier");
    }

    @Test
    void anEmptyWrappedObjectIsNothing() {
        assertThat(Readings.of(GROUP, "{\"head\":{\"person\":{}}}").findings())
                .containsExactly("member.wrapped /head", "member.empty-for-absent /head/person");
    }
}
