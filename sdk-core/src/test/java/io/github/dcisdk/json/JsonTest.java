package io.github.dcisdk.json;

import static io.github.dcisdk.json.JsonAssertions.assertJsonEqual;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.dcisdk.error.ErrorCode;
import io.github.dcisdk.error.MalformedMessageException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading of text that is no model, or that is made to cost more than it weighs. */
@Timeout(value = 10, unit = TimeUnit.SECONDS)
class JsonTest {
    private static final TestRecord.Shape PLACE_SHAPE = TestRecord.shape("Place");
    private static final ModelType<TestRecord> PLACE = PLACE_SHAPE
            .with("name", ValueTypes.TEXT, MemberTraits.PLAIN.aliases("title"))
            .with("within", PLACE_SHAPE.self(), MemberTraits.PLAIN.aliases("w").unwraps("place"))
            .with("parts", ValueTypes.listOf(PLACE_SHAPE.self()), MemberTraits.PLAIN.unwraps("place"))
            .with("texts", ValueTypes.listOf(ValueTypes.TEXT))
            .with("numbers", ValueTypes.listOf(ValueTypes.DECIMAL))
            .type();

    private static TestRecord read(byte[] json, List<Finding> findings) {
        return Json.read(JsonSlice.of(json), PLACE, "/message", findings::add);
    }

    private static MalformedMessageException refused(byte[] json) {
        return org.assertj.core.api.Assertions.catchThrowableOfType(
                MalformedMessageException.class, () -> read(json, new ArrayList<>()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[{}]", "null", "\"text\"", "1", "true"})
    void whatIsNoObjectIsNotUnderstood(String json) {
        MalformedMessageException refusal = refused(json.getBytes(UTF_8));
        assertThat(refusal.errorCode()).isEqualTo(ErrorCode.NOT_UNDERSTOOD);
        assertThat(refusal.ruleId()).contains(Rule.WRONG_TYPE.id());
        assertThat(refusal.pointer()).isEqualTo("/message");
        assertThat(refusal).hasMessageContaining("an object is expected at /message");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "{\"Almaz\":}", "{\"a\":\"Almaz}", "{\"a\":Almaz}"})
    void whatIsNotJsonIsRefusedWithoutQuotingIt(String json) {
        for (MalformedMessageException refusal : List.of(
                refused(json.getBytes(UTF_8)),
                org.assertj.core.api.Assertions.catchThrowableOfType(
                        MalformedMessageException.class, () -> Json.parse(json.getBytes(UTF_8))))) {
            assertThat(refusal.errorCode()).isEqualTo(ErrorCode.MALFORMED);
            assertThat(refusal.ruleId()).contains(Rule.SYNTAX.id());
            assertThat(refusal.getMessage()).doesNotContain("Almaz");
            assertThat(refusal.getCause()).isNull();
        }
    }

    @Test
    void contentAfterTheTextAndOtherEncodingsAreRefused() {
        assertThat(refused("{}{}".getBytes(UTF_8)).ruleId()).contains(Rule.TRAILING_CONTENT.id());
        assertThat(refused("{}".getBytes(UTF_16BE)).ruleId()).contains(Rule.ENCODING.id());
        assertThat(refused("\ufeff{}".getBytes(UTF_8)).ruleId()).contains(Rule.ENCODING.id());
        assertThat(refused(new byte[] {'{', '"', (byte) 0xC0, (byte) 0xAF, '"', ':', '1', '}'})
                        .ruleId())
                .contains(Rule.ENCODING.id());
    }

    @Test
    void aSliceIsReadByItself() {
        byte[] body = "é{\"name\":\"a\"}{\"name\":\"b\"}".getBytes(UTF_8);
        JsonSlice slice = JsonSlice.of(body, 2, 12);
        assertThat(Json.read(slice, PLACE, "", finding -> {}).get("name")).contains("a");
    }

    @Test
    void textBeyondALimitIsRefused() {
        for (String json : List.of(
                "{\"within\":".repeat(1_000_000),
                "{\"texts\":" + "[".repeat(1_000_000),
                "{\"numbers\":[" + "1".repeat(1_000_000) + "]}",
                "{\"numbers\":[-" + "1".repeat(401) + "]}",
                "{\"x\":1." + "1".repeat(400) + "}",
                "{\"" + "n".repeat(10_000) + "\":1}")) {
            assertThat(refused(json.getBytes(UTF_8)).ruleId()).contains(Rule.LIMIT.id());
        }
        assertThat(read(("{\"x\":-" + "1".repeat(400) + "}").getBytes(UTF_8), new ArrayList<>())
                        .additionalProperties())
                .hasSize(1);
    }

