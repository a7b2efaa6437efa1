package io.github.dcisdk.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What reading one text gave: the object, and the findings as {@code rule at pointer}. */
record Readings<T extends DciObject>(T object, List<String> findings) {
    static <T extends DciObject> Readings<T> of(ModelType<T> type, String json) {
        List<String> findings = new ArrayList<>();
        T object = Json.read(
                JsonSlice.of(json.getBytes(StandardCharsets.UTF_8)),
                type,
                "",
                finding -> findings.add(finding.rule().id() + " " + finding.pointer()));
        return new Readings<>(object, findings);
    }
}
