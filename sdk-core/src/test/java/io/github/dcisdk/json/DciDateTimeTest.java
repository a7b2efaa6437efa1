package io.github.dcisdk.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dates and times in every form seen: the text stays, a view is there if the text supports it. */
class DciDateTimeTest {
    @ParameterizedTest
    @CsvSource({
        "1985-05-20T08:30:00Z,            1985-05-20T08:30Z,              ''",
        "1985-05-20t08:30:00z,            1985-05-20T08:30Z,              ''",
        "1985-05-20T08:30:00.123456789Z,  1985-05-20T08:30:00.123456789Z, ''",
        "1985-05-20T08:30:00.5+03:00,     1985-05-20T08:30:00.5+03:00,    ''",
        "1985-05-20T08:30:00+0300,        1985-05-20T08:30+03:00,         ''",
        "1985-05-20T08:30:00-05,          1985-05-20T08:30-05:00,         ''",
        "1985-05-20T08:30+05:45,          1985-05-20T08:30+05:45,         ''",
    })
    void pointsInTimeWithAnOffset(String text, OffsetDateTime expected) {
        DciDateTime value = DciDateTime.parse(text);

        assertThat(value.text()).isEqualTo(text);
        assertThat(value.brokenRule()).isEmpty();
        assertThat(value.toOffsetDateTime()).contains(expected);
        assertThat(value.toOffsetDateTime(ZoneOffset.MAX)).contains(expected);
        assertThat(value.toInstant()).contains(expected.toInstant());
        assertThat(value.toLocalDate()).contains(LocalDate.of(1985, 5, 20));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1995-09-21T11:20:00", "1995-09-21T11:20", "1995-09-21T11:20:00.000"})
    void timesWithoutOffsetTakeOneFromTheCaller(String text) {
        DciDateTime value = DciDateTime.parse(text);

        assertThat(value.brokenRule()).contains(Rule.DATE_WITHOUT_OFFSET);
        assertThat(value.toOffsetDateTime()).isEmpty();
        assertThat(value.toInstant()).isEmpty();
        assertThat(value.toOffsetDateTime(ZoneOffset.ofHours(3)))
                .contains(OffsetDateTime.parse("1995-09-21T11:20:00+03:00"));
        assertThat(value.toLocalDate()).contains(LocalDate.of(1995, 9, 21));
    }

    @ParameterizedTest
    @CsvSource({"1985-05-20, ", "20.05.1985, DATE_FORM"})
    void datesAlone(String text, Rule rule) {
        DciDateTime value = DciDateTime.parse(text);

        assertThat(value.brokenRule()).isEqualTo(Optional.ofNullable(rule));
        assertThat(value.toLocalDate()).contains(LocalDate.of(1985, 5, 20));
        assertThat(value.toOffsetDateTime(ZoneOffset.UTC)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "yesterday",
                "1985-5-20",
                "1985-02-30",
                "30.02.1985",
                "1985-05-20 08:30:00",
                "1985-05-20T",
                "1985-05-20T08",
                "1985-05-20T08:30.5Z",
                "1985-05-20T24:00:00Z",
                "1985-05-20T08:60:00Z",
                "1985-05-20T08:30:60Z",
                "1985-05-20T08:30:00+19:00",
                "1985-05-20T08:30:00+02:00+0200",
                "1985-05-20T08:30:00+3",
                "1985-05-20T08:30:00+03:0",
                "1985-05-20T08:30:00ZZ",
                "1985-05-20T08:30:00.Z",
                "1985-05-20T08:30:00Z\n",
                "1985-05-20Z",
                "١٩٨٥-٠٥-٢٠",
                "99999999999999999999-01-01",
                "-",
                "+999999999999-12-31T23:59:59Z"
            })
    void otherTextIsKeptWithoutViews(String text) {
        DciDateTime value = DciDateTime.parse(text);

        assertThat(value.text()).isEqualTo(text);
        assertThat(value.brokenRule()).contains(Rule.DATE_UNREADABLE);
        assertThat(value.toLocalDate()).isEmpty();
        assertThat(value.toOffsetDateTime(ZoneOffset.UTC)).isEmpty();
        assertThat(value.toInstant()).isEmpty();
    }

    @Test
    void overlongTextIsKeptAndNotTried() {
        String text = "1985-05-20T08:30:00." + "1".repeat(1_000_000) + "Z";
        assertThat(DciDateTime.parse(text).text()).isEqualTo(text);
        assertThat(DciDateTime.parse(text).brokenRule()).contains(Rule.DATE_UNREADABLE);
    }

    @Test
    void factoriesWriteWhatTheyReadBack() {
        OffsetDateTime time = OffsetDateTime.parse("2026-01-02T03:04:05.6+01:30");
        assertThat(DciDateTime.of(LocalDate.of(1985, 5, 20)).text()).isEqualTo("1985-05-20");
        assertThat(DciDateTime.of(time).text()).isEqualTo("2026-01-02T03:04:05.6+01:30");
        assertThat(DciDateTime.of(time).toOffsetDateTime()).contains(time);
        assertThat(DciDateTime.of(OffsetDateTime.parse("2026-01-02T03:04Z")).text())
                .isEqualTo("2026-01-02T03:04:00Z");
        OffsetDateTime oddOffset = OffsetDateTime.parse("1900-01-02T03:04:05+00:19:32");
        assertThat(DciDateTime.of(oddOffset).toOffsetDateTime()).contains(oddOffset);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-02T03:04:05Z,           2026-01-02T03:04:05Z",
        "2026-01-02T03:04:05.000000999Z, 2026-01-02T03:04:05Z",
        "2026-01-02T03:04:05.1Z,         2026-01-02T03:04:05.100000Z",
        "2026-01-02T03:04:05.123456789Z, 2026-01-02T03:04:05.123456Z",
        "-0044-03-15T00:00:00Z,          -0044-03-15T00:00:00Z",
    })
    void instantsAreWrittenInUtcCutToMicroseconds(Instant instant, String text) {
        assertThat(DciDateTime.of(instant).text()).isEqualTo(text);
        assertThat(DciDateTime.of(instant).toInstant()).contains(Instant.parse(text));
    }

    @Test
    void theLocaleOfTheMachineDoesNotMatter() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(DciDateTime.of(Instant.EPOCH).text()).isEqualTo("1970-01-01T00:00:00Z");
            assertThat(DciDateTime.parse("20.05.1985").toLocalDate()).isPresent();
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void equalWhenTheTextsAre() {
        DciDateTime one = DciDateTime.parse("1985-05-20");
        assertThat(one)
                .isEqualTo(DciDateTime.of(LocalDate.of(1985, 5, 20)))
                .hasSameHashCodeAs(DciDateTime.parse("1985-05-20"));
        assertThat(one).isNotEqualTo(DciDateTime.parse("20.05.1985")).isNotEqualTo("1985-05-20");
        assertThat(one.toString()).doesNotContain("1985");
        assertThatNullPointerException().isThrownBy(() -> DciDateTime.parse(null));
    }
}
