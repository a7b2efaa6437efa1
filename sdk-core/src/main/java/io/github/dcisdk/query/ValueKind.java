package io.github.dcisdk.query;

import io.github.dcisdk.json.Code;
import io.github.dcisdk.json.CodeType;
import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.JsonValue.JsonBoolean;
import io.github.dcisdk.json.JsonValue.JsonNumber;
import io.github.dcisdk.json.JsonValue.JsonString;
import io.github.dcisdk.json.ValueType;
import io.github.dcisdk.json.ValueTypes;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The kinds of values that are compared. Each has one Java class for its values, in which equal values are alike. */
enum ValueKind {
    /** {@link String} in Unicode's normal form C. */
    TEXT("text", true),
    /** {@link String} in lower case. */
    CODE("a code", false),
    /** {@link BigDecimal}. */
    NUMBER("a number", true),
    /** {@link DciDateTime} that has a date. */
    DATE("a date", true),
    /** {@link Boolean}. */
    TRUTH("true or false", false);

    private static final Map<ValueType<?>, ValueKind> SCALARS = Map.of(
            ValueTypes.TEXT, TEXT,
            ValueTypes.INTEGER, NUMBER,
            ValueTypes.LONG, NUMBER,
            ValueTypes.DECIMAL, NUMBER,
            ValueTypes.DATE_TIME, DATE,
            ValueTypes.BOOLEAN, TRUTH);

    private final String description;
    private final boolean ordered;

    ValueKind(String description, boolean ordered) {
        this.description = description;
        this.ordered = ordered;
    }

    String description() {
        return description;
    }

    /** Whether one value can be greater than another. */
    boolean isOrdered() {
        return ordered;
    }

    /** Compares as queries do: a date alone is the whole day, so this is no order over dates with and without time. */
    int compare(Object one, Object other) {
        if (this == DATE) {
            DciDateTime first = (DciDateTime) one;
            DciDateTime second = (DciDateTime) other;
            if (!hasTime(first) || !hasTime(second)) {
                return day(first).compareTo(day(second));
            }
        }
        return order(one, other);
    }

    /** An order over all values of the kind: a date alone comes where its day begins in UTC. */
    int order(Object one, Object other) {
        return switch (this) {
            case TEXT -> byCodePoint((String) one, (String) other);
            case CODE -> ((String) one).compareTo((String) other);
            case NUMBER -> ((BigDecimal) one).compareTo((BigDecimal) other);
            case DATE -> byTime((DciDateTime) one, (DciDateTime) other);
            case TRUTH -> ((Boolean) one).compareTo((Boolean) other);
        };
    }

    /** The kind that the values of a type are; none if it is not known before they are seen. */
    static Optional<ValueKind> of(ValueType<?> type) {
        return type instanceof CodeType<?> ? Optional.of(CODE) : Optional.ofNullable(SCALARS.get(type));
    }

    /** A value of a query, as a value of this kind. */
    Optional<Object> read(JsonValue value, ValueType<?> type) {
        Optional<String> text = value instanceof JsonNumber number ? Optional.of(number.literal()) : value.asString();
        return switch (this) {
            case TEXT -> text.map(ValueKind::normal);
            case CODE ->
                text.map(code ->
                        lower(type instanceof CodeType<?> list ? list.code(code).code() : code));
            case NUMBER -> text.flatMap(ValueKind::number);
            case DATE -> value.asString().flatMap(ValueKind::date);
            case TRUTH -> truth(value);
        };
    }

    private static String normal(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    private static String lower(String code) {
        return code.strip().toLowerCase(Locale.ROOT);
    }

    private static Optional<Object> number(String literal) {
        try {
            return new JsonNumber(literal.strip()).toBigDecimal().map(Object.class::cast);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Object> date(String text) {
        DciDateTime date = DciDateTime.parse(text);
        return date.toLocalDate().map(day -> date);
    }

    private static Optional<Object> truth(JsonValue value) {
        if (value instanceof JsonBoolean truth) {
            return Optional.of(truth.value());
        }
        return value.asString()
                .filter(text -> text.equals("true") || text.equals("false"))
                .map(Boolean::valueOf);
    }

    /** A value of a record with its kind. */
    record Known(ValueKind kind, Object value) {
        /** Takes a value as a model holds it; none if it is an object, blank, or a date that cannot be read. */
        static Optional<Known> of(Object value) {
            if (value instanceof Code code) {
                return Optional.of(new Known(CODE, lower(code.code())));
            } else if (value instanceof DciDateTime date) {
                return date.toLocalDate().map(day -> new Known(DATE, date));
            } else if (value instanceof Boolean truth) {
                return Optional.of(new Known(TRUTH, truth));
            } else if (value instanceof JsonBoolean truth) {
                return Optional.of(new Known(TRUTH, truth.value()));
            } else if (value instanceof Number number) {
                return number(number.toString()).map(it -> new Known(NUMBER, it));
            } else if (value instanceof JsonNumber number) {
                return number.toBigDecimal().map(it -> new Known(NUMBER, it));
            }
            Optional<String> text = value instanceof JsonString string
                    ? Optional.of(string.value())
                    : Optional.of(value).filter(String.class::isInstance).map(String.class::cast);
            return text.filter(it -> !it.isBlank()).map(it -> new Known(TEXT, normal(it)));
        }
    }

    private static boolean hasTime(DciDateTime date) {
        return date.toOffsetDateTime(ZoneOffset.UTC).isPresent();
    }

    private static LocalDate day(DciDateTime date) {
        return date.toLocalDate().orElseThrow();
    }

    private static int byTime(DciDateTime one, DciDateTime other) {
        return time(one).toInstant().compareTo(time(other).toInstant());
    }

    private static OffsetDateTime time(DciDateTime date) {
        return date.toOffsetDateTime(ZoneOffset.UTC)
                .orElseGet(() -> day(date).atStartOfDay().atOffset(ZoneOffset.UTC));
    }

    /** {@link String#compareTo} sorts characters beyond the first 65,536 before some within. */
    private static int byCodePoint(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                int sign = Boolean.compare(Character.isSurrogate(a), Character.isSurrogate(b));
                return sign == 0 ? Character.compare(a, b) : sign;
            }
        }
        return Integer.compare(one.length(), other.length());
    }
}
