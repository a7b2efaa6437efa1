package io.github.dcisdk.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Supplier;

/** The kinds of value that models are made of, beside {@link ModelType} and {@link CodeType}. */
public final class ValueTypes {
    /** Text. Numbers are taken as their literal. */
    public static final ValueType<String> TEXT = new ScalarValueTypes.Text();
    /** An integer of 32 bits. */
    public static final ValueType<Integer> INTEGER =
            new ScalarValueTypes.Whole<>(Integer.MIN_VALUE, Integer.MAX_VALUE, value -> (int) value);
    /** An integer of 64 bits. */
    public static final ValueType<Long> LONG =
            new ScalarValueTypes.Whole<>(Long.MIN_VALUE, Long.MAX_VALUE, value -> value);
    /** A decimal number. */
    public static final ValueType<BigDecimal> DECIMAL = new ScalarValueTypes.Decimal();
    /** A truth value. */
    public static final ValueType<Boolean> BOOLEAN = new ScalarValueTypes.Truth();
    /** A date or a point in time. */
    public static final ValueType<DciDateTime> DATE_TIME = new DateTimeValueType();
    /** Any JSON value. */
    public static final ValueType<JsonValue> ANY = new ScalarValueTypes.Any();
    /** A JSON object without a declared shape. */
    public static final ValueType<JsonValue.JsonObject> FREE_OBJECT = new ScalarValueTypes.FreeObject();
    /**
     * A list of records whose class another member names. A single record is a list of one, and arrays within the array
     * are opened. A JSON schema in the place of records gives none.
     */
    public static final ValueType<List<JsonValue.JsonObject>> RECORDS = new RecordsValueType();

    private ValueTypes() {}

    /**
     * A list of values.
     *
     * @param <E> the type of an item
     * @param items how an item is read and written
     * @return the type of the list
     */
    public static <E> ValueType<List<E>> listOf(ValueType<E> items) {
        return new ListValueType<>(items);
    }

    /**
     * A type that is looked up when it is first used, so that models may refer to each other in circles.
     *
     * @param <T> the Java type of the value
     * @param type gives the type
     * @return a type that behaves the same
     */
    public static <T> ValueType<T> of(Supplier<ValueType<T>> type) {
        return new ValueType<>() {
            @Override
            Bound<T> read(JsonValue received, Reading at) {
                return type.get().read(received, at);
            }

            @Override
            ValueType<?> single() {
                return type.get().single();
            }

            @Override
            void write(JsonGenerator out, T value) throws IOException {
                type.get().write(out, value);
            }

            @Override
            String describe(T value) {
                return type.get().describe(value);
            }
        };
    }
}
