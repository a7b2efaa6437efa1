package io.github.dcisdk.json;

import static io.github.dcisdk.json.JsonAssertions.assertJsonEqual;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one table of members makes of an object: reading, writing, comparing, printing. */
class ModelTypeTest {
    private static final TestRecord.Shape NAME =
            TestRecord.shape("Name").with("given_name", ValueTypes.TEXT).with("surname", ValueTypes.TEXT);
    private static final TestRecord.Shape PERSON_SHAPE = TestRecord.shape("Person");
    private static final ModelType<TestRecord> PERSON = PERSON_SHAPE
            .with("@type", ValueTypes.TEXT, MemberTraits.PLAIN.loggable())
            .with("status", ValueTypes.TEXT, MemberTraits.PLAIN.loggable())
            .with("reference_id", ValueTypes.TEXT, MemberTraits.PLAIN.required().loggable())
            .with("sex", TestColour.TYPE, MemberTraits.PLAIN.loggable())
            .with("name", NAME.type())
            .with("birth_date", ValueTypes.DATE_TIME)
            .with("parent", PERSON_SHAPE.self())
            .with("children", ValueTypes.listOf(PERSON_SHAPE.self()))
            .with("tags", ValueTypes.listOf(ValueTypes.TEXT), MemberTraits.PLAIN.loggable())
            .type();

    private static Readings<TestRecord> read(String json) {
        return Readings.of(PERSON, json);
    }

    @Test
    void knowsTheKeysFromWhichAMemberIsRead() {
        ModelType<TestRecord> type = TestRecord.shape("Name")
                .with("given_name", ValueTypes.TEXT, MemberTraits.PLAIN.aliases("first_name", "givenName"))
                .with("surname", ValueTypes.TEXT)
                .type();

        assertThat(type.keysOf("given_name")).containsExactly("given_name", "first_name", "givenName");
        assertThat(type.keysOf("surname")).containsExactly("surname");
        assertThat(type.keysOf("first_name")).as("a key that is no member").isEmpty();
    }

