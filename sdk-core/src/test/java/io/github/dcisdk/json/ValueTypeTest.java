package io.github.dcisdk.json;

import static io.github.dcisdk.json.JsonAssertions.assertJsonEqual;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of value in every form in which it is met: what is read, what is reported where, and what is written. */
class ValueTypeTest {
    private static final Object NONE = "(no value)";
    private static final TestRecord.Shape INNER = TestRecord.shape("Inner").with("a", ValueTypes.TEXT);

    @ParameterizedTest(name = "{0} from {2}")
    @MethodSource({
        "text",
        "integer",
        "decimal",
        "truth",
        "dateTime",
        "code",
        "free",
        "model",
        "listOfText",
        "listOfModels"
    })
    void readsReportsAndWritesBack(
            String kind, ValueType<?> type, String json, Object expected, List<String> findings) {
        ModelType<TestRecord> holder =
                TestRecord.shape("Holder").with("x", type).type();
        String text = "{\"x\":" + json + "}";

        Readings<TestRecord> read = Readings.of(holder, text);

        assertThat(read.findings()).isEqualTo(findings);
        assertThat(read.object().get("x").map(ValueTypeTest::plain).orElse(NONE))
                .isEqualTo(expected);
        assertJsonEqual(Json.write(read.object()), text);
        assertJsonEqual(JsonValue.ofPlain(read.object().toMap()).toJson(), canonicalNumbers(text));
    }

