package io.github.dcisdk.message;

import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.JsonLimits;
import io.github.dcisdk.json.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What is unusual about a value, collected until it is certain that the whole value has been understood. Bounded, because
 * a few bytes can be a finding.
 */
final class HarmlessFindings {
    private final String pointer;
    private final List<Finding> findings = new ArrayList<>();

    HarmlessFindings(String pointer) {
        this.pointer = pointer;
    }

    void report(String place, Rule rule) {
        if (findings.size() < JsonLimits.MAX_HARMLESS_FINDINGS) {
            findings.add(new Finding(pointer + place, rule));
        }
    }

    void forEach(Consumer<Finding> target) {
        findings.forEach(target);
    }
}
