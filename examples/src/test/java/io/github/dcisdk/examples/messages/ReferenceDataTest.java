package io.github.dcisdk.examples.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.dcisdk.crvs.Crvs;
import io.github.dcisdk.error.MalformedMessageException;
import io.github.dcisdk.farmerregistry.FarmerRegistry;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonValue.JsonObject;
import io.github.dcisdk.message.MessageDocument;
import io.github.dcisdk.message.NotifyEventRequest;
import io.github.dcisdk.message.SearchResponse;
import io.github.dcisdk.profile.RecordType;
import io.github.dcisdk.socialregistry.SocialRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every message that the standard publishes is read, typed and written back without loss, and each of its deviations is
 * named. Needs the folder of the published data in {@code DCI_REFERENCE_DIR}; what is expected of each file stands in
 * {@code src/test/resources/reference-data} under the file's name.
 */
class ReferenceDataTest {
    private static final Path EXPECTED = Path.of("src/test/resources/reference-data");
    private static final Path ACTUAL = Path.of("target/reference-data");

    /** The registries' own members tell records apart where the published name of the type does not. */
    private static final Map<String, RecordType<?>> BY_MEMBER = Map.of(
            "member_list", SocialRegistry.GROUP,
            "group_identifier", SocialRegistry.GROUP,
            "member_identifier", SocialRegistry.MEMBER,
            "demographic_info", SocialRegistry.MEMBER,
            "farmer_personal_details", FarmerRegistry.FARMER,
            "famer_personal_details", FarmerRegistry.FARMER,
            "birth_place", Crvs.PERSON,
            "parent1_identifier", Crvs.PERSON);

    @TestFactory
    Stream<DynamicTest> everyPublishedMessageIsReadAndWrittenBack() throws IOException {
        return files().map(file -> DynamicTest.dynamicTest(name(file), () -> {
            List<String> lines = describe(Files.readAllBytes(file));

            Path actual = ACTUAL.resolve(name(file) + ".txt");
            Files.createDirectories(actual.getParent());
            Files.write(actual, lines);
            Path expected = EXPECTED.resolve(name(file) + ".txt");
            assertThat(lines)
                    .as("examples/%s; if all of it is right: cp examples/%s there", expected, actual)
                    .isEqualTo(Files.exists(expected) ? Files.readAllLines(expected) : List.of());
        }));
    }

    @Test
    void recordsAreTypedWhereverThereAreRecords() throws IOException {
        Map<String, Integer> counts = new TreeMap<>();
        for (Path file : files().toList()) {
            for (String line : describe(Files.readAllBytes(file))) {
                if (line.startsWith("record ")) {
                    counts.merge(line.substring("record ".length()), 1, Integer::sum);
                }
            }
        }

        assertThat(counts).isEqualTo(Map.of("CrvsPerson", 4, "SocialGroup", 3, "of another registry", 1));
    }

    private static Stream<Path> files() throws IOException {
        String folder = System.getenv("DCI_REFERENCE_DIR");
        assumeTrue(folder != null && Files.isDirectory(Path.of(folder)), "DCI_REFERENCE_DIR names no folder");
        List<Path> files = new ArrayList<>();
        for (String part : List.of("examples", "mock-responses")) {
            try (Stream<Path> found = Files.walk(Path.of(folder, part))) {
                files.addAll(found.filter(file -> file.toString().endsWith(".json"))
                        .sorted()
                        .toList());
            }
        }
        assertThat(files).hasSizeGreaterThan(30);
        return files.stream();
    }

    private static String name(Path file) {
        return Path.of(System.getenv("DCI_REFERENCE_DIR"))
                .relativize(file)
                .toString()
                .replace(".json", "");
    }

    /** What a file is, its records by type, and its findings. */
    private static List<String> describe(byte[] body) {
        MessageDocument document;
        try {
            document = MessageDocument.read(body);
        } catch (MalformedMessageException e) {
            return List.of("refused " + e.ruleId().orElseThrow());
        }
        assertThat(Json.parse(document.json().toJson().getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Json.parse(body));
        document.message().ifPresent(message -> assertThat(Json.toJson(message))
                .as("the message, written back")
                .isEqualTo(document.messageJson().orElseThrow()));

        List<String> lines = new ArrayList<>();
        lines.add("kind " + document.kind());
        lines.add("message "
                + document.message().map(message -> message.modelType().name()).orElse("none"));
        List<Finding> findings = new ArrayList<>(document.findings());
        for (JsonObject record : records(document)) {
            RecordType<?> type = recordType(record);
            int before = findings.size();
            DciObject typed = Json.read(record, type.type(), "/record", findings::add);
            assertThat(Json.toJson(typed)).as("a record, written back").isEqualTo(record);
            assertThat(findings.subList(before, findings.size()))
                    .allMatch(finding -> finding.pointer().startsWith("/record"));
            boolean known =
                    typed.additionalProperties().size() < record.members().size();
            lines.add("record " + (known ? type.type().name() : "of another registry"));
        }
        findings.forEach(finding -> lines.add(finding.rule().id() + " " + finding.pointer()));
        return lines;
    }

    private static List<JsonObject> records(MessageDocument document) {
        List<JsonObject> records = new ArrayList<>();
        document.message(SearchResponse.TYPE).ifPresent(response -> response.searchResponse()
                .forEach(item -> item.data().ifPresent(data -> records.addAll(data.regRecords()))));
        document.message(NotifyEventRequest.TYPE).ifPresent(request -> request.notifyEvent()
                .forEach(item -> item.data().ifPresent(data -> records.addAll(data.regRecords()))));
        return records;
    }

    private static RecordType<?> recordType(JsonObject record) {
        return record.members().keySet().stream()
                .map(key -> key.substring(key.lastIndexOf(':') + 1))
                .filter(BY_MEMBER::containsKey)
                .findFirst()
                .<RecordType<?>>map(BY_MEMBER::get)
                .orElse(SocialRegistry.PERSON);
    }
}
