package io.github.dcisdk.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;

/** The limits within which JSON is read, and the one Jackson factory that keeps them. */
public final class JsonLimits {
    /** Deepest nesting of objects and arrays. The deepest message of the standard has about 20 levels. */
    public static final int MAX_DEPTH = 200;
    /** Longest number, in digits. */
    public static final int MAX_NUMBER_LENGTH = 400;
    /** Longest member name, in characters. */
    public static final int MAX_NAME_LENGTH = 5_000;
    /** Longest string, in characters. Leaves room for an encrypted message of 64 MiB. */
    public static final int MAX_STRING_LENGTH = 100_000_000;

    /** Most places in one text that may break rules in a way that changes the meaning; a text with more is refused. */
    public static final int MAX_FINDINGS = 50_000;
    /** How many harmless findings are reported for one text; further ones are dropped. */
    public static final int MAX_HARMLESS_FINDINGS = 1_000;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .maxNameLength(MAX_NAME_LENGTH)
                    .maxStringLength(MAX_STRING_LENGTH)
                    .build())
            .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            // JSON between systems is UTF-8; a parser that guesses UTF-16 from two bytes has no byte offsets.
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .build();

    private JsonLimits() {}

    /**
     * The factory for every parser and generator of the SDK. Thread-safe.
     *
     * @return the shared factory
     */
    public static JsonFactory factory() {
        return FACTORY;
    }
}
