package io.github.dcisdk.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dcisdk.error.MalformedMessageException;
import io.github.dcisdk.json.JsonLimits;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.Rule;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {
    private static String canonical(String json) {
        return new String(CanonicalJson.write(SignedMessages.slice(json)), StandardCharsets.US_ASCII);
    }

    private static void refused(String json, Rule rule) {
        assertThatThrownBy(() -> canonical(json))
                .isInstanceOfSatisfying(MalformedMessageException.class, error -> assertThat(error.ruleId())
                        .isEqualTo(Optional.of(rule.id())));
    }

    @Test
    void membersStandInTheOrderOfTheirCodePoints() {
        assertThat(canonical("{\"b\":1,\"a\":{\"d\":2,\"c\":3},\"B\":[{\"f\":4,\"e\":5}]}"))
                .isEqualTo("{\"B\":[{\"e\":5,\"f\":4}],\"a\":{\"c\":3,\"d\":2},\"b\":1}");
    }

    @Test
    void aCharacterBeyondTheBasicPlaneStandsBehindAllOthers() {
        // By UTF-16 unit, as String.compareTo has it, the order would be the reverse.
        assertThat(canonical("{\"\ud83d\ude00\":1,\"\uffee\":2}")).isEqualTo("{\"\\uffee\":2,\"\\ud83d\\ude00\":1}");
        assertThat(canonical("{\"a\":1,\"\":2,\"aa\":3,\"\ud83d\ude01\":4,\"\ud83d\ude00\":5}"))
                .isEqualTo("{\"\":2,\"a\":1,\"aa\":3,\"\\ud83d\\ude00\":5,\"\\ud83d\\ude01\":4}");
    }

    @Test
    void whiteSpaceBetweenTokensGoes() {
        assertThat(canonical(" { \"a\" :\t[ 1 , { } , [\n] ] }\r\n")).isEqualTo("{\"a\":[1,{},[]]}");
    }

    @Test
    void everyCharacterHasOneSpelling() {
        assertThat(canonical(
                        "\"\\u0041\\/\\u002f\u00e9\\u00E9\u007f\\u001F\\u0008\\b\\t\\n\\f\\r\\\"\\\\\ud83d\ude00\""))
                .isEqualTo("\"A//\\u00e9\\u00e9\\u007f\\u001f\\b\\b\\t\\n\\f\\r\\\"\\\\\\ud83d\\ude00\"");
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "-0,0",
        "-7,-7",
        "123456789012345678901234567890,123456789012345678901234567890",
        "-0.0,-0.0",
        "0e5,0.0",
        "100.0,100.0",
        "1E5,100000.0",
        "0.1,0.1",
        "1.50,1.5",
        "2e23,2e+23",
        "1e22,1e+22",
        "1e16,1e+16",
        "9999999999999998.0,9999999999999998.0",
        "0.0001,0.0001",
        "0.00001,1e-05",
        "1e-7,1e-07",
        "5e-324,5e-324",
        "1e-323,1e-323",
        "1.5e-323,1.5e-323",
        "2.2250738585072014e-308,2.2250738585072014e-308",
        "1.7976931348623157e308,1.7976931348623157e+308",
        "1e-400,0.0",
        "0.1000000000000000055511151231257827,0.1"
    })
    void integersKeepTheirDigitsAndOtherNumbersHaveTheShortest(String literal, String expected) {
        assertThat(canonical(literal)).isEqualTo(expected);
    }

    @Test
    void literalsStay() {
        assertThat(canonical("[true,false,null]")).isEqualTo("[true,false,null]");
    }

    @Test
    void aSliceIsReadWithinItsBounds() {
        byte[] body = "{\"x\":{\"b\":1,\"a\":2}}".getBytes(StandardCharsets.UTF_8);
        assertThat(CanonicalJson.write(JsonSlice.of(body, 5, 13))).asString().isEqualTo("{\"a\":2,\"b\":1}");
    }

    @Test
    void whatCouldBeReadInTwoWaysIsRefused() {
        refused("{\"a\":1,\"b\":2,\"\\u0061\":3}", Rule.DUPLICATE_MEMBER);
        refused("{\"a\":1,\"a\":1}", Rule.DUPLICATE_MEMBER);
        refused("\"\\ud83d\"", Rule.UNPAIRED_SURROGATE);
        refused("\"\\ude00\\ud83d\"", Rule.UNPAIRED_SURROGATE);
        // Jackson itself does not take one in a name.
        refused("{\"\\ud83dx\":1}", Rule.SYNTAX);
        refused("{} {}", Rule.TRAILING_CONTENT);
    }

    @Test
    void numbersWithoutFiniteValueAreRefused() {
        refused("1e400", Rule.LIMIT);
        refused("[-1E309]", Rule.LIMIT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "{\"a\":", "[1,", "NaN", "01", "+1", "\"a", "{\"a\":1,}", "nul", "'a'"})
    void whatIsNoJsonIsRefused(String text) {
        refused(text, Rule.SYNTAX);
    }

    @Test
    void anotherEncodingThanUtf8IsNotGuessed() {
        for (Charset charset :
                List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, Charset.forName("UTF-32"))) {
            for (String text : List.of("\"x\"", "\"\u007f", "{\"keys\":[]}", "[1]")) {
                JsonSlice slice = JsonSlice.of(text.getBytes(charset));
                assertThatThrownBy(() -> CanonicalJson.write(slice))
                        .as("%s in %s", text, charset)
                        .isInstanceOf(MalformedMessageException.class);
            }
        }
    }

    @Test
    void limitsOfTheReaderHold() {
        refused("[".repeat(JsonLimits.MAX_DEPTH + 1) + "]".repeat(JsonLimits.MAX_DEPTH + 1), Rule.LIMIT);
        refused("1".repeat(JsonLimits.MAX_NUMBER_LENGTH + 1), Rule.LIMIT);
    }

    @Test
    void nestingThatOnlyCostsTimeIsRefused() {
        // Each level is out of order, so each would move the long string once more.
        int levels = 190;
        String json = "{\"b\":1,\"a\":".repeat(levels) + "\"" + "x".repeat(100_000) + "\"" + "}".repeat(levels);
        refused(json, Rule.LIMIT);
        assertThat(canonical("{\"b\":1,\"a\":".repeat(60) + "\"" + "x".repeat(100_000) + "\"" + "}".repeat(60)))
                .startsWith("{\"a\":{\"a\":")
                .endsWith(",\"b\":1},\"b\":1}");
    }

    @Test
    void membersOfAnObjectAreFoundAsTheyStand() {
        String json = " { \"a\" : -1.50 ,\"b\":\"\\u00e9\",\"c\": {\"d\":[1, 2]} , \"e\":null,\"f\":[ ],\"g\":true}";
        assertThat(CanonicalJson.members(SignedMessages.slice(json)))
                .extractingFromEntries(entry -> entry.getKey() + "=" + SignedMessages.text(entry.getValue()))
                .containsExactly("a=-1.50", "b=\"\\u00e9\"", "c={\"d\":[1, 2]}", "e=null", "f=[ ]", "g=true");
    }
}
