package io.github.dcisdk.json;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A date or a point in time as it was written, with typed views. The standard asks for ISO 8601 with an offset;
 * registries also send dates alone, times without an offset or without seconds, and {@code dd.MM.yyyy}. The text is
 * never changed; a view that the text does not support is empty. Immutable; equal when the texts are equal.
 *
 * <p>{@link #toString()} hides the text, because a date of birth is personal; use {@link #text()}.
 */
public final class DciDateTime {
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .appendPattern("HH:mm")
            .optionalStart()
            .appendPattern(":ss")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
            .optionalEnd()
            .optionalEnd()
            .optionalStart()
            // Lenient, this pattern takes +HH, +HHmm and +HH:mm alike.
            .parseLenient()
            .appendOffset("+HH", "Z")
            .parseStrict()
            .optionalEnd()
            .optionalEnd()
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT)
            .withChronology(IsoChronology.INSTANCE);
    private static final DateTimeFormatter DOTTED =
            DateTimeFormatter.ofPattern("dd.MM.uuuu", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter UTC_SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT);
    private static final DateTimeFormatter UTC_MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT);
    private static final int DOTTED_LENGTH = 10;
    private static final int LONGEST = 40;

    private final String text;
    private final @Nullable LocalDate date;
    private final @Nullable LocalDateTime dateTime;
    private final @Nullable ZoneOffset offset;
    private final boolean iso;

    private DciDateTime(String text) {
        this.text = text;
        boolean dotted = text.length() == DOTTED_LENGTH && text.charAt(2) == '.';
        TemporalAccessor read = text.length() > LONGEST ? null : parse(text, dotted ? DOTTED : ISO);
        this.iso = !dotted;
        this.date = read == null ? null : LocalDate.from(read);
        if (read != null && read.isSupported(ChronoField.MINUTE_OF_HOUR)) {
            this.dateTime = LocalDateTime.from(read);
            this.offset = read.isSupported(ChronoField.OFFSET_SECONDS) ? ZoneOffset.from(read) : null;
        } else {
            this.dateTime = null;
            this.offset = null;
        }
    }

    private static @Nullable TemporalAccessor parse(String text, DateTimeFormatter format) {
        try {
            return format.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /**
     * Takes a text as it is.
     *
     * @param text any text
     * @return the value; its views are empty if the text is no date
     */
    public static DciDateTime parse(String text) {
        return new DciDateTime(Objects.requireNonNull(text, "text"));
    }

    /**
     * A date without a time, such as a date of birth.
     *
     * @param date the date
     * @return the value, written {@code yyyy-MM-dd}
     */
    public static DciDateTime of(LocalDate date) {
        return new DciDateTime(DateTimeFormatter.ISO_LOCAL_DATE.format(date));
    }

    /**
     * A point in time with its offset.
     *
     * @param dateTime the point in time
     * @return the value, written as ISO 8601 with seconds and offset
     */
    public static DciDateTime of(OffsetDateTime dateTime) {
        return new DciDateTime(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(dateTime));
    }

    /**
     * A point in time in UTC, cut to microseconds, which is what peers hash.
     *
     * @param instant the point in time
     * @return the value, written with {@code Z}; without a fraction when that is zero, else with six digits
     */
    public static DciDateTime of(Instant instant) {
        OffsetDateTime utc = instant.atOffset(ZoneOffset.UTC);
        DateTimeFormatter format = utc.getNano() / 1_000 == 0 ? UTC_SECONDS : UTC_MICROSECONDS;
        return new DciDateTime(format.format(utc));
    }

    /**
     * The text, exactly as written.
     *
     * @return the text
     */
    public String text() {
        return text;
    }

    /**
     * The calendar date that the text names, in whatever offset it was written.
     *
     * @return the date, unless the text is no date
     */
    public Optional<LocalDate> toLocalDate() {
        return Optional.ofNullable(date);
    }

    /**
     * The point in time with its offset.
     *
     * @return the point in time, if the text has a time and an offset
     */
    public Optional<OffsetDateTime> toOffsetDateTime() {
        return dateTime == null || offset == null ? Optional.empty() : Optional.of(dateTime.atOffset(offset));
    }

    /**
     * The point in time, with an offset of the caller's choice where the text has none.
     *
     * @param assumed the offset to take when none is written
     * @return the point in time, if the text has a time
     */
    public Optional<OffsetDateTime> toOffsetDateTime(ZoneOffset assumed) {
        return dateTime == null ? Optional.empty() : Optional.of(dateTime.atOffset(offset == null ? assumed : offset));
    }

    /**
     * The point in time.
     *
     * @return the instant, if the text has a time and an offset
     */
    public Optional<Instant> toInstant() {
        return toOffsetDateTime().map(OffsetDateTime::toInstant);
    }

    /**
     * Which rule the text breaks.
     *
     * @return {@link Rule#DATE_UNREADABLE}, {@link Rule#DATE_FORM} or {@link Rule#DATE_WITHOUT_OFFSET}; empty for ISO
     *     8601 with offset and for an ISO 8601 date alone
     */
    public Optional<Rule> brokenRule() {
        if (date == null) {
            return Optional.of(Rule.DATE_UNREADABLE);
        } else if (!iso) {
            return Optional.of(Rule.DATE_FORM);
        }
        return dateTime != null && offset == null ? Optional.of(Rule.DATE_WITHOUT_OFFSET) : Optional.empty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DciDateTime that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "DciDateTime[redacted]";
    }
}
