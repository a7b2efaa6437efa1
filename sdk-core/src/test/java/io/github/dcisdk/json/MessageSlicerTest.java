package io.github.dcisdk.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.dcisdk.error.ErrorCode;
import io.github.dcisdk.error.MalformedMessageException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The parts of an envelope in the bytes, and what is refused or noted on the way to them. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class MessageSlicerTest {
    private static MessageSlices slice(String body) {
        return MessageSlicer.slice(body.getBytes(UTF_8));
    }

    private static List<String> ambiguities(String body) {
        return slice(body).ambiguities().stream()
                .map(finding -> finding.rule().id() + " " + finding.pointer())
                .toList();
    }

    private static void assertRefused(byte[] body, Rule rule) {
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> MessageSlicer.slice(body))
                .satisfies(e -> assertThat(e.ruleId()).contains(rule.id()))
                .satisfies(e -> assertThat(e.getCause()).isNull());
    }

    private static void assertRefused(String body, Rule rule) {
        assertRefused(body.getBytes(UTF_8), rule);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"signature\":\"s\",\"header\":H,\"message\":M}",
                " \n\t\r{ \"message\" :\r\n M , \"x\":[1,{\"header\":{}}], \"header\"\t: H\n, \"signature\" : \"s\" } \n",
                "{\"አልማዝ😀\":\"ស្រី\",\"header\":H,\"é\":{\"message\":1},\"message\":M,\"signature\":\"s\"}",
                "{\"\\u0068eader\":H,\"mess\\u0061ge\":M,\"sign\\u0061ture\":\"\\u0073\"}",
            })
    void slicesAreTheExactBytes(String frame) {
        String header = "{ \"message_id\":\"ñ😀\\u00e9\", \"message\" : {\"header\":{}}, \"n\":1.50 }";
        String message = "{\"q\":[{\"name\":\"فاطمة\"}, {}] , \"header\":null}";
        String body = frame.replace("H", header).replace("M", message);

        MessageSlices slices = slice(body);

        assertThat(slices.signature()).contains("s");
        assertThat(new String(slices.header().orElseThrow().toByteArray(), UTF_8))
                .isEqualTo(header);
        assertThat(new String(slices.message().orElseThrow().toByteArray(), UTF_8))
                .isEqualTo(message);
        assertThat(slices.body().toByteArray()).isEqualTo(body.getBytes(UTF_8));
        assertThat(slices.ambiguities()).isEmpty();
        assertThat(slices.findings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                    | ",
                "{\"signature\":\"\",\"header\":\" \",\"message\":null} "
                        + "| member.empty-for-absent /signature member.empty-for-absent /header member.empty-for-absent /message",
                "{\"signature\":{\"a\":[1]},\"header\":[{}],\"message\":\"text\"} "
                        + "| member.type /signature member.type /header member.type /message",
                "{\"signature\":null,\"header\":false,\"message\":5} "
                        + "| member.empty-for-absent /signature member.type /header member.type /message",
            })
    void whatIsNotThereIsEmpty(String body, String findings) {
        MessageSlices slices = slice(body);

        assertThat(slices.signature()).isEmpty();
        assertThat(slices.header()).isEmpty();
        assertThat(slices.message()).isEmpty();
        assertThat(slices.findings().stream()
                        .map(finding -> finding.rule().id() + " " + finding.pointer())
                        .collect(Collectors.joining(" ")))
                .isEqualTo(findings == null ? "" : findings);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"header\":{},\"header\":{}}",
                "{\"header\":{},\"\\u0068eader\":{}}",
                "{\"message\":{},\"header\":{},\"m\\u0065ssage\":null}",
                "{\"signature\":\"a\",\"signature\":\"a\"}",
                "{\"signature\":\"a\",\"\\u0073\\u0069gnature\":\"b\"}",
            })
    void aRepeatedPartOfTheEnvelopeIsRefused(String body) {
        assertRefused(body, Rule.DUPLICATE_MEMBER);
    }

    @Test
    void namesThatOnlyLookLikePartsAreOtherMembers() {
        assertThat(slice("{\"header\":{},\"Header\":{},\"header \":{},\"he\u0430der\":{},\"header\u200b\":{}}")
                        .ambiguities())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"x\":1,\"x\":2}                                 | /x",
                "{\"x\":1,\"\\u0078\":2}                           | /x",
                "{\"header\":{\"a\":{\"action\":1,\"action\":1}}}  | /header/a/action",
                "{\"message\":{\"l\":[{},[{\"n\":1,\"n\":2}]]}}    | /message/l/1/0/n",
                "{\"meta\":{\"@type\":1,\"@type\":2}}              | /meta/@type",
                "{\"spdci:x\":{\"$and\":1,\"$and\":2}}             | /spdci:x/$and",
                "{\"Almaz Tesfaye\":{\"a\":1,\"a\":2}}             | /*/a",
                "{\"almaz@example.org\":{\"a\":1,\"a\":2}}         | /*/a",
                "{\"847951632\":{\"a\":1,\"a\":2}}                 | /*/a",
                "{\"id847951632\":{\"a\":1,\"a\":2}}               | /*/a",
                "{\"7\":{\"a\":1,\"a\":2}}                         | /*/a",
                "{\"a/b\":{\"a\":1,\"a\":2}}                       | /*/a",
                "{\"a~b\":{\"a\":1,\"a\":2}}                       | /*/a",
                "{\"\":{\"a\":1,\"a\":2}}                          | /*/a",
                "{\"አልማዝ\":{\"a\":1,\"a\":2}}                      | /*/a",
                "{\"address_line_1\":{\"expression2\":1,\"expression2\":2}} | /address_line_1/expression2",
            })
    void otherRepeatedMembersAreAmbiguous(String body, String pointer) {
        assertThat(ambiguities(body)).containsExactly("json.duplicate-member " + pointer);
    }

    @Test
    void theSameNameInTwoObjectsIsNoRepetition() {
        assertThat(ambiguities("{\"a\":{\"n\":1,\"m\":{\"n\":1}},\"b\":[{\"n\":1},{\"n\":1}],\"n\":1}"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"header\":{\"a\":\"x\\ud800\"}}        | /header/a",
                "{\"header\":{\"a\":\"\\udc00x\"}}        | /header/a",
                "{\"message\":{\"a\":[\"\\udc00\\ud800\"]}} | /message/a/0",
                "{\"x\":\"\\ud83d\\ud83d\\ude00\"}        | /x",
                "{\"signature\":\"\\ud800\"}              | /signature",
            })
    void anUnpairedSurrogateIsAmbiguous(String body, String pointer) {
        assertThat(ambiguities(body)).containsExactly("json.unpaired-surrogate " + pointer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"\\ud800\":1}", "{\"message\":{\"a\\udc00\":1}}", "{\"header\":{\"\\ud83dx\":1}}"})
    void anUnpairedSurrogateInANameIsRefused(String body) {
        assertRefused(body, Rule.SYNTAX);
    }

    @Test
    void pairedSurrogatesAreCharacters() {
        assertThat(ambiguities("{\"\\ud83d\\ude00\":\"\\ud83d\\ude00😀\"}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}{}", "{} x", "{},", "{}]", "{}\"", "{} // comment", "{}\n{\"header\":{}}", "{}\u00a0"})
    void somethingAfterTheEndIsAmbiguous(String body) {
        assertThat(ambiguities(body)).containsExactly("json.trailing-content ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\n",
                "{",
                "}",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":}",
                "{\"a\":1,}",
                "{,}",
                "{'a':1}",
                "{a:1}",
                "{\"a\":01}",
                "{\"a\":+1}",
                "{\"a\":.5}",
                "{\"a\":1.}",
                "{\"a\":NaN}",
                "{\"a\":-Infinity}",
                "{\"a\":0x1}",
                "{\"a\":\"\t\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12\"}",
                "{\"a\":True}",
                "{\"a\":nul}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":[1,]}",
                "{\"a\":[1}",
                "/**/{}",
                "{\"a\":1/**/}",
                "# {}",
                "{\"a\":\"unfinished",
                "{\"header\":{]}",
                "x",
                "<html></html>",
                "{\"a\":tru\"e\"}",
                "{\"a\":1;}",
                "{\"a\" 1}",
                "{\"\u0001\":1}",
                "{\u00a0}",
                "nonsense about Almaz"
            })
    void whatIsNotJsonIsRefused(String body) {
        assertRefused(body, Rule.SYNTAX);
    }

    @Test
    void theRefusalNamesThePlaceButQuotesNothing() {
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> slice("{\"name\":\"ñ\",\"birth\":Almaz}"))
                .satisfies(e -> assertThat(e.errorCode()).isEqualTo(ErrorCode.MALFORMED))
                .withMessageContaining("at byte ")
                .withMessageNotContaining("Almaz")
                .withMessageNotContaining("birth");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[{\"header\":{}}]", "\"text\"", "1", "true", "null"})
    void jsonThatIsNoObjectIsNotUnderstood(String body) {
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> slice(body))
                .satisfies(e -> assertThat(e.errorCode()).isEqualTo(ErrorCode.NOT_UNDERSTOOD))
                .satisfies(e -> assertThat(e.ruleId()).contains(Rule.ENVELOPE.id()));
    }

    @Test
    void otherEncodingsAreRefused() {
        String body = "{\"header\":{\"a\":\"é\"}}";
        for (Charset charset :
                List.of(UTF_16BE, UTF_16LE, Charset.forName("UTF-32BE"), Charset.forName("UTF-32LE"), ISO_8859_1)) {
            assertRefused(body.getBytes(charset), Rule.ENCODING);
        }
        assertRefused("\ufeff{}", Rule.ENCODING);
        assertRefused("\ufeff{}".getBytes(UTF_16BE), Rule.ENCODING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "C0AF",
                "C1A1",
                "E0809F",
                "F08080AF", // longer than needed
                "EDA080",
                "EDB080",
                "EDA0BDEDB880", // surrogates
                "F4908080",
                "F8888080",
                "FF",
                "FE",
                "80",
                "BF", // no characters
                "C3",
                "E282",
                "F09F98", // cut short
                "00" // NUL
            })
    void illFormedUtf8IsRefused(String hex) throws Exception {
        for (String frame : List.of("{\"a\":\"#\"}", "{\"#\":1}", "{\"header\":{\"a\":\"#\"}}", "{}#")) {
            String[] parts = frame.split("#", -1);
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            body.write(parts[0].getBytes(UTF_8));
            body.write(java.util.HexFormat.of().parseHex(hex));
            body.write(parts[1].getBytes(UTF_8));
            assertRefused(body.toByteArray(), Rule.ENCODING);
        }
    }

    @Test
    void anEscapedNulIsACharacterLikeOthers() {
        assertThat(ambiguities("{\"a\":\"\\u0000\"}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "[{\"a\":"})
    void depthBombsAreRefused(String level) {
        assertRefused("{\"message\":" + level.repeat(1_000_000), Rule.LIMIT);
        assertRefused("{\"message\":{\"x\":" + level.repeat(1_000_000), Rule.LIMIT);
        assertRefused(level.repeat(1_000_000), level.startsWith("[") ? Rule.ENVELOPE : Rule.LIMIT);
    }

    @Test
    void nestingUpToTheLimitIsRead() {
        int inside = JsonLimits.MAX_DEPTH - 1;
        assertThat(slice("{\"message\":" + "[".repeat(inside) + "]".repeat(inside) + "}")
                        .ambiguities())
                .isEmpty();
        assertRefused("{\"message\":" + "[".repeat(inside + 1) + "]".repeat(inside + 1) + "}", Rule.LIMIT);
    }

    @Test
    void hugeNumbersAndNamesAreRefused() {
        String digits = "1".repeat(1_000_000);
        for (String number :
                List.of(digits, "-" + digits, "0." + digits, "1e" + digits, "1." + digits + "E-" + digits)) {
            assertRefused("{\"message\":{\"n\":" + number + "}}", Rule.LIMIT);
        }
        assertRefused("{\"message\":{\"" + "n".repeat(1_000_000) + "\":1}}", Rule.LIMIT);
        assertThat(slice("{\"n\":" + "1".repeat(400) + "}").ambiguities()).isEmpty();
    }

    @Test
    void manyFindingsAreBounded() {
        String duplicates =
                IntStream.range(0, 10_000).mapToObj(i -> "\"a\":\"\\ud800\"").collect(Collectors.joining(","));
        assertThat(slice("{" + duplicates + "}").ambiguities()).hasSize(MessageSlicer.MAX_FINDINGS);
    }

    @Test
    void namesMadeToCollideCostNoMoreThanOthers() {
        // "Aa" and "BB" have the same String.hashCode, and so has every row of them.
        int bits = 15;
        String members = IntStream.range(0, 1 << bits)
                .mapToObj(i -> IntStream.range(0, bits)
                        .mapToObj(bit -> (i >> bit & 1) == 0 ? "Aa" : "BB")
                        .collect(Collectors.joining("", "\"", "\":0")))
                .collect(Collectors.joining(","));
        assertThat(slice("{\"message\":{" + members + "}}").ambiguities()).isEmpty();
    }

    @Test
    @Timeout(value = 120, unit = TimeUnit.SECONDS)
    void bodiesOf16MegabytesNeedAReasonableHeap() throws Exception {
        Process small = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SixteenMegabytes.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(small.getInputStream().readAllBytes(), UTF_8);
        assertThat(small.waitFor()).as(output).isZero();
    }

    /** Slices large bodies; run in a process of its own. */
    static final class SixteenMegabytes {
        private static final int SIZE = 16 * 1024 * 1024;

        public static void main(String[] arguments) {
            check(fill("{\"message\":{\"text\":\"", "x", "\"}}"));
            check(fill("{\"message\":{\"list\":[0", ",{}", "]}}"));
            check(fill("{\"message\":{\"list\":[0", ",{\"given_name\":\"አልማዝ\",\"birth_date\":\"1990-01-01\"}", "]}}"));
        }

        private static void check(byte[] body) {
            MessageSlices slices = MessageSlicer.slice(body);
            if (!slices.ambiguities().isEmpty()
                    || slices.message().orElseThrow().length() < SIZE - 100) {
                throw new AssertionError("not sliced: " + slices);
            }
        }

        private static byte[] fill(String start, String unit, String end) {
            byte[] body = new byte[SIZE];
            Arrays.fill(body, (byte) ' ');
            int at = put(body, 0, start);
            byte[] piece = unit.getBytes(UTF_8);
            while (at + piece.length < SIZE - end.length()) {
                System.arraycopy(piece, 0, body, at, piece.length);
                at += piece.length;
            }
            put(body, SIZE - end.length(), end);
            return body;
        }

        private static int put(byte[] body, int at, String text) {
            byte[] bytes = text.getBytes(UTF_8);
            System.arraycopy(bytes, 0, body, at, bytes.length);
            return at + bytes.length;
        }
    }

    @Test
    void slicesPrintLengthsOnly() {
        assertThat(slice("{\"signature\":\"secret\",\"header\":{}}"))
                .hasToString("MessageSlices[signature present, header 2 bytes, message absent]");
    }
}