    @Test
    void knowsWhatAMemberIsAndLooksItUp() {
        TestRecord person = read("{'name':{'given_name':'Almaz'},'children':[{'reference_id':'c'}],'tags':'a'}"
                        .replace('\'', '"'))
                .object();

        assertThat(PERSON.valueType("name")).contains(NAME.type());
        assertThat(PERSON.valueType("parent")).contains(PERSON);
        assertThat(PERSON.valueType("children")).as("one of the list").contains(PERSON);
        assertThat(PERSON.valueType("tags")).contains(ValueTypes.TEXT);
        assertThat(PERSON.valueType("shoe_size")).isEmpty();
        assertThat(PERSON.memberFor("spdci:birth_date")).contains("birth_date");
        assertThat(PERSON.memberFor("shoe_size")).isEmpty();
        assertThat(PERSON.value(person, "tags")).contains(List.of("a"));
        assertThat(PERSON.value(person, "birth_date")).isEmpty();
        assertThat(PERSON.value(person, "shoe_size")).isEmpty();
        assertThatThrownBy(() -> NAME.type().value(person, "surname")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void knowsItsMembers() {
        assertThat(PERSON.name()).isEqualTo("Person");
        assertThat(PERSON.memberNames())
                .startsWith("@type", "status", "reference_id")
                .hasSize(9);
        assertThat(PERSON.requiredMembers()).containsExactly("reference_id");
        assertThat(PERSON.hasMember("tags")).isTrue();
        assertThat(PERSON.hasMember("Tags")).isFalse();
    }

    @Test
    void aKeyCannotStandForTwoMembers() {
        TestRecord.Shape twice = TestRecord.shape("T").with("a", ValueTypes.TEXT);
        assertThatThrownBy(() -> twice.with("a", ValueTypes.TEXT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a stands for two members of T");

        TestRecord.Shape sharedAlias =
                TestRecord.shape("T").with("a", ValueTypes.TEXT, MemberTraits.PLAIN.aliases("x"));
        assertThatThrownBy(() -> sharedAlias.with("b", ValueTypes.TEXT, MemberTraits.PLAIN.aliases("x")))
                .isInstanceOf(IllegalArgumentException.class);

        TestRecord.Shape aliasOfOther = TestRecord.shape("T")
                .with("a", ValueTypes.TEXT, MemberTraits.PLAIN.aliases("b"))
                .with("b", ValueTypes.TEXT);
        assertThatThrownBy(aliasOfOther::type).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nestedAndRecursiveObjectsAreReadWhereTheyStand() {
        String json = """
                {"reference_id":"1","name":{"given_name":"Almaz","x":1e2},
                 "parent":{"reference_id":2,"parent":{"birth_date":"x"}},
                 "children":[{"reference_id":"3"},{"tags":"t"}]}""";
        Readings<TestRecord> read = read(json);

        assertThat(read.findings())
                .containsExactly(
                        "member.number-for-text /parent/reference_id",
                        "date.unreadable /parent/parent/birth_date",
                        "member.required /parent/parent/reference_id",
                        "member.single-for-list /children/1/tags",
                        "member.required /children/1/reference_id");
        assertJsonEqual(Json.write(read.object()), json);
    }

    @Test
    void findingsPointIntoTheWholeBody() {
        List<Finding> findings = new java.util.ArrayList<>();
        Json.read(JsonSlice.of("{\"tags\":1}".getBytes(StandardCharsets.UTF_8)), PERSON, "/message/x", findings::add);
        assertThat(findings)
                .extracting(Finding::toString)
                .containsExactly(
                        "member.number-for-text at /message/x/tags",
                        "member.single-for-list at /message/x/tags",
                        "member.required at /message/x/reference_id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "[]", "[null]", "[[{}]]", "true", "[\"a\",\"b\"]"})
    void aRequiredMemberThatCannotBeReadIsMissing(String value) {
        assertThat(read("{\"reference_id\":" + value + "}").findings()).contains("member.required /reference_id");
    }

    @Test
    void theEmptyObjectIsAnObjectAtTheTop() {
        Readings<TestRecord> read = read("{}");
        assertThat(read.findings()).containsExactly("member.required /reference_id");
        assertJsonEqual(Json.write(read.object()), "{}");
    }

    @Test
    void unknownMembersAreKeptAsTheyAreWritten() {
        String json = """
                {"reference_id":"1","ext:score":1.50,"a/b~c":{"n":[-0,1E+400,0.10,null]},"":"empty name",
                 "Reference_id":"another name"}""";
        Readings<TestRecord> read = read(json);

        assertThat(read.findings()).isEmpty();
        assertThat(read.object().additionalProperties()).containsOnlyKeys("ext:score", "a/b~c", "", "Reference_id");
        assertJsonEqual(Json.write(read.object()), json);
        assertThatThrownBy(() -> read.object().additionalProperties().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void equalWhenTypedMembersAndAdditionalPropertiesAre() {
        TestRecord one =
                read("{\"reference_id\":\"1\",\"tags\":[\"a\"],\"x\":1}").object();
        TestRecord sameInAnotherForm =
                read("{\"x\":1,\"tags\":\"a\",\"reference_id\":1}").object();

        assertThat(one)
                .isEqualTo(sameInAnotherForm)
                .hasSameHashCodeAs(sameInAnotherForm)
                .isEqualTo(one);
        assertThat(one)
                .isNotEqualTo(read("{\"reference_id\":\"1\",\"tags\":[\"a\"],\"x\":1.0}")
                        .object());
        assertThat(one)
                .isNotEqualTo(read("{\"reference_id\":\"1\",\"tags\":[\"b\"],\"x\":1}")
                        .object());
        assertThat(one).isNotEqualTo("text").isNotEqualTo(null);
        assertThat(NAME.builder().build()).isNotEqualTo(PERSON_SHAPE.builder().build());
    }

    @Test
    void printsOnlyWhatTheSpecificationAllows() {
        String json = """
                {"reference_id":"r-1","status":"succ","sex":"free words about Almaz","name":{"given_name":"Almaz"},
                 "birth_date":"1990-01-01","children":[{"reference_id":"Kebede"}],"note":"Tesfaye","tags":["t1","t2"]}""";
        assertThat(read(json).object())
                .hasToString("Person[status=succ, reference_id=r-1, sex=unlisted code, name, birth_date, children(1),"
                        + " tags=[t1, t2], 1 additional]");
    }

    @Test
    void everyKindOfLoggableValueHasAForm() {
        MemberTraits shown = MemberTraits.PLAIN.loggable();
        ModelType<TestRecord> type = TestRecord.shape("T")
                .with("integer", ValueTypes.INTEGER, shown)
                .with("decimal", ValueTypes.DECIMAL, shown)
                .with("truth", ValueTypes.BOOLEAN, shown)
                .with("time", ValueTypes.DATE_TIME, shown)
                .with("any", ValueTypes.ANY, shown)
                .with("free", ValueTypes.FREE_OBJECT, shown)
                .with("name", ValueTypes.of(NAME::type), shown.unwraps("n"))
                .type();
        String json = """
                {"integer":1,"decimal":1.50,"truth":true,"time":"2026-01-02","any":"Almaz","free":{"Almaz":1},
                 "name":{"n":{"surname":"Tesfaye"}}}""";
        assertThat(Readings.of(type, json).object())
                .hasToString("T[integer=1, decimal=1.50, truth=true, time=2026-01-02, any=JsonString[5 characters],"
                        + " free=JsonObject[1 members], name=Name[surname]]");
    }

    @Test
    void printsHostileValuesInOneHarmlessLine() {
        TestRecord hostile = PERSON_SHAPE
                .builder()
                .set("reference_id", "1\r\n2026 ERROR forged\u001b[2J\u202e\u0000" + "x".repeat(1_000_000))
                .set("tags", java.util.Collections.nCopies(1_000, "t"))
                .build();
        assertThat(hostile.toString())
                .matches("[\\x20-\\x7e…]*")
                .hasSizeLessThan(400)
                .contains("reference_id=1??2026 ERROR forged?[2J??");
    }

    @Test
    void namesInEveryScriptSurviveByteForByte() {
        String json = "{\"reference_id\":\"1\",\"name\":{\"given_name\":\"አልማዝ\",\"surname\":\"فاطمة الزهراء\"},"
                + "\"children\":[{\"reference_id\":\"សុខា\"},{\"reference_id\":\"สมชาย\"},{\"reference_id\":\"👩🏽‍🌾𞤀\"}],"
                + "\"ስም🌾\":\"អ\u200bក\"}";
        assertThat(new String(Json.write(read(json).object()), StandardCharsets.UTF_8))
                .isEqualTo(json);
    }

    @Test
    void unpairedSurrogatesAreWrittenAsTheEscapesTheyCameAs() {
        String json = "{\"reference_id\":\"a\\ud800b\",\"x\":\"አ\\udc00\",\"y\":\"😀\"}";
        TestRecord object = read(json).object();

        assertThat(new String(Json.write(object), StandardCharsets.UTF_8)).isEqualToIgnoringCase(json);
        assertThat(PERSON.fromMap(object.toMap())).isEqualTo(object);

        TestRecord named = PERSON_SHAPE
                .builder()
                .additionalProperty("n\udc00", JsonValue.of("é"))
                .build();
        assertThat(new String(Json.write(named), StandardCharsets.UTF_8)).isEqualToIgnoringCase("{\"n\\udc00\":\"é\"}");
    }

    @Test
    void ofMembersThatStandTwiceTheLastIsRead() {
        Readings<TestRecord> read = read("{\"reference_id\":\"1\",\"tags\":5,\"x\":1,\"x\":2,\"tags\":[\"a\"]}");
        assertThat(read.findings()).isEmpty();
        assertJsonEqual(Json.write(read.object()), "{\"reference_id\":\"1\",\"tags\":[\"a\"],\"x\":2}");
    }

    @Test
    void plainMapsGoBothWays() {
        String json = "{\"reference_id\":7,\"name\":[{\"given_name\":\"አልማዝ\"}],\"x\":{\"n\":1.5,\"l\":[null,true]}}";
        TestRecord object = read(json).object();
        Map<String, Object> plain = object.toMap();

        assertThat(plain.get("reference_id")).isEqualTo(java.math.BigInteger.valueOf(7));
        assertThat(PERSON.fromMap(plain)).isEqualTo(object);
        assertJsonEqual(Json.write(PERSON.fromMap(plain)), json);
        assertThatThrownBy(plain::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThat(PERSON.fromMap(Map.of()).additionalProperties()).isEmpty();
    }

    @Test
    void otherJsonLibrariesWriteAModelThroughItsMap() throws Exception {
        String json = "{\"reference_id\":7,\"name\":[{\"given_name\":\"አልማዝ\"}],\"x\":{\"n\":1.50,\"l\":[null,true]}}";
        byte[] written = new ObjectMapper()
                .writeValueAsBytes(Map.of("inside", List.of(read(json).object())));
        assertJsonEqual(written, "{\"inside\":[" + json + "]}");
    }

    @Test
    void printsItsName() {
        assertThat(PERSON).hasToString("ModelType[Person]");
    }
}
