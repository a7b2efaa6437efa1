package io.github.dcisdk.security;

import org.junit.jupiter.api.Test;

/**
 * The canonical form of the detached dialect is what orjson writes, on a million numbers and thousands of documents. {@code
 * src/test/python/orjson_form.py} recorded the digests.
 */
class CanonicalFormAgainstOrjsonTest {
    private final RecordedDigests recorded = new RecordedDigests("/signing/orjson-form.properties");

    @Test
    void doublesAreWrittenAsOrjsonWritesThem() {
        recorded.compareDoubles("doubles", JsonStyle.ORJSON);
        recorded.compareDoubles("earlier.doubles", JsonStyle.EARLIER_ORJSON);
    }

    @Test
    void numberLiteralsAreReadAndWrittenAsOrjsonDoes() {
        recorded.compareTexts("literals", json -> json.literal(340), JsonStyle.ORJSON);
    }

    @Test
    void documentsAreWrittenAsOrjsonWritesThem() {
        recorded.compareTexts("documents", json -> json.document(0), JsonStyle.ORJSON);
    }
}
