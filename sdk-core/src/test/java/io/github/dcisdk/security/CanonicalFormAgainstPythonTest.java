package io.github.dcisdk.security;

import org.junit.jupiter.api.Test;

/**
 * The canonical form is what CPython's {@code json} and {@code repr} write, on a million numbers and thousands of
 * documents. {@code src/test/python/canonical_form.py} recorded the digests.
 */
class CanonicalFormAgainstPythonTest {
    private final RecordedDigests recorded = new RecordedDigests("/signing/canonical-form.properties");

    @Test
    void doublesAreWrittenAsPythonWritesThem() {
        recorded.compareDoubles("doubles", JsonStyle.CPYTHON);
    }

    @Test
    void numberLiteralsAreReadAndWrittenAsPythonDoes() {
        recorded.compareTexts("literals", json -> json.literal(340), JsonStyle.CPYTHON);
    }

    @Test
    void documentsAreWrittenAsPythonWritesThem() {
        recorded.compareTexts("documents", json -> json.document(0), JsonStyle.CPYTHON);
    }
}