    /** Every level is in another form than declared; work for each level must not grow with what is inside. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[ ]",
                "{\"w\":[ ]}",
                "{\"within\":{\"place\": }}",
                "{\"parts\": }",
                "{\"parts\":{\"place\":[ ]}}",
                "{\"spdci:w\": }",
                "{\"parts\":[{}, ]}",
                "{\"texts\":1,\"w\": }"
            })
    void deepNestingInUnusualFormsTakesNoLonger(String level) {
        int brackets = (int) level.chars().filter(c -> c == '[' || c == '{').count();
        int levels = (JsonLimits.MAX_DEPTH - 4) / brackets;
        String[] frame = level.split(" ", -1);
        String leaf = "{\"texts\":[" + "\"t\",".repeat(1_000_000) + "7]}";
        byte[] json = ("{\"within\":" + frame[0].repeat(levels) + leaf + frame[1].repeat(levels) + "}").getBytes(UTF_8);

        List<Finding> findings = new ArrayList<>();
        TestRecord object = read(json, findings);

        assertThat(findings).isNotEmpty().hasSizeLessThanOrEqualTo(JsonLimits.MAX_HARMLESS_FINDINGS);
        byte[] written = Json.write(object);
        assertThat(written).hasSameSizeAs(json);
    }

    @Test
    void aLongListWithABadLastItemIsKept() {
        String json = "{\"parts\":[" + "{\"name\":\"n\"},".repeat(300_000) + "5]}";
        List<Finding> findings = new ArrayList<>();
        TestRecord object = read(json.getBytes(UTF_8), findings);

        assertThat(findings).containsExactly(new Finding("/message/parts/300000", Rule.WRONG_TYPE));
        assertThat((List<?>) object.get("parts").orElseThrow()).hasSize(300_000);
        assertThat(new String(Json.write(object), UTF_8)).isEqualTo(json);
    }

    @Test
    void namesMadeToCollideCostNoMoreThanOthers() {
        int bits = 15;
        String json = IntStream.range(0, 1 << bits)
                .mapToObj(i -> IntStream.range(0, bits)
                        .mapToObj(bit -> (i >> bit & 1) == 0 ? "Aa" : "BB")
                        .collect(Collectors.joining("", "\"", "\":0")))
                .collect(Collectors.joining(",", "{", "}"));
        TestRecord object = read(json.getBytes(UTF_8), new ArrayList<>());
        assertThat(object.additionalProperties()).hasSize(1 << bits);
        assertThat(object).isEqualTo(object.toBuilder().build());
    }

    @Test
    void numbersThatWouldGrowWhenCountedOutStaySmall() {
        String json = "{\"numbers\":[1e999999999,1e-999999999,1E2147483647,1e99999999999]}";
        List<Finding> findings = new ArrayList<>();
        TestRecord object = read(json.getBytes(UTF_8), findings);

        assertThat(findings).hasSize(4).allMatch(finding -> finding.rule() == Rule.WRONG_TYPE);
        assertJsonEqual(Json.write(object), json);
        assertThat(object.toMap()).hasSize(1);
    }

    @Test
    void harmlessFindingsAreReportedUpToALimit() {
        String json = "{\"texts\":[" + "1,".repeat(100_000) + "true]}";
        List<Finding> findings = new ArrayList<>();
        TestRecord object = read(json.getBytes(UTF_8), findings);

        assertThat(findings).hasSize(JsonLimits.MAX_HARMLESS_FINDINGS + 1);
        assertThat(findings.get(findings.size() - 1))
                .as("no harmless finding takes the place of one that changes the meaning")
                .isEqualTo(new Finding("/message/texts/100000", Rule.WRONG_TYPE));
        assertJsonEqual(Json.write(object), json);
    }

    @Test
    void moreMeaningChangingFindingsThanTheLimitRefuseTheText() {
        String most = "{\"texts\":[" + "true,".repeat(JsonLimits.MAX_FINDINGS - 1) + "true]}";
        List<Finding> findings = new ArrayList<>();
        read(most.getBytes(UTF_8), findings);
        assertThat(findings).hasSize(JsonLimits.MAX_FINDINGS);

        MalformedMessageException refusal =
                refused(most.replace("]}", ",true]}").getBytes(UTF_8));
        assertThat(refusal.errorCode()).isEqualTo(ErrorCode.NOT_UNDERSTOOD);
        assertThat(refusal.pointer()).isEqualTo("/message/texts/" + JsonLimits.MAX_FINDINGS);
    }

    @Test
    void theLimitsHoldForWhatIsReadFromMapsToo() {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> {
            java.util.Map<String, Object> deep = java.util.Map.of();
            for (int i = 0; i < 100_000; i++) {
                deep = java.util.Map.of("within", deep);
            }
            PLACE.fromMap(deep);
        });
    }
}
