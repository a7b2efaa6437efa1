package io.github.dcisdk.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dcisdk.json.JsonValue.JsonArray;
import io.github.dcisdk.json.JsonValue.JsonNull;
import io.github.dcisdk.json.JsonValue.JsonNumber;
import io.github.dcisdk.json.JsonValue.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any JSON value without loss. */
class JsonValueTest {
    private static JsonValue parse(String json) {
        return Json.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "-0", "1", "-1", "10", "0.0", "1.50", "1e5", "1E+5", "1.0e-05", "-0.0E00", "1e99999999999"})
    void numbersAreWrittenAsTheyWere(String literal) {
        assertThat(new JsonNumber(literal).toJson()).isEqualTo(literal);
        assertThat(parse(literal)).isEqualTo(new JsonNumber(literal));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "+1",
                "01",
                "-01",
                ".5",
                "1.",
                "1.e5",
                "1e",
                "1e+",
                "e5",
                "0x10",
                "NaN",
                "Infinity",
                "-Infinity",
                "1 ",
                " 1",
                "1_000",
                "1,5",
                "1f",
                "1d",
                "١",
                "1\n",
                "--1",
                "1e5.5",
                "null"
            })
    void nothingElseIsANumber(String literal) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JsonNumber(literal))
                .withMessageContaining("RFC 8259")
                .withMessageNotContaining(literal.isEmpty() ? "''" : "'" + literal);
    }

    @Test
    void numbersHaveAtMost400Digits() {
        String most = "-" + "1".repeat(390) + "." + "1".repeat(8) + "e-" + "1".repeat(2);
        assertThat(parse(most).toJson()).isEqualTo(most);
        assertThatIllegalArgumentException().isThrownBy(() -> new JsonNumber("1".repeat(401)));
        assertThatIllegalArgumentException().isThrownBy(() -> new JsonNumber("1e" + "1".repeat(400)));
        assertThatIllegalArgumentException().isThrownBy(() -> new JsonNumber("1".repeat(10_000_000)));
        assertThat(parse("-" + "1".repeat(400)).toJson()).hasSize(401);
    }

    @Test
    void numbersAreEqualWhenWrittenAlike() {
        assertThat(parse("1.0")).isNotEqualTo(parse("1")).isEqualTo(parse("1.0"));
        assertThat(new JsonNumber("1.50").toBigDecimal()).contains(new BigDecimal("1.50"));
        assertThat(new JsonNumber("1e99999999999").toBigDecimal()).isEmpty();
    }

    @Test
    void plainValuesGoBothWays() {
        String json = "{\"n\":null,\"t\":true,\"s\":\"é\",\"i\":-12345678901234567890,\"d\":1.50,\"l\":[[],{}]}";
        Object plain = parse(json).toPlain();

        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("n", null);
        expected.put("t", true);
        expected.put("s", "é");
        expected.put("i", new BigInteger("-12345678901234567890"));
        expected.put("d", new BigDecimal("1.50"));
        expected.put("l", List.of(List.of(), Map.of()));
        assertThat(plain).isEqualTo(expected);
        assertThat(JsonValue.ofPlain(plain)).isEqualTo(parse(json));
    }

    @Test
    void aNumberBeyondBigDecimalBecomesItsLiteral() {
        assertThat(parse("[1e99999999999,-1E-99999999999]").toPlain())
                .isEqualTo(List.of("1e99999999999", "-1E-99999999999"));
    }

    @Test
    void plainNumbersOfEveryClassAreTaken() {
        List<Object> plain = Arrays.asList(
                1,
                2L,
                (short) 3,
                (byte) 4,
                1.5f,
                1e300,
                -0.0,
                new BigDecimal("1E+2"),
                BigInteger.TEN,
                null,
                java.nio.CharBuffer.wrap("text"),
                JsonValue.of("kept"));
        assertThat(JsonValue.ofPlain(plain).toJson())
                .isEqualTo("[1,2,3,4,1.5,1.0E300,-0.0,1E+2,10,null,\"text\",\"kept\"]");
    }

    @Test
    void plainValuesThatJsonCannotSayAreRefused() {
        for (Object number : List.of(Double.NaN, Double.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> JsonValue.ofPlain(Map.of("a", List.of(number))))
                    .withMessageContaining("NaN");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonValue.ofPlain(new BigDecimal(BigInteger.TEN.pow(500))))
                .withMessageContaining("400 digits");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonValue.ofPlain(new Object()))
                .withMessage("JSON has no form for java.lang.Object");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonValue.ofPlain(Map.of(1, "a")))
                .withMessageContaining("strings");
        Map<String, Object> nullKey = new HashMap<>();
        nullKey.put(null, "a");
        assertThatIllegalArgumentException().isThrownBy(() -> JsonValue.ofPlain(nullKey));
        List<Object> circle = new ArrayList<>();
        circle.add(circle);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonValue.ofPlain(circle))
                .withMessageContaining("circle");
    }

    @Test
    void objectsKeepTheOrderOfTheirMembersButDoNotCompareIt() {
        assertThat(parse("{\"b\":1,\"a\":2}").toJson()).isEqualTo("{\"b\":1,\"a\":2}");
        assertThat(parse("{\"b\":1,\"a\":2}"))
                .isEqualTo(parse("{\"a\":2,\"b\":1}"))
                .hasSameHashCodeAs(parse("{\"a\":2,\"b\":1}"));
        assertThat(parse("[1,2]")).isNotEqualTo(parse("[2,1]"));
    }

    @Test
    void valuesDoNotChange() {
        Map<String, JsonValue> members = new LinkedHashMap<>(Map.of("a", JsonValue.of(1)));
        JsonObject object = new JsonObject(members);
        members.clear();
        assertThat(object.get("a")).contains(JsonValue.of(1));
        assertThat(object.get("b")).isEmpty();
        assertThatThrownBy(() -> object.members().clear()).isInstanceOf(UnsupportedOperationException.class);

        members.put("a", null);
        assertThatNullPointerException()
                .isThrownBy(() -> new JsonObject(members))
                .withMessageContaining("JsonNull");
        assertThatNullPointerException().isThrownBy(() -> new JsonArray(Arrays.asList((JsonValue) null)));
        assertThatNullPointerException().isThrownBy(() -> JsonValue.of((String) null));
    }

    @Test
    void noValuePrintsItsContent() {
        String json = "{\"Almaz\":[\"Almaz\",4711,4711.5,true,null,{\"4711\":[]}]}";
        JsonObject object = parse(json).asObject().orElseThrow();
        List<JsonValue> all =
                new ArrayList<>(List.of(object, object.get("Almaz").orElseThrow()));
        all.addAll(((JsonArray) all.get(1)).items());

        assertThat(all).hasSize(8).allSatisfy(value -> assertThat(value.toString())
                .doesNotContain("Almaz", "4711", "true"));
        assertThat(object.toJson()).isEqualTo(json);
    }

    @Test
    void viewsAreEmptyForOtherKinds() {
        assertThat(JsonValue.of("a").asString()).contains("a");
        assertThat(JsonValue.of(1).asString()).isEmpty();
        assertThat(JsonValue.of(true).asObject()).isEmpty();
        assertThat(JsonNull.NULL.toPlain()).isNull();
        assertThat(JsonValue.of(true).toJson()).isEqualTo("true");
    }
}