    /** What plain values can say: numbers by value. */
    private static String canonicalNumbers(String json) {
        return JsonValue.ofPlain(Json.parse(json.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .toPlain())
                .toJson();
    }

    private static Object plain(Object value) {
        if (value instanceof TestRecord record) {
            return new String(Json.write(record), java.nio.charset.StandardCharsets.UTF_8);
        } else if (value instanceof DciDateTime dateTime) {
            return dateTime.text();
        } else if (value instanceof List<?> list) {
            return list.stream().map(ValueTypeTest::plain).toList();
        }
        return value;
    }

    private static Arguments row(ValueType<?> type, String json, Object expected, String... findings) {
        String kind = type.getClass().getSimpleName();
        return arguments(kind, type, json, expected, List.of(findings));
    }

    private static Stream<Arguments> emptyForms(ValueType<?> type) {
        return Stream.of("\" \"", "\"\"", "{}", "null", "[]")
                .map(json -> row(type, json, NONE, "member.empty-for-absent /x"));
    }

    static Stream<Arguments> text() {
        ValueType<?> type = ValueTypes.TEXT;
        return Stream.concat(
                Stream.of("{}", "null", "[]").map(json -> row(type, json, NONE, "member.empty-for-absent /x")),
                Stream.of(
                        row(type, "\"abc\"", "abc"),
                        row(type, "\"\"", ""),
                        row(type, "\" \"", " "),
                        row(type, "\"\\u0041\\n\\/\"", "A\n/"),
                        row(type, "123456789", "123456789", "member.number-for-text /x"),
                        row(type, "1.50", "1.50", "member.number-for-text /x"),
                        row(type, "1E400", "1E400", "member.number-for-text /x"),
                        row(type, "true", NONE, "member.type /x"),
                        row(type, "{\"a\":1}", NONE, "member.type /x"),
                        row(type, "[\"abc\"]", "abc", "member.list-for-single /x"),
                        row(type, "[7]", "7", "member.list-for-single /x", "member.number-for-text /x/0"),
                        row(type, "[null]", NONE, "member.list-for-single /x", "member.empty-for-absent /x/0"),
                        row(type, "[[\"abc\"]]", "abc", "member.list-for-single /x", "member.list-for-single /x/0"),
                        row(type, "[\"a\",\"b\"]", NONE, "member.several-for-single /x")));
    }

    static Stream<Arguments> integer() {
        ValueType<?> type = ValueTypes.INTEGER;
        return Stream.concat(
                emptyForms(type),
                Stream.of(
                        row(type, "12", 12),
                        row(type, "-12", -12),
                        row(type, "-0", 0),
                        row(type, "2147483647", Integer.MAX_VALUE),
                        row(type, "2147483648", NONE, "member.type /x"),
                        row(ValueTypes.LONG, "2147483648", 2147483648L),
                        row(ValueTypes.LONG, "-9223372036854775808", Long.MIN_VALUE),
                        row(ValueTypes.LONG, "9223372036854775808", NONE, "member.type /x"),
                        row(type, "1.0", 1, "member.integer-form /x"),
                        row(type, "1e2", 100, "member.integer-form /x"),
                        row(type, "1200E-2", 12, "member.integer-form /x"),
                        row(type, "1.5", NONE, "member.type /x"),
                        row(type, "1e9999", NONE, "member.type /x"),
                        row(type, "1e-9999", NONE, "member.type /x"),
                        row(type, "1e99999999999", NONE, "member.type /x"),
                        row(type, "0e99999999999", NONE, "member.type /x"),
                        row(type, "\"1\"", 1, "member.text-for-number /x"),
                        row(type, "\" 1 \"", 1, "member.text-for-number /x"),
                        row(type, "\"1.0\"", 1, "member.text-for-number /x"),
                        row(type, "\"0x1\"", NONE, "member.type /x"),
                        row(type, "\"+1\"", NONE, "member.type /x"),
                        row(type, "\"\u0661\"", NONE, "member.type /x"),
                        row(type, "true", NONE, "member.type /x"),
                        row(type, "[3]", 3, "member.list-for-single /x"),
                        row(type, "[3,4]", NONE, "member.several-for-single /x")));
    }

    static Stream<Arguments> decimal() {
        ValueType<?> type = ValueTypes.DECIMAL;
        String digits = "1".repeat(400);
        return Stream.concat(
                emptyForms(type),
                Stream.of(
                        row(type, "45.2", new BigDecimal("45.2")),
                        row(type, "45.20", new BigDecimal("45.20")),
                        row(type, "4", new BigDecimal("4")),
                        row(type, "1e5", new BigDecimal("1E+5")),
                        row(type, "1E5", new BigDecimal("1E+5")),
                        row(type, "1E+5", new BigDecimal("1E+5")),
                        row(type, "-0.0", new BigDecimal("0.0")),
                        row(type, digits, new BigDecimal(digits)),
                        row(type, digits.substring(100) + "e-305", new BigDecimal(digits.substring(100) + "e-305")),
                        row(type, "1e1001", NONE, "member.type /x"),
                        row(type, "1e-99999999999", NONE, "member.type /x"),
                        row(type, "\"4.0\"", new BigDecimal("4.0"), "member.text-for-number /x"),
                        row(type, "\"4,0\"", NONE, "member.type /x"),
                        row(type, "\"NaN\"", NONE, "member.type /x"),
                        row(type, "\"" + "9".repeat(500) + "\"", NONE, "member.type /x"),
                        row(type, "[1.5]", new BigDecimal("1.5"), "member.list-for-single /x"),
                        row(type, "false", NONE, "member.type /x")));
    }

    static Stream<Arguments> truth() {
        ValueType<?> type = ValueTypes.BOOLEAN;
        return Stream.concat(
                emptyForms(type),
                Stream.of(
                        row(type, "true", true),
                        row(type, "false", false),
                        row(type, "\"true\"", true, "member.text-for-boolean /x"),
                        row(type, "\"false\"", false, "member.text-for-boolean /x"),
                        row(type, "\"True\"", NONE, "member.type /x"),
                        row(type, "\"2\"", NONE, "member.type /x"),
                        row(type, "1", NONE, "member.type /x"),
                        row(type, "[true]", true, "member.list-for-single /x")));
    }

    static Stream<Arguments> dateTime() {
        ValueType<?> type = ValueTypes.DATE_TIME;
        return Stream.concat(
                emptyForms(type),
                Stream.of(
                        row(type, "\"1985-05-20T00:00:00Z\"", "1985-05-20T00:00:00Z"),
                        row(type, "\"1985-05-20\"", "1985-05-20"),
                        row(type, "\"1995-09-21T11:20:00\"", "1995-09-21T11:20:00", "date.offset /x"),
                        row(type, "\"1980-04-12T00:00\"", "1980-04-12T00:00", "date.offset /x"),
                        row(type, "\"02.05.2024\"", "02.05.2024", "date.form /x"),
                        row(type, "\"yesterday\"", "yesterday", "date.unreadable /x"),
                        row(type, "1700000000", NONE, "member.type /x"),
                        row(type, "[\"1985-05-20\"]", "1985-05-20", "member.list-for-single /x"),
                        row(type, "[\"1985-05-20\",\"1985-05-21\"]", NONE, "member.several-for-single /x")));
    }

    static Stream<Arguments> code() {
        ValueType<?> type = TestColour.TYPE;
        return Stream.concat(
                emptyForms(type),
                Stream.of(
                        row(type, "\"blue\"", TestColour.BLUE),
                        row(type, "\"azure\"", TestColour.BLUE, "code.alias /x"),
                        row(type, "\"Blue\"", TestColour.TYPE.code("Blue"), "code.unlisted /x"),
                        row(type, "1", TestColour.RED, "member.number-for-text /x"),
                        row(type, "99", TestColour.TYPE.code("99"), "member.number-for-text /x", "code.unlisted /x"),
                        row(type, "true", NONE, "member.type /x"),
                        row(type, "[\"blue\"]", TestColour.BLUE, "member.list-for-single /x"),
                        row(type, "{\"code\":\"blue\"}", NONE, "member.type /x")));
    }

    static Stream<Arguments> free() {
        ValueType<?> any = ValueTypes.ANY;
        ValueType<?> object = ValueTypes.FREE_OBJECT;
        return Stream.of(
                row(any, "1.50", new JsonValue.JsonNumber("1.50")),
                row(any, "null", JsonValue.JsonNull.NULL),
                row(any, "[{}]", new JsonValue.JsonArray(List.of(new JsonValue.JsonObject(java.util.Map.of())))),
                row(object, "{}", new JsonValue.JsonObject(java.util.Map.of())),
                row(
                        object,
                        "{\"n\":-0}",
                        new JsonValue.JsonObject(java.util.Map.of("n", new JsonValue.JsonNumber("-0")))),
                row(object, "\"\"", NONE, "member.empty-for-absent /x"),
                row(object, "[]", NONE, "member.empty-for-absent /x"),
                row(object, "[{}]", new JsonValue.JsonObject(java.util.Map.of()), "member.list-for-single /x"),
                row(object, "\"text\"", NONE, "member.type /x"));
    }

    static Stream<Arguments> model() {
        ValueType<?> type = INNER.type();
        return Stream.concat(
                emptyForms(type),
                Stream.of(
                        row(type, "{\"a\":\"b\"}", "{\"a\":\"b\"}"),
                        row(type, "{\"b\":1.0}", "{\"b\":1.0}"),
                        row(type, "{\"a\":7}", "{\"a\":7}", "member.number-for-text /x/a"),
                        row(
                                type,
                                "[{\"a\":7}]",
                                "{\"a\":7}",
                                "member.list-for-single /x",
                                "member.number-for-text /x/0/a"),
                        row(type, "[{\"a\":\"b\"},{\"a\":\"c\"}]", NONE, "member.several-for-single /x"),
                        row(type, "\"b\"", NONE, "member.type /x"),
                        row(type, "5", NONE, "member.type /x")));
    }

    static Stream<Arguments> listOfText() {
        ValueType<?> type = ValueTypes.listOf(ValueTypes.TEXT);
        return Stream.of(
                row(type, "[\"a\",\"b\"]", List.of("a", "b")),
                row(type, "[]", List.of()),
                row(type, "\"\"", NONE, "member.empty-for-absent /x"),
                row(type, "null", NONE, "member.empty-for-absent /x"),
                row(type, "{}", NONE, "member.empty-for-absent /x"),
                row(type, "\"a\"", List.of("a"), "member.single-for-list /x"),
                row(type, "7", List.of("7"), "member.number-for-text /x", "member.single-for-list /x"),
                row(type, "true", NONE, "member.type /x"),
                row(
                        type,
                        "[\"a\",null,3,true]",
                        List.of("a", "3"),
                        "member.empty-for-absent /x/1",
                        "member.number-for-text /x/2",
                        "member.type /x/3"),
                row(
                        type,
                        "[[\"a\"],[\"b\",\"c\"]]",
                        List.of("a"),
                        "member.list-for-single /x/0",
                        "member.several-for-single /x/1"));
    }

    static Stream<Arguments> listOfModels() {
        ValueType<?> type = ValueTypes.listOf(INNER.type());
        return Stream.of(
                row(type, "[{\"a\":\"b\"}]", List.of("{\"a\":\"b\"}")),
                row(type, "{\"a\":\"b\"}", List.of("{\"a\":\"b\"}"), "member.single-for-list /x"),
                row(
                        type,
                        "{\"a\":1}",
                        List.of("{\"a\":1}"),
                        "member.number-for-text /x/a",
                        "member.single-for-list /x"),
                row(type, "[{},{\"a\":\"b\"}]", List.of("{\"a\":\"b\"}"), "member.empty-for-absent /x/0"),
                row(type, "\"id\"", NONE, "member.type /x"),
                row(type, "[\"id\",{\"a\":\"b\"}]", List.of("{\"a\":\"b\"}"), "member.type /x/0"));
    }
}
