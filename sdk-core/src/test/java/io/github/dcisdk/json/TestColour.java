package io.github.dcisdk.json;

import java.util.List;
import java.util.Map;

/** A code list as the generator makes them. */
final class TestColour extends Code {
    static final TestColour RED = new TestColour("1", "red");
    static final TestColour BLUE = new TestColour("blue", "blue");
    static final CodeType<TestColour> TYPE = CodeType.of(
            "TestColour", List.of(RED, BLUE), Map.of("azure", "blue", "01", "1"), code -> new TestColour(code, null));

    private TestColour(String code, String label) {
        super(code, label);
    }
}
