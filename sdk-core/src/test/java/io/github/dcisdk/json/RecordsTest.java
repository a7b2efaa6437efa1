package io.github.dcisdk.json;

import static io.github.dcisdk.json.JsonAssertions.assertJsonEqual;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records are a list of objects. What else is met in their place is understood, or kept and reported. */
class RecordsTest {
    private static final TestRecord.Shape DATA = TestRecord.shape("Data");
    private static final ModelType<TestRecord> TYPE = DATA.with(
                    "reg_records", ValueTypes.RECORDS, MemberTraits.PLAIN.loggable())
            .with("item", TestRecord.shape("Item").with("name", ValueTypes.TEXT).type())
            .type();

    private static Readings<TestRecord> read(String records) {
        String json = "{\"reg_records\":" + records + "}";
        Readings<TestRecord> read = Readings.of(TYPE, json);
        assertJsonEqual(Json.write(read.object()), json);
        return read;
    }

    @SuppressWarnings("unchecked") // RECORDS reads a list of objects.
    private static List<String> records(Readings<TestRecord> read) {
        List<JsonValue.JsonObject> records =
                (List<JsonValue.JsonObject>) read.object().get("reg_records").orElse(null);
        return records == null
                ? List.of()
                : records.stream().map(JsonValue::toJson).toList();
    }

    @Test
    void anArrayOfObjectsIsTheStandardsForm() {
        Readings<TestRecord> read = read("[{\"n\":1.50},{\"n\":2}]");

        assertThat(records(read)).containsExactly("{\"n\":1.50}", "{\"n\":2}");
        assertThat(read.findings()).isEmpty();
        assertThat(read.object().asReceived("reg_records")).isEmpty();
    }

    @Test
    void aSingleRecordIsAListOfOne() {
        Readings<TestRecord> read = read("{\"n\":1}");

        assertThat(records(read)).containsExactly("{\"n\":1}");
        assertThat(read.findings()).containsExactly("member.single-for-list /reg_records");
    }

    @Test
    void arraysWithinTheArrayAreOpened() {
        Readings<TestRecord> read = read("[[{\"n\":1},{\"n\":2}],[[{\"n\":3}]],{\"n\":4}]");

        assertThat(records(read)).containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":3}", "{\"n\":4}");
        assertThat(read.findings())
                .containsExactly(
                        "records.nested /reg_records/0",
                        "records.nested /reg_records/1",
                        "records.nested /reg_records/1/0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"object\",\"description\":\"A person\",\"example\":{\"name\":{\"surname\":\"x\"}}}",
                "{\"type\":\"array\",\"items\":{\"type\":\"object\"}}",
                "{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"}},\"required\":[\"name\"]}",
                "{\"$ref\":\"#/components/schemas/Person\"}",
                "{\"allOf\":[{\"$ref\":\"#/components/schemas/Person\"}],\"x-note\":\"\"}",
            })
    void aSchemaInThePlaceOfRecordsGivesNone(String schema) {
        Readings<TestRecord> alone = read(schema);
        assertThat(records(alone)).isEmpty();
        assertThat(alone.findings()).containsExactly("records.schema /reg_records");
        assertThat(alone.object().asReceived("reg_records").map(JsonValue::toJson))
                .contains(schema);

        Readings<TestRecord> listed = read("[" + schema + ",{\"n\":1}]");
        assertThat(records(listed)).containsExactly("{\"n\":1}");
        assertThat(listed.findings()).containsExactly("records.schema /reg_records/0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"object\",\"name\":\"a record with a type\"}",
                "{\"type\":\"cow\",\"description\":\"brown\"}",
                "{\"description\":\"a record\",\"items\":[1]}",
                "{\"example\":{}}",
                "{\"$ref\":7}",
            })
    void aRecordIsNotMistakenForASchema(String record) {
        assertThat(records(read("[" + record + "]"))).containsExactly(record);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0000',
            value = {
                "[{}]|member.empty-for-absent /reg_records/0",
                "[null]|member.empty-for-absent /reg_records/0",
                "[\" \"]|member.empty-for-absent /reg_records/0",
                "[\"text\"]|member.type /reg_records/0",
                "[1]|member.type /reg_records/0",
                "[true]|member.type /reg_records/0",
                "\"\"|member.empty-for-absent /reg_records",
                "{}|member.empty-for-absent /reg_records",
                "\"text\"|member.type /reg_records",
                "7|member.type /reg_records",
                "false|member.type /reg_records",
            })
    void whatIsNoRecordIsKeptAndReported(String received, String finding) {
        Readings<TestRecord> read = read(received);

        assertThat(records(read)).isEmpty();
        assertThat(read.findings()).containsExactly(finding);
    }

    @Test
    void anEmptyArrayIsAnAnswerWithoutRecords() {
        Readings<TestRecord> read = read("[]");

        assertThat(read.object().get("reg_records")).contains(List.of());
        assertThat(read.findings()).isEmpty();
    }

    @Test
    void recordsAreCountedInLogsAndNeverShown() {
        assertThat(read("[{\"name\":\"Almaz\"}]").object()).hasToString("Data[reg_records=1 records]");
    }

    @Test
    void anObjectOfTheStandardIsNotReadFromASchemaEither() {
        String json = "{\"item\":{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"}}}}";
        Readings<TestRecord> read = Readings.of(TYPE, json);

        assertThat(read.object().get("item")).isEmpty();
        assertThat(read.findings()).containsExactly("records.schema /item");
        assertJsonEqual(Json.write(read.object()), json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void recordsThatTheApplicationSetsAreWrittenAsAnArray() {
        TestRecord received = read("{\"n\":1}").object();
        TestRecord rebuilt = received.toBuilder()
                .set("reg_records", List.of(new JsonValue.JsonObject(Map.of("n", JsonValue.of(2)))))
                .build();

        assertJsonEqual(Json.write(rebuilt), "{\"reg_records\":[{\"n\":2}]}");
    }
}
