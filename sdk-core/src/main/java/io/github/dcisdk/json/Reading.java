package io.github.dcisdk.json;

import com.fasterxml.jackson.core.JsonParser;
import java.util.function.Consumer;

/** Where findings go while one text is read, and where that text stands in the whole body. */
record Reading(String base, Consumer<Finding> findings) {
    Reading at(String pointer) {
        return new Reading(pointer, findings);
    }

    String pointer(JsonParser in) {
        return base + in.getParsingContext().pathAsPointer();
    }

    void report(String pointer, Rule rule) {
        findings.accept(new Finding(pointer, rule));
    }
}
